import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addCalendarDays, isWorkingDay, localDateOf, timeOfDay } from "../../shared/domain/calendar.ts";
import {
  calendarOf,
  dueFrom,
  dueOf,
  escalationAfter,
  nextBeforeDue,
  nextEscalation,
  remindersOf,
  ruleInForce,
  type Place,
} from "../../shared/domain/deadlines.ts";
import type { CalendarYear, DeadlineRule, Directory } from "../../shared/domain/directory.ts";
import { directory, publicWorks } from "../builders.ts";

const sangatta: Place = { timeZone: "Asia/Makassar", regionCode: "64.08" };
const unit = "kutim.dpu.bina-marga";

const ruleOf = (particulars: Partial<DeadlineRule> = {}): DeadlineRule => ({
  code: "rule",
  clock: "completion",
  number: 14,
  unit: "working",
  startEvents: ["filed"],
  pauseEvents: ["informationRequested", "blocked"],
  reminders: ["halfTime", "workingDayBefore"],
  validFrom: "2019-01-01",
  source: "a test",
  ...particulars,
});
const withTheRules = (...deadlineRules: readonly DeadlineRule[]): Directory => ({
  ...directory,
  deadlineRules: [...deadlineRules],
});

/** Nine in the morning in Sangatta. */
const on = (date: string): string => `${date}T01:00:00.000Z`;
const opensOn = (date: string): string => `${date}T07:30:00+08:00`;
const endOf = (date: string): string => `${date}T23:59:59+08:00`;

describe("the rule in force", () => {
  const all = ruleOf({ code: "all" });
  const ofClass = ruleOf({ code: "of-class", class: "aspiration" });
  const ofOffice = ruleOf({ code: "of-office", agencyCode: publicWorks });
  const ofOfficeAndClass = ruleOf({ code: "of-office-and-class", agencyCode: publicWorks, class: "aspiration" });
  const ofUnit = ruleOf({ code: "of-unit", agencyCode: unit });
  const codeOf = (
    rules: readonly DeadlineRule[],
    ...[reportClass, agencyCode, day = "2026-07-06"]: [DeadlineRule["class"] & string, string | null, string?]
  ): string => ruleInForce(withTheRules(...rules), "completion", reportClass, day, agencyCode).code;

  it("is the one of the class before the one for all classes, in whatever order they are kept", () => {
    for (const rules of [
      [all, ofClass],
      [ofClass, all],
    ]) {
      expect(codeOf(rules, "aspiration", null)).toBe("of-class");
      expect(codeOf(rules, "complaint", null)).toBe("all");
    }
  });

  it("is an office's own before both, for the office, for a unit below it, and for nobody else", () => {
    const rules = [all, ofClass, ofOffice];
    expect(codeOf(rules, "aspiration", publicWorks)).toBe("of-office");
    expect(codeOf(rules, "aspiration", unit)).toBe("of-office");
    expect(codeOf(rules, "aspiration", "kutim.dinkes")).toBe("of-class");
    expect(codeOf(rules, "aspiration", "kutim")).toBe("of-class");
    expect(codeOf(rules, "aspiration", null)).toBe("of-class");
  });

  it("is the nearest office's, and among an office's own the one of the class", () => {
    expect(codeOf([all, ofOffice, ofOfficeAndClass], "aspiration", publicWorks)).toBe("of-office-and-class");
    expect(codeOf([all, ofOffice, ofOfficeAndClass], "complaint", publicWorks)).toBe("of-office");
    expect(codeOf([all, ofOfficeAndClass, ofUnit], "aspiration", unit)).toBe("of-unit");
    expect(codeOf([all, ofOfficeAndClass, ofUnit], "aspiration", publicWorks)).toBe("of-office-and-class");
  });

  it("is the latest that has taken effect, and a later one for all does not beat an earlier one of the class", () => {
    const later = ruleOf({ code: "later", validFrom: "2026-07-07" });
    expect(codeOf([later, all], "complaint", null, "2026-07-06")).toBe("all");
    expect(codeOf([all, later], "complaint", null, "2026-07-07")).toBe("later");
    expect(codeOf([later, ofClass], "aspiration", null, "2026-07-07")).toBe("of-class");
  });

  it("takes effect at midnight of the office", () => {
    const rules = withTheRules(ruleOf({ code: "old" }), ruleOf({ code: "new", number: 7, validFrom: "2026-07-07" }));
    const at = (start: string) => dueFrom(rules, "completion", "complaint", start, publicWorks);
    expect(at("2026-07-06T15:59:59.999Z")).toMatchObject({ rule: { code: "old" }, dueAt: endOf("2026-07-24") });
    expect(at("2026-07-06T16:00:00.000Z")).toMatchObject({ rule: { code: "new" }, dueAt: endOf("2026-07-16") });
  });

  it("is missed loudly where there is none", () => {
    expect(() => codeOf([ofClass, ofOffice], "complaint", null)).toThrow("no deadline rule for completion");
    expect(() => codeOf([all], "complaint", null, "2018-12-31")).toThrow("on 2018-12-31");
  });
});

