import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  addCalendarDays,
  addWorkingDays,
  calendarDaysBetween,
  endOfLocalDay,
  isWorkingDay,
  localDateOf,
  workingCalendar,
  workingDaysBetween,
} from "../../shared/domain/calendar.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";

const calendar = workingCalendar(seedDirectory().calendars);
const noYears = workingCalendar([]);

describe("a deadline in working days", () => {
  // Each row can be checked by hand against the calendar of the year printed by the three ministers' decree.
  test.each([
    // The two checks of the field's own notes.
    ["2026-03-16", 14, "2026-04-13", "over Nyepi, Lebaran and Good Friday"],
    ["2026-03-13", 3, "2026-03-25", "a Friday before the long leave: Mon 16, Tue 17, Wed 25"],
    ["2026-03-13", 5, "2026-03-27", "two more days after the leave"],
    ["2026-03-13", 14, "2026-04-10", "Good Friday lies in between"],
    // Plain weeks.
    ["2026-07-06", 0, "2026-07-06", "no days after a Monday is that Monday"],
    ["2026-07-06", 1, "2026-07-07", "Monday to Tuesday"],
    ["2026-07-06", 4, "2026-07-10", "Monday to Friday"],
    ["2026-07-06", 5, "2026-07-13", "Monday to Monday"],
    ["2026-07-10", 1, "2026-07-13", "Friday to Monday"],
    ["2026-07-10", 3, "2026-07-15", "the three days of verification from a Friday"],
    ["2026-07-11", 1, "2026-07-13", "a Saturday counts from itself"],
    ["2026-07-12", 1, "2026-07-13", "a Sunday too"],
    ["2026-07-12", 5, "2026-07-17", "five days from a Sunday end on Friday"],
    ["2026-07-11", 0, "2026-07-11", "no days after a Saturday is that Saturday"],
    ["2026-07-01", 14, "2026-07-21", "fourteen days without a holiday"],
    // Single holidays.
    ["2026-04-30", 1, "2026-05-04", "Labour Day falls on a Friday"],
    ["2026-05-29", 1, "2026-06-02", "Pancasila Day makes a Monday free"],
    ["2026-06-15", 1, "2026-06-17", "the Islamic new year on a Tuesday"],
    ["2026-08-14", 1, "2026-08-18", "Independence Day on a Monday"],
    ["2026-08-24", 1, "2026-08-26", "the Prophet's birthday on a Tuesday"],
    ["2026-01-15", 1, "2026-01-19", "Isra Mi'raj on a Friday"],
    ["2026-08-17", 1, "2026-08-18", "a start on a holiday counts from it"],
    // Joint leave.
    ["2026-02-13", 1, "2026-02-18", "joint leave on Monday, Imlek on Tuesday"],
    ["2026-05-13", 1, "2026-05-18", "Ascension Day, then joint leave, then a weekend"],
    ["2026-05-26", 1, "2026-05-29", "Idul Adha and its joint leave"],
    ["2026-12-23", 1, "2026-12-28", "Christmas Eve is joint leave"],
    ["2025-08-15", 1, "2025-08-19", "joint leave added in the middle of 2025"],
    ["2025-03-27", 1, "2025-04-08", "the whole Lebaran of 2025"],
    ["2025-01-24", 1, "2025-01-30", "Isra Mi'raj, joint leave and Imlek in a row"],
    ["2025-06-05", 2, "2025-06-11", "Idul Adha on Friday, joint leave on Monday"],
    // Over the year's end.
    ["2025-12-24", 1, "2025-12-29", "Christmas and its joint leave"],
    ["2025-12-31", 1, "2026-01-02", "New Year's Day"],
    ["2025-12-23", 4, "2025-12-31", "to the last day of the year"],
    ["2025-12-23", 5, "2026-01-02", "one more day is next year"],
    ["2025-12-30", 10, "2026-01-14", "the reporter's ten days over New Year"],
    ["2026-01-02", 60, "2026-04-09", "the sixty days of an inspection"],
  ])("from %s, %i days on, is %s: %s", (from, days, expected) => {
    expect(addWorkingDays(calendar, from, days)).toStrictEqual({ date: expected, beyondLoadedYears: false });
  });

  it("says when it was counted through a year that is not loaded, with weekends only", () => {
    expect(addWorkingDays(calendar, "2026-12-30", 1)).toStrictEqual({ date: "2026-12-31", beyondLoadedYears: false });
    // 2027-01-01 is a Friday and surely a holiday, but nobody has told us so.
    expect(addWorkingDays(calendar, "2026-12-30", 2)).toStrictEqual({ date: "2027-01-01", beyondLoadedYears: true });
    expect(addWorkingDays(noYears, "2026-07-10", 1)).toStrictEqual({ date: "2026-07-13", beyondLoadedYears: true });
  });

  it("says so also when only a weekend of the unknown year was passed", () => {
    const until2021 = workingCalendar([
      { regionCode: "64.08", year: 2022, holidays: [], jointLeave: [], source: "a year that begins on a Saturday" },
    ]);
    expect(addWorkingDays(until2021, "2021-12-31", 1).beyondLoadedYears).toBe(false);
    expect(addWorkingDays(noYears, "2021-12-31", 1)).toStrictEqual({ date: "2022-01-03", beyondLoadedYears: true });
  });

  it("adds a region's own days to those of the nation", () => {
    const anniversary = {
      regionCode: "64.08",
      year: 2026,
      holidays: [{ date: "2026-10-12", name: "Hari jadi" }],
      jointLeave: [],
      source: "a regent's decree",
    };
    const both = workingCalendar([...seedDirectory().calendars, anniversary]);
    expect(isWorkingDay(calendar, "2026-10-12")).toBe(true);
    expect(isWorkingDay(both, "2026-10-12")).toBe(false);
    expect(isWorkingDay(both, "2026-08-17")).toBe(false);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses to add %d days", (count) => {
    expect(() => addWorkingDays(calendar, "2026-07-06", count)).toThrow(RangeError);
  });

  it.each(["2026-02-30", "2026-13-01", "2026-7-6", "yesterday", ""])("refuses %j as a date", (date) => {
    expect(() => addWorkingDays(calendar, date, 1)).toThrow(RangeError);
    expect(() => isWorkingDay(calendar, date)).toThrow(RangeError);
    expect(() => endOfLocalDay(date, "Asia/Makassar")).toThrow(RangeError);
  });
});

