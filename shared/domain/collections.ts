import type { Directory } from "./directory.ts";

/** The lists of the directory that are changed entry by entry, each entry under its code. */
export const collections = ["agencies", "officers", "categories", "routingRules", "deadlineRules"] as const;
export type Collection = (typeof collections)[number];
export type Entry<C extends Collection = Collection> = Directory[C][number];

/** An officer has no code but a pseudonym; it does the same. */
export const keyOf = (entry: Entry): string => ("id" in entry ? entry.id : entry.code);

export const entryNamed = (directory: Directory, collection: Collection, key: string): Entry | null =>
  (directory[collection] as readonly Entry[]).find((entry) => keyOf(entry) === key) ?? null;

export type Change = {
  readonly collection: Collection;
  readonly key: string;
  /** Null: it was not there. */
  readonly before: Entry | null;
  /** Null: it is not there any more. */
  readonly after: Entry | null;
};

/** The directory as it would be after changes. */
export const withChanges = (directory: Directory, changes: readonly Change[]): Directory => {
  const after = { ...directory };
  for (const [collection, its] of Map.groupBy(changes, (change) => change.collection)) {
    const changed = new Map(its.map((change) => [change.key, change.after]));
    const list = (directory[collection] as readonly Entry[]).filter((entry) => !changed.has(keyOf(entry)));
    const merged = [...list, ...[...changed.values()].filter((entry) => entry !== null)];
    Object.assign(after, { [collection]: merged });
  }
  return after;
};
