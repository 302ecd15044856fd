import { describe, expect, it, test } from "vitest";
import { mailMessage } from "../../functions/notifications/mail-message.ts";
import { mailsFor } from "../../functions/notifications/mails-for.ts";
import type { Event } from "../../shared/domain/events.ts";
import { lifecycle } from "../../shared/domain/lifecycle.ts";
import { mailKinds } from "../../shared/domain/mail-kinds.ts";
import { mailSort } from "../../shared/store/keys.ts";
import {
  after,
  clock,
  coordinator,
  dispatched,
  environment,
  filed,
  handlerOf,
  health,
  publicWorks,
  reporter,
  router,
  type Report,
} from "../builders.ts";

const agency = handlerOf(publicWorks);
const answered = after(dispatched(), [{ move: "answerFinally", text: "Sudah ditambal." }, agency]);
const closed = after(answered, [{ move: "closeUnanswered" }, clock]);
const asked = after(dispatched(), [{ move: "requestInformation", text: "Di sebelah mana?" }, agency]);
const archived = after(filed(), [{ move: "archive", reason: "tooOld", text: "Kejadian 1998." }, coordinator]);
const blocked = after(filed(), [{ move: "block", reason: "Memuat kebencian." }, coordinator]);
const mailRefused = (to: "reporter" | "agency" | "coordinator"): Report =>
  after(dispatched(), [{ move: "recordRefusedMail", mail: "disposition", to, about: 2 }, router]);

/** What was done, and who gets which mail of it. */
const consequences: readonly (readonly [string, Report, readonly string[]])[] = [
  ["a filing with an address", filed(), ["receipt to reporter"]],
  ["a filing without one", filed({ reachable: false }), []],
  ["a screening", after(filed(), [{ move: "screen", masked: 1, duplicates: [] }, router]), []],
  ["a hold", after(filed(), [{ move: "hold", reason: "noSignal", reasons: [] }, router]), ["held to coordinator"]],
  ["a verification", after(filed(), [{ move: "verify" }, coordinator]), []],
  ["an edited text", after(filed(), [{ move: "editPublicText", text: "Jalan rusak." }, coordinator]), []],
  [
    "a change of privacy",
    after(filed(), [{ move: "setPrivacy", anonymous: true, confidential: true }, coordinator]),
    [],
  ],
  ["a disposition", dispatched(), ["disposition to agency"]],
  [
    "a disposition with copies",
    after(filed(), [{ move: "dispose", agencyCode: publicWorks, copies: [health, environment, health] }, coordinator]),
    ["disposition to agency", `copy to agency ${health}`, `copy to agency ${environment}`],
  ],
  [
    "an arbitration",
    after(
      filed(),
      [{ move: "dispose", agencyCode: health }, router],
      [{ move: "handBack", reason: "Bukan kami." }, handlerOf(health)],
      [{ move: "dispose", agencyCode: environment }, router],
      [{ move: "handBack", reason: "Bukan kami juga." }, handlerOf(environment)],
      [{ move: "arbitrate", agencyCode: publicWorks, reason: "Jalan kabupaten." }, coordinator],
    ),
    ["disposition to agency"],
  ],
  [
    "passing down",
    after(
      filed(),
      [{ move: "dispose", agencyCode: "kutim" }, router],
      [{ move: "passDown", agencyCode: publicWorks }, handlerOf("kutim")],
    ),
    ["disposition to agency"],
  ],
  [
    "a hand-back",
    after(dispatched(), [{ move: "handBack", reason: "Bukan kami." }, agency]),
    ["handedBack to coordinator"],
  ],
  ["a question to the reporter", asked, ["question to reporter"]],
  ["its answer", after(asked, [{ move: "reply", text: "Di kiri." }, reporter]), ["reply to agency"]],
  [
    "the answer to a coordinator's question",
    after(
      filed(),
      [{ move: "requestInformation", text: "Di mana?" }, coordinator],
      [{ move: "reply", text: "Di pasar." }, reporter],
    ),
    ["reply to coordinator"],
  ],
  ["news", after(dispatched(), [{ move: "answer", text: "Sedang dikerjakan." }, agency]), ["answer to reporter"]],
  ["a final answer", answered, ["answer to reporter"]],
  ["a reply", after(answered, [{ move: "reply", text: "Belum." }, reporter]), ["reply to agency"]],
  [
    "a reply while no agency has it",
    after(filed(), [{ move: "reply", text: "Tambahan." }, reporter]),
    ["reply to coordinator"],
  ],
  ["a note", after(dispatched(), [{ move: "note", text: "Catatan." }, agency]), []],
  ["a shorter class", after(dispatched(), [{ move: "changeClass", class: "informationRequest" }, agency]), []],
  [
    "a longer class proposed",
    after(dispatched(), [{ move: "changeClass", class: "complaintWithInspection", reason: "Perlu audit." }, agency]),
    [],
  ],
  ["closing by the reporter", after(answered, [{ move: "close", rating: 5 }, reporter]), ["closed to agency"]],
  [
    "closing by the agency",
    after(answered, [{ move: "closeWithProof", text: "Foto.", withoutAttachment: "Terlihat di jalan" }, agency]),
    ["closed to reporter"],
  ],
  ["closing by the system", closed, ["closed to reporter"]],
  ["archiving by an officer", archived, ["closed to reporter"]],
  ["archiving by the system", after(asked, [{ move: "archiveIncomplete" }, clock]), ["closed to reporter"]],
  [
    "merging",
    after(filed(), [{ move: "merge", into: "KTM-000-000-000", text: "Sama." }, coordinator]),
    ["closed to reporter"],
  ],
  ["withdrawing", after(dispatched(), [{ move: "withdraw" }, reporter]), ["closed to agency"]],
  ["blocking", blocked, ["closed to reporter"]],
  ["unblocking", after(blocked, [{ move: "unblock", reason: "Keliru." }, coordinator]), []],
  [
    "reopening with an agency",
    after(closed, [{ move: "reopen", reason: "Rusak lagi." }, reporter]),
    ["reopened to agency"],
  ],
  [
    "reopening without one",
    after(filed(), [{ move: "close" }, reporter], [{ move: "reopen", reason: "Belum." }, reporter]),
    [],
  ],
  ["an appeal", after(archived, [{ move: "appeal", reason: "Masih terjadi." }, reporter]), []],
  [
    "a deadline missed by an agency",
    after(dispatched(), [{ move: "missDeadline", clock: "firstFollowUp" }, clock]),
    ["overdue to agency"],
  ],
  [
    "a deadline missed before there was one",
    after(filed(), [{ move: "missDeadline", clock: "verification" }, clock]),
    ["overdue to coordinator"],
  ],
  ["a mail refused by an agency's address", mailRefused("agency"), ["refused to coordinator"]],
  ["a mail refused by a reporter's address", mailRefused("reporter"), []],
  ["a mail refused by the coordinator's address", mailRefused("coordinator"), []],
];

