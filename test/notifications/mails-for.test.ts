import { describe, expect, it, test } from "vitest";
import { mailMessage } from "../../functions/notifications/mail-message.ts";
import { mailsFor } from "../../functions/notifications/mails-for.ts";
import type { Event } from "../../shared/domain/events.ts";
import { given } from "../../shared/domain/given.ts";
import { lifecycle } from "../../shared/domain/lifecycle.ts";
import { mailKinds } from "../../shared/domain/mail-kinds.ts";
import { mailSort } from "../../shared/store/keys.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  dispatched,
  environment,
  filed,
  handlerOf,
  health,
  inspector,
  mondayMorning,
  publicWorks,
  reporter,
  router,
  supervisor,
  takenOver,
  type Report,
} from "../builders.ts";

const agency = handlerOf(publicWorks);
const answered = after(dispatched(), [{ move: "answerFinally", text: "Sudah ditambal." }, agency]);
const closed = after(answered, [{ move: "closeUnanswered" }, clock]);
const asked = after(dispatched(), [{ move: "requestInformation", text: "Di sebelah mana?" }, agency]);
const archived = after(filed(), [{ move: "archive", reason: "tooOld", text: "Kejadian 1998." }, coordinator]);
const blocked = after(filed(), [{ move: "block", reason: "Memuat kebencian." }, coordinator]);
const proposed = after(dispatched(), [
  { move: "changeClass", class: "complaintWithInspection", reason: "Perlu audit." },
  agency,
]);
const absorbing = after(dispatched(), [{ move: "absorb", complaintIds: ["merged-1", "merged-2"] }, coordinator]);
const aboutPublicWorks = after(dispatched(), [
  { move: "declareConflict", agencyCodes: [publicWorks], reason: "Menyangkut pegawainya." },
  coordinator,
]);
const late = after(dispatched(), [{ move: "missDeadline", clock: "firstFollowUp" }, clock]);
const reopenedTwice = [1, 2].flatMap((): Parameters<typeof after>[1][] => [
  [{ move: "reopen", reason: "Rusak lagi." }, reporter],
  [{ move: "answerFinally", text: "Sudah." }, agency],
  [{ move: "closeUnanswered" }, clock],
]);
const coordinating = directory.policy.coordinatorAgencyCode;
const supervising = directory.policy.supervisorAgencyCode;
/** What it looks like when a calendar has moved a deadline; which does so is not this test's matter. */
const moved: Report = (() => {
  const report = dispatched();
  const { owner, version } = report.complaint;
  const event: Event = {
    ...{ version: version + 1, at: mondayMorning, actor: clock, cause: "calendar:2026", status: "dispatched", owner },
    clocks: [],
    type: "deadlinesMoved",
  };
  return { ...report, events: [...report.events, event] };
})();
const mailRefused = (to: "reporter" | "agency" | "coordinator"): Report =>
  after(dispatched(), [{ move: "recordRefusedMail", mail: "disposition", to, about: 2 }, router]);

const attachmentId = "foto-foto-foto-1";
const photo = { attachmentId, fileName: "foto.jpg", contentType: "image/jpeg", size: 1000 };
const inspection = { role: "system", id: "inspection" } as const;
const arrived = (by: typeof reporter): Report =>
  after(
    dispatched(),
    [{ move: "expectAttachment", ...photo }, by],
    [{ move: "receiveAttachment", attachmentId, upload: "one" }, inspection],
  );
