import type { Agency, Directory, LocalDate } from "./directory.ts";
import { holdsOn } from "./validity.ts";

/**
 * Who stands in for an office on a day: itself while it holds, and after its last day its successor, or that one's.
 *
 * @returns null: nobody does; it has not begun, is not known, or closed with nobody to follow
 */
export const inPlaceOf = (agencies: ReadonlyMap<string, Agency>, code: string, on: LocalDate): Agency | null => {
  const seen = new Set<string>();
  for (let at = agencies.get(code); at !== undefined && !seen.has(at.code); at = agencies.get(at.successor ?? "")) {
    if (holdsOn(at, on)) return at;
    if (on < at.validFrom) return null;
    seen.add(at.code);
  }
  return null;
};

export const agenciesByCode = ({ agencies }: Pick<Directory, "agencies">): ReadonlyMap<string, Agency> =>
  new Map(agencies.map((agency) => [agency.code, agency]));