const loadedDate = fc
  .integer({ min: 0, max: calendarDaysBetween("2025-01-01", "2026-12-31") })
  .map((days) => addCalendarDays("2025-01-01", days));
const count = fc.integer({ min: 0, max: 90 });

describe("working days, whatever the dates", () => {
  it("never end earlier for a later start", () => {
    fc.assert(
      fc.property(loadedDate, fc.nat(40), count, (from, later, days) => {
        const first = addWorkingDays(calendar, from, days).date;
        const second = addWorkingDays(calendar, addCalendarDays(from, later), days).date;
        expect(second >= first).toBe(true);
      }),
    );
  });

  it("end strictly later with each day more, and always on a working day", () => {
    fc.assert(
      fc.property(loadedDate, count, (from, days) => {
        const last = addWorkingDays(calendar, from, days).date;
        const next = addWorkingDays(calendar, from, days + 1).date;
        expect(next > last).toBe(true);
        expect(isWorkingDay(calendar, next)).toBe(true);
      }),
    );
  });

  it("can be added in two parts", () => {
    fc.assert(
      fc.property(loadedDate, count, count, (from, one, other) => {
        const middle = addWorkingDays(calendar, from, one).date;
        expect(addWorkingDays(calendar, middle, other).date).toBe(addWorkingDays(calendar, from, one + other).date);
      }),
    );
  });

  it("are counted back as they were added", () => {
    fc.assert(
      fc.property(loadedDate, count, (from, days) => {
        expect(workingDaysBetween(calendar, from, addWorkingDays(calendar, from, days).date)).toBe(days);
      }),
    );
  });

  it("lead to the working day they were counted to", () => {
    fc.assert(
      fc.property(loadedDate, loadedDate, (one, other) => {
        const [from = one, to = other] = [one, other].sort();
        fc.pre(isWorkingDay(calendar, to));
        expect(addWorkingDays(calendar, from, workingDaysBetween(calendar, from, to)).date).toBe(to);
      }),
    );
  });

  it("are as many backwards, below zero", () => {
    fc.assert(
      fc.property(loadedDate, loadedDate, (one, other) => {
        expect(workingDaysBetween(calendar, one, other) + workingDaysBetween(calendar, other, one)).toBe(0);
      }),
    );
  });
});

