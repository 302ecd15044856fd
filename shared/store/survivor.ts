import type { Complaint } from "../domain/complaint.ts";
import { history, type ComplaintStore, type History } from "./complaint-store.ts";

/** The report that goes on for a merged one, however often that was merged in turn; null: it was not merged. */
export const survivorOf = async (
  store: ComplaintStore,
  { mergedInto }: Pick<Complaint, "mergedInto">,
): Promise<History | null> => {
  if (mergedInto === null) return null;
  const survivor = await history(store, mergedInto);
  if (!survivor) throw new Error("the report that goes on for this one is not there");
  // A report is merged into an open one only, and is not open afterwards: the chain has no circle.
  return (await survivorOf(store, survivor.complaint)) ?? survivor;
};
