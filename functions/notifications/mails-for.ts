import * as z from "zod/mini";
import type { Event } from "../../shared/domain/events.ts";

/**
 * Which mails follow from an event. The queue carries their names only: who gets them, and what they say, is looked
 * up by the sender, so neither an address nor a text lies in a queue.
 */

/** Letters only: a kind is part of the ledger's key. */
export const mailKinds = [
  "receipt",
  "disposition",
  "copy",
  "answer",
  "question",
  "reply",
  "handedBack",
  "held",
  "reopened",
  "closed",
  "overdue",
  "refused",
] as const;
export type MailKind = (typeof mailKinds)[number];

export const mailMessage = z.strictObject({
  complaintId: z.string().check(z.minLength(1)),
  /** Of the event that the mail tells of. */
  version: z.int().check(z.positive()),
  kind: z.enum(mailKinds),
  to: z.enum(["reporter", "agency", "coordinator"]),
  /** The office, where several get a mail of the same kind. */
  agencyCode: z.optional(z.string().check(z.minLength(1))),
});
export type MailMessage = z.infer<typeof mailMessage>;
export type MailTo = MailMessage["to"];

type Mail = Pick<MailMessage, "kind" | "to" | "agencyCode">;

const dispositionMails = (copies: readonly string[]): readonly Mail[] => [
  { kind: "disposition", to: "agency" },
  ...[...new Set(copies)].map((agencyCode): Mail => ({ kind: "copy", to: "agency", agencyCode })),
];

/** Whoever has the report in hand: the coordinator until an agency has it. */
const holder = (event: Event): MailTo => (event.status === "submitted" ? "coordinator" : "agency");

const ending = (by: "reporter" | "officer" | "system"): Mail => ({
  kind: "closed",
  to: by === "reporter" ? "agency" : "reporter",
});

const mailsOf = (event: Event): readonly Mail[] => {
  switch (event.type) {
    case "filed":
      return event.reachable ? [{ kind: "receipt", to: "reporter" }] : [];
    case "disposed":
    case "arbitrated":
      return dispositionMails(event.copies);
    case "passedDown":
      return dispositionMails([]);
    case "handedBack":
      return [{ kind: "handedBack", to: "coordinator" }];
    case "held":
      return [{ kind: "held", to: "coordinator" }];
    case "informationRequested":
      return [{ kind: "question", to: "reporter" }];
    case "followedUp":
    case "answered":
      return [{ kind: "answer", to: "reporter" }];
    case "replied":
    case "informationSupplied":
      return [{ kind: "reply", to: holder(event) }];
    case "closed":
    case "archived":
      return [ending(event.by)];
    case "merged":
    case "blocked":
      return [ending("officer")];
    case "withdrawn":
      return [ending("reporter")];
    case "reopened":
      // Without an agency it goes through routing again, which ends in a mail of its own.
      return holder(event) === "agency" ? [{ kind: "reopened", to: "agency" }] : [];
    case "deadlineMissed":
      return [{ kind: "overdue", to: holder(event) }];
    case "mailRefused":
      // Only what was meant for an agency is told to the coordinator. That mail, and a reporter's, may be refused too,
      // and nothing follows from it: mails about refused mails would never end.
      return event.to === "agency" ? [{ kind: "refused", to: "coordinator" }] : [];
    case "screened":
    case "verified":
    case "publicTextEdited":
    case "privacyChanged":
    case "noted":
    case "classChanged":
    case "classChangeProposed":
    case "unblocked":
    case "appealed":
      return [];
  }
};

/** The mails that an event asks for, each with a name of its own; a reporter without an address is found out later. */
export const mailsFor = (complaintId: string, event: Event): readonly MailMessage[] =>
  mailsOf(event).map((mail) => ({ complaintId, version: event.version, ...mail }));
