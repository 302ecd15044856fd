import { simpleParser } from "mailparser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailMessage } from "../../functions/notifications/mail-message.ts";
import { mailsFor } from "../../functions/notifications/mails-for.ts";
import type { RawMail } from "../../functions/notifications/raw-mail.ts";
import { sendMail } from "../../functions/notifications/send-mail.ts";
import { after, coordinator, filed, mondayMorning, type Report } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { markers } from "./postroom.ts";
import { error, senderFor, withIdentity } from "./sender.ts";
import { agency, sent } from "./stories.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const lastMails = ({ complaint, events }: Report): readonly MailMessage[] =>
  events.slice(-1).flatMap((event) => mailsFor(complaint.complaintId, event));
const parsed = (mail: RawMail | undefined) => simpleParser(Buffer.from(mail?.raw ?? []));

describe("news of a report that goes on for two others", () => {
  it("is a mail to each reporter, in the thread of their own report and of that alone", async () => {
    const first = sent({ title: "Lubang" });
    const { complaintId: into } = first.complaint;
    const others = [1, 2].map(() => after(filed(), [{ move: "merge", into, text: "Sama." }, coordinator]));
    const complaintIds = others.map(({ complaint }) => complaint.complaintId);
    const survivor = after(
      first,
      [{ move: "absorb", complaintIds }, coordinator],
      [{ move: "answer", text: "Sedang dikerjakan." }, agency],
    );
    for (const report of [survivor, ...others]) await withIdentity(engine, report);

    const mails = lastMails(survivor);
    const { deps, sent: out } = senderFor(engine);
    for (const mail of [...mails, ...mails]) await sendMail(deps, mail);
    expect(out).toHaveLength(3);
    const read = await Promise.all(out.map(parsed));
    const threads = read.map(({ references }) => [references].flat()[0]);
    expect(threads).toEqual([into, ...complaintIds].map((id) => `<${id}@tuntas.example>`));
    for (const [index, { complaint }] of others.entries()) {
      const { subject, text = "" } = read[index + 1] ?? {};
      expect(subject).toMatch(new RegExp(`^${complaint.trackingNumber}: `));
      const another = others[1 - index]?.complaint.trackingNumber ?? "";
      expect(text).not.toContain(another);
    }
    expect(out.map(({ to }) => to)).toEqual(Array(3).fill([markers.email]));
  });
});

describe("a calendar that is missing", () => {
  const lateInTheYear = "2026-12-28T01:00:00.000Z";
  const warningOf = (now: string): MailMessage => {
    const found = lastMails(filed({}, now)).find(({ kind }) => kind === "calendarMissing");
    if (!found) throw new Error("the calendar of 2027 is loaded by now");
    return found;
  };

  it("is told to the administrators once a month, however many reports meet it", async () => {
    const { deps, sent: out } = senderFor(engine);
    const deliveries = [];
    for (const mail of Array.from({ length: 5 }, () => warningOf(lateInTheYear))) {
      deliveries.push(await sendMail(deps, mail));
    }
    expect(deliveries).toEqual(["sent", ...Array<string>(4).fill("settledBefore")]);
    expect(out[0]?.to).toEqual(["admin@diskominfo.kutim.example"]);
    const { subject, text } = await parsed(out[0]);
    expect(subject).toBe("Kalender 2027 belum dimuat");
    expect(text).toContain("hari libur dan cuti bersama");
  });

  it("that nobody can be told of is seen in the log, and in no report's timeline", async () => {
    const warning = { ...warningOf(lateInTheYear), version: 202701 };
    const { deps, log } = senderFor(engine, () => Promise.reject(error("MessageRejected")), {
      now: () => mondayMorning,
    });
    expect(await sendMail(deps, warning)).toBe("refused");
    expect(log.lines).toMatchObject([{ level: "error", code: "MAIL_REFUSED" }]);
  });
});
