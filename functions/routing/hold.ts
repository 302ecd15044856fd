import type { Complaint } from "../../shared/domain/complaint.ts";
import type { HoldReason } from "../../shared/domain/events.ts";
import { done, type Failure, type Outcome } from "../../shared/domain/failures.ts";
import { act } from "../../shared/store/act.ts";
import { load } from "../../shared/store/complaint-store.ts";
import type { StaleVersion } from "../../shared/store/failures.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { isUnderArbitration, theRouter, waitsForHop, type HopDeps, type HopWithSuggestion } from "./hop.ts";

const reasonFor = (complaint: Complaint, { suggestion, failure }: HopWithSuggestion, sureFrom: number): HoldReason => {
  if (failure) return "routingFailed";
  if (isUnderArbitration(complaint)) return "handedBackTwice";
  if (!suggestion?.agencyCode) return complaint.concerns === null ? "noSignal" : "noIndependentOffice";
  return suggestion.confidence >= sureFrom ? "noReachableAgency" : "lowConfidence";
};

const hold = async (
  { store, directory, now, log }: HopDeps,
  input: HopWithSuggestion,
): Promise<Outcome<{ readonly held: boolean }, Failure | StaleVersion>> => {
  const { complaintId, suggestion } = input;
  const complaint = await load(store, complaintId);
  if (!complaint) throw new Error("the report of this hop is not there");
  if (!waitsForHop(complaint, input)) return done({ held: false });
  const known = await directory();
  const reason = reasonFor(complaint, input, known.policy.dispatchConfidence);
  const step = await act(
    store,
    complaint,
    { move: "hold", reason, reasons: suggestion?.reasons ?? [] },
    { actor: theRouter, now: now(), cause: `event:${input.since}`, directory: known },
  );
  if (!step.ok) return step;
  log.info("REPORT_HELD", "left to the coordinator", { complaintId, reason, hop: complaint.hop });
  return done({ held: true });
};

/** Leaves the report to the coordinator, with what routing made of it and why it was not enough. */
export const holdReport = async (deps: HopDeps, input: HopWithSuggestion): Promise<{ readonly held: boolean }> => {
  const outcome = await whileStale(() => hold(deps, input));
  if (!outcome.ok) throw new Error(`holding was refused: ${outcome.failure.kind}`);
  return outcome.value;
};
