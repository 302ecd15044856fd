import { createHash } from "node:crypto";
import { GetItemCommand, QueryCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { canonicalJson } from "../domain/canonical.ts";
import type { Change, Collection, Entry } from "../domain/collections.ts";
import type { Directory } from "../domain/directory.ts";
import { readDirectoryNow, type DirectoryStore } from "./directory-store.ts";
import { entryHistoryPartition, entryHistorySort, versionKey } from "./entry-keys.ts";
import { transact } from "./transaction.ts";

/** Changes exactly when the content does; entries that were seeded have one as well. */
export const entryEtag = (entry: Entry): string =>
  `"${createHash("sha256").update(canonicalJson(entry)).digest("base64url").slice(0, 22)}"`;

/** A directory, and how often entries of it had been changed at the latest when it was read. */
export type Versioned = { readonly version: number; readonly directory: Directory };

/** The version is read first: whatever is written meanwhile makes it an old one. */
export const readVersioned = async (store: DirectoryStore): Promise<Versioned> => {
  const { Item } = await store.client.send(
    new GetItemCommand({ TableName: store.table, Key: marshall(versionKey), ConsistentRead: true }),
  );
  const version = Item ? Number(unmarshall(Item)["version"]) : 0;
  return { version, directory: await readDirectoryNow(store) };
};

export type Writing = {
  /** Of the directory that the changes were checked against. */
  readonly version: number;
  readonly changes: readonly Change[];
  /** Id of the officer. */
  readonly by: string;
  readonly at: string;
  readonly cause: string;
};

/** A transaction takes 100 items: one counts the version, and each change has its entry and its history. */
export const mostChanges = 49;

/**
 * What is gone leaves its place empty but taken: the seed fills only places that nobody has ever taken, so it does not
 * come back with the next deployment.
 */
const itemOf = ({ collection, key, after }: Change) => ({
  pk: collection,
  sk: key,
  ...(after ?? { removed: true }),
});

/**
 * Writes changes that were checked together, and beside each who made it when: all or nothing, and only to the
 * directory that they were checked against. So no two of them, each right by itself, can make a wrong one. History is
 * written once and never again.
 *
 * @returns false: somebody else has changed an entry meanwhile
 */
export const writeEntries = async (
  { client, table: TableName }: DirectoryStore,
  { version, changes, by, at, cause }: Writing,
): Promise<boolean> => {
  if (changes.length > mostChanges) throw new Error(`${changes.length} changes do not fit into one transaction`);
  const next = version + 1;
  const put = (item: object, condition: object = {}): TransactWriteItem => ({
    Put: { TableName, Item: marshall(item, { removeUndefinedValues: true }), ...condition },
  });
  const sameVersion =
    version === 0
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :version",
          ExpressionAttributeValues: marshall({ ":version": version }),
        };
  const items = changes.flatMap((change) => {
    const { collection, key, before, after } = change;
    return [
      put(itemOf(change)),
      put(
        {
          pk: entryHistoryPartition(collection),
          sk: entryHistorySort.build(key, next),
          ...{ by, at, cause },
          ...(before ? { before } : {}),
          ...(after ? { after } : {}),
        },
        { ConditionExpression: "attribute_not_exists(pk)" },
      ),
    ];
  });
  return (await transact(client, [put({ ...versionKey, version: next }, sameVersion), ...items])) === null;
};

export type PastChange = {
  readonly version: number;
  readonly by: string;
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
};

/** What became of an entry, the latest change first: so many of those before a version. */
export const historyOf = async (
  { client, table }: DirectoryStore,
  { collection, key, before, limit }: HistoryAsked,
): Promise<readonly PastChange[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: limit,
      KeyConditionExpression: "pk = :history AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: marshall({
        ":history": entryHistoryPartition(collection),
        ":first": entryHistorySort.build(key, 0),
        ":last": entryHistorySort.build(key, before === null ? entryHistorySort.most : before - 1),
      }),
    }),
  );
  return Items.map((item) => {
    const { sk, by, at, before: was, after } = unmarshall(item);
    return {
      version: entryHistorySort.parse(String(sk)),
      by: String(by),
      at: String(at),
      before: (was as unknown) ?? null,
      after: (after as unknown) ?? null,
    };
  });
};

export type HistoryAsked = {
  readonly collection: Collection;
  readonly key: string;
  /** Only older ones than this version; null: from the latest. */
  readonly before: number | null;
  readonly limit: number;
};
