import type { Collection } from "../domain/collections.ts";

/** Where the directory's version lies, and what its entries were before. An entry's code has no # in it. */

export const versionKey = { pk: "version", sk: "directory" } as const;

/** Where the offices lie, for whoever waits for changes of them. */
export const agencyPartition = "agencies" satisfies Collection;

export const entryHistoryPartition = (collection: Collection): string => `history#${collection}`;

const digits = 9;
/** Each change of the directory has a version of its own, so no two of one entry can have one key. */
export const entryHistorySort = {
  most: 10 ** digits - 1,
  build: (key: string, version: number): string => `${key}#${String(version).padStart(digits, "0")}`,
  parse: (sort: string): number => Number(sort.slice(sort.lastIndexOf("#") + 1)),
};
