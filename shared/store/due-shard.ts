import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { ComplaintStore } from "./complaint-store.ts";
import { itemsFound } from "./items-found.ts";
import { duePartition, dueSort } from "./keys.ts";

export type PlaceInShard = {
  readonly complaintId: string;
  /** Where it is in the index; a later reading can begin behind it. */
  readonly place: string;
};

/** Sorts before every instant; DynamoDB takes no empty key. */
const beforeAll = " ";

/**
 * Every open report of one part of the index of due dates, due or not, soonest first: an open report always is in it
 * once. One that moves to another place meanwhile may come twice, or, if it moves forward, not at all.
 */
export async function* openInShard(
  { client, table }: ComplaintStore,
  shard: number,
  after = beforeAll,
): AsyncGenerator<PlaceInShard, void> {
  const items = itemsFound(client, {
    TableName: table,
    IndexName: "due",
    KeyConditionExpression: "duePartition = :shard AND dueSort > :after",
    ExpressionAttributeValues: marshall({ ":shard": duePartition.ofShard(shard), ":after": after }),
  });
  for await (const item of items) {
    const place = String(unmarshall(item)["dueSort"]);
    const sort = dueSort.parse(place);
    if (sort) yield { complaintId: sort.complaintId, place };
  }
}
