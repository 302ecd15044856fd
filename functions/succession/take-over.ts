import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { closedOffices } from "../../shared/domain/succession.ts";
import { errorInBrief, type Log } from "../../shared/shell/logger.ts";
import { act } from "../../shared/store/act.ts";
import { load, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { onDesk, type PlaceOnDesk } from "../../shared/store/desk.ts";
import { causeOf, type SuccessionMessage } from "./succession-message.ts";

export type TakeOverDeps = {
  readonly store: ComplaintStore;
  /** As it is now; a kept one could be the one in which the office was still there. */
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  /** Whether there is time for more reports before the function must end. */
  readonly timeLeft: () => boolean;
  readonly queue: (messages: readonly SuccessionMessage[]) => Promise<void>;
  readonly log: Log;
};

const theDirectory: Actor = { role: "system", id: "directory" };

type Clearing = { readonly deps: TakeOverDeps; readonly directory: Directory; readonly office: string };

/**
 * One report to whoever follows its office, read anew if somebody moves it meanwhile.
 *
 * @returns whether it was taken over
 */
const takeOver = async ({ deps, directory, office }: Clearing, complaintId: string): Promise<boolean> => {
  for (let taken = false; ;) {
    const complaint = await load(deps.store, complaintId);
    if (!complaint) return taken;
    const context = { actor: theDirectory, now: deps.now(), cause: causeOf(office), directory };
    const step = await act(deps.store, complaint, { move: "takeOver" }, context);
    if (step.ok) {
      const { type: event, version } = step.value.event;
      deps.log.info("REPORT_MOVED", "the office that had it has closed", { complaintId, event, version });
      // Whoever judges it may be closed as well as the office that it is about.
      taken = true;
      continue;
    }
    // It is at no closed office, or has ended: so it is refused, and that is well.
    if (step.failure.kind === "IllegalMove") return taken;
    if (step.failure.kind !== "StaleVersion") throw new Error(`taking over was refused: ${step.failure.kind}`);
  }
};

const atOnce = 8;
/** More failures on one desk than this are no damaged reports but bad luck: the desk is tried again, later. */
const mostAlone = 40;

type Reached = {
  readonly taken: number;
  readonly failed: readonly string[];
  /** Where there is more; null: all were looked at. */
  readonly more: { readonly shard: number; readonly after?: string } | null;
};

/** As many reports of a desk as there is time for, a few at a time, in the order of its queue. */
const clear = async (to: Clearing, shard: number, after: string | undefined): Promise<Reached> => {
  const { deps } = to;
  const desk = onDesk(deps.store, to.office, { shard, ...(after === undefined ? {} : { after }) });
  const failed: string[] = [];
  let taken = 0;
  const one = async ({ complaintId }: PlaceOnDesk): Promise<void> => {
    try {
      const its = await takeOver(to, complaintId);
      if (its) taken += 1;
    } catch (error) {
      failed.push(complaintId);
      deps.log.warn("RECORD_FAILED", "a report of a closed office will be tried again", {
        complaintId,
        error: errorInBrief(error),
      });
    }
  };
  for (let group: PlaceOnDesk[] = []; ;) {
    const next = await desk.next();
    if (!next.done) group.push(next.value);
    const last = group.at(-1);
    if (group.length < atOnce && !next.done) continue;
    await Promise.all(group.map(one));
    if (failed.length > mostAlone) throw new Error(`${failed.length} reports of ${to.office} failed`);
    if (next.done) return { taken, failed, more: null };
    if (last && !deps.timeLeft()) return { taken, failed, more: { shard: last.shard, after: last.place } };
    group = [];
  }
};

/**
 * Each closed office's desk is looked through, and supervision's: there lie reports that a closed office had in hand
 * while its closing of them is judged. All are empty, but for what came since the last time.
 */
const lookAt = async (deps: TakeOverDeps, directory: Directory): Promise<void> => {
  const closed = closedOffices(directory, deps.now());
  if (closed.length === 0) return;
  const offices = new Set([...closed, directory.policy.supervisorAgencyCode]);
  await deps.queue([...offices].map((office) => ({ office })));
};

/**
 * What a message asks for. What there is no time for, and each report that failed, becomes a message of its own: one
 * damaged report holds up no other, and ends alone where a person finds it.
 */
export const followClosedOffices = async (deps: TakeOverDeps, message: SuccessionMessage): Promise<void> => {
  const directory = await deps.directory();
  if ("look" in message) return lookAt(deps, directory);
  const { office } = message;
  const to: Clearing = { deps, directory, office };
  if ("complaintId" in message) {
    await takeOver(to, message.complaintId);
    return;
  }
  const { taken, failed, more } = await clear(to, message.shard ?? 0, message.after);
  await deps.queue([
    ...failed.map((complaintId) => ({ office, complaintId })),
    ...(more === null ? [] : [{ office, ...more }]),
  ]);
  if (taken === 0 && failed.length === 0 && more === null) return;
  deps.log.info("SUCCESSION_DONE", more === null ? "looked through an office's desk" : "there is more to do", {
    agencyCode: office,
    count: taken,
    failed: failed.length,
  });
};
