import { done, type Failure, type Outcome } from "../../shared/domain/failures.ts";
import { given } from "../../shared/domain/given.ts";
import { act } from "../../shared/store/act.ts";
import { load } from "../../shared/store/complaint-store.ts";
import type { StaleVersion } from "../../shared/store/failures.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { theRouter, waitsForHop, type HopDeps, type HopWithSuggestion } from "./hop.ts";

const dispatch = async (
  { store, directory, now, log }: HopDeps,
  input: HopWithSuggestion,
): Promise<Outcome<{ readonly dispatched: boolean }, Failure | StaleVersion>> => {
  const { complaintId, suggestion } = input;
  const complaint = await load(store, complaintId);
  if (!complaint) throw new Error("the report of this hop is not there");
  if (!waitsForHop(complaint, input)) return done({ dispatched: false });
  if (!suggestion?.agencyCode) throw new Error("there is nothing to dispatch to");
  const { agencyCode, categoryCode, confidence, reasons } = suggestion;
  const step = await act(
    store,
    complaint,
    { move: "dispose", agencyCode, ...given({ categoryCode: categoryCode ?? undefined }), confidence, reasons },
    { actor: theRouter, now: now(), cause: `event:${input.since}`, directory: await directory() },
  );
  if (!step.ok) return step;
  log.info("REPORT_MOVED", "dispatched", {
    complaintId,
    event: "disposed",
    agencyCode,
    hop: complaint.hop,
    confidence,
  });
  return done({ dispatched: true });
};

/** Passes the report on to the suggested agency. The mail follows from the event. */
export const dispatchReport = async (
  deps: HopDeps,
  input: HopWithSuggestion,
): Promise<{ readonly dispatched: boolean }> => {
  const outcome = await whileStale(() => dispatch(deps, input));
  if (!outcome.ok) throw new Error(`the disposition was refused: ${outcome.failure.kind}`);
  return outcome.value;
};
