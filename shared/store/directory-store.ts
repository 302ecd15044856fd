import { ConditionalCheckFailedException, PutItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { itemsFound } from "./items-found.ts";
import { calendarSort } from "./calendar-keys.ts";
import { directory as directorySchema, type Directory } from "../domain/directory.ts";

/** The directory in its table: one item for each entry, one partition for each kind. */
export type DirectoryStore = { readonly client: DynamoDBClient; readonly table: string };

const kinds = [
  "policy",
  "agencies",
  "categories",
  "regions",
  "routingRules",
  "calendars",
  "deadlineRules",
  "officers",
] as const satisfies (keyof Directory)[];
type Kind = (typeof kinds)[number];

const readKind = async (
  { client, table }: DirectoryStore,
  kind: Kind,
  ConsistentRead: boolean,
): Promise<readonly unknown[]> => {
  const entries: unknown[] = [];
  const items = itemsFound(client, {
    TableName: table,
    ConsistentRead,
    KeyConditionExpression: "pk = :kind",
    ExpressionAttributeValues: marshall({ ":kind": kind }),
  });
  for await (const item of items) {
    const { pk: _pk, sk: _sk, ...entry } = unmarshall(item);
    // What was removed keeps its place, so that the seed does not fill it again.
    if (entry["removed"] !== true) entries.push(entry);
  }
  return entries;
};

const read = async (store: DirectoryStore, consistent: boolean): Promise<Directory> => {
  const entries = await Promise.all(
    kinds.map(async (kind) => [kind, await readKind(store, kind, consistent)] as const),
  );
  const { policy, ...lists } = Object.fromEntries(entries) as Record<Kind, readonly unknown[]>;
  return directorySchema.parse({ policy: policy[0], ...lists });
};

export const readDirectory = (store: DirectoryStore): Promise<Directory> => read(store, false);

/** With everything that was written before the call; costs twice as much. */
export const readDirectoryNow = (store: DirectoryStore): Promise<Directory> => read(store, true);

/** How long it goes on with the last one known before it asks a table again that could not answer. */
const askedAgainAfterMilliseconds = 10_000;

/**
 * A reader that goes on for so many seconds with what it has read: a change is seen everywhere this late. While the
 * table cannot answer, the last known is used.
 */
export const keepDirectory = (
  store: DirectoryStore,
  seconds: number,
  now: () => number = Date.now,
): (() => Promise<Directory>) => {
  let kept: { readonly until: number; readonly directory: Promise<Directory> } | null = null;
  return async () => {
    const last = kept;
    if (last && now() < last.until) return last.directory;
    const fresh = readDirectory(store).catch((error: unknown) => {
      kept = last && { until: now() + askedAgainAfterMilliseconds, directory: last.directory };
      if (last) return last.directory;
      throw error;
    });
    kept = { until: now() + seconds * 1000, directory: fresh };
    return fresh;
  };
};

const sortOf = (kind: Kind, entry: Record<string, unknown>): string => {
  switch (kind) {
    case "officers":
      return String(entry["id"]);
    case "calendars":
      return calendarSort.build(String(entry["regionCode"]), Number(entry["year"]));
    default:
      return String(entry["code"]);
  }
};

const parallelWrites = 10;

/**
 * Writes every entry that is not there yet; what an operator has changed stays as it is.
 * @returns how many entries were new.
 */
export const seedDirectoryStore = async ({ client, table }: DirectoryStore, seed: Directory): Promise<number> => {
  const items = kinds.flatMap((kind) =>
    [seed[kind]].flat().map((entry) => ({ pk: kind, sk: sortOf(kind, entry), ...entry })),
  );
  let written = 0;
  const writeRest = async (queue: typeof items): Promise<void> => {
    for (let item = queue.pop(); item; item = queue.pop()) {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: marshall(item, { removeUndefinedValues: true }),
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        );
        written += 1;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: parallelWrites }, () => writeRest(items)));
  return written;
};
