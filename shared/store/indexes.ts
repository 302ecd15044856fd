import { QueryCommand, type AttributeValue, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { complaint } from "../domain/complaint.ts";
import { absent } from "./absent.ts";
import { itemsFound, type Item } from "./items-found.ts";
import {
  complaintPartition,
  duePartition,
  dueShards,
  dueSort,
  filedPartition,
  filedShards,
  queuePartition,
  queueShards,
  reporterPartition,
  retainPartition,
  type KeptThing,
} from "./keys.ts";
import type { ComplaintStore } from "./complaint-store.ts";

/** Reads of the indexes: what is due, what an office has to do, what one reporter wrote lately, what was filed. */

/** What stands in one partition of the index of due dates before an instant, oldest first: nothing that is not due. */
export async function* dueInPartition(
  { client, table }: ComplaintStore,
  partition: string,
  now: string,
): AsyncGenerator<Readonly<Record<string, unknown>>, void> {
  const items = itemsFound(client, {
    TableName: table,
    IndexName: "due",
    KeyConditionExpression: "duePartition = :partition AND dueSort < :now",
    ExpressionAttributeValues: marshall({ ":partition": partition, ":now": now }),
  });
  for await (const item of items) yield unmarshall(item);
}

/** Complaint ids whose next due date has passed, shard by shard, oldest first; reads nothing that is not due. */
export async function* dueBefore(store: ComplaintStore, now: string): AsyncGenerator<string, void> {
  for (let shard = 0; shard < dueShards; shard += 1) {
    for await (const item of dueInPartition(store, duePartition.ofShard(shard), now)) {
      const sort = dueSort.parse(String(item["dueSort"]));
      if (sort) yield sort.complaintId;
    }
  }
}

export type KeptReport = { readonly complaintId: string; readonly endedAt: string; readonly place: string };

/** Ended reports of one shard of which this goes next, that ended before an instant, behind a place, oldest first. */
export async function* keptInShard(
  { client, table }: ComplaintStore,
  { what, shard }: { readonly what: KeptThing; readonly shard: number },
  { before, after = " " }: { readonly before: string; readonly after?: string | undefined },
): AsyncGenerator<KeptReport, void> {
  // Nothing is between them, and DynamoDB takes no such range.
  if (after >= before) return;
  const items = itemsFound(client, {
    TableName: table,
    IndexName: "due",
    KeyConditionExpression: "duePartition = :partition AND dueSort BETWEEN :after AND :before",
    ExpressionAttributeValues: marshall({
      ":partition": retainPartition.ofShard(what, shard),
      ":after": after,
      ":before": before,
    }),
  });
  for await (const item of items) {
    const place = String(unmarshall(item)["dueSort"]);
    const sort = dueSort.parse(place);
    if (sort && place > after) yield { complaintId: sort.complaintId, endedAt: sort.dueAt, place };
  }
}

/** A report as a line in an officer's list. The index carries just these attributes; infra declares the same. */
export const queueCardAttributes = [
  "trackingNumber",
  "headline",
  "status",
  "class",
  "categoryCode",
  "location",
  "confidential",
  "concerns",
  "agencyCode",
  "filedAt",
  "clocks",
  "held",
  "assignee",
  "version",
] as const;

const queueCard = z.object({
  queueSort: z.string(),
  ...z.pick(complaint, {
    trackingNumber: true,
    headline: true,
    status: true,
    class: true,
    categoryCode: true,
    location: true,
    confidential: true,
    concerns: true,
    agencyCode: true,
    filedAt: true,
    clocks: true,
    held: true,
    assignee: true,
    version: true,
  }).shape,
});
export type QueueCard = z.infer<typeof queueCard>;
const readCard = (item: Item): QueueCard => queueCard.parse({ ...absent, ...unmarshall(item) });

/** As many cards as asked for, if there are so many: a page of a megabyte may end before. */
const queueShard = async (
  client: DynamoDBClient,
  table: string,
  partition: string,
  after: string,
  limit: number,
): Promise<readonly QueueCard[]> => {
  const cards: QueueCard[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: "queue",
        KeyConditionExpression: "queuePartition = :partition AND queueSort > :after",
        ExpressionAttributeValues: marshall({ ":partition": partition, ":after": after }),
        Limit: limit - cards.length,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    cards.push(...(page.Items ?? []).map(readCard));
    from = page.LastEvaluatedKey;
  } while (from && cards.length < limit);
  return cards;
};

/**
 * An office's reports, soonest deadline first. The last card's `queueSort` is where the next page begins; it names a
 * place in time, so reports that come or go meanwhile neither hide nor repeat others.
 */
export const queueOf = async (
  { client, table }: ComplaintStore,
  agencyCode: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly QueueCard[]> => {
  const shards = await Promise.all(
    Array.from({ length: queueShards }, (_, shard) =>
      queueShard(client, table, queuePartition.ofShard(agencyCode, shard), after, limit),
    ),
  );
  return shards
    .flat()
    .sort((a, b) => (a.queueSort < b.queueSort ? -1 : 1))
    .slice(0, limit);
};

/**
 * Every card of an office's queue, shard by shard, each soonest deadline first, in pages as small as said: whoever
 * stops asking has read no more than a page too much.
 */
export async function* cardsOfQueue(
  { client, table }: ComplaintStore,
  agencyCode: string,
  pageSize: number,
): AsyncGenerator<QueueCard, void> {
  for (let shard = 0; shard < queueShards; shard += 1) {
    const items = itemsFound(client, {
      TableName: table,
      IndexName: "queue",
      KeyConditionExpression: "queuePartition = :partition",
      ExpressionAttributeValues: marshall({ ":partition": queuePartition.ofShard(agencyCode, shard) }),
      Limit: pageSize,
    });
    for await (const item of items) yield readCard(item);
  }
}

const dayInMilliseconds = 86_400_000;
/** More candidates than this are not compared: one reporter with twenty reports a day is a matter for throttling. */
const mostCandidates = 20;

/** Complaint ids of the same reporter's reports of the 24 hours up to `filedAt`, newest first; its own is one of them. */
export const recentByReporter = async (
  { client, table }: ComplaintStore,
  reporterKey: string,
  filedAt: string,
): Promise<readonly string[]> => {
  const dayBefore = new Date(Date.parse(filedAt) - dayInMilliseconds).toISOString();
  const pages = await Promise.all(
    [filedAt, dayBefore].map((instant) =>
      client.send(
        new QueryCommand({
          TableName: table,
          IndexName: "reporter",
          KeyConditionExpression: "reporterPartition = :partition AND filedAt BETWEEN :from AND :to",
          ExpressionAttributeValues: marshall({
            ":partition": reporterPartition(reporterKey, instant),
            ":from": dayBefore,
            ":to": filedAt,
          }),
          ScanIndexForward: false,
          Limit: mostCandidates,
        }),
      ),
    ),
  );
  return pages
    .flatMap((page) => page.Items ?? [])
    .flatMap((item) => complaintPartition.parse(String(unmarshall(item)["pk"])) ?? [])
    .slice(0, mostCandidates);
};

/** Complaint ids of all reports that were filed on a UTC day, as `2026-07-06`, shard by shard, oldest first. */
export async function* filedOn({ client, table }: ComplaintStore, day: string): AsyncGenerator<string, void> {
  for (let shard = 0; shard < filedShards; shard += 1) {
    const items = itemsFound(client, {
      TableName: table,
      IndexName: "filed",
      KeyConditionExpression: "filedPartition = :shard",
      ExpressionAttributeValues: marshall({ ":shard": filedPartition.ofShard(day, shard) }),
    });
    for await (const item of items) {
      const complaintId = complaintPartition.parse(String(unmarshall(item)["pk"]));
      if (complaintId !== null) yield complaintId;
    }
  }
}
