import type { FiledEvent } from "../../shared/domain/events.ts";
import { maskPersonalData } from "../../shared/domain/masking.ts";
import { sameReport } from "../../shared/domain/similarity.ts";
import { act } from "../../shared/store/act.ts";
import { eventAt, history, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { recentByReporter } from "../../shared/store/indexes.ts";
import { filingOf } from "../../shared/view/complaint-view.ts";
import { theRouter, waitsForHop, type HopDeps, type HopInput } from "./hop.ts";

type Duplicate = { readonly complaintId: string; readonly likeness: "exact" | "near" };

const wordsOf = (filed: FiledEvent): string => `${filed.title ?? ""}\n${filed.text}`;

/** Earlier reports by the same reporter, of the day before, that say the same. */
const duplicatesOf = async (store: ComplaintStore, filed: FiledEvent): Promise<readonly Duplicate[]> => {
  if (filed.reporterKey === undefined) return [];
  const ids = await recentByReporter(store, filed.reporterKey, filed.at);
  const others = await Promise.all(ids.filter((id) => id !== filed.complaintId).map((id) => eventAt(store, id, 1)));
  return others.flatMap((other) => {
    if (other?.type !== "filed") return [];
    const likeness = sameReport(wordsOf(filed), wordsOf(other));
    return likeness === "different" ? [] : [{ complaintId: other.complaintId, likeness }];
  });
};

/** Notes personal data in the text and links duplicates, once for each report; what is neither leaves no event. */
export const screenReport = async (
  { store, directory, now, log }: HopDeps,
  input: HopInput,
): Promise<{ readonly masked: number; readonly duplicates: number }> => {
  const { complaintId } = input;
  const found = await history(store, complaintId);
  if (!found) throw new Error("the report of this hop is not there");
  if (found.complaint.screened || !waitsForHop(found.complaint, input)) return { masked: 0, duplicates: 0 };

  const filed = filingOf(found.events);
  const masked = maskPersonalData(wordsOf(filed)).found.length;
  const duplicates = await duplicatesOf(store, filed);
  if (masked > 0 || duplicates.length > 0) {
    const step = await act(
      store,
      found.complaint,
      { move: "screen", masked, duplicates: [...duplicates] },
      { actor: theRouter, now: now(), cause: `event:${input.since}`, directory: await directory() },
    );
    // Somebody moved the report meanwhile: tried again, the step sees it as it is then.
    if (!step.ok) throw new Error(`screening was refused: ${step.failure.kind}`);
    log.info("REPORT_SCREENED", "masked personal data or linked duplicates", { complaintId, count: duplicates.length });
  }
  return { masked, duplicates: duplicates.length };
};
