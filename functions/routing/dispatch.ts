import { given } from "../../shared/domain/given.ts";
import { act } from "../../shared/store/act.ts";
import { load } from "../../shared/store/complaint-store.ts";
import { theRouter, waitsForHop, type HopDeps, type HopWithSuggestion } from "./hop.ts";

/** Passes the report on to the suggested agency. The mail follows from the event. */
export const dispatchReport = async (
  { store, directory, now, log }: HopDeps,
  input: HopWithSuggestion,
): Promise<{ readonly dispatched: boolean }> => {
  const { complaintId, suggestion } = input;
  const complaint = await load(store, complaintId);
  if (!complaint) throw new Error("the report of this hop is not there");
  if (!waitsForHop(complaint, input)) return { dispatched: false };
  if (!suggestion?.agencyCode) throw new Error("there is nothing to dispatch to");
  const { agencyCode, categoryCode, confidence, reasons } = suggestion;
  const step = await act(
    store,
    complaint,
    { move: "dispose", agencyCode, ...given({ categoryCode: categoryCode ?? undefined }), confidence, reasons },
    { actor: theRouter, now: now(), cause: `event:${input.since}`, directory: await directory() },
  );
  if (!step.ok) throw new Error(`the disposition was refused: ${step.failure.kind}`);
  log.info("REPORT_MOVED", "dispatched", {
    complaintId,
    event: "disposed",
    agencyCode,
    hop: complaint.hop,
    confidence,
  });
  return { dispatched: true };
};
