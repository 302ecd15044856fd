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
const mostChanges = 49;

/**
 * What is gone leaves its place empty but taken: the seed fills only places that nobody has ever taken, so it does not
 * come back with the next deployment.
 */
const itemOf = ({ collection, key, after }: Change) => ({
  pk: collection,
  sk: key,
  ...(after ?? { removed: true }),
});

/** Longer than a function lives, so that nobody comes in between what one call writes. */
const lockedForMilliseconds = 60_000;

/** Only the directory that the changes were checked against, and not in the middle of somebody's import. */
const unchangedSince = (version: number, at: string) =>
  version === 0
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "version = :version AND (attribute_not_exists(lockedUntil) OR lockedUntil < :at)",
        ExpressionAttributeValues: marshall({ ":version": version, ":at": at }),
      };
const stillAt = (version: number) => ({
  ConditionExpression: "version = :version",
  ExpressionAttributeValues: marshall({ ":version": version }),
});

const put = (TableName: string, item: object, condition: object = {}): TransactWriteItem => ({
  Put: { TableName, Item: marshall(item, { removeUndefinedValues: true }), ...condition },
});

const itemsOf = (table: string, change: Change, history: object, version: number): readonly TransactWriteItem[] => {
  const { collection, key, before, after } = change;
  const its = {
    pk: entryHistoryPartition(collection),
    sk: entryHistorySort.build(key, version),
    ...history,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  };
  return [put(table, itemOf(change)), put(table, its, { ConditionExpression: "attribute_not_exists(pk)" })];
};

/**
 * Writes changes that were checked together, and beside each who made it when, only to the directory that they were
 * checked against. So no two of them, each right by itself, can make a wrong one. History is written once and never
 * again. What fits into one transaction is written all or nothing; more goes in parts, and nobody else writes from the
 * first to the last. If it breaks off in between, the same file sent again is what is left to do.
 *
 * @returns false: somebody else has changed an entry meanwhile, and nothing (more) was written
 */
export const writeEntries = async (
  { client, table }: DirectoryStore,
  { version, changes, by, at, cause }: Writing,
): Promise<boolean> => {
  const parts = Math.ceil(changes.length / mostChanges);
  const lockedUntil = new Date(Date.parse(at) + lockedForMilliseconds).toISOString();
  for (let part = 0; part < parts; part += 1) {
    const [was, becomes] = [version + part, version + part + 1];
    const lock = part === parts - 1 ? {} : { lockedUntil };
    const condition = part === 0 ? unchangedSince(was, at) : stillAt(was);
    const its = changes.slice(part * mostChanges, (part + 1) * mostChanges);
    const written = await transact(client, [
      put(table, { ...versionKey, version: becomes, ...lock }, condition),
      ...its.flatMap((change) => itemsOf(table, change, { by, at, cause }, becomes)),
    ]);
    if (written !== null) return false;
  }
  return true;
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
