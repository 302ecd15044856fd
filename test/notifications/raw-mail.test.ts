import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { rawMail, threadOf, type Envelope } from "../../functions/notifications/raw-mail.ts";
import { mondayMorning } from "../builders.ts";

const envelope: Envelope = {
  from: "laporan@tuntas.example",
  to: ["pengaduan@dpu.kutim.example", "sekretariat@dpu.kutim.example"],
  complaintId: "AAAAAAAAAAAAAAAAAAAAAA",
  language: "id",
  at: mondayMorning,
};
const letter = { subject: "KTM-1: jalan “rusak” — Kutai", text: "Isi surat é 漢字", html: "<p>Isi surat é 漢字</p>" };
const parsed = async (subject = letter.subject, its: Partial<Envelope> = {}) =>
  simpleParser(Buffer.from((await rawMail({ ...letter, subject }, { ...envelope, ...its })).raw));

describe("a mail on the wire", () => {
  it("comes out as it went in, in any script", async () => {
    const mail = await parsed();
    expect(mail.subject).toBe(letter.subject);
    expect(mail.text?.trim()).toBe(letter.text);
    expect(mail.html).toContain(letter.html);
    expect(mail.from?.value).toEqual([{ name: "Tuntas", address: envelope.from }]);
    expect([mail.to].flat()[0]?.value.map(({ address }) => address)).toEqual(envelope.to);
    expect(mail.date?.toISOString()).toBe(mondayMorning);
  });

  it("has text and HTML as alternatives in UTF-8", async () => {
    const raw = Buffer.from((await rawMail(letter, envelope)).raw).toString("latin1");
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(raw.match(/charset=utf-8/g)).toHaveLength(2);
    expect(raw.indexOf("text/plain")).toBeLessThan(raw.indexOf("text/html"));
  });

  it("names the one root of its report, and nothing that is secret", async () => {
    const root = "<AAAAAAAAAAAAAAAAAAAAAA@tuntas.example>";
    expect(threadOf(envelope.complaintId, envelope.from)).toBe(root);
    const mail = await parsed();
    expect(mail.inReplyTo).toBe(root);
    expect([mail.references].flat()).toEqual([root]);
    expect(mail.messageId).not.toBe(root);
  });

  it("asks absence notes not to answer, and to be answered nowhere", async () => {
    const { headers, replyTo } = await parsed();
    expect(headers.get("auto-submitted")).toBe("auto-generated");
    expect(replyTo).toBeUndefined();
  });

  it("takes no header from a subject or an address", async () => {
    const attack = "KTM-1: a\r\nBcc: jahat@surel.example\r\n\r\n<b>hai</b>";
    for (const mail of [
      await parsed(attack),
      await parsed(undefined, { to: [`a@b.example\r\nBcc: jahat@surel.example`] }),
    ]) {
      expect(mail.bcc).toBeUndefined();
      expect(mail.headers.has("bcc")).toBe(false);
      expect(mail.text).not.toContain("hai");
    }
  });
});
