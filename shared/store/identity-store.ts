import { GetItemCommand, type DynamoDBClient, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";

/**
 * Who reporters are, in a table and under a key of their own. Only the intake may write here, only the mailer may
 * read; the permissions say so, and infra's tests hold them to it.
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

export const readIdentity = async (
  { client, table }: { readonly client: DynamoDBClient; readonly table: string },
  complaintId: string,
): Promise<Identity | null> => {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: table, Key: marshall({ pk: complaintId }), ConsistentRead: true }),
  );
  if (!item) return null;
  const { pk: _pk, ...rest } = unmarshall(item);
  return identity.parse(rest);
};
