import { regionAndAround } from "./deadlines.ts";
import type { Directory, LocalDate } from "./directory.ts";

export type MissingYear = { readonly regionCode: string; readonly year: number };

/**
 * The years up to the next one for which somebody still has to load a calendar. A region's own days beside those of a
 * wider region do not make a year known, so only the widest region that has calendars can lack one.
 */
export const missingYears = (directory: Directory, today: LocalDate): readonly MissingYear[] => {
  const withCalendars = new Set(directory.calendars.map(({ regionCode }) => regionCode));
  const isWidest = (code: string): boolean =>
    regionAndAround(directory, code).every((around) => around === code || !withCalendars.has(around));
  const nextYear = Number(today.slice(0, "YYYY".length)) + 1;
  return [...withCalendars]
    .filter(isWidest)
    .sort()
    .flatMap((regionCode) => {
      const loaded = new Set(
        directory.calendars.filter((its) => its.regionCode === regionCode).map(({ year }) => year),
      );
      const first = Math.min(...loaded);
      return Array.from({ length: Math.max(0, nextYear - first + 1) }, (_, after) => first + after)
        .filter((year) => !loaded.has(year))
        .map((year) => ({ regionCode, year }));
    });
};
