import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { complaint as complaintSchema, nextDue, runningClocks, type Complaint } from "../domain/complaint.ts";
import { event as eventSchema, type Event } from "../domain/events.ts";
import { done, refused, type Outcome } from "../domain/failures.ts";
import { isOpen } from "../domain/lifecycle.ts";
import { absent, withoutAbsent } from "./absent.ts";
import { itemsFound, type Item } from "./items-found.ts";
import type { StaleVersion } from "./failures.ts";
import {
  complaintPartition,
  duePartition,
  dueSort,
  eventSort,
  filedPartition,
  firstToLastEvent,
  queuePartition,
  reporterPartition,
  retainPartition,
  type KeptThing,
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

export const stateSchema = z.object(complaintSchema.shape);

/** Hashes lie in the table as bytes, which is a quarter shorter; what is none is left for the schema to refuse. */
const hashBytes = (hash: string): Uint8Array => Buffer.from(hash, "base64url");
const hashIn = (attribute: unknown): unknown =>
  attribute instanceof Uint8Array ? Buffer.from(attribute).toString("base64url") : attribute;

export const readState = (item: Item): Complaint => {
  const { pk, head, ...state } = unmarshall(item);
  const complaintId = complaintPartition.parse(String(pk));
  return stateSchema.parse({ ...absent, ...state, complaintId, head: hashIn(head) });
};

/** What its key says is not written again in an event. */
const readEvent = (item: Item): Event => {
  const { pk, sk, hash: _, ...event } = unmarshall(item);
  return eventSchema.parse({
    ...event,
    version: eventSort.parse(String(sk)),
    ...(event["type"] === "filed" ? { complaintId: complaintPartition.parse(String(pk)) } : {}),
  });
};

/** What of an ended report goes next once it has been kept for years; null: nothing. */
const goesNext = ({ endedAt, erasedAt, attachments }: Complaint): { what: KeptThing; endedAt: string } | null => {
  if (endedAt === null) return null;
  if (erasedAt === null) return { what: "identity", endedAt };
  return (attachments ?? []).some(({ state }) => state === "ready") ? { what: "files", endedAt } : null;
};

/** Where it stands in the index of what is due: for what time does next, else for what goes after years. */
const duePlace = (complaint: Complaint): { readonly duePartition?: string; readonly dueSort?: string } => {
  const { complaintId } = complaint;
  const due = nextDue(complaint);
  if (due) return { duePartition: duePartition.of(complaintId), dueSort: dueSort.build(due.at, complaintId) };
  const kept = goesNext(complaint);
  if (!kept) return {};
  return {
    duePartition: retainPartition.of(kept.what, complaintId),
    dueSort: dueSort.build(kept.endedAt, complaintId),
  };
};

export const stateItem = (complaint: Complaint): Item => {
  const { complaintId, head, ...state } = complaint;
  const { owner, reporterKey, filedAt } = state;
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
      head: hashBytes(head),
      ...duePlace(complaint),
      ...(inQueue
        ? {
            queuePartition: queuePartition.of(owner, complaintId),
            queueSort: dueSort.build(runningClocks(complaint)[0]?.dueAt ?? filedAt, complaintId),
          }
        : {}),
      ...(reporterKey === null ? {} : { reporterPartition: reporterPartition(reporterKey, filedAt) }),
      filedPartition: filedPartition.of(filedAt, complaintId),
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

/** An event with its hash beside it, which is the head of the state that it leads to. */
export const eventItemAgain = (complaintId: string, event: Event, hash: string | null): Item => {
  const { version, ...its } = event;
  const said = its.type === "filed" ? { ...its, complaintId: undefined } : its;
  return marshall(
    {
      pk: complaintPartition.build(complaintId),
      sk: eventSort.build(version),
      ...said,
      hash: hash === null ? undefined : hashBytes(hash),
    },
    { removeUndefinedValues: true },
  );
};
const eventItem = ({ complaintId, head }: Complaint, event: Event): Item => eventItemAgain(complaintId, event, head);

/** The hash beside an event; null: none is there. */
export const hashBeside = (item: Item): string | null => {
  const hash = hashIn(unmarshall(item)["hash"]);
  return typeof hash === "string" ? hash : null;
};

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
  { Put: { TableName: table, Item: eventItem(after, event) } },
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

/** Writes a step of each of two reports, unless one of them has moved on since it was read; says which. */
export const appendBoth = async (
  { client, table }: ComplaintStore,
  first: { readonly complaint: Complaint; readonly event: Event },
  second: { readonly complaint: Complaint; readonly event: Event },
): Promise<Outcome<null, { readonly of: 0 | 1; readonly failure: StaleVersion }>> => {
  const ofFirst = itemsOf(table, first.complaint, first.event);
  const refusal = await transact(client, [...ofFirst, ...itemsOf(table, second.complaint, second.event)]);
  if (!refusal) return done(null);
  const current = refusal.was ? Number(unmarshall(refusal.was)["version"]) : 0;
  return refused({ of: refusal.item < ofFirst.length ? 0 : 1, failure: { kind: "StaleVersion", current } });
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

/** The items of state and events as they lie there, the state first, in as many pages as it takes. */
export const itemsOfReport = async (
  { client, table }: ComplaintStore,
  complaintId: string,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  const found = itemsFound(client, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: marshall({
      ":pk": complaintPartition.build(complaintId),
      ":from": firstToLastEvent.from,
      ":to": firstToLastEvent.to,
    }),
  });
  for await (const item of found) items.push(item);
  return items;
};

/** State and all events. */
export const history = async (store: ComplaintStore, complaintId: string): Promise<History | null> => {
  const [state, ...events] = await itemsOfReport(store, complaintId);
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
