import { localDateOf } from "../../shared/domain/calendar.ts";
import { zoneOf } from "../../shared/domain/deadlines.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { isSensitive } from "../../shared/domain/sensitive.ts";
import { holdsOn } from "../../shared/domain/validity.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { AgencyItem, CategoryItem, RegionItem } from "./routes.ts";

/**
 * The lists that citizens pick from. What they offer at an instant is exactly what a filing at that instant may name:
 * both go by the day in the coordinator's time zone.
 */

const validAt =
  (directory: Directory, now: string) =>
  (entry: Parameters<typeof holdsOn>[0]): boolean =>
    holdsOn(entry, localDateOf(now, zoneOf(directory, null)));

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number =>
  a.code < b.code ? -1 : Number(a.code > b.code);

/** Agencies without their addresses: mail to them goes through the system, or nobody could follow it up. */
export const agenciesToPick = (directory: Directory, now: string): AgencyItem[] =>
  directory.agencies
    .filter(validAt(directory, now))
    .map(({ code, name, kind, parent, regionCode, coordinator }) => ({
      code,
      name,
      kind,
      parent,
      regionCode,
      coordinator,
    }))
    .sort(byCode);

export const categoriesToPick = (directory: Directory, now: string, language: Language): CategoryItem[] =>
  directory.categories
    .filter(validAt(directory, now))
    .map(({ code, name, parent }) => ({
      code,
      name: name[language],
      parent,
      sensitive: isSensitive(directory, code),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, language) || byCode(a, b));

/** The regions one level below `parent`; null: those with nothing above them in this directory. */
export const regionsToPick = (directory: Directory, parent: string | null): Outcome<RegionItem[]> => {
  const known = new Set(directory.regions.map(({ code }) => code));
  if (parent !== null && !known.has(parent)) {
    return refused({
      kind: "FieldsRefused",
      faults: [{ pointer: "/parent", code: "unknownRegion", value: parent }],
    });
  }
  return done(
    directory.regions
      .filter(({ parent: above }) => (above !== null && known.has(above) ? above : null) === parent)
      .map(({ code, name, level, parent: above }) => ({ code, name, level, parent: above }))
      .sort(byCode),
  );
};
