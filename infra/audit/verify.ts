import { filedOn } from "../../shared/store/indexes.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import type { Finding } from "./finding.ts";
import { inspectReport } from "./inspect-report.ts";

/** A walk over the logs of many reports. */
export type Tally = {
  readonly reports: number;
  readonly events: number;
  readonly findings: number;
  readonly damaged: number;
};

const dayInMilliseconds = 86_400_000;
const dayAfter = (day: string): string => new Date(Date.parse(day) + dayInMilliseconds).toISOString().slice(0, 10);

/** All reports that were filed from one UTC day to another, both included, day by day. */
export async function* filedFrom(store: ComplaintStore, from: string, to: string): AsyncGenerator<string> {
  for (let day = from; day <= to; day = dayAfter(day)) yield* filedOn(store, day);
}

/** As many queries under way at once: most of the time of a walk is waiting for answers. */
const atOnce = 8;

/** @param seen told of each finding and, after each report, how far the walk has come. */
export const verify = async (
  store: ComplaintStore,
  reports: AsyncGenerator<string>,
  seen: { readonly finding: (complaintId: string, its: Finding) => void; readonly report: (so: Tally) => void },
  moment?: number,
): Promise<Tally> => {
  let tally: Tally = { reports: 0, events: 0, findings: 0, damaged: 0 };
  const walk = async (): Promise<void> => {
    for (let next = await reports.next(); next.done !== true; next = await reports.next()) {
      const complaintId = next.value;
      const { events, findings } = await inspectReport(store, complaintId, moment);
      for (const its of findings) seen.finding(complaintId, its);
      tally = {
        reports: tally.reports + 1,
        events: tally.events + events,
        findings: tally.findings + findings.length,
        damaged: tally.damaged + (findings.length > 0 ? 1 : 0),
      };
      seen.report(tally);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
  return tally;
};
