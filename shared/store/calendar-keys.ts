import type { CalendarYear } from "../domain/directory.ts";

/** Where a year of a region's calendar lies in the directory's table, and what was there before. */

export const calendarPartition = "calendars";
export const calendarSort = {
  build: (regionCode: string, year: number): string => `${regionCode}#${year}`,
  parse: (sort: string): Pick<CalendarYear, "regionCode" | "year"> | null => {
    const match = /^([A-Za-z0-9.-]{1,40})#(\d{4})$/.exec(sort);
    return match?.[1] ? { regionCode: match[1], year: Number(match[2]) } : null;
  },
};

export const calendarHistoryPartition = "history#calendars";
type Named = Pick<CalendarYear, "regionCode" | "year">;
export const calendarHistorySort = ({ regionCode, year }: Named, instant: string): string =>
  `${calendarSort.build(regionCode, year)}#${instant}`;
/** Sorts before and after every instant. */
export const instantsOfHistory = { first: "", last: "~" } as const;
