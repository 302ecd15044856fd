import {
  addCalendarDays,
  addWorkingDays,
  calendarDaysBetween,
  endOfLocalDay,
  isWorkingDay,
  localDateOf,
  localTime,
  workingCalendar,
  workingDaysBetween,
  type WorkingCalendar,
} from "./calendar.ts";
import type { Clock } from "./complaint.ts";
import type { ClockName, ComplaintClass, DeadlineRule, Directory, LocalDate, Reminder } from "./directory.ts";

/**
 * When a clock will have run out, and when it has to be spoken of before and after that: rules and calendars of the
 * directory applied to when a clock started and when it waited. Everything is computed from these facts anew each
 * time, so a calendar that changes changes all of it in the same way.
 */

/** Where days are counted: whose holidays, whose midnight. */
export type Place = { readonly timeZone: string; readonly regionCode: string };

export type Due = { readonly dueAt: string; readonly beyondCalendar?: true };

/** A clock's facts: since when, by which rule, and when it waited. */
export type Counted = Pick<Clock, "startedAt" | "pauses"> & { readonly rule: DeadlineRule };

/** The place of an agency; the coordinator's while nobody has the report. */
export const placeOf = (directory: Directory, agencyCode: string | null): Place => {
  const code = agencyCode ?? directory.policy.coordinatorAgencyCode;
  const named = directory.agencies.find((agency) => agency.code === code);
  if (!named) throw new Error(`the directory has no agency ${code}`);
  return named;
};

/** The zone in which an agency's days begin and end. */
export const zoneOf = (directory: Directory, agencyCode: string | null): string =>
  placeOf(directory, agencyCode).timeZone;

/** A region and those around it, the smallest first. */
export const regionAndAround = (directory: Directory, code: string): readonly string[] => {
  const parent = directory.regions.find((region) => region.code === code)?.parent ?? null;
  return [code, ...(parent === null ? [] : regionAndAround(directory, parent))];
};

const calendarOfRegion = (directory: Directory, regionCode: string): WorkingCalendar => {
  const yearsOf = (codes: readonly string[]) =>
    codes.map((code) => directory.calendars.filter((its) => its.regionCode === code));
  const around = yearsOf(regionAndAround(directory, regionCode));
  const known = around.some((years) => years.length > 0)
    ? around
    : yearsOf(regionAndAround(directory, directory.policy.regionCode));
  // A region's own days alone do not make a year known: the decree that sets most days off is the widest region's.
  const widest = known.findLast((years) => years.length > 0) ?? [];
  return { ...workingCalendar(known.flat()), loadedYears: workingCalendar(widest).loadedYears };
};

const calendars = new WeakMap<Directory, Map<string, WorkingCalendar>>();
/** The working days of a region: its own days off and those of the regions around it. */
export const calendarOf = (directory: Directory, regionCode: string): WorkingCalendar => {
  const known = calendars.get(directory) ?? new Map<string, WorkingCalendar>();
  calendars.set(directory, known);
  const calendar = known.get(regionCode) ?? calendarOfRegion(directory, regionCode);
  known.set(regionCode, calendar);
  return calendar;
};

/** An office and those above it, itself first. */
const officeAndAbove = (directory: Directory, code: string | null): readonly string[] =>
  code === null
    ? []
    : [code, ...officeAndAbove(directory, directory.agencies.find((agency) => agency.code === code)?.parent ?? null)];

/**
 * The rule in force on a day: one for the office, or the nearest above it, beats one for all offices; one for the
 * class beats one for all classes; a later one beats an earlier one.
 */
export const ruleInForce = (
  directory: Directory,
  clock: ClockName,
  reportClass: ComplaintClass,
  on: LocalDate,
  agencyCode: string | null = null,
): DeadlineRule => {
  const offices = officeAndAbove(directory, agencyCode);
  const far = (rule: DeadlineRule): number =>
    rule.agencyCode === undefined ? offices.length : offices.indexOf(rule.agencyCode);
  const [rule] = directory.deadlineRules
    .filter((its) => its.clock === clock && its.validFrom <= on)
    .filter((its) => its.class === undefined || its.class === reportClass)
    .filter((its) => far(its) >= 0)
    .sort(
      (a, b) =>
        far(a) - far(b) ||
        Number(b.class !== undefined) - Number(a.class !== undefined) ||
        b.validFrom.localeCompare(a.validFrom),
    );
  if (!rule) throw new Error(`the directory has no deadline rule for ${clock} of a ${reportClass} on ${on}`);
  return rule;
};

export const ruleNamed = (directory: Directory, code: string): DeadlineRule | undefined =>
  directory.deadlineRules.find((rule) => rule.code === code);

/** The day so many days after another, in the unit of the rule. */
const dayAfter = (
  calendar: WorkingCalendar,
  unit: DeadlineRule["unit"],
  from: LocalDate,
  days: number,
): { readonly date: LocalDate; readonly beyondLoadedYears: boolean } =>
  unit === "calendar"
    ? { date: addCalendarDays(from, days), beyondLoadedYears: false }
    : addWorkingDays(calendar, from, days);

const daysBetween = (calendar: WorkingCalendar, unit: DeadlineRule["unit"], from: LocalDate, to: LocalDate): number =>
  unit === "calendar" ? calendarDaysBetween(from, to) : workingDaysBetween(calendar, from, to);

/**
 * How many days, of the rule's unit, a clock has waited in all, and the day on which it last went on. A wait that is
 * not over counts for nothing yet; one that began when the clock had run out never does: what is late stays late.
 */
