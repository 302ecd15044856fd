import { BatchWriteItemCommand, type AttributeValue } from "@aws-sdk/client-dynamodb";
import { complaintPartition, duePartition, dueSort, stateSort } from "../../shared/store/keys.ts";
import type { TestEngine } from "../store/engine.ts";

/**
 * Open reports that are not due for a year: of each just what the due index has of it, since a sweep reads nothing
 * else of what is not due.
 */
const itemOf = (number: number): Record<string, AttributeValue> => {
  const id = `open-${number}`;
  return {
    pk: { S: complaintPartition.build(id) },
    sk: { S: stateSort },
    duePartition: { S: duePartition.of(id) },
    dueSort: { S: dueSort.build("2027-07-06T00:00:00.000Z", id) },
  };
};

const inABatch = 25;
const atOnce = 4;

export const fillWithOpenReports = async ({ client, store: { table } }: TestEngine, count: number): Promise<void> => {
  let next = 0;
  const fill = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += inABatch;
      const batch = Array.from({ length: Math.min(inABatch, count - from) }, (_, of) => itemOf(from + of));
      const RequestItems = { [table]: batch.map((Item) => ({ PutRequest: { Item } })) };
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems }));
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error("the engine did not take all reports");
    }
  };
  await Promise.all(Array.from({ length: atOnce }, fill));
};
