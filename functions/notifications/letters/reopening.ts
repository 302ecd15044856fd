import type { Complaint } from "../../../shared/domain/complaint.ts";
import type { Directory } from "../../../shared/domain/directory.ts";

const dayInMilliseconds = 86_400_000;

/**
 * How a closed report can be reopened: until when, and how often an office still has it again before supervision
 * decides. Null: not at all. The lifecycle's guards decide; this says the same in advance.
 */
export const reopeningOf = (
  { status, closedAt, reopenings }: Complaint,
  { policy }: Directory,
): { readonly until: string; readonly left: number } | null => {
  const left = policy.reopenings - reopenings;
  if (status !== "closed" || closedAt === null || left < 0) return null;
  return { until: new Date(Date.parse(closedAt) + policy.reopeningDays * dayInMilliseconds).toISOString(), left };
};
