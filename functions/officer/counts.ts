import { runningClocks } from "../../shared/domain/complaint.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory, Officer } from "../../shared/domain/directory.ts";
import { openStatuses } from "../../shared/domain/lifecycle.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { cardsOfQueue, type QueueCard } from "../../shared/store/indexes.ts";
import { dueUntil, officesAtOnce } from "./queue.ts";
import { dueClasses, type DueClass, type QueueCounts } from "./routes.ts";
import { officesOfQueue, seenBy } from "./signed-in.ts";

/** Nobody looks through more than this; a count that goes on costs the more the less it is needed. */
const mostCounted = 1000;
const pageSize = 100;

/** Until when a report is in each class but the last ones, in the order of time. */
type Ends = readonly (readonly [DueClass, number])[];

export const dueClassOf = (card: Pick<QueueCard, "clocks">, ends: Ends): DueClass => {
  const [first] = runningClocks(card);
  if (!first) return "none";
  const due = Date.parse(first.dueAt);
  return ends.find(([, end]) => due <= end)?.[0] ?? "later";
};

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

/** What an officer has to do, in numbers. */
export const countsOfQueue = async (
  store: ComplaintStore,
  officer: Officer,
  {
    directory,
    now,
    agencyCode: wanted,
  }: {
    readonly directory: Directory;
    readonly now: string;
    readonly agencyCode?: string | undefined;
  },
  most = mostCounted,
): Promise<QueueCounts> => {
  const zone = zoneOf(directory, officer.agencyCode);
  const ends = (["overdue", "today", "week"] as const).map(
    (due) => [due, Date.parse(dueUntil(due, now, zone) ?? now)] as const,
  );
  const isVisible = seenBy(officer, directory);
  const [byStatus, byDue] = [zeros(openStatuses), zeros(dueClasses)];
  let [total, capped] = [0, false];
  const rest = officesOfQueue(directory, officer, wanted).values();
  const work = async (): Promise<void> => {
    for (const agencyCode of rest) {
      if (capped) return;
      for await (const card of cardsOfQueue(store, agencyCode, Math.min(pageSize, most))) {
        if (!isVisible({ ...card, owner: agencyCode })) continue;
        if (total === most) {
          capped = true;
          return;
        }
        total += 1;
        byDue[dueClassOf(card, ends)] += 1;
        const status = openStatuses.find((open) => open === card.status);
        if (status) byStatus[status] += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: officesAtOnce }, work));
  return { byStatus, byDue, total, capped };
};
