import type { ClockName } from "../../shared/domain/directory.ts";
import type { Event } from "../../shared/domain/events.ts";
import { opensArbitration } from "../../shared/domain/hops.ts";
import { calendarWarnings } from "./calendar-warning.ts";
import type { MailMessage } from "./mail-message.ts";

/** Which mails follow from an event. */

type Mail = Omit<MailMessage, "complaintId" | "version">;

const dispositionMails = (copies: readonly string[]): readonly Mail[] => [
  { kind: "disposition", to: "agency" },
  ...[...new Set(copies)].map((agencyCode): Mail => ({ kind: "copy", to: "agency", agencyCode })),
];

/**
 * To whoever has the report in hand. Until an agency does that is the coordinating office or, when the reporter has
 * reopened it too often, supervision: the event's owner says which.
 */
const toHolder = (kind: Mail["kind"], { owner }: Event): Mail => ({
  kind,
  to: "agency",
  ...(owner === null ? {} : { agencyCode: owner }),
});

const ending = (by: "reporter" | "officer" | "system"): Mail => ({
  kind: "closed",
  to: by === "reporter" ? "agency" : "reporter",
});

/** Clocks in which the reporter is to act. */
const reportersOwn: ReadonlySet<ClockName> = new Set(["reporterReply", "reporterCompletion"]);

const highestLowRating = 2;
/** To a reporter who was not content: what can still be done. */
const afterRating = (rating: number | undefined): readonly Mail[] =>
  rating !== undefined && rating <= highestLowRating ? [{ kind: "lowRating", to: "reporter" }] : [];

const mailsOf = (event: Event): readonly Mail[] => {
  switch (event.type) {
    case "filed":
      return event.reachable ? [{ kind: "receipt", to: "reporter" }] : [];
    case "disposed":
    case "arbitrated":
    case "passedDown":
      return dispositionMails(event.copies);
    case "passedUp":
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
      return [toHolder("reply", event)];
    case "closed":
      return [ending(event.by), ...(event.by === "reporter" ? afterRating(event.rating) : [])];
    case "rated":
      return afterRating(event.rating);
    case "archived":
      return [ending(event.by)];
    case "merged":
    case "blocked":
      return [ending("officer")];
    case "withdrawn":
      return [ending("reporter")];
    case "unblocked":
      return [{ kind: "unblocked", to: "reporter" }];
    case "reopened":
      // Without an agency it goes through routing again, which ends in a mail of its own.
      return event.status !== "submitted" || opensArbitration(event) ? [toHolder("reopened", event)] : [];
    case "appealed":
      return [{ kind: "appealed", to: "coordinator" }];
    case "privacyChanged":
      return [{ kind: "privacy", to: "reporter" }];
    case "classChangeProposed":
      return [{ kind: "classChange", to: "coordinator" }];
    case "classChanged":
      return [
        { kind: "classChange", to: "reporter" },
        ...(event.actor.agencyCode === event.owner ? [] : [toHolder("classChange", event)]),
      ];
    case "classChangeRefused":
      // Nothing changes for the reporter.
      return [toHolder("classChange", event)];
    case "reminded":
      return [reportersOwn.has(event.clock) ? { kind: "reminder", to: "reporter" } : toHolder("reminder", event)];
    case "deadlineMissed":
      return [toHolder("overdue", event)];
    case "escalated":
      return [{ kind: "escalation", to: "agency", agencyCode: event.agencyCode }];
    case "tookOver":
      return [...(event.disposition === undefined ? [] : dispositionMails([])), { kind: "takenOver", to: "reporter" }];
    case "attachmentReady":
      return event.side === "reporter" ? [toHolder("files", event)] : [];
    case "attachmentRefused":
    case "attachmentMissing":
      // The last of a reporter's files to be dealt with lets the office know of those that came through.
      return event.side === "reporter"
        ? [{ kind: "fileLost", to: "reporter" }, toHolder("files", event)]
        : [toHolder("fileLost", event)];
    case "originalOpened":
      return [{ kind: "original", to: "reporter" }];
    case "identityOpened":
      return [
        { kind: "identity", to: "reporter" },
        ...event.told.map((officerId): Mail => ({ kind: "identity", to: "supervisor", officerId })),
      ];
    case "rightsCodeRequested":
      return [{ kind: "rightsCode", to: "reporter" }];
    case "identityCorrected":
      return [
        ...(event.reachable ? [{ kind: "corrected", to: "reporter" } as const] : []),
        ...(event.addressLeft ? [{ kind: "addressLeft", to: "reporter" } as const] : []),
      ];
    case "objected":
      return [{ kind: "objection", to: "coordinator" }];
    case "mailRefused":
      // Only what was meant for an agency is told to the coordinator. That mail, and a reporter's, may be refused too,
      // and nothing follows from it: mails about refused mails would never end.
      return event.to === "agency" ? [{ kind: "refused", to: "coordinator" }] : [];
    case "screened":
    case "verified":
    case "publicTextEdited":
    case "noted":
    case "assigned":
    case "conflictDeclared":
    case "conflictLifted":
    case "absorbed":
    case "identitySeen":
    case "deadlinesMoved":
    case "attachmentExpected":
    case "attachmentReceived":
    case "attachmentDownloaded":
    case "attachmentsErased":
    case "erased":
      return [];
  }
};

/** The reporters whose reports were merged into this one hear of it too, each in a mail of their own. */
const toFollowers = (event: Event): readonly Mail[] =>
  "followers" in event && event.followers !== undefined
    ? [...new Set(event.followers)].map((follower) => ({ kind: "followed", to: "reporter", follower }))
    : [];

/** The mails that an event asks for, each with a name of its own; a reporter without an address is found out later. */
export const mailsFor = (complaintId: string, event: Event): readonly MailMessage[] => [
  ...[...mailsOf(event), ...toFollowers(event)].map((mail) => ({ complaintId, version: event.version, ...mail })),
  ...calendarWarnings(event),
];
