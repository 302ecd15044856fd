import { localDateOf } from "../../shared/domain/calendar.ts";
import { regionAndAround, zoneOf } from "../../shared/domain/deadlines.ts";
import { calendarYear, type CalendarYear, type Directory, type Officer } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { missingYears } from "../../shared/domain/missing-years.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { Log } from "../../shared/shell/logger.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import {
  calendarEtag,
  type CalendarChange,
  type CalendarHistoryAsked,
  type PastCalendar,
} from "../../shared/store/calendar-store.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { decodeCursor, encodeCursor, type Page } from "./entries.ts";
import type { PageQuery } from "./entry-routes.ts";
import type { CalendarBody, CalendarList } from "./routes.ts";

/** What a platform admin does with calendars. */

export type AdminDeps = {
  /** The directory as it is now: an admin edits what they have just read, not what was so a minute ago. */
  readonly directory: () => Promise<Directory>;
  /** False: somebody else has changed it since it was read. */
  readonly write: (change: CalendarChange) => Promise<boolean>;
  readonly calendarHistory: (asked: CalendarHistoryAsked) => Promise<readonly PastCalendar[]>;
  readonly now: () => string;
  readonly log: Log;
};

const inOrder = (a: CalendarYear, b: CalendarYear): number =>
  a.regionCode === b.regionCode ? a.year - b.year : a.regionCode < b.regionCode ? -1 : 1;

/** What is loaded and what is missing, of all regions or of what holds for one: its own, and those around it. */
export const calendarsOf = (directory: Directory, regionCode: string | undefined, now: string): CalendarList => {
  const around = regionCode === undefined ? null : new Set(regionAndAround(directory, regionCode));
  const asked = (its: { readonly regionCode: string }): boolean => around?.has(its.regionCode) ?? true;
  const today = localDateOf(now, zoneOf(directory, null));
  return {
    items: directory.calendars
      .filter(asked)
      .sort(inOrder)
      .map((its) => ({
        regionCode: its.regionCode,
        year: its.year,
        days: its.holidays.length + its.jointLeave.length,
        source: its.source,
      })),
    missingYears: missingYears(directory, today)
      .filter(asked)
      .map((its) => ({ ...its })),
  };
};

export type AskedCalendar = { readonly regionCode: string; readonly year: string };

const calendarAsked = (
  directory: Directory,
  { regionCode, year: written }: AskedCalendar,
): Outcome<
  { readonly regionCode: string; readonly year: number; readonly there: CalendarYear | null },
  HttpFailure
> => {
  if (!directory.regions.some(({ code }) => code === regionCode))
    return refused({ kind: "CalendarUnknown", missing: "region" });
  const year = Number(written);
  if (!/^\d{4}$/.test(written) || !calendarYear.shape.year.safeParse(year).success)
    return refused({ kind: "CalendarUnknown", missing: "year" });
  const there = directory.calendars.find((its) => its.regionCode === regionCode && its.year === year);
  return done({ regionCode, year, there: there ?? null });
};

export const calendarNamed = (directory: Directory, asked: AskedCalendar): Outcome<CalendarYear, HttpFailure> => {
  const found = calendarAsked(directory, asked);
  if (!found.ok) return found;
  return found.value.there ? done(found.value.there) : refused({ kind: "CalendarUnknown", missing: "calendar" });
};

/** Who changed a year's calendar when; of one that was never loaded there is none. */
export const calendarsPast = async (
  deps: AdminDeps,
  directory: Directory,
  asked: AskedCalendar,
  { limit, cursor }: PageQuery,
): Promise<Outcome<Page<PastCalendar>, HttpFailure>> => {
  const found = calendarAsked(directory, asked);
  if (!found.ok) return found;
  const { regionCode, year, there } = found.value;
  const before = cursor === undefined ? null : decodeCursor(cursor);
  if (before !== null && Number.isNaN(Date.parse(before))) return done({ items: [], cursor: null });
  const past = await deps.calendarHistory({ regionCode, year, before, limit: limit + 1 });
  if (past.length === 0 && !there) return refused({ kind: "CalendarUnknown", missing: "calendar" });
  const items = past.slice(0, limit);
  const last = items.at(-1);
  return done({ items, cursor: past.length > limit && last ? encodeCursor(last.at) : null });
};

export type Editing = {
  readonly directory: Directory;
  readonly officer: Officer;
  readonly asked: AskedCalendar;
  readonly body: CalendarBody;
  /** ETag of what the admin has seen; null: they think that it is not there. */
  readonly seen: string | null;
  readonly language: Language;
  readonly cause: string;
};

/**
 * Loads a year that was not there, or changes the one that the admin has seen. What is there already word for word
 * is not written again: whoever repeats a call that got no answer is told that it is done.
 */
export const changeCalendar = async (
  deps: AdminDeps,
  { directory, officer, asked, body, seen, language, cause }: Editing,
): Promise<Outcome<{ readonly calendar: CalendarYear; readonly isNew: boolean }, HttpFailure>> => {
  const found = calendarAsked(directory, asked);
  if (!found.ok) return found;
  const { regionCode, year, there } = found.value;
  const calendar: CalendarYear = { regionCode, year, ...body };
  const etag = there && calendarEtag(there);
  if (etag === calendarEtag(calendar)) return done({ calendar, isNew: false });
  if (etag !== seen) return refused({ kind: "EntryChanged", etag });
  const errors = calendarProblems(directory, calendar, language);
  if (errors.length > 0) return refused({ kind: "BodyRefused", errors });

  const written = await deps.write({ before: there, after: calendar, by: officer.id, at: deps.now(), cause });
  if (!written) {
    const current = calendarAsked(await deps.directory(), asked);
    const changed = current.ok ? current.value.there : null;
    return refused({ kind: "EntryChanged", etag: changed && calendarEtag(changed) });
  }
  deps.log.info("DIRECTORY_CHANGED", "a calendar was changed", { reason: `calendar:${regionCode}/${year}` });
  return done({ calendar, isNew: there === null });
};
