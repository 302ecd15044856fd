import { ConditionalCheckFailedException, UpdateItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { itemsFound } from "./items-found.ts";
import { complaintPartition, mailSort, type MailKey } from "./keys.ts";

/**
 * One mail for each thing that happened, however often the queue delivers it. A mail is claimed under a lease before
 * it is sent and marked afterwards. Whoever crashes in between leaves a lease that runs out, and the next delivery
 * sends. Only a crash in the instant after SES accepted and before the mark can repeat a mail.
 */
export type MailLedger = { readonly client: DynamoDBClient; readonly table: string };
export type MailName = MailKey & { readonly complaintId: string };
/** `waiting`: it is to go out later, and whoever wakes it will ask again. */
export type Claim = "claimed" | "settled" | "claimedByAnother" | "waiting";

/** @internal for the files that keep other states of the same items. */
export const keyOf = (mail: MailName) =>
  marshall({ pk: complaintPartition.build(mail.complaintId), sk: mailSort.build(mail) });

/** @param leaseUntil epoch milliseconds; beyond the function's timeout, so that a live sender is never overtaken. */
export const claimMail = async (
  { client, table }: MailLedger,
  mail: MailName,
  now: number,
  leaseUntil: number,
): Promise<Claim> => {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(mail),
        // With the claim it leaves the index of what waits: whoever fails from here on has the message in the queue.
        UpdateExpression:
          "SET #state = :claimed, leaseUntil = :until REMOVE waitsUntil, duePartition, dueSort ADD attempts :one",
        ConditionExpression:
          "attribute_not_exists(pk) OR (#state = :claimed AND leaseUntil < :now) OR (#state = :waiting AND waitsUntil <= :now)",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: marshall({
          ":claimed": "claimed",
          ":waiting": "waiting",
          ":until": leaseUntil,
          ":now": now,
          ":one": 1,
        }),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    );
    return "claimed";
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const state: unknown = error.Item ? unmarshall(error.Item)["state"] : undefined;
    if (state === "waiting") return "waiting";
    return state === "claimed" ? "claimedByAnother" : "settled";
  }
};

/**
 * How a mail ended: SES's id of the mail sent, SES's reason for refusing it, that there was nobody to send it to, or
 * the digest that tells of it.
 */
export type MailEnd =
  | { readonly state: "gathered"; readonly reason: string }
  | { readonly state: "sent"; readonly messageId: string }
  | { readonly state: "refused"; readonly reason: string }
  | { readonly state: "needless"; readonly reason: string };

export const settleMail = async (
  { client, table }: MailLedger,
  mail: MailName,
  end: MailEnd,
  at: string,
): Promise<void> => {
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(mail),
      UpdateExpression: "SET #state = :state, detail = :detail, settledAt = :at REMOVE leaseUntil",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: marshall({
        ":state": end.state,
        ":detail": end.state === "sent" ? end.messageId : end.reason,
        ":at": at,
      }),
    }),
  );
};

/** Gives a claim back after a passing failure, so that the next delivery need not wait for the lease. */
export const releaseMail = async ({ client, table }: MailLedger, mail: MailName): Promise<void> => {
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(mail),
      UpdateExpression: "SET leaseUntil = :over",
      ExpressionAttributeValues: marshall({ ":over": 0 }),
    }),
  );
};

const kept = z.object({ state: z.string(), settledAt: z.optional(z.string()) });
export type LedgerLine = MailKey & z.infer<typeof kept>;

/** Every mail about a report, by the order of what they tell of. */
export const mailsAbout = async (
  { client, table }: MailLedger,
  complaintId: string,
): Promise<readonly LedgerLine[]> => {
  const lines: LedgerLine[] = [];
  const items = itemsFound(client, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :mails)",
    ExpressionAttributeValues: marshall({ ":pk": complaintPartition.build(complaintId), ":mails": mailSort.prefix }),
  });
  for await (const item of items) {
    const its = unmarshall(item);
    const key = mailSort.parse(String(its["sk"]));
    if (key) lines.push({ ...key, ...kept.parse(its) });
  }
  return lines;
};
