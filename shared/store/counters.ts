import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
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
