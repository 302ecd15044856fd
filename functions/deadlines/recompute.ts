import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { errorInBrief, type Log } from "../../shared/shell/logger.ts";
import { act } from "../../shared/store/act.ts";
import { load, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { openInShard, type PlaceInShard } from "../../shared/store/due-shard.ts";
import { causeOf, type ChangedCalendar, type RecomputeMessage } from "./recompute-message.ts";

export type RecomputeDeps = {
  readonly store: ComplaintStore;
  /** As it is now; a kept one could be the one that was changed. */
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  /** Whether there is time for more reports before the function must end. */
  readonly timeLeft: () => boolean;
  readonly queue: (messages: readonly RecomputeMessage[]) => Promise<void>;
  readonly log: Log;
};

const theCalendar: Actor = { role: "system", id: "calendar" };

type Recomputing = { readonly deps: RecomputeDeps; readonly directory: Directory; readonly calendar: ChangedCalendar };

/**
 * One report by today's calendars, read anew if somebody moves it meanwhile.
 *
 * @returns whether a deadline of it moved
 */
const recomputeOne = async ({ deps, directory, calendar }: Recomputing, complaintId: string): Promise<boolean> => {
  for (;;) {
    const complaint = await load(deps.store, complaintId);
    if (!complaint) return false;
    const context = { actor: theCalendar, now: deps.now(), cause: causeOf(calendar), directory };
    const step = await act(deps.store, complaint, { move: "moveDeadlines" }, context);
    if (step.ok) {
      const { type: event, version } = step.value.event;
      deps.log.info("REPORT_MOVED", "a calendar moved its deadlines", { complaintId, event, version });
      return true;
    }
    // Nothing of it moves, or it has ended: so it is refused, and that is well.
    if (step.failure.kind === "IllegalMove") return false;
    if (step.failure.kind !== "StaleVersion") throw new Error(`moving was refused: ${step.failure.kind}`);
  }
};

const atOnce = 8;
/** More failures in one part than this are no damaged reports but bad luck: the part is tried again, later. */
const mostAlone = 40;

type Reached = {
  readonly moved: number;
  readonly failed: readonly string[];
  /** The place behind which there is more; null: all were looked at. */
  readonly after: string | null;
};

/** As many reports of a part as there is time for, a few at a time, in the order of the index. */
const lookThrough = async (to: Recomputing, shard: number, from: string | undefined): Promise<Reached> => {
  const { deps } = to;
  const open = openInShard(deps.store, shard, from);
  const failed: string[] = [];
  let moved = 0;
  const one = async ({ complaintId }: PlaceInShard): Promise<void> => {
    try {
      const itMoved = await recomputeOne(to, complaintId);
      if (itMoved) moved += 1;
    } catch (error) {
      failed.push(complaintId);
      deps.log.warn("RECORD_FAILED", "deadlines of a report will be computed again", {
        complaintId,
        error: errorInBrief(error),
      });
    }
  };
  for (let group: PlaceInShard[] = []; ;) {
    const next = await open.next();
    if (!next.done) group.push(next.value);
    const last = group.at(-1);
    if (group.length < atOnce && !next.done) continue;
    await Promise.all(group.map(one));
    if (failed.length > mostAlone) throw new Error(`${failed.length} reports of part ${shard} failed`);
    if (next.done) return { moved, failed, after: null };
    if (last && !deps.timeLeft()) return { moved, failed, after: last.place };
    group = [];
  }
};

/**
 * What a message asks for. What there is no time for, and each report that failed, becomes a message of its own: one
 * damaged report holds up no other, and ends alone where a person finds it.
 */
export const recompute = async (deps: RecomputeDeps, message: RecomputeMessage): Promise<void> => {
  const { calendar } = message;
  const to: Recomputing = { deps, directory: await deps.directory(), calendar };
  if ("complaintId" in message) {
    await recomputeOne(to, message.complaintId);
    return;
  }
  const { shard } = message;
  const { moved, failed, after } = await lookThrough(to, shard, message.after);
  await deps.queue([
    ...failed.map((complaintId) => ({ calendar, complaintId })),
    ...(after === null ? [] : [{ calendar, shard, after }]),
  ]);
  deps.log.info("RECOMPUTE_DONE", after === null ? "looked through a part of the reports" : "there is more to do", {
    reason: causeOf(calendar),
    shard,
    count: moved,
    failed: failed.length,
  });
};
