import type { Clock, Complaint } from "../../shared/domain/complaint.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Event } from "../../shared/domain/events.ts";
import { isOpen } from "../../shared/domain/lifecycle.ts";
import { isOpenOverLink } from "../../shared/view/dispositions.ts";
import { reopeningOf } from "./letters/reopening.ts";
import type { MailMessage } from "./mail-message.ts";

const elsewhere = "no longer with this office";

const clockOf = (complaint: Complaint, { clock }: { readonly clock: keyof Complaint["clocks"] }): Clock | null => {
  const its = complaint.clocks[clock];
  return its?.state === "running" ? its : null;
};

/**
 * Why a mail says nothing that its reader still needs to know; null: it does. Asked when the mail goes out, which may
 * be a weekend after what it tells of.
 */
export const overtaken = (
  { to, kind, follower }: MailMessage,
  event: Event,
  complaint: Complaint,
  directory: Directory,
): string | null => {
  // News stays news.
  if (follower !== undefined) return null;
  switch (event.type) {
    case "disposed":
    case "arbitrated":
    case "passedUp":
    case "passedDown":
      return isOpenOverLink(complaint, event.disposition) ? null : "no longer in force";
    case "held":
      return complaint.held === null ? "no longer held" : null;
    case "appealed":
      return complaint.held === "appealed" ? null : "decided";
    case "reopened":
      return isOpen(complaint.status) && complaint.owner === event.owner ? null : elsewhere;
    case "replied":
    case "informationSupplied":
      // The next office finds the reply in the timeline.
      return complaint.owner === event.owner || complaint.agencyCode === event.owner ? null : elsewhere;
    case "classChangeProposed":
      return complaint.proposedClass === event.class ? null : "decided";
    case "closed":
    case "rated":
      return kind === "lowRating" && reopeningOf(complaint, directory) === null ? "cannot be reopened" : null;
    case "unblocked":
      return complaint.status === "blocked" ? "blocked again" : null;
    case "privacyChanged":
      return complaint.anonymous === event.anonymous && complaint.confidential === event.confidential
        ? null
        : "changed again";
    case "reminded": {
      const its = clockOf(complaint, event);
      if (!its || its.missedAt !== undefined) return "no longer coming near";
      return to === "reporter" || complaint.owner === event.owner ? null : elsewhere;
    }
    case "deadlineMissed":
      return clockOf(complaint, event)?.missedAt === undefined || complaint.owner !== event.owner
        ? "no longer due"
        : null;
    case "escalated": {
      if (clockOf(complaint, event)?.missedAt === undefined) return "no longer late";
      return event.to === "agencyHead" && complaint.owner !== event.owner ? elsewhere : null;
    }
    default:
      return null;
  }
};
