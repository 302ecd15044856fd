import type { Agency, Category, Directory } from "./directory.ts";
import { keyPhrases, type KeyPhrases } from "./key-phrases.ts";
import { wordsInStandardSpelling } from "./words.ts";

/** What routing looks up in a directory, worked out once for each directory that a function holds in memory. */
export type RoutingIndex = {
  readonly phrases: KeyPhrases;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly districtOffices: readonly Agency[];
  readonly categories: ReadonlyMap<string, Category>;
  /** The words of each district's name, for finding it in a text. */
  readonly districts: readonly { readonly regionCode: string; readonly words: readonly string[] }[];
};

const indexes = new WeakMap<Directory, RoutingIndex>();

export const routingIndex = (directory: Directory): RoutingIndex => {
  const known = indexes.get(directory);
  if (known !== undefined) return known;
  const index: RoutingIndex = {
    phrases: keyPhrases(directory.routingRules),
    agencies: new Map(directory.agencies.map((agency) => [agency.code, agency])),
    districtOffices: directory.agencies.filter((agency) => agency.kind === "kecamatan"),
    categories: new Map(directory.categories.map((category) => [category.code, category])),
    districts: directory.regions
      .filter((region) => region.level === "district")
      .map((region) => ({ regionCode: region.code, words: wordsInStandardSpelling(region.name) })),
  };
  indexes.set(directory, index);
  return index;
};

/** A category and those above it, nearest first; a category that is its own ancestor ends the walk. */
export const categoryAndAbove = (index: RoutingIndex, code: string): readonly Category[] => {
  const line: Category[] = [];
  for (let at = index.categories.get(code); at !== undefined && !line.includes(at);) {
    line.push(at);
    at = at.parent === null ? undefined : index.categories.get(at.parent);
  }
  return line;
};

/** The office that usually answers for a category: its own, or that of the nearest category above with one. */
export const officeOfCategory = (index: RoutingIndex, code: string): string | null =>
  categoryAndAbove(index, code).find((category) => category.agencyCode !== null)?.agencyCode ?? null;

/** The district office whose area has the place, which may be a district or a village in it. */
export const districtOfficeAt = (index: RoutingIndex, regionCode: string): Agency | null =>
  index.districtOffices.find(
    (office) => office.regionCode === regionCode || regionCode.startsWith(`${office.regionCode}.`),
  ) ?? null;

const announcesDistrict = new Set(["kecamatan", "camat"]);

/**
 * The one district that a text names; null for none or several. A name of a single word, such as Karangan (also a
 * wreath), counts only after "kecamatan" or "camat".
 */
export const districtNamedIn = (index: RoutingIndex, text: string): string | null => {
  const words = wordsInStandardSpelling(text);
  const isNamed = (name: readonly string[]): boolean =>
    words.some(
      (_, at) =>
        name.every((word, offset) => words[at + offset] === word) &&
        (name.length > 1 || announcesDistrict.has(words[at - 1] ?? "")),
    );
  const named = index.districts.filter((district) => isNamed(district.words));
  return named.length === 1 ? (named[0]?.regionCode ?? null) : null;
};
