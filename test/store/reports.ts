import { BatchWriteItemCommand, type AttributeValue, type WriteRequest } from "@aws-sdk/client-dynamodb";
import type { TestEngine } from "./engine.ts";
import type { Report } from "../builders.ts";
import { append, itemsOf, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { replay } from "../../shared/domain/evolve.ts";

/** Reports in a table, put there without going through anybody's hands. */

const stateAfter = ({ events }: Report, version: number) => {
  const state = replay(events.slice(0, version));
  if (!state) throw new Error("a report has at least one event");
  return state;
};

/** Every step as the store itself writes it. */
export const write = async (store: ComplaintStore, report: Report): Promise<Report> => {
  for (const event of report.events) {
    const outcome = await append(store, stateAfter(report, event.version), event);
    if (!outcome.ok) throw new Error(`the step was refused: ${JSON.stringify(outcome.failure)}`);
  }
  return report;
};

const mostInABatch = 25;

const putAll = async ({ client, store: { table } }: TestEngine, items: readonly Record<string, AttributeValue>[]) => {
  for (let from = 0; from < items.length; from += mostInABatch) {
    let rest: WriteRequest[] = items.slice(from, from + mostInABatch).map((Item) => ({ PutRequest: { Item } }));
    while (rest.length > 0) {
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: rest } }));
      rest = UnprocessedItems?.[table] ?? [];
    }
  }
};

/** Many reports at once: the items that the store would have left there, without the steps to them. */
export const writeMany = async (engine: TestEngine, reports: readonly Report[]): Promise<void> => {
  const { table } = engine.store;
  const items = reports.flatMap((report) =>
    report.events.flatMap((event) => {
      const [state, itsEvent] = itemsOf(table, stateAfter(report, event.version), event);
      return [...(event.version === report.complaint.version ? [state] : []), itsEvent];
    }),
  );
  await putAll(
    engine,
    items.flatMap((item) => (item?.Put?.Item ? [item.Put.Item] : [])),
  );
};
