import { simpleParser } from "mailparser";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { wakeMails } from "../../functions/deadlines/wake-mails.ts";
import { mailMessage, type MailKind, type MailMessage } from "../../functions/notifications/mail-message.ts";
import { sendMail } from "../../functions/notifications/send-mail.ts";
import type { SendDeps } from "../../functions/notifications/send-deps.ts";
import { digestOf } from "../../functions/notifications/digest.ts";
import { nextOpening } from "../../shared/domain/office-hours.ts";
import { append, history } from "../../shared/store/complaint-store.ts";
import { gatherMail } from "../../shared/store/digest-ledger.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { after, clock, directory, health, publicWorks, reporter, type Report } from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { messageOf } from "./postroom.ts";
import { senderFor, withIdentity } from "./sender.ts";
import { agency, sent } from "./stories.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

// Monday evening in Sangatta, and Tuesday when the office opens.
const evening = "2026-07-06T12:00:00.000Z";
const morning = "2026-07-06T23:31:00.000Z";

const at = (now: string, its: Partial<SendDeps> = {}) => senderFor(engine, undefined, { now: () => now, ...its });

const late = { move: "missDeadline", clock: "firstFollowUp" } as const;
const remind = { move: "remind", clock: "firstFollowUp", reminder: "halfTime" } as const;
const escalate = { move: "escalate", clock: "firstFollowUp" } as const;

/** What the sweep wakes at an instant, of one report or digest. */
const wokenAt = async (now: string, complaintId: string): Promise<readonly MailMessage[]> => {
  const queued: MailMessage[] = [];
  await wakeMails({
    store: engine.store,
    queueMail: (mail) => {
      queued.push(mailMessage.parse(JSON.parse(JSON.stringify(mail))));
      return Promise.resolve();
    },
    now: () => now,
    timeLeft: () => true,
    log: recordedLog(),
  });
  return queued.filter((mail) => mail.complaintId === complaintId);
};

describe("a mail that the clocks write", () => {
  it("waits in the night, and is sent once when the office opens", async () => {
    const report = await write(engine.store, after(sent(), [late, clock]));
    const mail = messageOf(report, "overdue");
    const night = at(evening);
    expect(await sendMail(night.deps, mail)).toBe("waits");
    expect(await sendMail(night.deps, mail)).toBe("waits");
    expect(night.sent).toEqual([]);
    expect(night.log.lines.map(({ code }) => code)).toEqual(["MAIL_WAITS"]);
    expect(await wokenAt(evening, mail.complaintId)).toEqual([]);

    const woken = await wokenAt(morning, mail.complaintId);
    expect(woken).toEqual([mail]);
    const day = at(morning);
    const deliveries = await Promise.all([...woken, ...woken].map((its) => sendMail(day.deps, its)));
    expect(deliveries).toContain("sent");
    expect(day.sent).toHaveLength(1);
    expect(await wokenAt(morning, mail.complaintId)).toEqual([]);
    expect(await sendMail(day.deps, mail)).toBe("settledBefore");
  });

  it("goes out at once while the office is open", async () => {
    const report = await write(engine.store, after(sent(), [remind, clock]));
    const day = at(morning);
    expect(await sendMail(day.deps, messageOf(report, "reminder"))).toBe("sent");
  });

  it("is not needed any more when what it tells of was done while it waited", async () => {
    const report = await write(engine.store, after(sent(), [late, clock]));
    const mail = messageOf(report, "overdue");
    expect(await sendMail(at(evening).deps, mail)).toBe("waits");
    const { complaint, events } = after(report, [{ move: "answer", text: "Sudah." }, agency]);
    const answer = events.at(-1);
    if (!answer) throw new Error("there is an answer");
    expect((await append(engine.store, complaint, answer)).ok).toBe(true);
    const [woken] = await wokenAt(morning, mail.complaintId);
    const day = at(morning);
    expect(await sendMail(day.deps, woken ?? mail)).toBe("needless");
    expect(day.sent).toEqual([]);
  });

  test.each([
    ["an officer called the report urgent", { urgent: true }],
    ["its category is", { categoryCode: "945" }],
  ])("waits for nothing where %s", async (_, dispose) => {
    const report = await write(engine.store, after(sent({}, dispose), [late, clock]));
    expect(await sendMail(at(evening).deps, messageOf(report, "overdue"))).toBe("sent");
  });

  it("to the reporter waits for no office", async () => {
    const report = await withIdentity(
      engine,
      after(
        sent(),
        [{ move: "requestInformation", text: "Di mana?" }, agency],
        [{ move: "remind", clock: "reporterCompletion", reminder: "workingDayBefore" }, clock],
      ),
    );
    expect(await sendMail(at(evening).deps, messageOf(report, "reminder"))).toBe("sent");
  });
});

