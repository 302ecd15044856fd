import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { MailKind } from "../../shared/domain/mail-kinds.ts";
import { isOfficeOpen, isUrgent, nextOpening } from "../../shared/domain/office-hours.ts";

/** When a mail to an office goes out, and whether by itself. Why: docs/adr/0009-mail-in-office-hours.md. */
export type When =
  | { readonly when: "now" }
  | { readonly when: "atOpening"; readonly until: string }
  | { readonly when: "inDigest"; readonly office: string; readonly until: string };

/** What an office that asked for it gets together, once a day. */
const digestKinds: ReadonlySet<MailKind> = new Set(["reminder", "overdue", "escalation", "copy", "reply"]);

/** @param forHead whether it goes to the head of the office instead, who reads no digest of the office's. */
export const whenToSend = (
  kind: MailKind,
  office: string,
  forHead: boolean,
  complaint: Complaint,
  directory: Directory,
  now: string,
): When => {
  const its = directory.agencies.find(({ code }) => code === office);
  if (!its || isUrgent(directory, complaint)) return { when: "now" };
  if (its.digest === true && !forHead && digestKinds.has(kind)) {
    return { when: "inDigest", office, until: nextOpening(directory, office, now) };
  }
  return !directory.policy.mailInOfficeHours.includes(kind) || isOfficeOpen(directory, office, now)
    ? { when: "now" }
    : { when: "atOpening", until: nextOpening(directory, office, now) };
};
