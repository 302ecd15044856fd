import {
  addCalendarDays,
  addWorkingDays,
  calendarDaysBetween,
  endOfLocalDay,
  localDateOf,
  workingCalendar,
  workingDaysBetween,
  type WorkingCalendar,
} from "./calendar.ts";
import type { Clock } from "./complaint.ts";
import type { ClockName, ComplaintClass, DeadlineRule, Directory, LocalDate } from "./directory.ts";

/** When a clock that starts, or goes on, now will have run out: rules and calendars of the directory applied. */

export type Due = { readonly dueAt: string; readonly rule: string; readonly beyondCalendar?: true };

const calendars = new WeakMap<Directory, WorkingCalendar>();
const calendarOf = (directory: Directory): WorkingCalendar => {
  const known = calendars.get(directory);
  if (known) return known;
  const fresh = workingCalendar(directory.calendars.filter((year) => year.regionCode === directory.policy.regionCode));
  calendars.set(directory, fresh);
  return fresh;
};

/** The zone in which an agency's days begin and end; the coordinator's while nobody has the report. */
export const zoneOf = (directory: Directory, agencyCode: string | null): string => {
  const named = directory.agencies.find(
    (agency) => agency.code === (agencyCode ?? directory.policy.coordinatorAgencyCode),
  );
  if (!named) throw new Error(`the directory has no agency ${agencyCode ?? directory.policy.coordinatorAgencyCode}`);
  return named.timeZone;
};

/** The rule in force on a day: one for the class beats one for all, a later one beats an earlier one. */
export const ruleInForce = (
  directory: Directory,
  clock: ClockName,
  reportClass: ComplaintClass,
  on: LocalDate,
): DeadlineRule => {
  const candidates = directory.deadlineRules
    .filter((rule) => rule.clock === clock && rule.validFrom <= on)
    .filter((rule) => rule.class === undefined || rule.class === reportClass)
    .sort(
      (a, b) => Number(b.class !== undefined) - Number(a.class !== undefined) || b.validFrom.localeCompare(a.validFrom),
    );
  const rule = candidates[0];
  if (!rule) throw new Error(`the directory has no deadline rule for ${clock} of a ${reportClass} on ${on}`);
  return rule;
};

const daysOn = (
  directory: Directory,
  unit: DeadlineRule["unit"],
  from: LocalDate,
  days: number,
  zone: string,
): Omit<Due, "rule"> => {
  if (unit === "calendar") return { dueAt: endOfLocalDay(addCalendarDays(from, days), zone) };
  const { date, beyondLoadedYears } = addWorkingDays(calendarOf(directory), from, days);
  return { dueAt: endOfLocalDay(date, zone), ...(beyondLoadedYears ? { beyondCalendar: true } : {}) };
};

/** When a clock runs out that starts at `start` (an instant) for a report of this class. */
export const dueFrom = (
  directory: Directory,
  clock: ClockName,
  reportClass: ComplaintClass,
  start: string,
  zone: string,
): Due => {
  const day = localDateOf(start, zone);
  const rule = ruleInForce(directory, clock, reportClass, day);
  return { ...daysOn(directory, rule.unit, day, rule.number, zone), rule: rule.code };
};

const unitOf = (directory: Directory, of: Clock): DeadlineRule["unit"] =>
  directory.deadlineRules.find((rule) => rule.code === of.rule)?.unit ?? "working";

/** Days that a clock has left at `now`; 0 on its last day and when it is late. */
export const daysLeft = (directory: Directory, of: Clock, now: string, zone: string): number => {
  const today = localDateOf(now, zone);
  const due = of.dueAt.slice(0, "YYYY-MM-DD".length);
  if (due <= today) return 0;
  return unitOf(directory, of) === "calendar"
    ? calendarDaysBetween(today, due)
    : workingDaysBetween(calendarOf(directory), today, due);
};

/** When a paused clock runs out that goes on at `now`. What was late before stays as late as it was. */
export const dueAfterPause = (directory: Directory, of: Clock, now: string, zone: string): Omit<Due, "rule"> =>
  of.missedAt === undefined && of.daysLeft !== undefined
    ? daysOn(directory, unitOf(directory, of), localDateOf(now, zone), of.daysLeft, zone)
    : { dueAt: of.dueAt };

/** Days (of the rule's unit) that a running clock has left, in the zone of the office that has the report. */
export const workingDaysUntil = (directory: Directory, of: Clock, now: string, agencyCode: string | null): number =>
  daysLeft(directory, of, now, zoneOf(directory, agencyCode));
