import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, type Failure, type Outcome } from "../../shared/domain/failures.ts";
import { endedBefore } from "../../shared/domain/retention.ts";
import { errorInBrief, type Log } from "../../shared/shell/logger.ts";
import type { StaleVersion } from "../../shared/store/failures.ts";
import { history, type History } from "../../shared/store/complaint-store.ts";
import { keptInShard } from "../../shared/store/indexes.ts";
import { dueShards, keptThings, type KeptThing } from "../../shared/store/keys.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { eraseFiles, eraseReporter } from "./erase.ts";
import type { ErasureDeps } from "./rights-deps.ts";

/** What is not kept any longer after the years that the policy names, day by day. */

export type RetainDeps = ErasureDeps & {
  /** Whether there is time for another report before the function must end; what is left over is due tomorrow as well. */
  readonly timeLeft: () => boolean;
  readonly log: Log;
};

const theYears: Actor = { role: "system", id: "retention" };

const goes = async (
  deps: RetainDeps,
  what: KeptThing,
  found: History,
): Promise<Outcome<Complaint, Failure | StaleVersion>> => {
  const eraser = { actor: theYears, now: deps.now(), cause: `retention:${what}` };
  return what === "identity" ? eraseReporter(deps, found, eraser) : eraseFiles(deps, found, () => true, eraser);
};

/** One report, as it is now: one that was reopened since it was found is refused by its guard, and nothing is lost. */
const settle = async (deps: RetainDeps, what: KeptThing, complaintId: string): Promise<boolean> => {
  const outcome = await whileStale<boolean, Failure | StaleVersion>(async () => {
    const found = await history(deps.store, complaintId);
    if (!found || !(await isDue(deps, what, found.complaint))) return done(false);
    const gone = await goes(deps, what, found);
    return gone.ok ? done(true) : gone;
  });
  if (!outcome.ok) throw new Error(`what the years ask for was refused: ${outcome.failure.kind}`);
  return outcome.value;
};

/** Asked before anything goes, and again by the guard when the event is written. */
const isDue = async (deps: RetainDeps, what: KeptThing, { endedAt, erasedAt }: Complaint): Promise<boolean> =>
  endedAt !== null && endedAt <= (await cutoff(deps, what)) && (what === "files" || erasedAt === null);

const cutoff = async ({ directory, now }: RetainDeps, what: KeptThing): Promise<string> => {
  const { identityYears, attachmentYears } = (await directory()).policy.retention;
  return endedBefore(now(), what === "identity" ? identityYears : attachmentYears);
};

/**
 * Erases what has been kept long enough, oldest first in each shard, and reads nothing that has not. A report that
 * fails keeps no other waiting; it is found again the next day, and the job says that it failed.
 */
export const retain = async (deps: RetainDeps): Promise<{ readonly erased: number; readonly failed: number }> => {
  let [erased, failed] = [0, 0];
  for (const what of keptThings) {
    const before = await cutoff(deps, what);
    for (let shard = 0; shard < dueShards; shard += 1) {
      for await (const { complaintId } of keptInShard(deps.store, { what, shard }, { before })) {
        if (!deps.timeLeft()) return { erased, failed };
        try {
          if (!(await settle(deps, what, complaintId))) continue;
          erased += 1;
          deps.log.info("REPORT_MOVED", "what was kept long enough was erased", { complaintId, reason: what });
        } catch (error) {
          failed += 1;
          deps.log.error("RECORD_FAILED", "what was kept long enough could not be erased", {
            complaintId,
            error: errorInBrief(error),
          });
        }
      }
    }
  }
  return { erased, failed };
};
