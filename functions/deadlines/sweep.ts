import type { Command } from "../../shared/domain/commands.ts";
import { nextDue, type Complaint } from "../../shared/domain/complaint.ts";
import type { ClockName, Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { errorInBrief, type Log } from "../../shared/shell/logger.ts";
import { act } from "../../shared/store/act.ts";
import { load, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { dueBefore } from "../../shared/store/indexes.ts";

export type SweepDeps = {
  readonly store: ComplaintStore;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  /** Whether there is time for another report before the function must end. */
  readonly timeLeft: () => boolean;
  readonly log: Log;
};

const theClock: Actor = { role: "system", id: "clock" };

/** What follows when a clock has run out. Only the reporter's own clocks end a report; an agency's are noted as late. */
const consequenceOf = (clock: ClockName): Command => {
  switch (clock) {
    case "reporterReply":
      return { move: "closeUnanswered" };
    case "reporterCompletion":
      return { move: "archiveIncomplete" };
    case "verification":
    case "firstFollowUp":
    case "completion":
    case "arbitration":
      return { move: "missDeadline", clock };
  }
};

const isDue = (complaint: Complaint, now: string): ClockName | null => {
  const due = nextDue(complaint);
  return due !== null && Date.parse(due.dueAt) < Date.parse(now) ? due.clock : null;
};

/** Everything that is due for one report, one clock after the other. What somebody else moved meanwhile is read anew. */
const settle = async (deps: SweepDeps, complaintId: string): Promise<number> => {
  const directory = await deps.directory();
  for (let steps = 0; ;) {
    const complaint = await load(deps.store, complaintId);
    const now = deps.now();
    const clock = complaint ? isDue(complaint, now) : null;
    if (!complaint || clock === null) return steps;
    const step = await act(deps.store, complaint, consequenceOf(clock), { actor: theClock, now, directory });
    if (step.ok) {
      steps += 1;
      const { event } = step.value;
      deps.log.info("REPORT_MOVED", "a deadline passed", { complaintId, event: event.type, reason: clock });
    } else if (step.failure.kind !== "StaleVersion") {
      throw new Error(`what follows from ${clock} was refused: ${step.failure.kind}`);
    }
  }
};

const atOnce = 8;

/**
 * Acts on every deadline that has passed, oldest first in each shard, and reads nothing that is not due. A report
 * that fails does not keep the others waiting; it is still due at the next sweep, and the sweep says that it failed.
 */
export const sweep = async (deps: SweepDeps): Promise<{ readonly acted: number; readonly failed: number }> => {
  let [acted, failed] = [0, 0];
  const due = dueBefore(deps.store, deps.now());
  const worker = async (): Promise<void> => {
    while (deps.timeLeft()) {
      const next = await due.next();
      if (next.done) return;
      try {
        // Not `+= await`: that would add to what stood before the wait, and lose what others counted meanwhile.
        const steps = await settle(deps, next.value);
        acted += steps;
      } catch (error) {
        failed += 1;
        deps.log.error("RECORD_FAILED", "a deadline could not be acted on", {
          complaintId: next.value,
          error: errorInBrief(error),
        });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  deps.log.info("SWEEP_DONE", "looked for deadlines that have passed", { count: acted });
  return { acted, failed };
};
