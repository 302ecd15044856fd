import {
  DeleteItemCommand,
  GetItemCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";

/**
 * Who reporters are, in a table and under a key of their own. The intake may only write here; the mailer, and where a
 * supervisor opens an identity, only read; the reporter's rights and the end of the years do both, and delete. The
 * permissions say so, and infra's tests hold them to it.
 */
export const identity = z.strictObject({
  name: z.optional(z.string()),
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
});
export type Identity = z.infer<typeof identity>;

export const identityItem = (table: string, complaintId: string, of: Identity): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: marshall({ pk: complaintId, ...of }, { removeUndefinedValues: true }),
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

export type IdentityTable = { readonly client: DynamoDBClient; readonly table: string };

/** Whether anything is on file, without a look at it. */
export const hasIdentity = async ({ client, table }: IdentityTable, complaintId: string): Promise<boolean> => {
  const { Item: item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall({ pk: complaintId }),
      ConsistentRead: true,
      ProjectionExpression: "pk",
    }),
  );
  return item !== undefined;
};

export const readIdentity = async ({ client, table }: IdentityTable, complaintId: string): Promise<Identity | null> => {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: marshall({ pk: complaintId }), ConsistentRead: true }),
  );
  if (!item) return null;
  const { pk: _pk, ...rest } = unmarshall(item);
  return identity.parse(rest);
};

type IdentityStore = { readonly client: DynamoDBClient; readonly table: string };

/** Of a correction, by its version. */
const formerKey = (complaintId: string, version: number): string => `${complaintId}#${version}`;
const secondsOfADay = 86_400;
/** A mail outlives a day of trouble, and a week of a queue's dead letters. */
const formerKeptForDays = 14;

/** Another identity in place of what was there; nothing, where nothing is left. */
export const correctedItem = (table: string, complaintId: string, to: Identity): TransactWriteItem =>
  Object.values(to).every((value) => value === undefined)
    ? erasedItem(table, complaintId)
    : { Put: { TableName: table, Item: marshall({ pk: complaintId, ...to }, { removeUndefinedValues: true }) } };

/** The address that mail went to until a correction: kept for the one mail there that says so, and then forgotten. */
export const formerItem = (
  table: string,
  complaintId: string,
  { version, email, now }: { readonly version: number; readonly email: string; readonly now: string },
): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: marshall({
      pk: formerKey(complaintId, version),
      email,
      expiresAt: Math.floor(Date.parse(now) / 1000) + formerKeptForDays * secondsOfADay,
    }),
  },
});

export const formerAddress = async (
  { client, table }: IdentityStore,
  complaintId: string,
  version: number,
): Promise<string | null> => {
  const { Item: item } = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: marshall({ pk: formerKey(complaintId, version) }),
      ConsistentRead: true,
    }),
  );
  const email: unknown = item ? unmarshall(item)["email"] : undefined;
  return typeof email === "string" ? email : null;
};

/** Who the reporter is, gone: for the transaction that says so. */
export const erasedItem = (table: string, complaintId: string): TransactWriteItem => ({
  Delete: { TableName: table, Key: marshall({ pk: complaintId }) },
});

export const forgetFormerAddress = async (
  { client, table }: IdentityStore,
  complaintId: string,
  version: number,
): Promise<void> => {
  await client.send(
    new DeleteItemCommand({ TableName: table, Key: marshall({ pk: formerKey(complaintId, version) }) }),
  );
};
