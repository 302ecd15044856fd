import { localDateOf } from "../../../shared/domain/calendar.ts";
import { canonicalJson } from "../../../shared/domain/canonical.ts";
import { keyOf, withChanges, type Change, type Collection, type Entry } from "../../../shared/domain/collections.ts";
import { zoneOf } from "../../../shared/domain/deadlines.ts";
import type { Directory, LocalDate } from "../../../shared/domain/directory.ts";
import { placeOfFault } from "../../../shared/domain/fault-place.ts";
import type { FieldProblem } from "../../../shared/shell/field-words.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";
import { faultsBrought, faultWords } from "../directory-problems.ts";

/** What a file would change in the directory, and why it cannot be taken. Pure: a dry run is this and nothing more. */

/** An entry as a file has it, and where in it. */
export type Sent = {
  readonly collection: Collection;
  readonly entry: Entry;
  readonly pointer: string;
  readonly line?: number;
};

export type Plan = { readonly changes: readonly Change[]; readonly problems: readonly FieldProblem[] };

/** A list that a file has is the whole list: what is there and not in the file is removed. */
export const changesOf = (
  directory: Directory,
  lists: readonly Collection[],
  sent: readonly Sent[],
): readonly Change[] => {
  const changes = lists.flatMap((collection): readonly Change[] => {
    const there = new Map((directory[collection] as readonly Entry[]).map((entry) => [keyOf(entry), entry]));
    const wanted = new Map(
      sent.filter((its) => its.collection === collection).map(({ entry }) => [keyOf(entry), entry]),
    );
    return [
      ...[...wanted].map(([key, after]) => ({ collection, key, before: there.get(key) ?? null, after })),
      ...[...there]
        .filter(([key]) => !wanted.has(key))
        .map(([key, before]) => ({ collection, key, before, after: null })),
    ];
  });
  return changes
    .filter(({ before, after }) => !before || !after || canonicalJson(before) !== canonicalJson(after))
    .sort((a, b) => orderOf(a) - orderOf(b));
};

/** What is new first, since others may name it; what goes last. */
const orderOf = ({ before, after }: Change): number => (before === null ? 0 : after === null ? 2 : 1);

const where = ({ pointer, line }: Pick<Sent, "pointer" | "line">, field = "") => ({
  pointer: `${pointer}${field}`,
  ...(line === undefined ? {} : { line }),
});

const twice = (sent: readonly Sent[], language: Language): readonly FieldProblem[] => {
  const words: Words = { id: "Kode ini sudah ada di atas.", en: "This code is there further up." };
  const seen = new Set<string>();
  return sent.flatMap((its) => {
    const name = `${its.collection} ${keyOf(its.entry)}`;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ ...where(its, its.collection === "officers" ? "/id" : "/code"), detail: words[language] }];
  });
};

/** Reports name these for ever; only what has not begun to hold can be taken back. */
const endedNotRemoved: ReadonlySet<Collection> = new Set(["agencies", "categories", "deadlineRules"]);

const goneTooLate = (changes: readonly Change[], today: LocalDate, language: Language): readonly FieldProblem[] =>
  changes.flatMap(({ collection, key, before, after }) => {
    const isTaken = after === null && before && "validFrom" in before && (before.validFrom ?? "") <= today;
    if (!isTaken || !endedNotRemoved.has(collection)) return [];
    const words: Words = {
      id: `${key} tidak ada dalam berkas; yang sudah berlaku diakhiri dengan validTo, tidak dihapus.`,
      en: `${key} is not in the file; what has begun to hold is ended with validTo, not removed.`,
    };
    return [{ pointer: "", detail: words[language] }];
  });

const brought = (
  directory: Directory,
  changes: readonly Change[],
  sent: readonly Sent[],
  language: Language,
): readonly FieldProblem[] =>
  faultsBrought(directory, withChanges(directory, changes)).map((fault) => {
    const place = placeOfFault(fault);
    const its =
      place && sent.find(({ collection, entry }) => collection === place.collection && keyOf(entry) === place.key);
    return { ...(its ? where(its, place.field) : { pointer: "" }), detail: faultWords(fault)[language] };
  });

export const planOf = (
  directory: Directory,
  file: { readonly lists: readonly Collection[]; readonly sent: readonly Sent[] },
  { now, language }: { readonly now: string; readonly language: Language },
): Plan => {
  const changes = changesOf(directory, file.lists, file.sent);
  const repeated = twice(file.sent, language);
  if (repeated.length > 0) return { changes, problems: repeated };
  const today = localDateOf(now, zoneOf(directory, null));
  const gone = goneTooLate(changes, today, language);
  return { changes, problems: [...gone, ...brought(directory, changes, file.sent, language)] };
};

export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };
export type ChangeShown = {
  readonly collection: Collection;
  readonly code: string;
  readonly change: "added" | "changed" | "removed";
  /** Only what differs; of an entry that comes or goes, nothing. */
  readonly fields: readonly FieldChange[];
};

const fieldsOf = (before: Entry, after: Entry): readonly FieldChange[] => {
  // Any entry is looked at field by field here, whichever its collection; TypeScript keeps them apart.
  const [was, is] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => canonicalJson(was[field] ?? null) !== canonicalJson(is[field] ?? null))
    .map((field) => ({ field, before: was[field] ?? null, after: is[field] ?? null }));
};

export const shown = ({ collection, key, before, after }: Change): ChangeShown => ({
  collection,
  code: key,
  change: before === null ? "added" : after === null ? "removed" : "changed",
  fields: before && after ? fieldsOf(before, after) : [],
});
