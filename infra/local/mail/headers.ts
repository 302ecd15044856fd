/**
 * What SES does to a raw mail before it sends it: its own Message-ID, a date if there is none, and no Bcc.
 * https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 */

const crlf = "\r\n";

/** Splits a mail where its headers end; the body is kept byte for byte. */
const split = (raw: Buffer): { head: string; body: Buffer } => {
  for (const end of ["\r\n\r\n", "\n\n"]) {
    const at = raw.indexOf(end);
    if (at >= 0) return { head: raw.subarray(0, at).toString("latin1"), body: raw.subarray(at + end.length) };
  }
  return { head: raw.toString("latin1"), body: Buffer.alloc(0) };
};

/** Each header with the lines it is folded over. */
const fields = (head: string): readonly string[] => head.split(/\r?\n(?![ \t])/).filter((field) => field !== "");

const isNamed = (field: string, name: string): boolean => field.toLowerCase().startsWith(`${name.toLowerCase()}:`);

export const asSent = (
  raw: Buffer,
  { messageId, region, at }: { messageId: string; region: string; at: Date },
): Buffer => {
  const { head, body } = split(raw);
  const kept = fields(head).filter((field) => !isNamed(field, "Message-ID") && !isNamed(field, "Bcc"));
  const date = kept.some((field) => isNamed(field, "Date"))
    ? []
    : [`Date: ${at.toUTCString().replace("GMT", "+0000")}`];
  const all = [...kept, ...date, `Message-ID: <${messageId}@${region}.amazonses.com>`];
  return Buffer.concat([Buffer.from(all.join(crlf) + crlf + crlf, "latin1"), body]);
};
