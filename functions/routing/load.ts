import { load } from "../../shared/store/complaint-store.ts";
import { waitsForRouting, type HopDeps, type HopInput } from "./hop.ts";

/** Whether there is anything to route, and how old the report is. */
export const loadReport = async (
  { store }: HopDeps,
  { complaintId }: HopInput,
): Promise<{ readonly version: number; readonly waiting: boolean }> => {
  const complaint = await load(store, complaintId);
  if (!complaint) throw new Error("the report of this hop is not there");
  return { version: complaint.version, waiting: waitsForRouting(complaint) };
};
