import { GetItemCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { ComplaintStore } from "./complaint-store.ts";
import type { RefusedCondition } from "./transaction.ts";
import { guardPartition, guardSort } from "./keys.ts";

/**
 * Makes a filing that is sent again find the report of the first time: a guard stands in the same transaction as the
 * report. It keeps neither the client's key nor the body, only hashes.
 */
const guard = z.object({ complaintId: z.string(), bodyHash: z.string() });
export type FilingGuard = z.infer<typeof guard>;
const withItsEnd = z.extend(guard, { expiresAt: z.int() });

/** Seven days: longer than a telephone stays without a signal, short enough to be forgotten. */
const keptForSeconds = 7 * 86_400;

export const guardItem = (table: string, idempotencyKey: string, of: FilingGuard, now: string): TransactWriteItem => {
  const seconds = Math.floor(Date.parse(now) / 1000);
  return {
    Put: {
      TableName: table,
      Item: marshall({
        pk: guardPartition(idempotencyKey),
        sk: guardSort,
        ...of,
        expiresAt: seconds + keptForSeconds,
      }),
      // DynamoDB deletes what has expired in its own time, within days.
      ConditionExpression: "attribute_not_exists(pk) OR expiresAt < :now",
      ExpressionAttributeValues: marshall({ ":now": seconds }),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
};

/** The guard of an earlier filing under this key; null: there was none, or its time has passed. */
export const guardOf = async (
  { client, table }: ComplaintStore,
  idempotencyKey: string,
  now: string,
): Promise<FilingGuard | null> => {
  const { Item: item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall({ pk: guardPartition(idempotencyKey), sk: guardSort }),
      ConsistentRead: true,
    }),
  );
  if (!item) return null;
  const { expiresAt, ...stands } = withItsEnd.parse(unmarshall(item));
  return expiresAt < Math.floor(Date.parse(now) / 1000) ? null : stands;
};

export const guardThatStood = (refusal: RefusedCondition): FilingGuard => {
  if (!refusal.was) throw new Error("the store did not say which guard stood");
  return guard.parse(unmarshall(refusal.was));
};