const waits = (
  { rule, startedAt, pauses }: Counted,
  calendar: WorkingCalendar,
  zone: string,
): { readonly days: number; readonly wentOn: LocalDate } => {
  const start = localDateOf(startedAt, zone);
  let [days, wentOn] = [0, start];
  for (const { from, until } of pauses ?? []) {
    const since = localDateOf(from, zone);
    const { date } = dayAfter(calendar, rule.unit, start, rule.number + days);
    if (until === undefined || (since > date && since > wentOn)) continue;
    wentOn = localDateOf(until, zone);
    days += daysBetween(calendar, rule.unit, since, wentOn);
  }
  return { days, wentOn };
};

/** When a clock has run out: so many days after it started, and as many more as it waited. */
export const dueOf = (directory: Directory, counted: Counted, { timeZone, regionCode }: Place): Due => {
  const calendar = calendarOf(directory, regionCode);
  const { rule, startedAt } = counted;
  const { days, wentOn } = waits(counted, calendar, timeZone);
  const start = localDateOf(startedAt, timeZone);
  const { date, beyondLoadedYears } = dayAfter(calendar, rule.unit, start, rule.number + days);
  return {
    // What goes on again on a day off, with no day left, has that day.
    dueAt: endOfLocalDay(wentOn > date ? wentOn : date, timeZone),
    ...(beyondLoadedYears ? { beyondCalendar: true } : {}),
  };
};

/** When a clock runs out that starts at `start` (an instant) for a report of this class, and by which rule. */
export const dueFrom = (
  directory: Directory,
  clock: ClockName,
  reportClass: ComplaintClass,
  start: string,
  agencyCode: string | null,
): Due & { readonly rule: DeadlineRule } => {
  const place = placeOf(directory, agencyCode);
  const rule = ruleInForce(directory, clock, reportClass, localDateOf(start, place.timeZone), agencyCode);
  return { ...dueOf(directory, { startedAt: start, rule }, place), rule };
};

/** Days (of the rule's unit) that a clock has left at `now`; 0 on its last day and when it is late. */
export const daysLeft = (directory: Directory, of: Clock, now: string, { timeZone, regionCode }: Place): number => {
  const today = localDateOf(now, timeZone);
  const due = of.dueAt.slice(0, "YYYY-MM-DD".length);
  if (due <= today) return 0;
  return daysBetween(calendarOf(directory, regionCode), ruleNamed(directory, of.rule)?.unit ?? "working", today, due);
};

/** Days (of the rule's unit) that a running clock has left, at the office that has the report. */
export const workingDaysUntil = (directory: Directory, of: Clock, now: string, agencyCode: string | null): number =>
  daysLeft(directory, of, now, placeOf(directory, agencyCode));

export type ReminderAt = { readonly reminder: Reminder; readonly at: string };

const lastWorkingDayBefore = (calendar: WorkingCalendar, date: LocalDate): LocalDate => {
  const before = addCalendarDays(date, -1);
  return isWorkingDay(calendar, before) ? before : lastWorkingDayBefore(calendar, before);
};

/**
 * When those who are to act are reminded, in order: when their office opens on that day. Reminders of the same day
 * are one, and none is on the first day or the last.
 */
export const remindersOf = (
  directory: Directory,
  counted: Counted,
  dueAt: string,
  { timeZone, regionCode }: Place,
): readonly ReminderAt[] => {
  const calendar = calendarOf(directory, regionCode);
  const { rule, startedAt } = counted;
  const [first, last] = [localDateOf(startedAt, timeZone), localDateOf(dueAt, timeZone)];
  const dayOf = (reminder: Reminder): LocalDate => {
    if (reminder === "workingDayBefore") return lastWorkingDayBefore(calendar, last);
    const days = Math.floor(rule.number / 2) + waits(counted, calendar, timeZone).days;
    return dayAfter(calendar, rule.unit, first, days).date;
  };
  const byDay = new Map<LocalDate, Reminder>();
  for (const reminder of ["halfTime", "workingDayBefore"] as const) {
    const day = dayOf(reminder);
    if (rule.reminders.includes(reminder) && day > first && day < last) byDay.set(day, reminder);
  }
  return [...byDay]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([day, reminder]) => ({ reminder, at: localTime(day, directory.policy.officeHours.opens, timeZone) }));
};

/** When time has to act next on a clock that is not late: with the next reminder, or because it has run out. */
export const nextBeforeDue = (
  directory: Directory,
  counted: Counted,
  dueAt: string,
  now: string,
  place: Place,
): string =>
  remindersOf(directory, counted, dueAt, place).find(({ at }) => Date.parse(at) > Date.parse(now))?.at ?? dueAt;

/** Who is told when a clock is late and so many were told before; after the last of them it is told again. */
export const escalationAfter = ({ policy }: Directory, made: number): Directory["policy"]["escalations"][number] => {
  const its = policy.escalations[Math.min(made, policy.escalations.length - 1)];
  if (!its) throw new Error("the policy escalates to nobody");
  return its;
};

/**
 * When somebody above is told next that a clock is late: so many working days after it ran out, the first perhaps at
 * once; after the last of them, so many working days from `now` on.
 *
 * @param made how many were told before
 */
export const nextEscalation = (
  directory: Directory,
  dueAt: string,
  made: number,
  now: string,
  { timeZone, regionCode }: Place,
): string => {
  const { escalations, escalationRepeatDays, officeHours } = directory.policy;
  const again = made >= escalations.length;
  const days = again ? escalationRepeatDays : escalationAfter(directory, made).workingDays;
  if (days === 0) return dueAt;
  const from = localDateOf(again ? now : dueAt, timeZone);
  const { date } = addWorkingDays(calendarOf(directory, regionCode), from, days);
  return localTime(date, officeHours.opens, timeZone);
};