describe("the date on the wall", () => {
  test.each([
    ["2026-03-31T16:59:59.999Z", "Asia/Jakarta", "2026-03-31", "a moment before midnight in WIB"],
    ["2026-03-31T17:00:00.000Z", "Asia/Jakarta", "2026-04-01", "midnight in WIB"],
    ["2026-03-31T15:59:59.999Z", "Asia/Makassar", "2026-03-31", "a moment before midnight in WITA"],
    ["2026-03-31T16:00:00.000Z", "Asia/Makassar", "2026-04-01", "midnight in WITA"],
    ["2026-03-31T14:59:59.999Z", "Asia/Jayapura", "2026-03-31", "a moment before midnight in WIT"],
    ["2026-03-31T15:00:00.000Z", "Asia/Jayapura", "2026-04-01", "midnight in WIT"],
    ["2026-07-10T15:59:00.000Z", "Asia/Makassar", "2026-07-10", "Friday 23:59 in Sangatta is still Friday"],
    ["2025-12-31T15:59:59.000Z", "Asia/Makassar", "2025-12-31", "the last second of the year"],
    ["2025-12-31T16:00:00.000Z", "Asia/Makassar", "2026-01-01", "the first second of the year"],
    ["2026-03-29T00:59:59.000Z", "Europe/Berlin", "2026-03-29", "a second before summer time"],
    ["2026-10-24T22:30:00.000Z", "Europe/Berlin", "2026-10-25", "half past midnight in summer time"],
    ["2026-10-25T22:30:00.000Z", "Europe/Berlin", "2026-10-25", "half past eleven at night in winter time"],
    ["2026-01-01T04:30:00.000Z", "America/New_York", "2025-12-31", "west of Greenwich"],
    ["2026-01-01T00:00:00+08:00", "Asia/Makassar", "2026-01-01", "an instant written with its offset"],
    ["2026-01-01T00:00:00.000Z", "UTC", "2026-01-01", "UTC itself"],
  ])("at %s in %s is %s: %s", (instant, zone, expected) => {
    expect(localDateOf(instant, zone)).toBe(expected);
  });

  it("is refused for a text that names no instant, or a zone that does not exist", () => {
    expect(() => localDateOf("2026-01-01", "Asia/Makassar")).toThrow(RangeError);
    expect(() => localDateOf("2026-01-01T00:00:00", "Asia/Makassar")).toThrow(RangeError);
    expect(() => localDateOf("2026-01-01T00:00:00.000Z", "Asia/Sangatta")).toThrow(RangeError);
  });
});

describe("the end of a day", () => {
  test.each([
    ["2026-04-13", "Asia/Makassar", "2026-04-13T23:59:59+08:00", "WITA"],
    ["2026-04-13", "Asia/Jakarta", "2026-04-13T23:59:59+07:00", "WIB"],
    ["2026-04-13", "Asia/Jayapura", "2026-04-13T23:59:59+09:00", "WIT"],
    ["2026-04-13", "UTC", "2026-04-13T23:59:59+00:00", "UTC"],
    ["2026-03-28", "Europe/Berlin", "2026-03-28T23:59:59+01:00", "the night before summer time"],
    ["2026-03-29", "Europe/Berlin", "2026-03-29T23:59:59+02:00", "the day summer time begins"],
    ["2026-10-25", "Europe/Berlin", "2026-10-25T23:59:59+01:00", "the day summer time ends"],
    ["2026-01-05", "America/St_Johns", "2026-01-05T23:59:59-03:30", "half an hour, and west"],
    ["2026-01-05", "Asia/Kathmandu", "2026-01-05T23:59:59+05:45", "three quarters of an hour"],
    ["2026-01-05", "Pacific/Kiritimati", "2026-01-05T23:59:59+14:00", "the first to see the day"],
    // Brazil turned its clocks back at midnight of 2018-02-18, so 23:59:59 on the 17th came twice.
    ["2018-02-17", "America/Sao_Paulo", "2018-02-17T23:59:59-03:00", "a second that comes twice: the later"],
    // Azores, 2000-10-29 01:00 summer time back to 00:00: the day had its midnight twice, its end once.
    ["2000-10-28", "Atlantic/Azores", "2000-10-28T23:59:59+00:00", "clocks turned back after midnight"],
  ])("%s in %s is %s: %s", (date, zone, expected) => {
    expect(endOfLocalDay(date, zone)).toBe(expected);
  });

  it("lies on the day, and a second later it is tomorrow, in any zone and on any day", () => {
    const zones = [
      "Asia/Jakarta",
      "Asia/Makassar",
      "Asia/Jayapura",
      "Asia/Kathmandu",
      "Europe/Berlin",
      "America/New_York",
      "America/Sao_Paulo",
      "America/Havana",
      "Australia/Lord_Howe",
      "Pacific/Chatham",
      "Pacific/Kiritimati",
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 36_500 }).map((days) => addCalendarDays("2000-01-01", days)),
        fc.constantFrom(...zones),
        (date, zone) => {
          const end = endOfLocalDay(date, zone);
          const secondLater = new Date(Date.parse(end) + 1000).toISOString();
          expect(end.startsWith(`${date}T23:59:59`)).toBe(true);
          expect(localDateOf(end, zone)).toBe(date);
          expect(localDateOf(secondLater, zone)).toBe(addCalendarDays(date, 1));
        },
      ),
      { numRuns: 500 },
    );
  });
});