describe("reminders", () => {
  const of = (
    start: string,
    particulars: Partial<DeadlineRule>,
    pauses: readonly (readonly [string, string])[] = [],
  ) => {
    const counted = {
      startedAt: on(start),
      rule: ruleOf(particulars),
      pauses: pauses.map(([from, until]) => ({ from: on(from), until: on(until) })),
    };
    return remindersOf(directory, counted, dueOf(directory, counted, sangatta).dueAt, sangatta);
  };

  test.each([
    ["2026-07-06", 14, "2026-07-15", "2026-07-23", "day 7 of 14, and the day before Friday 24"],
    ["2026-07-06", 10, "2026-07-13", "2026-07-17", "due on Monday 20, so Friday is the working day before"],
    ["2026-07-06", 5, "2026-07-08", "2026-07-10", "half of five is two"],
    ["2026-07-06", 3, "2026-07-07", "2026-07-08", "half of three is one"],
    ["2026-07-06", 60, "2026-08-18", "2026-09-29", "17 August, the thirtieth weekday, is a holiday"],
    ["2026-03-13", 3, "2026-03-16", "2026-03-17", "the working day before 25 March is before the leave of Lebaran"],
    ["2026-03-13", 14, "2026-03-31", "2026-04-09", "half time is counted over the leave as well"],
  ])("from %s for %i days come on %s and %s, when the office opens: %s", (start, number, half, before) => {
    expect(of(start, { number })).toStrictEqual([
      { reminder: "halfTime", at: opensOn(half) },
      { reminder: "workingDayBefore", at: opensOn(before) },
    ]);
  });

  it("of the same day are one", () => {
    expect(of("2026-07-06", { number: 2 })).toStrictEqual([
      { reminder: "workingDayBefore", at: opensOn("2026-07-07") },
    ]);
    expect(of("2026-07-11", { number: 2 })).toStrictEqual([
      { reminder: "workingDayBefore", at: opensOn("2026-07-13") },
    ]);
  });

  it("are none where there is only the first day and the last", () => {
    expect(of("2026-07-06", { number: 1 })).toStrictEqual([]);
    expect(of("2026-07-10", { number: 1 })).toStrictEqual([]);
  });

  it("are those that the rule asks for", () => {
    expect(of("2026-07-06", { reminders: [] })).toStrictEqual([]);
    expect(of("2026-07-06", { reminders: ["halfTime"] })).toHaveLength(1);
    expect(of("2026-07-06", { number: 2, reminders: ["halfTime"] })).toStrictEqual([
      { reminder: "halfTime", at: opensOn("2026-07-07") },
    ]);
  });

  it("are counted in the rule's unit, and the day before is a working day all the same", () => {
    expect(of("2026-07-06", { unit: "calendar" }).map(({ at }) => at)).toStrictEqual([
      opensOn("2026-07-13"),
      opensOn("2026-07-17"),
    ]);
  });

  it("come as many days later as the clock has waited", () => {
    expect(of("2026-07-06", {}, [["2026-07-08", "2026-07-10"]]).map(({ at }) => at)).toStrictEqual([
      opensOn("2026-07-17"),
      opensOn("2026-07-27"),
    ]);
  });

  it("are at most two, in order, never on the first day or the last, at the opening hour, wherever the office is", () => {
    fc.assert(
      fc.property(
        fc.nat(600).map((days) => addCalendarDays("2025-01-01", days)),
        fc.nat(23),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom<DeadlineRule["unit"]>("working", "calendar"),
        fc.constantFrom("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
        (date, hour, number, its, timeZone) => {
          const place = { ...sangatta, timeZone };
          const counted = {
            startedAt: `${date}T${String(hour).padStart(2, "0")}:30:00.000Z`,
            rule: ruleOf({ number, unit: its }),
          };
          const { dueAt } = dueOf(directory, counted, place);
          const days = remindersOf(directory, counted, dueAt, place).map(({ at }) => {
            expect(timeOfDay(at, timeZone)).toBe("07:30");
            return localDateOf(at, timeZone);
          });
          const first = localDateOf(counted.startedAt, timeZone);
          const line = [first, ...days, localDateOf(dueAt, timeZone)];
          expect(new Set(line).size).toBe(line.length);
          expect([...line].sort()).toStrictEqual(line);
          expect(days.length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });
});

describe("what time has to do next before a deadline", () => {
  const counted = { startedAt: on("2026-07-06"), rule: ruleOf() };
  const due = endOf("2026-07-24");
  test.each([
    ["2026-07-06T01:00:00.000Z", opensOn("2026-07-15"), "remind at half time"],
    ["2026-07-14T23:29:59.000Z", opensOn("2026-07-15"), "a second before the office opens, remind"],
    ["2026-07-14T23:30:00.000Z", opensOn("2026-07-23"), "when it has, remind on the day before"],
    ["2026-07-22T23:30:00.000Z", due, "when that was done, wait for the end"],
    ["2026-08-01T01:00:00.000Z", due, "after the end, note that it has passed"],
  ])("at %s is at %s: %s", (now, next) => {
    expect(nextBeforeDue(directory, counted, due, now, sangatta)).toBe(next);
  });

  it("is not the reminder at half time when the clock goes on after half of its time", () => {
    const waited = { ...counted, pauses: [{ from: on("2026-07-16"), until: on("2026-07-20") }] };
    expect(nextBeforeDue(directory, waited, endOf("2026-07-28"), on("2026-07-20"), sangatta)).toBe(
      opensOn("2026-07-27"),
    );
  });
});

describe("a deadline that has passed", () => {
  test.each([
    ["2026-07-09", 0, "2026-07-10", endOf("2026-07-09"), "agencyHead", "the head of the office at once"],
    ["2026-07-09", 1, "2026-07-10", opensOn("2026-07-13"), "coordinator", "two working days on: Fri 10, Mon 13"],
    ["2026-07-09", 2, "2026-07-13", opensOn("2026-07-16"), "supervisor", "five working days on"],
    ["2026-07-09", 3, "2026-07-16", opensOn("2026-07-23"), "supervisor", "and every five days after that"],
    ["2026-07-09", 9, "2026-08-12", opensOn("2026-08-20"), "supervisor", "over Independence Day on Monday 17"],
    ["2026-08-13", 1, "2026-08-14", opensOn("2026-08-18"), "coordinator", "Fri 14, and Tue 18 after the holiday"],
    ["2026-03-17", 1, "2026-03-18", opensOn("2026-03-26"), "coordinator", "after the leave of Lebaran"],
    ["2026-07-09", 1, "2026-09-01", opensOn("2026-07-13"), "coordinator", "a step that was due in an outage is due"],
    ["2026-07-09", 3, "2026-09-01", opensOn("2026-09-08"), "supervisor", "a repeat is counted from the one before"],
  ])("on %s is told for time %i, on %s, next at %s to the %s: %s", (due, made, now, next, to) => {
    expect(nextEscalation(directory, endOf(due), made, on(now), sangatta)).toBe(next);
    expect(escalationAfter(directory, made).to).toBe(to);
  });
});

describe("the calendar of a region", () => {
  const anniversary = (regionCode: string, year: number): CalendarYear => ({
    regionCode,
    year,
    holidays: [{ date: `${year}-10-12`, name: "Hari jadi" }],
    jointLeave: [],
    source: "a regent's decree",
  });
  const withCalendars = (...more: readonly CalendarYear[]): Directory => ({
    ...directory,
    calendars: [...directory.calendars, ...more],
  });
  const due = (its: Directory, regionCode: string, start: string) =>
    dueOf(its, { startedAt: on(start), rule: ruleOf({ number: 1 }) }, { ...sangatta, regionCode });

  it("has its own days off and those of the regions around it, but not its neighbours'", () => {
    const its = withCalendars(anniversary("64.08.01", 2026));
    expect(due(its, "64.08.01", "2026-10-09")).toStrictEqual({ dueAt: endOf("2026-10-13") });
    expect(due(its, "64.08.01", "2026-08-14")).toStrictEqual({ dueAt: endOf("2026-08-18") });
    expect(due(its, "64.08.02", "2026-10-09")).toStrictEqual({ dueAt: endOf("2026-10-12") });
    expect(due(its, "64.08", "2026-10-09")).toStrictEqual({ dueAt: endOf("2026-10-12") });
  });

  it("does not know a year of which only its own days are loaded, though it keeps them", () => {
    const its = withCalendars(anniversary("64.08.01", 2027));
    expect(due(its, "64.08.01", "2027-10-11")).toStrictEqual({ dueAt: endOf("2027-10-13"), beyondCalendar: true });
    const decree = { ...anniversary("ID", 2027), holidays: [] };
    expect(due(withCalendars(anniversary("64.08.01", 2027), decree), "64.08.01", "2027-10-11")).toStrictEqual({
      dueAt: endOf("2027-10-13"),
    });
  });

  it("knows what the decree makes known also when a province or a regency adds its own days", () => {
    const its = withCalendars(anniversary("64", 2025), anniversary("64.08", 2026));
    expect(due(its, "64.08", "2026-10-09")).toStrictEqual({ dueAt: endOf("2026-10-13") });
    expect(due(its, "64.08", "2025-06-30")).toStrictEqual({ dueAt: endOf("2025-07-01") });
  });

  it("is the policy's where it and the regions around it have none", () => {
    expect(calendarOf(directory, "99.99")).toStrictEqual(calendarOf(directory, "64.08"));
    expect(isWorkingDay(calendarOf(directory, "99.99"), "2026-03-18")).toBe(false);
  });

  it("is read anew from a directory that was edited", () => {
    expect(due(directory, "64.08", "2026-10-09").dueAt).toBe(endOf("2026-10-12"));
    const calendars = directory.calendars.map((its) =>
      its.year === 2026 ? { ...its, jointLeave: [...its.jointLeave, { date: "2026-10-12", name: "Cuti" }] } : its,
    );
    expect(due({ ...directory, calendars }, "64.08", "2026-10-09").dueAt).toBe(endOf("2026-10-13"));
  });
});
