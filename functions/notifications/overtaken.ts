import type { Clock, Complaint } from "../../shared/domain/complaint.ts";
import { isOfficeConcerned } from "../../shared/domain/concerned.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Event, EventOf } from "../../shared/domain/events.ts";
import { isOpen } from "../../shared/domain/lifecycle.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import { isOpenOverLink } from "../../shared/view/dispositions.ts";
import { reopeningOf } from "./letters/reopening.ts";
import type { MailMessage } from "./mail-message.ts";
import { officeOf } from "./readers.ts";

const elsewhere = "no longer with this office";

const clockOf = (complaint: Complaint, { clock }: { readonly clock: keyof Complaint["clocks"] }): Clock | null => {
  const its = complaint.clocks[clock];
  return its?.state === "running" ? its : null;
};

type FileEvent = EventOf<"attachmentReady" | "attachmentRefused" | "attachmentMissing">;

/** Whether a file came through while this one, which did not, was still waited for: then nobody was told of it. */
const heldUpOthers = (events: readonly Event[], { attachmentId, version }: FileEvent): boolean => {
  const promised = events.findLast(
    (event) => event.type === "attachmentExpected" && event.attachmentId === attachmentId && event.version < version,
  );
  return events.some(
    (event) =>
      event.type === "attachmentReady" &&
      event.side === "reporter" &&
      event.version > (promised?.version ?? 0) &&
      event.version < version,
  );
};

/**
 * An office hears of a reporter's files once, when the last of them has been dealt with, and only if it has the
 * report; whoever gets it later finds them there.
 */
const filesOvertaken = (event: FileEvent, { complaint, events }: History): string | null => {
  const { attachments, agencyCode, owner } = complaint;
  const theirs = (attachments ?? []).filter(({ by }) => by === "reporter");
  if (theirs.some(({ state }) => state === "expected" || state === "inspecting")) return "others are still coming";
  if (event.type !== "attachmentReady" && !heldUpOthers(events, event)) return "none came through";
  return agencyCode !== null && owner === event.owner ? null : elsewhere;
};

/**
 * Why a mail says nothing that its reader still needs to know; null: it does. Asked when the mail goes out, which may
 * be a weekend after what it tells of.
 */
export const overtaken = (
  message: MailMessage,
  event: Event,
  history: History,
  directory: Directory,
): string | null => {
  const { to, kind, follower } = message;
  const { complaint } = history;
  if (to !== "reporter" && isOfficeConcerned(complaint, officeOf(message, event, complaint, directory), directory)) {
    return "about this office";
  }
  if (kind === "copy" && complaint.confidential) return "confidential";
  // News stays news.
  if (follower !== undefined) return null;
  switch (event.type) {
    case "disposed":
    case "arbitrated":
    case "passedUp":
    case "passedDown":
      return isOpenOverLink(complaint, event.disposition) ? null : "no longer in force";
    case "tookOver":
      // To the reporter it stays news, whoever has it by now.
      return to === "reporter" || isOpenOverLink(complaint, event.disposition ?? 0) ? null : "no longer in force";
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
    case "attachmentReady":
    case "attachmentRefused":
    case "attachmentMissing":
      return kind === "files" ? filesOvertaken(event, history) : null;
    default:
      return null;
  }
};
