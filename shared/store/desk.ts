import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { ComplaintStore } from "./complaint-store.ts";
import { itemsFound } from "./items-found.ts";
import { dueSort, queuePartition, queueShards } from "./keys.ts";

export type PlaceOnDesk = {
  readonly complaintId: string;
  readonly shard: number;
  /** Where it is in its part of the queue; a later reading can begin behind it. */
  readonly place: string;
};

/** Sorts before every instant; DynamoDB takes no empty key. */
const beforeAll = " ";

/**
 * Every report in an office's queue, part after part, from a place on. One that is moved to an earlier place meanwhile
 * is not met.
 */
export async function* onDesk(
  { client, table }: ComplaintStore,
  agencyCode: string,
  from: { readonly shard: number; readonly after?: string },
): AsyncGenerator<PlaceOnDesk, void> {
  for (let { shard, after = beforeAll } = from; shard < queueShards; shard += 1, after = beforeAll) {
    const items = itemsFound(client, {
      TableName: table,
      IndexName: "queue",
      KeyConditionExpression: "queuePartition = :partition AND queueSort > :after",
      ExpressionAttributeValues: marshall({
        ":partition": queuePartition.ofShard(agencyCode, shard),
        ":after": after,
      }),
    });
    for await (const item of items) {
      const place = String(unmarshall(item)["queueSort"]);
      const sort = dueSort.parse(place);
      if (sort) yield { complaintId: sort.complaintId, shard, place };
    }
  }
}
