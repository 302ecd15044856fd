import type { CalendarYear, LocalDate } from "./directory.ts";

/**
 * Working days and time zones. A deadline is a local date, computed in working days of the office's region, and
 * falls due at the end of that day in the office's own time zone. Nothing here reads a clock.
 */

/** Which days of which years are known to be days off besides Saturdays and Sundays. */
export type WorkingCalendar = {
  readonly daysOff: ReadonlySet<LocalDate>;
  readonly loadedYears: ReadonlySet<number>;
};

/** A computed date, and whether it was counted through a year whose days off are not known. */
export type WorkingDate = {
  readonly date: LocalDate;
  /** True when only weekends could be taken into account for some of the days, so the true date may be later. */
  readonly beyondLoadedYears: boolean;
};

const millisecondsPerDay = 86_400_000;

/** Several entries for one year, such as the national decree and a region's own days, are added up. */
export const workingCalendar = (years: readonly CalendarYear[]): WorkingCalendar => ({
  daysOff: new Set(years.flatMap((year) => [...year.holidays, ...year.jointLeave].map((day) => day.date))),
  loadedYears: new Set(years.map((year) => year.year)),
});

/** @throws RangeError for a text that is not a date of the calendar, such as 2026-02-30. */
const dayNumber = (date: LocalDate): number => {
  const milliseconds = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(milliseconds) || toLocalDate(milliseconds) !== date) {
    throw new RangeError(`Not a calendar date: ${date}`);
  }
  return milliseconds / millisecondsPerDay;
};

const toLocalDate = (milliseconds: number): LocalDate => new Date(milliseconds).toISOString().slice(0, 10);

const dateOfDay = (day: number): LocalDate => toLocalDate(day * millisecondsPerDay);

/** Day 0 of the count, 1970-01-01, was a Thursday; 0 is Sunday, as in Date. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;

const isOpen = (calendar: WorkingCalendar, day: number): boolean => {
  const dayOfWeek = weekday(day);
  return dayOfWeek !== 0 && dayOfWeek !== 6 && !calendar.daysOff.has(dateOfDay(day));
};

const requireCount = (count: number, what: string): void => {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`${what} must be a whole number from 0 on: ${count}`);
};

/** Monday to Friday, and neither a holiday nor joint leave of a loaded year. */
export const isWorkingDay = (calendar: WorkingCalendar, date: LocalDate): boolean => isOpen(calendar, dayNumber(date));

/** @param days may be negative. */
export const addCalendarDays = (date: LocalDate, days: number): LocalDate => {
  if (!Number.isSafeInteger(days)) throw new RangeError(`Days must be a whole number: ${days}`);
  return dateOfDay(dayNumber(date) + days);
};

/** How many days lie after `from` up to and including `to`; negative when `to` comes first. */
export const calendarDaysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/**
 * The n-th working day after `date`: the first working day after it is day 1, whether or not `date` itself is one.
 * Zero days after a date is the date itself.
 */
export const addWorkingDays = (calendar: WorkingCalendar, date: LocalDate, count: number): WorkingDate => {
  requireCount(count, "Working days");
  let day = dayNumber(date);
  let beyondLoadedYears = false;
  for (let left = count; left > 0;) {
    day += 1;
    if (!calendar.loadedYears.has(Number(dateOfDay(day).slice(0, 4)))) beyondLoadedYears = true;
    if (isOpen(calendar, day)) left -= 1;
  }
  return { date: dateOfDay(day), beyondLoadedYears };
};

/**
 * How many working days lie after `from` up to and including `to`; negative when `to` comes first. For a working
 * day `to` this undoes {@link addWorkingDays}. Years that are not loaded count with their weekends only.
 */
export const workingDaysBetween = (calendar: WorkingCalendar, from: LocalDate, to: LocalDate): number => {
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (last < first) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = first + 1; day <= last; day += 1) if (isOpen(calendar, day)) count += 1;
  return count;
};

/** Building a formatter takes some 50 microseconds and a deployment knows a handful of zones. */
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

const offsetFormat = (timeZone: string): Intl.DateTimeFormat => {
  const known = offsetFormats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  offsetFormats.set(timeZone, format);
  return format;
};

/** What a zone's clocks show less what UTC's show at an instant, in milliseconds. */
const offsetAt = (milliseconds: number, timeZone: string): number => {
  const name = offsetFormat(timeZone)
    .formatToParts(milliseconds)
    .find((part) => part.type === "timeZoneName")?.value;
  const parts = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name ?? "");
  if (parts === null) throw new RangeError(`No offset from UTC in ${String(name)} for ${timeZone}`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = parts;
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === "-" ? -size : size;
};

/**
 * The date that a calendar on the wall shows in a zone at an instant.
 *
 * @param instant ISO 8601 with an offset or Z
 * @param timeZone an IANA name
 * @throws RangeError for an unknown zone or a text that is no instant
 */
export const localDateOf = (instant: string, timeZone: string): LocalDate => {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds) || !/(?:Z|[+-]\d{2}:?\d{2})$/.test(instant)) {
    throw new RangeError(`Not an instant: ${instant}`);
  }
  return toLocalDate(milliseconds + offsetAt(milliseconds, timeZone));
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const withOffset = (milliseconds: number, offset: number): string => {
  const minutes = Math.abs(Math.trunc(offset / 60_000));
  const sign = offset < 0 ? "-" : "+";
  const wallClock = new Date(milliseconds + offset).toISOString().slice(0, 19);
  return `${wallClock}${sign}${twoDigits(Math.trunc(minutes / 60))}:${twoDigits(minutes % 60)}`;
};

/** The instant at which clocks in a zone show a date and a time, given as if the zone were UTC, in milliseconds. */
const inZone = (asIfUtc: number, timeZone: string): string => {
  // A zone lies at most 14 hours from UTC, so the offset at the wanted second is in force a day before or after it.
  const offsets = [-millisecondsPerDay, 0, millisecondsPerDay].map((shift) => offsetAt(asIfUtc + shift, timeZone));
  const candidates = offsets.map((offset) => asIfUtc - offset);
  const exact = candidates.filter((instant) => instant + offsetAt(instant, timeZone) === asIfUtc);
  const instant = Math.max(...(exact.length > 0 ? exact : candidates));
  return withOffset(instant, offsetAt(instant, timeZone));
};

/**
 * The last second of a day in a zone, as ISO 8601 with the offset in force at that second, such as
 * `2026-04-13T23:59:59+08:00`. Where clocks are turned back over midnight and the second comes twice, the later one:
 * nobody loses an hour of a deadline.
 *
 * @throws RangeError for an unknown zone or a text that is no date
 */
export const endOfLocalDay = (date: LocalDate, timeZone: string): string =>
  inZone(dayNumber(date) * millisecondsPerDay + millisecondsPerDay - 1000, timeZone);

/**
 * A time of a day in a zone, as ISO 8601 with the offset in force then.
 *
 * @param time `08:00`
 */
export const localTime = (date: LocalDate, time: string, timeZone: string): string => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return inZone(dayNumber(date) * millisecondsPerDay + (hours * 60 + minutes) * 60_000, timeZone);
};

/** The time that a clock on the wall shows in a zone at an instant, such as `07:30`. */
export const timeOfDay = (instant: string, timeZone: string): string => {
  const milliseconds = Date.parse(instant);
  return new Date(milliseconds + offsetAt(milliseconds, timeZone)).toISOString().slice(11, 16);
};
