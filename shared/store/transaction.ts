import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type DynamoDBClient,
  type TransactWriteItem,
  type AttributeValue,
} from "@aws-sdk/client-dynamodb";
import { setTimeout as pause } from "node:timers/promises";

/**
 * One all-or-nothing write. Conditions that do not hold come back as values, by the place of their item; a conflict
 * with another transaction on the same item is tried again, because the SDK does not.
 */
export type RefusedCondition = { readonly item: number; readonly was: Record<string, AttributeValue> | null };

// Five tries with at most 50, 100, 200 and 400 ms between them: under a second, well inside an API call's 29 s.
const tries = 5;
const firstPauseInMilliseconds = 50;

export const transact = async (
  client: DynamoDBClient,
  items: readonly TransactWriteItem[],
): Promise<RefusedCondition | null> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
      return null;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const item = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
      if (item >= 0) return { item, was: reasons[item]?.Item ?? null };
      const passing = reasons.every((reason) => retryable.has(reason.Code ?? "None"));
      if (!passing || attempt === tries) throw error;
      await pause(Math.random() * firstPauseInMilliseconds * 2 ** (attempt - 1));
    }
  }
};
const retryable = new Set(["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);
