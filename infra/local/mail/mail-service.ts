import type { Clock } from "../clock.ts";
import type { Journal } from "../data/journal.ts";
import type { Authorize } from "../services/authorize.ts";
import type { Service, ServiceRequest } from "../services/front.ts";
import type { Answer } from "../services/http.ts";
import { asSent } from "./headers.ts";
import { type MailEntry, type MailboxEngine, accept, startMailboxEngine } from "./mailbox-engine.ts";

/** SES, as functions reach it, and all mail that it ever accepted in this data folder. */
export type MailService = Readonly<{
  handle: Service;
  /** The mailbox with all mail in it, loaded when it is first asked for: it takes half a second to read. */
  mailbox: () => Promise<MailboxEngine>;
  /** A mail as it was sent, headers and all. */
  raw: (messageId: string) => Buffer | undefined;
  clear: () => Promise<void>;
  stop: () => Promise<void>;
}>;

const refusal = (code: string, message: string): Answer => ({
  status: 400,
  headers: { "content-type": "text/xml" },
  body: Buffer.from(
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  ),
});

const acceptance = (messageId: string): Answer => ({
  status: 200,
  headers: { "content-type": "text/xml" },
  body: Buffer.from(
    `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${messageId}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></SendRawEmailResponse>`,
  ),
});

const addressIn = (text: string): string => /[^\s<>"]+@[^\s<>"]+/.exec(text)?.[0] ?? text;

const senderOf = (form: URLSearchParams, raw: Buffer): string =>
  addressIn(form.get("Source") ?? /^from:(.*)$/im.exec(raw.toString("latin1"))?.[1] ?? "");

export const createMailService = (options: {
  journal: Journal;
  clock: Clock;
  region: string;
  account: string;
  authorize: Authorize;
}): MailService => {
  const { journal, clock, region } = options;
  const insert = journal.prepare("INSERT INTO mails (message_id, entry, raw) VALUES (?, ?, ?)");
  const selectRaw = journal.prepare("SELECT raw FROM mails WHERE message_id = ?");
  const earlier = (): MailEntry[] =>
    journal
      .prepare("SELECT entry FROM mails ORDER BY number")
      .all()
      .map(({ entry }) => JSON.parse(String(entry)) as MailEntry);
  let engine: Promise<MailboxEngine> | undefined;
  const mailbox = (): Promise<MailboxEngine> => (engine ??= startMailboxEngine(earlier()));

  const sendRaw = async ({ caller, path, headers, body }: ServiceRequest, form: URLSearchParams): Promise<Answer> => {
    const raw = Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
    const from = senderOf(form, raw);
    const identity = `arn:aws:ses:${region}:${options.account}:identity/${from.split("@").at(-1) ?? from}`;
    options.authorize(caller, [{ action: "ses:SendRawEmail", resource: identity, facts: { "ses:FromAddress": from } }]);
    const own = await mailbox();
    const messageId = await accept(own, { path, headers, body });
    const entry = messageId === undefined ? undefined : own.find(messageId);
    if (messageId === undefined || entry === undefined)
      return refusal("InvalidParameterValue", "The mailbox cannot read this mail");
    entry.at = Math.floor(clock.now() / 1000);
    // Kept before it is answered for: what a function believes sent is sent.
    insert.run(messageId, JSON.stringify(entry), asSent(raw, { messageId, region, at: new Date(clock.now()) }));
    return acceptance(messageId);
  };

  return {
    mailbox,
    raw: (messageId) => {
      const found = selectRaw.get(messageId)?.["raw"];
      return found instanceof Uint8Array ? Buffer.from(found) : undefined;
    },
    handle: (request) => {
      const form = new URLSearchParams(request.body.toString("utf8"));
      const action = form.get("Action");
      return action === "SendRawEmail"
        ? sendRaw(request, form)
        : refusal("InvalidAction", `The local cloud's SES does not know ${action ?? "this call"}`);
    },
    clear: async () => {
      journal.exec("DELETE FROM mails");
      (await mailbox()).clear();
    },
    stop: async () => {
      if (engine !== undefined) await (await engine).stop();
    },
  };
};
