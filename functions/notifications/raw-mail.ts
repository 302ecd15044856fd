import MailComposer from "nodemailer/lib/mail-composer";
import type { Language } from "../../shared/shell/language.ts";
import type { MailText } from "./letters/compose.ts";

export type Envelope = {
  /** The sender's address; its domain also names the threads. */
  readonly from: string;
  readonly to: readonly string[];
  readonly complaintId: string;
  readonly language: Language;
  /** An instant. */
  readonly at: string;
};
export type RawMail = { readonly from: string; readonly to: readonly string[]; readonly raw: Uint8Array };

const senderName = "Tuntas";

/**
 * The one root that all mails about a report name. SES gives every mail a Message-ID of its own, so mail programs
 * cannot thread by that.
 */
export const threadOf = (complaintId: string, from: string): string =>
  `<${complaintId}@${from.slice(from.lastIndexOf("@") + 1)}>`;

/**
 * A letter as MIME: UTF-8, plain text and HTML as alternatives, marked as sent by a program (RFC 3834) so that no
 * absence note answers it.
 */
export const rawMail = async (
  { subject, text, html }: MailText,
  { from, to, complaintId, language, at }: Envelope,
): Promise<RawMail> => {
  const thread = threadOf(complaintId, from);
  const mail = new MailComposer({
    from: { name: senderName, address: from },
    to: to.map((address) => ({ name: "", address })),
    subject,
    date: new Date(at),
    inReplyTo: thread,
    references: thread,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Content-Language": language },
    text,
    html,
    // Nothing that somebody wrote may make the composer read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { from, to, raw: await mail.compile().build() };
};
