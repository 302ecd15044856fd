import type { ClockName, ComplaintClass, Directory } from "./directory.ts";
import { runningClocks, type Complaint } from "./complaint.ts";
import type { GuardName } from "./lifecycle.ts";

/** What the guards of the lifecycle may look at. */
export type GuardContext = {
  readonly now: string;
  /** The pseudonym of whoever asks. */
  readonly actorId: string;
  readonly policy: Directory["policy"];
  /** Days that the completion clock would have for this class. */
  readonly completionDays: (of: ComplaintClass) => number;
  /** The class asked for, where the move is about one. */
  readonly askedClass?: ComplaintClass;
  /** The clock that is said to have run out, where the move is about one. */
  readonly askedClock?: ClockName;
};

const dayInMilliseconds = 86_400_000;
const underArbitration = (complaint: Complaint): boolean => complaint.clocks.arbitration?.state === "running";

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
  mayReopen: (complaint, { now, policy }) =>
    complaint.closedAt !== null &&
    complaint.reopenings < policy.reopenings &&
    Date.parse(now) - Date.parse(complaint.closedAt) <= policy.reopeningDays * dayInMilliseconds,
  mayAppeal: (complaint) => complaint.closedBy !== "reporter" && !complaint.appealed,
  // Without a class asked for, the question is whether such a move can be made at all: it can.
  classGetsShorter: (complaint, context) => context.askedClass === undefined || !longer(complaint, context),
  classGetsLonger: longer,
  clockRuns: (complaint, { askedClock }) =>
    runningClocks(complaint).some((its) => its.missedAt === undefined && its.clock === (askedClock ?? its.clock)),
  // A longer deadline takes a second person.
  classChangeProposedByAnother: (complaint, { actorId }) =>
    complaint.proposedClass !== null && complaint.proposedBy !== actorId,
};
