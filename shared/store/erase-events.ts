import { ConditionalCheckFailedException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Event } from "../domain/events.ts";
import { eventItemAgain, hashBeside, itemsOfReport, readEventItem, type ComplaintStore } from "./complaint-store.ts";

/** One that somebody else has erased meanwhile stays as that left it. */
const replace = async (
  { client, table }: ComplaintStore,
  complaintId: string,
  event: Event,
  hash: string | null,
): Promise<void> => {
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: eventItemAgain(complaintId, event, hash),
        ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(digest)",
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/**
 * Puts what an erasure leaves of each event in its place, under the hash that lies beside it and is never made anew: a
 * changed event stays one that does not fit. The only writes that ever change an event.
 * @returns all events as they are now
 */
export const eraseEvents = async (
  store: ComplaintStore,
  complaintId: string,
  erased: (event: Event) => Event,
): Promise<readonly Event[]> => {
  const [, ...items] = await itemsOfReport(store, complaintId);
  const events: Event[] = [];
  for (const item of items) {
    const { event } = readEventItem(item);
    const left = erased(event);
    if (left !== event) await replace(store, complaintId, left, hashBeside(item));
    events.push(left);
  }
  return events;
};
