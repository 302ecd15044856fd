import { hasPlace, type AttachmentState } from "./attachments.ts";
import type { ClockName, ComplaintClass, Directory } from "./directory.ts";
import { runningClocks, type Complaint } from "./complaint.ts";
import { openingOf } from "./identity-opening.ts";
import { isOpen, type GuardName } from "./lifecycle.ts";
import { keptUntil } from "./retention.ts";

/** What the guards of the lifecycle may look at. */
export type GuardContext = {
  readonly now: string;
  /** The pseudonym of whoever asks. */
  readonly actorId: string;
  readonly policy: Directory["policy"];
  /** Whether there is another supervisor who can be told of what one does. */
  readonly anotherSupervises: (complaint: Complaint) => boolean;
  /** Days that the completion clock would have for this class. */
  readonly completionDays: (of: ComplaintClass) => number;
  /** The class asked for, where the move is about one. */
  readonly askedClass?: ComplaintClass;
  /** Whether a calendar puts a deadline of it on a later day. */
  readonly calendarMovesIt: (complaint: Complaint) => boolean;
  /** Whether an office that has it is no more, and another follows. */
  readonly officeIsClosed: (complaint: Complaint) => boolean;
  /** The file asked about, where the move is about one, and which upload of it. */
  readonly askedFile?: string;
  readonly askedUpload?: string;
  /** Whether, with those who are declared to be concerned, it cannot stay where it is. */
  readonly conflictTakesIt: (complaint: Complaint) => boolean;
  /** The clock that is said to have run out, where the move is about one. */
  readonly askedClock?: ClockName;
};

const dayInMilliseconds = 86_400_000;

/** An arbiter has to decide, and still has to when the reporter is asked for something first and the clock waits. */
const underArbitration = ({ clocks: { arbitration } }: Complaint): boolean =>
  arbitration?.state === "running" || arbitration?.state === "paused";

/** The reporter has reopened it more often than an office may decide alone: supervision has it. */
export const contested = (complaint: Complaint, { policy }: Pick<GuardContext, "policy">): boolean =>
  complaint.reopenings > policy.reopenings && underArbitration(complaint);

const closedLately = (complaint: Complaint, { now, policy }: GuardContext): boolean =>
  complaint.closedAt !== null &&
  Date.parse(now) - Date.parse(complaint.closedAt) <= policy.reopeningDays * dayInMilliseconds;

const someFile = (
  { attachments }: Complaint,
  asked: string | undefined,
  ...states: readonly AttachmentState[]
): boolean => (attachments ?? []).some(({ id, state }) => id === (asked ?? id) && states.includes(state));

const keptFor = (endedAt: string | null, years: number, now: string): boolean =>
  endedAt !== null && keptUntil(endedAt, years) <= now;

const longer = (complaint: Complaint, { askedClass, completionDays }: GuardContext): boolean =>
  askedClass !== undefined && completionDays(askedClass) > completionDays(complaint.class);

export const guards: Readonly<Record<GuardName, (complaint: Complaint, context: GuardContext) => boolean>> = {
  handBackLeavesRouting: (complaint, { policy }) => complaint.refusedBy.length + 1 < policy.handBacksBeforeArbitration,
  handBackNeedsArbiter: (complaint, { policy }) => complaint.refusedBy.length + 1 >= policy.handBacksBeforeArbitration,
  // What an arbiter has decided is not passed on again, or the ping-pong would never end.
  notArbitrated: (complaint) => !complaint.arbitrated,
  underArbitration,
  notUnderArbitration: (complaint) => !underArbitration(complaint),
  hasHandler: (complaint) => complaint.agencyCode !== null,
  hasNoHandler: (complaint) => complaint.agencyCode === null,
  mayReopen: (complaint, context) =>
    complaint.reopenings < context.policy.reopenings && closedLately(complaint, context),
  mayGoToSupervisor: (complaint, context) =>
    complaint.reopenings === context.policy.reopenings && closedLately(complaint, context),
  closureContested: contested,
  closureNotContested: (complaint, context) => !contested(complaint, context),
  // Nobody judges an appeal against what they did themselves, nor by asking the reporter something first.
  notOwnArchiving: ({ status, appealed, archivedBy }, { actorId }) =>
    !(isOpen(status) && appealed && archivedBy === actorId),
  // Supervision goes on judging an office's closing, if it is independent.
  conflictTakesIt: (complaint, context) => isOpen(complaint.status) && context.conflictTakesIt(complaint),
  conflictLeavesIt: (complaint, context) => !isOpen(complaint.status) || !context.conflictTakesIt(complaint),
  hasConflict: (complaint) => complaint.concerns !== null,
  notRated: (complaint) => complaint.rating === null,
  mayAppeal: (complaint) => complaint.closedBy !== "reporter" && !complaint.appealed,
  // Without a class asked for, the question is whether such a move can be made at all: it can.
  classGetsShorter: (complaint, context) => context.askedClass === undefined || !longer(complaint, context),
  classGetsLonger: longer,
  clockRuns: (complaint, { askedClock }) =>
    runningClocks(complaint).some((its) => its.missedAt === undefined && its.clock === (askedClock ?? its.clock)),
  clockIsLate: (complaint, { askedClock }) =>
    runningClocks(complaint).some((its) => its.missedAt !== undefined && its.clock === (askedClock ?? its.clock)),
  calendarMovesDeadline: (complaint, { calendarMovesIt }) => calendarMovesIt(complaint),
  officeIsClosed: (complaint, { officeIsClosed }) => officeIsClosed(complaint),
  fileIsExpected: (complaint, { askedFile }) => someFile(complaint, askedFile, "expected"),
  // A file that comes after it was given up is still inspected, and so is another upload after one was refused.
  // A place that it has given up may be another's by then.
  fileIsAwaited: ({ attachments }, { askedFile, askedUpload, policy }) =>
    (attachments ?? []).some(
      (its) =>
        its.id === (askedFile ?? its.id) &&
        (its.state === "expected" ||
          ((its.state === "missing" || (its.state === "refused" && its.upload !== askedUpload)) &&
            hasPlace(attachments ?? [], its, policy.files))),
    ),
  fileIsInspected: (complaint, { askedFile }) => someFile(complaint, askedFile, "inspecting"),
  fileIsReady: (complaint, { askedFile }) => someFile(complaint, askedFile, "ready"),
  // Nobody opens an identity alone, and nobody goes on having it open by opening it again and again.
  anotherSupervises: (complaint, context) => context.anotherSupervises(complaint),
  identityIsShut: (complaint, { actorId, now }) => openingOf(complaint, actorId, now) === undefined,
  identityIsOpen: (complaint, { actorId, now }) => openingOf(complaint, actorId, now) !== undefined,
  identityKeptLongEnough: ({ endedAt, erasedAt }, { now, policy }) =>
    erasedAt === null && keptFor(endedAt, policy.retention.identityYears, now),
  filesKeptLongEnough: (complaint, { now, policy }) =>
    someFile(complaint, undefined, "ready") && keptFor(complaint.endedAt, policy.retention.attachmentYears, now),
  reportersFileIsReady: ({ attachments }) =>
    (attachments ?? []).some(({ by, state }) => by === "reporter" && state === "ready"),
  notObjected: ({ objected }) => !objected,
  // A longer deadline takes a second person.
  classChangeProposedByAnother: (complaint, { actorId }) =>
    complaint.proposedClass !== null && complaint.proposedBy !== actorId,
};