describe("a mail that a person caused", () => {
  it("goes out at any hour, unless the policy names its kind", async () => {
    const report = await write(engine.store, sent());
    const mail = messageOf(report, "disposition");
    const policy = { ...directory.policy, mailInOfficeHours: ["disposition"] };
    const patient = at(evening, { directory: () => Promise.resolve({ ...directory, policy }) });
    expect(await sendMail(patient.deps, mail)).toBe("waits");
    const other = await write(engine.store, sent());
    expect(await sendMail(at(evening).deps, messageOf(other, "disposition"))).toBe("sent");
  });
});

describe("an office that wants one mail a day", () => {
  const gathering: Directory = {
    ...directory,
    agencies: directory.agencies.map((its) =>
      [publicWorks, health].includes(its.code) ? { ...its, digest: true } : its,
    ),
  };
  const noon = "2026-07-07T04:00:00.000Z";
  const nextMorning = "2026-07-07T23:31:00.000Z";
  const digestOn = (office: string): string => `digest-${office}`;
  const withDigest = (now: string, its: Partial<SendDeps> = {}) =>
    at(now, { directory: () => Promise.resolve(gathering), ...its });

  // Each test begins on a day of its own, so that no digest of another is in its way.
  let weeks = 0;
  const later = (instant: string): string => new Date(Date.parse(instant) + weeks * 7 * 86_400_000).toISOString();

  const send = async (now: string, report: Report, kind: MailKind): Promise<unknown> =>
    sendMail(withDigest(now).deps, messageOf(report, kind));

  it("gets what can wait together when it next opens: each report once, soonest deadline first", async () => {
    weeks += 1;
    const [first, second, hidden] = await Promise.all(
      [
        after(
          sent({ title: "Jalan berlubang" }, { copies: [health] }),
          [{ move: "reply", text: "Masih rusak, telepon 0840-5551-2345." }, reporter],
          [remind, clock],
        ),
        after(sent({ title: "Lampu mati" }), [late, clock, "2026-07-03T01:00:00.000Z"]),
        after(sent({ title: "Pungutan liar", confidential: true, shareWithAgency: true }), [remind, clock]),
      ].map((report) => withIdentity(engine, report)),
    );
    if (!first || !second || !hidden) throw new Error("there are three reports");
    expect(await send(later(noon), first, "reply")).toBe("waits");
    expect(await send(later(noon), first, "reminder")).toBe("waits");
    expect(await send(later(noon), second, "overdue")).toBe("waits");
    expect(await send(later(noon), hidden, "reminder")).toBe("waits");

    const [digest, ...others] = await wokenAt(later(nextMorning), digestOn(publicWorks));
    if (!digest) throw new Error("there is no digest");
    expect(others).toEqual([]);
    const day = withDigest(later(nextMorning));
    expect(await sendMail(day.deps, digest)).toBe("sent");
    expect(await sendMail(day.deps, digest)).toBe("settledBefore");
    expect(day.sent).toHaveLength(1);
    expect(day.sent[0]?.to).toEqual(["pengaduan@dpu.kutim.example"]);

    const { text = "", subject = "" } = await simpleParser(Buffer.from(day.sent[0]?.raw ?? []));
    expect(subject).toContain("3 laporan");
    for (const { complaint } of [first, second, hidden]) {
      expect(text.split(complaint.trackingNumber)).toHaveLength(3);
    }
    expect(text).toContain("Perihal: Jalan berlubang");
    expect(text).toContain("pelapor menanggapi; tenggat tindak lanjut pertama mendekat");
    expect(text).toContain("tenggat tindak lanjut pertama terlewati");
    expect(text).toContain(`${hidden.complaint.trackingNumber} [RAHASIA]`);
    expect(text).not.toContain("Pungutan");
    expect(text).toMatch(/\/d\/\S+/);
    for (const mark of ["Zqxname", "zqxmail", "84055512345", "5551-2345"]) {
      expect(JSON.stringify(day.sent[0]?.raw.toString())).not.toContain(mark);
      expect(text).not.toContain(mark);
    }
  });

  it("gets a disposition, and what is urgent, at once and by itself", async () => {
    weeks += 1;
    const plain = await write(engine.store, sent());
    expect(await send(later(noon), plain, "disposition")).toBe("sent");
    const urgent = await write(engine.store, after(sent({}, { urgent: true }), [remind, clock]));
    expect(await send(later(noon), urgent, "reminder")).toBe("sent");
  });

  it("gets copies together, without a link that is for another", async () => {
    weeks += 1;
    const report = await write(engine.store, sent({}, { copies: [health] }));
    expect(await send(later(noon), report, "copy")).toBe("waits");
    const [digest] = await wokenAt(later(nextMorning), digestOn(health));
    if (!digest) throw new Error("there is no digest");
    const day = withDigest(later(nextMorning));
    expect(await sendMail(day.deps, digest)).toBe("sent");
    const { text = "" } = await simpleParser(Buffer.from(day.sent[0]?.raw ?? []));
    expect(text).toContain("tembusan; ditangani oleh Dinas Pekerjaan Umum");
    expect(text).not.toContain("/d/");
  });

  it("keeps its head out of it, who is told by themselves when the office is open", async () => {
    weeks += 1;
    const report = await write(engine.store, after(sent(), [late, clock], [escalate, clock]));
    const day = withDigest(later(noon));
    expect(await sendMail(day.deps, messageOf(report, "escalation"))).toBe("sent");
    expect(day.sent[0]?.to).toEqual(["kepala@dpu.kutim.example"]);
  });

  it("is not told of what was done meanwhile, and gets no mail if that is all", async () => {
    weeks += 1;
    const open = await write(engine.store, after(sent(), [remind, clock]));
    const done = after(sent(), [remind, clock], [{ move: "answer", text: "Sudah." }, agency]);
    const before = { complaint: done.complaint, events: done.events.slice(0, 3) };
    await write(engine.store, done);
    for (const report of [open, before]) await gatherAnyway(report);
    const [digest] = await wokenAt(later(nextMorning), digestOn(publicWorks));
    if (!digest) throw new Error("there is no digest");
    const day = withDigest(later(nextMorning));
    expect(await sendMail(day.deps, digest)).toBe("sent");
    const { text = "" } = await simpleParser(Buffer.from(day.sent[0]?.raw ?? []));
    expect(text).toContain(open.complaint.trackingNumber);
    expect(text).not.toContain(done.complaint.trackingNumber);

    weeks += 1;
    await gatherAnyway(before);
    const [empty] = await wokenAt(later(nextMorning), digestOn(publicWorks));
    if (!empty) throw new Error("there is no digest");
    expect(await sendMail(withDigest(later(nextMorning)).deps, empty)).toBe("needless");
  });

  it("gets in the next one what came while a digest was being sent", async () => {
    weeks += 1;
    const [one, two] = await Promise.all([1, 2].map(() => write(engine.store, after(sent(), [remind, clock]))));
    if (!one || !two) throw new Error("there are two reports");
    await send(later(noon), one, "reminder");
    const [digest] = await wokenAt(later(nextMorning), digestOn(publicWorks));
    if (!digest) throw new Error("there is no digest");
    let duringSending: unknown;
    const day = withDigest(later(nextMorning), {
      send: async () => {
        duringSending = await send(later(noon), two, "reminder");
        return "ses-1";
      },
    });
    expect(await sendMail(day.deps, digest)).toBe("sent");
    expect(duringSending).toBe("waits");
    const [next] = await wokenAt(later("2026-07-08T23:31:00.000Z"), digestOn(publicWorks));
    expect(next?.version).toBe(digest.version + 1);
  });

  it("survives a sender that fails: nothing is lost, nothing is told twice", async () => {
    weeks += 1;
    const report = await write(engine.store, after(sent(), [remind, clock]));
    await send(later(noon), report, "reminder");
    // A delivery again of a mail that is in the digest already.
    expect(await send(later(noon), report, "reminder")).toBe("settledBefore");
    const [digest] = await wokenAt(later(nextMorning), digestOn(publicWorks));
    if (!digest) throw new Error("there is no digest");
    const failing = withDigest(later(nextMorning), { send: () => Promise.reject(new Error("ThrottlingException")) });
    expect(await sendMail(failing.deps, digest)).toBe("retry");
    const day = withDigest(later(nextMorning));
    expect(await sendMail(day.deps, digest)).toBe("sent");
    expect(day.sent).toHaveLength(1);
  });

  it("whose address refuses it leaves its trace at every report", async () => {
    weeks += 1;
    const report = await write(engine.store, after(sent(), [remind, clock]));
    await send(later(noon), report, "reminder");
    const [digest] = await wokenAt(later(nextMorning), digestOn(publicWorks));
    if (!digest) throw new Error("there is no digest");
    const refusing = withDigest(later(nextMorning), {
      send: () => Promise.reject(Object.assign(new Error("no"), { name: "MessageRejected" })),
    });
    expect(await sendMail(refusing.deps, digest)).toBe("refused");
    const found = await history(engine.store, report.complaint.complaintId);
    expect(found?.events.at(-1)).toMatchObject({
      ...{ type: "mailRefused", mail: "reminder", to: "agency", agencyCode: publicWorks, about: 3 },
    });
  });

  /** As if the mail had been put there before what made it needless. */
  const gatherAnyway = async (report: Report): Promise<void> => {
    const opening = nextOpening(gathering, publicWorks, later(noon));
    const digest = digestOf(gathering, publicWorks, opening);
    await gatherMail(engine.store, digest, opening, messageOf(report, "reminder"), 10);
  };
});
