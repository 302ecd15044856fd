import type { Complaint } from "../domain/complaint.ts";
import { history, type ComplaintStore, type History } from "./complaint-store.ts";

/**
 * The reports in which a merged one goes on, each for the one before it: the last goes on for all of them. A report is
 * merged into an open one only, and is not open afterwards, so the chain has an end.
 *
 * @param first complaint id of the report that it was merged into; null: it was not merged
 */
export const goesOnIn = async <Report>(
  first: string | null,
  read: (complaintId: string) => Promise<Report | null>,
  mergedInto: (report: Report) => string | null,
): Promise<readonly Report[]> => {
  const chain: Report[] = [];
  for (let next = first; next !== null;) {
    const report = await read(next);
    if (!report) throw new Error("the report that goes on for another is not there");
    chain.push(report);
    next = mergedInto(report);
  }
  return chain;
};

/** The report that goes on for a merged one, however often that was merged in turn; null: it was not merged. */
export const survivorOf = async (
  store: ComplaintStore,
  { mergedInto }: Pick<Complaint, "mergedInto">,
): Promise<History | null> => {
  const read = (complaintId: string): Promise<History | null> => history(store, complaintId);
  return (await goesOnIn(mergedInto, read, ({ complaint }) => complaint.mergedInto)).at(-1) ?? null;
};
