import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import type { Tally } from "../domain/lockout.ts";
import type { ComplaintStore } from "./complaint-store.ts";
import { counterPartition, counterSort } from "./keys.ts";

/**
 * Counters of what may not be done too often. A name says nothing about who is counted, holds for one UTC day at the
 * most, and is forgotten within days after it.
 */
const tally = z.object({ times: z.int(), lastAt: z.int() });

const keyOf = (name: string) => marshall({ pk: counterPartition(name), sk: counterSort });

/** Longer than any name lives, so that a counter cannot begin anew under the name it has. */
const keptForSeconds = 2 * 86_400;

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** How often, and when last; null: never. */
export const countedSoFar = async ({ client, table }: ComplaintStore, name: string): Promise<Tally | null> => {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOf(name), ConsistentRead: true }),
  );
  return item ? tally.parse(unmarshall(item)) : null;
};

export const countUp = async ({ client, table }: ComplaintStore, name: string, now: string): Promise<void> => {
  const seconds = secondsOf(now);
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(name),
      UpdateExpression: "SET lastAt = :now, expiresAt = :then ADD times :one",
      ExpressionAttributeValues: marshall({ ":now": seconds, ":then": seconds + keptForSeconds, ":one": 1 }),
    }),
  );
};

/**
 * Whether this one is among the first so many. What is counted is a set and not a number: the same one again, be it at
 * the same instant, is counted once and is never one too many.
 */
export const isAmongFirst = async (
  { client, table }: ComplaintStore,
  name: string,
  { one, most }: { readonly one: string; readonly most: number },
  now: string,
): Promise<boolean> => {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(name),
        UpdateExpression: "SET expiresAt = :then ADD counted :ones",
        ConditionExpression: "attribute_not_exists(counted) OR size(counted) < :most OR contains(counted, :one)",
        ExpressionAttributeValues: marshall({
          ":then": secondsOf(now) + keptForSeconds,
          ":ones": new Set([one]),
          ":one": one,
          ":most": most,
        }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