const passed = (by: typeof reporter): Report =>
  after(arrived(by), [
    {
      move: "passAttachment",
      ...{ attachmentId, contentType: "image/jpeg", size: 900, preview: true, upload: "one", original: true },
    },
    inspection,
  ]);

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
    ["privacy to reporter"],
  ],
  [
    "an assignment to a person, who finds it in their queue",
    after(dispatched(), [{ move: "assign", officerId: "penghubung-dpu" }, agency]),
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
    "passing down with copies",
    after(
      filed(),
      [{ move: "dispose", agencyCode: "kutim" }, router],
      [{ move: "passDown", agencyCode: publicWorks, copies: [health] }, handlerOf("kutim")],
    ),
    ["disposition to agency", `copy to agency ${health}`],
  ],
  [
    "passing up",
    after(filed(), [{ move: "passUp", reason: "Jalan provinsi." }, coordinator]),
    ["disposition to agency"],
  ],
  [
    "a hand-back",
    after(dispatched(), [{ move: "handBack", reason: "Bukan kami." }, agency]),
    ["handedBack to coordinator"],
  ],
  ["a question to the reporter", asked, ["question to reporter"]],
  ["its answer", after(asked, [{ move: "reply", text: "Di kiri." }, reporter]), [`reply to agency ${publicWorks}`]],
  [
    "the answer to a coordinator's question",
    after(
      filed(),
      [{ move: "requestInformation", text: "Di mana?" }, coordinator],
      [{ move: "reply", text: "Di pasar." }, reporter],
    ),
    [`reply to agency ${coordinating}`],
  ],
  ["news", after(dispatched(), [{ move: "answer", text: "Sedang dikerjakan." }, agency]), ["answer to reporter"]],
  ["a final answer", answered, ["answer to reporter"]],
  ["a reply", after(answered, [{ move: "reply", text: "Belum." }, reporter]), [`reply to agency ${publicWorks}`]],
  [
    "a reply while no agency has it",
    after(filed(), [{ move: "reply", text: "Tambahan." }, reporter]),
    [`reply to agency ${coordinating}`],
  ],
  ["a note", after(dispatched(), [{ move: "note", text: "Catatan." }, agency]), []],
  [
    "a shorter class, by the agency",
    after(dispatched(), [{ move: "changeClass", class: "informationRequest" }, agency]),
    ["classChange to reporter"],
  ],
  [
    "a shorter class, by the coordinator",
    after(dispatched(), [{ move: "changeClass", class: "informationRequest" }, coordinator]),
    ["classChange to reporter", `classChange to agency ${publicWorks}`],
  ],
  ["a longer class proposed", proposed, ["classChange to coordinator"]],
  [
    "a longer class approved",
    after(proposed, [{ move: "approveClassChange" }, coordinator]),
    ["classChange to reporter", `classChange to agency ${publicWorks}`],
  ],
  [
    "a longer class refused",
    after(proposed, [{ move: "refuseClassChange", reason: "Tidak perlu." }, coordinator]),
    [`classChange to agency ${publicWorks}`],
  ],
  ["closing by the reporter", after(answered, [{ move: "close", rating: 3 }, reporter]), ["closed to agency"]],
  [
    "closing by a reporter who is not content",
    after(answered, [{ move: "close", rating: 2 }, reporter]),
    ["closed to agency", "lowRating to reporter"],
  ],
  ["a good rating", after(closed, [{ move: "close", rating: 4 }, reporter]), []],
  ["a low rating", after(closed, [{ move: "close", rating: 1 }, reporter]), ["lowRating to reporter"]],
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
    after(filed(), [{ move: "merge", into: "survivor", text: "Sama." }, coordinator]),
    ["closed to reporter"],
  ],
  ["absorbing", absorbing, []],
  [
    "news of a report that goes on for others",
    after(absorbing, [{ move: "answer", text: "Sedang dikerjakan." }, agency]),
    ["answer to reporter", "followed to reporter merged-1", "followed to reporter merged-2"],
  ],
  [
    "its end",
    after(absorbing, [{ move: "archive", reason: "alreadyHandled", text: "Sudah." }, coordinator]),
    ["closed to reporter", "followed to reporter merged-1", "followed to reporter merged-2"],
  ],
  [
    "its merging",
    after(absorbing, [{ move: "merge", into: "survivor", text: "Sama." }, coordinator]),
    ["closed to reporter", "followed to reporter merged-1", "followed to reporter merged-2"],
  ],
  ["withdrawing", after(dispatched(), [{ move: "withdraw" }, reporter]), ["closed to agency"]],
  ["blocking", blocked, ["closed to reporter"]],
  ["unblocking", after(blocked, [{ move: "unblock", reason: "Keliru." }, coordinator]), ["unblocked to reporter"]],
  [
    "reopening with an agency",
    after(closed, [{ move: "reopen", reason: "Rusak lagi." }, reporter]),
    [`reopened to agency ${publicWorks}`],
  ],
  [
    "reopening without one",
    after(filed(), [{ move: "close" }, reporter], [{ move: "reopen", reason: "Belum." }, reporter]),
    [],
  ],
  [
    "reopening once more than an office decides alone",
    after(closed, ...reopenedTwice, [{ move: "reopen", reason: "Masih rusak." }, reporter]),
    [`reopened to agency ${supervising}`],
  ],
  [
    "a deadline missed by supervision",
    after(
      closed,
      ...reopenedTwice,
      [{ move: "reopen", reason: "Masih rusak." }, reporter],
      [{ move: "missDeadline", clock: "arbitration" }, clock],
    ),
    [`overdue to agency ${supervising}`],
  ],
  ["an appeal", after(archived, [{ move: "appeal", reason: "Masih terjadi." }, reporter]), ["appealed to coordinator"]],
  [
    "a reminder to an agency",
    after(dispatched(), [{ move: "remind", clock: "firstFollowUp", reminder: "halfTime" }, clock]),
    [`reminder to agency ${publicWorks}`],
  ],
  [
    "a reminder before there is one",
    after(filed(), [{ move: "remind", clock: "verification", reminder: "workingDayBefore" }, clock]),
    [`reminder to agency ${coordinating}`],
  ],
  [
    "a reminder of an answer",
    after(answered, [{ move: "remind", clock: "reporterReply", reminder: "workingDayBefore" }, clock]),
    ["reminder to reporter"],
  ],
  [
    "a reminder of a question",
    after(asked, [{ move: "remind", clock: "reporterCompletion", reminder: "workingDayBefore" }, clock]),
    ["reminder to reporter"],
  ],
  [
    "an escalation",
    after(late, [{ move: "escalate", clock: "firstFollowUp" }, clock]),
    [`escalation to agency ${publicWorks}`],
  ],
  [
    "the next escalation",
    after(
      late,
      [{ move: "escalate", clock: "firstFollowUp" }, clock],
      [{ move: "escalate", clock: "firstFollowUp" }, clock],
    ),
    [`escalation to agency ${coordinating}`],
  ],
  ["moved deadlines", moved, []],
  [
    "a deadline missed by an agency",
    after(dispatched(), [{ move: "missDeadline", clock: "firstFollowUp" }, clock]),
    [`overdue to agency ${publicWorks}`],
  ],
  [
    "a deadline missed before there was one",
    after(filed(), [{ move: "missDeadline", clock: "verification" }, clock]),
    [`overdue to agency ${coordinating}`],
  ],
  [
    "a deadline in a year without a calendar",
    filed({}, "2026-12-28T01:00:00.000Z"),
    ["receipt to reporter", "calendarMissing to platformAdmin"],
  ],
  ["a file that is promised", after(dispatched(), [{ move: "expectAttachment", ...photo }, reporter]), []],
  ["a file that has arrived", arrived(reporter), []],
  ["a reporter's file that passed", passed(reporter), [`files to agency ${publicWorks}`]],
  ["an office's file that passed", passed(agency), []],
  [
    "a reporter's file that was refused",
    after(arrived(reporter), [{ move: "refuseAttachment", attachmentId, reason: "macros", upload: "one" }, inspection]),
    ["fileLost to reporter", `files to agency ${publicWorks}`],
  ],
  [
    "an office's file that never came",
    after(
      dispatched(),
      [{ move: "expectAttachment", ...photo }, agency],
      [{ move: "missAttachment", attachmentId }, clock],
    ),
    [`fileLost to agency ${publicWorks}`],
  ],
  ["a download", after(passed(reporter), [{ move: "recordDownload", attachmentId }, agency]), []],
  [
    "an original that was opened",
    after(passed(reporter), [{ move: "openOriginal", attachmentId, reason: "Aduan palsu" }, supervisor]),
    ["original to reporter"],
  ],
  [
    "an identity that was opened",
    after(dispatched(), [{ move: "openIdentity", reason: "Pelapor diancam" }, supervisor]),
    ["identity to reporter", "identity to supervisor pengawas-inspektorat", "identity to supervisor pimpinan-kutim"],
  ],
  [
    "a look at it",
    after(
      dispatched(),
      [{ move: "openIdentity", reason: "Pelapor diancam" }, supervisor],
      [{ move: "seeIdentity" }, supervisor],
    ),
    [],
  ],
  [
    "an office that closed, followed by another",
    takenOver(dispatched()),
    ["disposition to agency", "takenOver to reporter"],
  ],
  [
    "a code that is asked for",
    after(dispatched(), [{ move: "requestRightsCode" }, reporter]),
    ["rightsCode to reporter"],
  ],
  [
    "a corrected identity with another address",
    after(dispatched(), [
      { move: "correctIdentity", reachable: true, shareWithAgency: false, addressLeft: true },
      reporter,
    ]),
    ["corrected to reporter", "addressLeft to reporter"],
  ],
  [
    "a corrected identity without an address",
    after(dispatched(), [
      { move: "correctIdentity", reachable: false, shareWithAgency: false, addressLeft: false },
      reporter,
    ]),
    [],
  ],
  [
    "an objection",
    after(dispatched(), [{ move: "objectToProcessing", reason: "Tidak perlu" }, reporter]),
    ["objection to coordinator"],
  ],
  ["an erasure", after(dispatched(), [{ move: "erase", of: [], headline: "Lubang" }, reporter]), []],
  [
    "erased files",
    after(passed(reporter), [{ move: "eraseAttachments", attachmentIds: [attachmentId] }, reporter]),
    [],
  ],
  ["a declared conflict of interest, which goes through routing", aboutPublicWorks, []],
  [
    "a lifted conflict of interest",
    after(aboutPublicWorks, [{ move: "liftConflict", reason: "Keliru" }, inspector]),
    [],
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
      mails.map(({ kind, to, agencyCode, follower, officerId }) =>
        [`${kind} to ${to}`, agencyCode, follower, officerId].filter((its) => its !== undefined).join(" "),
      ),
    ).toEqual(expected);
    for (const mail of mails) {
      if (mail.kind !== "calendarMissing") {
        expect(mail).toMatchObject({ complaintId, version: last(report).version });
      }
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
      for (const { version, kind, agencyCode, follower, officerId } of mails) {
        expect(mailSort.parse(mailSort.build({ version, kind, agencyCode, follower, officerId }))).toEqual(
          given({ version, kind, agencyCode, follower, officerId }),
        );
      }
    }
  });

  it("is the same for all reports with a deadline in a year without a calendar, for a month", () => {
    const names = ["2026-12-28T01:00:00.000Z", "2026-12-31T01:00:00.000Z", "2027-01-04T01:00:00.000Z"].map((now) => {
      const report = filed({}, now);
      return mailsFor(report.complaint.complaintId, last(report)).find(({ kind }) => kind === "calendarMissing");
    });
    expect(names[0]).toEqual({
      complaintId: "calendar-2027",
      version: 202612,
      kind: "calendarMissing",
      to: "platformAdmin",
    });
    expect(names[1]).toEqual(names[0]);
    expect(names[2]).toEqual({ ...names[0], version: 202701 });
  });

  it("has a kind of letters only", () => {
    for (const kind of mailKinds) expect(kind).toMatch(/^[A-Za-z]+$/);
  });
});
