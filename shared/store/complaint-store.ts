import {
  GetItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { complaint as complaintSchema, nextDue, runningClocks, type Complaint } from "../domain/complaint.ts";
import { event as eventSchema, type Event } from "../domain/events.ts";
import { done, refused, type Outcome } from "../domain/failures.ts";
import { isOpen } from "../domain/lifecycle.ts";
import { absent, withoutAbsent } from "./absent.ts";
import type { StaleVersion } from "./failures.ts";
import {
  complaintPartition,
  duePartition,
  dueSort,
  eventSort,
  firstToLastEvent,
  queuePartition,
  reporterPartition,
  stateSort,
} from "./keys.ts";
import { transact } from "./transaction.ts";

/**
 * Reports and what happened to them. State and event are written in one transaction under the version that was read,
 * so an effect that follows from an event can never stand without its state, nor the state without its event.
 */
export type ComplaintStore = { readonly client: DynamoDBClient; readonly table: string };

/** A report with its events, oldest first. */
export type History = { readonly complaint: Complaint; readonly events: readonly Event[] };

type Item = Record<string, AttributeValue>;

const stateSchema = z.object(complaintSchema.shape);

const readState = (item: Item): Complaint => {
  const { pk, ...state } = unmarshall(item);
  return stateSchema.parse({ ...absent, complaintId: complaintPartition.parse(String(pk)), ...state });
};

const readEvent = (item: Item): Event => {
  const { pk: _pk, sk: _sk, ...event } = unmarshall(item);
  return eventSchema.parse(event);
};

const stateItem = (complaint: Complaint): Item => {
  const { complaintId, ...state } = complaint;
  const { owner, reporterKey, filedAt } = state;
  const due = nextDue(complaint);
  // A report that still goes its way by itself is in nobody's queue, unless it is late: then its way has failed.
  const needsNobody =
    complaint.status === "submitted" &&
    complaint.held === null &&
    runningClocks(complaint).every((its) => its.missedAt === undefined);
  const inQueue = owner !== null && isOpen(complaint.status) && !needsNobody;
  return marshall(
    {
      pk: complaintPartition.build(complaintId),
      sk: stateSort,
      ...withoutAbsent(state),
      ...(due ? { duePartition: duePartition.of(complaintId), dueSort: dueSort.build(due.at, complaintId) } : {}),
      ...(inQueue
        ? {
            queuePartition: queuePartition.of(owner, complaintId),
            queueSort: dueSort.build(runningClocks(complaint)[0]?.dueAt ?? filedAt, complaintId),
          }
        : {}),
      ...(reporterKey === null ? {} : { reporterPartition: reporterPartition(reporterKey, filedAt) }),
    },
    { removeUndefinedValues: true },
  );
};

/** The event in an item, as the table or its stream gives it, and the report that it belongs to. */
export const readEventItem = (item: unknown): { readonly complaintId: string; readonly event: Event } => {
  if (typeof item !== "object" || item === null) throw new Error("the record has no item");
  const known = item as Item;
  const complaintId = complaintPartition.parse(known["pk"]?.S ?? "");
  if (complaintId === null) throw new Error("the item belongs to no report");
  return { complaintId, event: readEvent(known) };
};

const eventItem = (complaintId: string, event: Event): Item =>
  marshall(
    { pk: complaintPartition.build(complaintId), sk: eventSort.build(event.version), ...event },
    { removeUndefinedValues: true },
  );

/** The items of one step in a report's life, for a transaction: the new state, then its event. */
export const itemsOf = (table: string, after: Complaint, event: Event): readonly TransactWriteItem[] => [
  {
    Put: {
      TableName: table,
      Item: stateItem(after),
      ...(event.version === 1
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : {
            ConditionExpression: "version = :expected",
            ExpressionAttributeValues: marshall({ ":expected": event.version - 1 }),
          }),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  },
  { Put: { TableName: table, Item: eventItem(after.complaintId, event) } },
];

/** Writes a step, unless the report has moved on since it was read. */
export const append = async (
  { client, table }: ComplaintStore,
  after: Complaint,
  event: Event,
): Promise<Outcome<Complaint, StaleVersion>> => {
  const refusal = await transact(client, itemsOf(table, after, event));
  if (!refusal) return done(after);
  const current = refusal.was ? Number(unmarshall(refusal.was)["version"]) : 0;
  return refused({ kind: "StaleVersion", current });
};

/** The state as it stands, read consistently; null: there is no such report. */
export const load = async ({ client, table }: ComplaintStore, complaintId: string): Promise<Complaint | null> => {
  const { Item: item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall({ pk: complaintPartition.build(complaintId), sk: stateSort }),
      ConsistentRead: true,
    }),
  );
  return item ? readState(item) : null;
};

/** State and all events, in as many pages as it takes. */
export const history = async ({ client, table }: ComplaintStore, complaintId: string): Promise<History | null> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: marshall({
          ":pk": complaintPartition.build(complaintId),
          ":from": firstToLastEvent.from,
          ":to": firstToLastEvent.to,
        }),
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  const [state, ...events] = items;
  return state ? { complaint: readState(state), events: events.map(readEvent) } : null;
};

/** One event; null: there is none of that version. */
export const eventAt = async (
  { client, table }: ComplaintStore,
  complaintId: string,
  version: number,
): Promise<Event | null> => {
  const { Item: item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall({ pk: complaintPartition.build(complaintId), sk: eventSort.build(version) }),
      ConsistentRead: true,
    }),
  );
  return item ? readEvent(item) : null;
};
