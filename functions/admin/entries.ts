import { placeOfFault } from "../../shared/domain/fault-place.ts";
import {
  entryNamed,
  keyOf,
  withChanges,
  type Change,
  type Collection,
  type Entry,
} from "../../shared/domain/collections.ts";
import type { Directory, Officer } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { FieldProblem } from "../../shared/shell/field-words.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { Log } from "../../shared/shell/logger.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import {
  entryEtag,
  type HistoryAsked,
  type PastChange,
  type Versioned,
  type Writing,
} from "../../shared/store/entry-store.ts";
import { faultsBrought, faultWords } from "./directory-problems.ts";
import type { PageQuery } from "./entry-routes.ts";
import { keyField, keys } from "./entry-schemas.ts";

/** What a platform admin does with the entries of the directory, one at a time. */

export type EntryDeps = {
  /** As it is now, with its version. */
  readonly versioned: () => Promise<Versioned>;
  /** False: an entry has been changed since that version. */
  readonly writeEntries: (writing: Writing) => Promise<boolean>;
  readonly history: (asked: HistoryAsked) => Promise<readonly PastChange[]>;
  readonly now: () => string;
  readonly log: Log;
};

export type Page<Item> = { readonly items: readonly Item[]; readonly cursor: string | null };

export const encodeCursor = (place: string): string => Buffer.from(place).toString("base64url");
export const decodeCursor = (cursor: string): string => Buffer.from(cursor, "base64url").toString("utf8");

/** The cursor names the last code seen, so it survives whatever is written in between. */
export const entriesOf = (directory: Directory, collection: Collection, { limit, cursor }: PageQuery): Page<Entry> => {
  const after = cursor === undefined ? "" : decodeCursor(cursor);
  const rest = (directory[collection] as readonly Entry[])
    .filter((entry) => keyOf(entry) > after)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, cursor: rest.length > limit && last ? encodeCursor(keyOf(last)) : null };
};

export const entryAsked = (directory: Directory, collection: Collection, key: string): Outcome<Entry, HttpFailure> => {
  const entry = entryNamed(directory, collection, key);
  return entry ? done(entry) : refused({ kind: "EntryUnknown" });
};

/** Also of an entry that was removed, but not of one that never was. */
export const pastOf = async (
  deps: EntryDeps,
  directory: Directory,
  asked: { readonly collection: Collection; readonly key: string },
  { limit, cursor }: PageQuery,
): Promise<Outcome<Page<PastChange>, HttpFailure>> => {
  const before = cursor === undefined ? null : Number(decodeCursor(cursor));
  if (before !== null && !(Number.isInteger(before) && before > 0)) return done({ items: [], cursor: null });
  const found = await deps.history({ ...asked, before, limit: limit + 1 });
  if (found.length === 0 && !entryNamed(directory, asked.collection, asked.key))
    return refused({ kind: "EntryUnknown" });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return done({ items, cursor: found.length > limit && last ? encodeCursor(String(last.version)) : null });
};

/** Why an entry cannot be taken: at its field where that is what is wrong, else what it does to others. */
const problemsOf = (directory: Directory, change: Change, language: Language): readonly FieldProblem[] =>
  faultsBrought(directory, withChanges(directory, [change])).map((fault) => {
    const place = placeOfFault(fault);
    const isItsOwn = place?.collection === change.collection && place.key === change.key;
    return { pointer: isItsOwn ? place.field : "", detail: faultWords(fault)[language] };
  });

export type EntryEdit = {
  readonly officer: Officer;
  readonly collection: Collection;
  readonly key: string;
  readonly body: object;
  /** ETag of what the admin has seen; null: they think that it is not there. */
  readonly seen: string | null;
  readonly language: Language;
  readonly cause: string;
};

/** Other entries are written at the same time; then this one is checked against what they made of the directory. */
const mostTries = 5;

/**
 * Makes an entry that was not there, or replaces the one that the admin has seen. What is there already word for word
 * is not written again: whoever repeats a call that got no answer is told that it is done.
 */
export const changeEntry = async (
  deps: EntryDeps,
  { officer, collection, key, body, seen, language, cause }: EntryEdit,
): Promise<Outcome<{ readonly entry: Entry; readonly isNew: boolean }, HttpFailure>> => {
  if (!keys[collection].safeParse(key).success) return refused({ kind: "EntryUnknown" });
  // The route read the body by this very collection's schema; a table of collections cannot say so to the compiler.
  const entry = { [keyField(collection)]: key, ...body } as unknown as Entry;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const { version, directory } = await deps.versioned();
    const there = entryNamed(directory, collection, key);
    const etag = there && entryEtag(there);
    if (etag === entryEtag(entry)) return done({ entry, isNew: false });
    if (etag !== seen) return refused({ kind: "EntryChanged", etag });
    const change: Change = { collection, key, before: there, after: entry };
    const errors = problemsOf(directory, change, language);
    if (errors.length > 0) return refused({ kind: "BodyRefused", errors });
    const at = deps.now();
    if (await deps.writeEntries({ version, changes: [change], by: officer.id, at, cause })) {
      deps.log.info("DIRECTORY_CHANGED", "an entry was changed", { reason: `${collection}:${key}` });
      return done({ entry, isNew: there === null });
    }
  }
  return refused({ kind: "Busy" });
};
