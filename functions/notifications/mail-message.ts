import * as z from "zod/mini";
import { mailKinds, type MailKind } from "../../shared/domain/mail-kinds.ts";

/**
 * What lies in the mail queue: the name of a mail, and nothing else. Who gets it, and what it says, is looked up by
 * the sender, so neither an address nor a text lies in a queue.
 */
export const mailMessage = z.strictObject({
  /** Of the report, or a name for what is about no single report. */
  complaintId: z.string().check(z.minLength(1)),
  /** Of the event that the mail tells of. */
  version: z.int().check(z.positive()),
  kind: z.enum(mailKinds),
  to: z.enum(["reporter", "agency", "coordinator", "supervisor", "platformAdmin"]),
  /** The office, where it is not the one that has the report, or several get a mail of the same kind. */
  agencyCode: z.optional(z.string().check(z.minLength(1))),
  /** Complaint id of the report that was merged into this one, where the mail is for its reporter. */
  follower: z.optional(z.string().check(z.minLength(1))),
  /** The pseudonym of the supervisor whom it is for. */
  officerId: z.optional(z.string().check(z.minLength(1))),
});
export type MailMessage = z.infer<typeof mailMessage>;
export type { MailKind };
