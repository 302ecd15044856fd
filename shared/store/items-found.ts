import {
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";

export type Item = Record<string, AttributeValue>;

/**
 * Every item that a query finds, in as many pages of a megabyte as it takes; whoever stops asking reads no further
 * page. The SDK's own paginator takes nothing but an instance of its client, and so no client that a test watches.
 */
export async function* itemsFound(
  client: Pick<DynamoDBClient, "send">,
  query: Omit<QueryCommandInput, "ExclusiveStartKey">,
): AsyncGenerator<Item, void> {
  let from: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ...(from ? { ExclusiveStartKey: from } : {}) }));
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}
