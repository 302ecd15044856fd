import type { CommandOf } from "../../shared/domain/commands.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Context } from "../../shared/domain/context.ts";
import { decide } from "../../shared/domain/decide.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { isOpen } from "../../shared/domain/lifecycle.ts";
import { maySee } from "../../shared/domain/may-see.ts";
import { readTrackingNumber } from "../../shared/domain/tracking-number.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { actOnBoth, type Step } from "../../shared/store/act.ts";
import { load, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";

/**
 * One matter, several reports: one of them goes on for all. The merged report ends and the other takes over those who
 * follow it, in one transaction, so that nobody is lost between the two.
 */

const atInto = (code: "sameReport" | "reportUnknown" | "reportEnded"): HttpFailure => ({
  kind: "FieldsRefused",
  faults: [{ pointer: "/into", code }],
});

/** The report that is to go on, by the number that the officer gave. */
const survivorOf = async (
  store: ComplaintStore,
  into: string,
  { actor, directory }: Pick<Context, "actor" | "directory">,
): Promise<Outcome<Complaint, HttpFailure>> => {
  const reading = readTrackingNumber(into);
  const survivor = reading.ok ? await load(store, complaintIdOf(reading.trackingNumber)) : null;
  if (!survivor || !maySee(survivor, actor, directory)) return refused(atInto("reportUnknown"));
  return isOpen(survivor.status) ? done(survivor) : refused(atInto("reportEnded"));
};

/** Says that the report itself has changed where it has; else what there is to say of the other one. */
const unlessStale = async (
  store: ComplaintStore,
  { complaintId, version }: Complaint,
  otherwise: HttpFailure,
): Promise<Outcome<never, HttpFailure>> => {
  const current = (await load(store, complaintId))?.version ?? version;
  return refused(current === version ? otherwise : { kind: "StaleVersion", current });
};

/** How often it is tried anew when somebody else moves the surviving report in between. */
const tries = 4;

export const mergeReport = async (
  store: ComplaintStore,
  complaint: Complaint,
  { into, text }: CommandOf<"merge">,
  context: Context,
): Promise<Outcome<Step, HttpFailure>> => {
  // Whoever may not merge learns nothing of the other report.
  const decision = decide(complaint, { move: "merge", into, text }, context);
  if (!decision.ok) return decision;
  for (let attempt = 1; ; attempt += 1) {
    const survivor = await survivorOf(store, into, context);
    if (!survivor.ok) return unlessStale(store, complaint, survivor.failure);
    const { complaintId: survivorId } = survivor.value;
    if (survivorId === complaint.complaintId) return refused(atInto("sameReport"));
    // Of those that it goes on for, the survivor may be one that an appeal has taken out again.
    const others = (complaint.absorbed ?? []).filter((id) => id !== survivorId);
    const complaintIds = [complaint.complaintId, ...others];
    const both = await actOnBoth(store, [
      { complaint, command: { move: "merge", into: survivorId, text }, context },
      { complaint: survivor.value, command: { move: "absorb", complaintIds }, context },
    ]);
    if (both.ok) return done(both.value[0]);
    const { of, failure } = both.failure;
    if (of === 0 || failure.kind !== "StaleVersion") return refused(failure);
    // The version that an officer is told is that of the report they act on, whichever of the two was moved.
    if (attempt === tries) return refused({ kind: "StaleVersion", current: complaint.version });
  }
};
