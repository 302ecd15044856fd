import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";

/**
 * Who reporters are, in a table and under a key of their own. Only the intake may write here, only the mailer and
 * where a supervisor opens an identity may read; the permissions say so, and infra's tests hold them to it.
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