const last = ({ events }: Report): Event => {
  const event = events.at(-1);
  if (!event) throw new Error("a report has events");
  return event;
};

describe("the mails that follow from", () => {
  test.each(consequences)("%s", (_, report, expected) => {
    const { complaintId } = report.complaint;
    const mails = mailsFor(complaintId, last(report));
    expect(
      mails.map(({ kind, to, agencyCode }) =>
        [`${kind} to ${to}`, ...(agencyCode === undefined ? [] : [agencyCode])].join(" "),
      ),
    ).toEqual(expected);
    for (const mail of mails) {
      expect(mail).toMatchObject({ complaintId, version: last(report).version });
      expect(mailMessage.parse(JSON.parse(JSON.stringify(mail)))).toEqual(mail);
    }
  });

  it("events of every kind are named above", () => {
    const named = new Set(consequences.map(([, report]) => last(report).type));
    expect([...named].sort()).toEqual([...new Set(lifecycle.map(({ event }) => event))].sort());
  });
});

describe("a mail's name", () => {
  it("is another for each mail of an event, and can be read back from the ledger", () => {
    for (const [, report] of consequences) {
      const mails = mailsFor(report.complaint.complaintId, last(report));
      expect(new Set(mails.map(mailSort.build)).size).toBe(mails.length);
      for (const { version, kind, agencyCode } of mails) {
        expect(mailSort.parse(mailSort.build({ version, kind, agencyCode }))).toEqual({
          version,
          kind,
          ...(agencyCode === undefined ? {} : { agencyCode }),
        });
      }
    }
  });

  it("has a kind of letters only", () => {
    for (const kind of mailKinds) expect(kind).toMatch(/^[A-Za-z]+$/);
  });
});
