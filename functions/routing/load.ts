import { load } from "../../shared/store/complaint-store.ts";
import { waitsForHop, type HopDeps, type HopInput } from "./hop.ts";

/** Whether there is anything to route, and how old the report is. */
export const loadReport = async (
  { store }: Pick<HopDeps, "store">,
  input: HopInput,
): Promise<{ readonly version: number; readonly waiting: boolean }> => {
  const complaint = await load(store, input.complaintId);
  if (!complaint) throw new Error("the report of this hop is not there");
  return { version: complaint.version, waiting: waitsForHop(complaint, input) };
};
