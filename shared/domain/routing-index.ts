import type { Agency, Category, Directory, KindAtPlace } from "./directory.ts";
import { keyPhrases, type KeyPhrases } from "./key-phrases.ts";
import { wordsInStandardSpelling } from "./words.ts";

type District = { readonly regionCode: string; readonly words: readonly string[] };

/** What routing looks up in a directory, worked out once for each directory that a function holds in memory. */
export type RoutingIndex = {
  readonly phrases: KeyPhrases;
  readonly agencies: ReadonlyMap<string, Agency>;
  /** By kind and the code of the place. */
  readonly officesAtPlaces: ReadonlyMap<string, Agency>;
  readonly categories: ReadonlyMap<string, Category>;
  /** The words of each district's name by the first of them, for finding it in a text. */
  readonly districts: ReadonlyMap<string, readonly District[]>;
};

const atPlace = (kind: Agency["kind"], regionCode: string): string => `${kind} ${regionCode}`;

const indexes = new WeakMap<Directory, RoutingIndex>();

export const routingIndex = (directory: Directory): RoutingIndex => {
  const known = indexes.get(directory);
  if (known !== undefined) return known;
  const index: RoutingIndex = {
    phrases: keyPhrases(directory.routingRules),
    agencies: new Map(directory.agencies.map((agency) => [agency.code, agency])),
    officesAtPlaces: new Map(directory.agencies.map((agency) => [atPlace(agency.kind, agency.regionCode), agency])),
    categories: new Map(directory.categories.map((category) => [category.code, category])),
    districts: Map.groupBy(
      directory.regions
        .filter((region) => region.level === "district")
        .map((region) => ({ regionCode: region.code, words: wordsInStandardSpelling(region.name) })),
      (district) => district.words[0] ?? "",
    ),
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

/** What says who usually answers for a category: its own office or kind of office, or those of the nearest above. */
const answeredBy = (index: RoutingIndex, code: string): Category | undefined =>
  categoryAndAbove(index, code).find(({ agencyCode, agencyKind }) => agencyCode !== null || agencyKind !== undefined);

/** Whether the place of a report decides which office answers for a category. */
export const isOfficeByPlace = (index: RoutingIndex, code: string): boolean => {
  const category = answeredBy(index, code);
  return category?.agencyCode === null && category.agencyKind !== undefined;
};

/** The office that usually answers for a category at a place; null: none, or the place does not say which. */
export const officeOfCategory = (index: RoutingIndex, code: string, place: string | null): string | null => {
  const category = answeredBy(index, code);
  if (!category) return null;
  const { agencyCode, agencyKind } = category;
  if (agencyCode !== null || agencyKind === undefined) return agencyCode;
  return place === null ? null : (officeAt(index, agencyKind, place)?.code ?? null);
};

/** The office of a kind whose area has the place, which may be a district or a village in it. */
export const officeAt = (index: RoutingIndex, kind: KindAtPlace, regionCode: string): Agency | null => {
  const office = index.officesAtPlaces.get(atPlace(kind, regionCode));
  if (office !== undefined) return office;
  const end = regionCode.lastIndexOf(".");
  return end === -1 ? null : officeAt(index, kind, regionCode.slice(0, end));
};

const announcesDistrict = new Set(["kecamatan", "camat"]);

/**
 * The one district that a text names; null for none or several. A name of a single word, such as Karangan (also a
 * wreath), counts only after "kecamatan" or "camat".
 */
export const districtNamedIn = (index: RoutingIndex, text: string): string | null => {
  const words = wordsInStandardSpelling(text);
  const isNamedAt = (name: readonly string[], at: number): boolean =>
    name.every((word, offset) => words[at + offset] === word) &&
    (name.length > 1 || announcesDistrict.has(words[at - 1] ?? ""));
  const named = new Set(
    words.flatMap((word, at) =>
      (index.districts.get(word) ?? [])
        .filter((district) => isNamedAt(district.words, at))
        .map((district) => district.regionCode),
    ),
  );
  const [only] = named;
  return named.size === 1 ? (only ?? null) : null;
};
