import type { Directory } from "../../shared/domain/directory.ts";
import { stepDue } from "../../shared/domain/due-step.ts";
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

/** Everything that is due for one report, one clock after the other. What somebody else moved meanwhile is read anew. */
const settle = async (deps: SweepDeps, complaintId: string): Promise<number> => {
  const directory = await deps.directory();
  for (let steps = 0; ;) {
    const complaint = await load(deps.store, complaintId);
    const now = deps.now();
    const due = complaint ? stepDue(complaint, now, directory) : null;
    if (!complaint || !due) return steps;
    const { what, command } = due;
    const context = { actor: theClock, now, cause: `clock:${what}`, directory };
    const step = await act(deps.store, complaint, command, context);
    if (step.ok) {
      steps += 1;
      const { event } = step.value;
      deps.log.info("REPORT_MOVED", "a deadline passed", { complaintId, event: event.type, reason: what });
    } else if (step.failure.kind !== "StaleVersion") {
      throw new Error(`what follows from ${what} was refused: ${step.failure.kind}`);
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
