import { describe, expect, it, test } from "vitest";
import { dueFrom, dueOf, type Due } from "../../shared/domain/deadlines.ts";
import type { ClockName, ComplaintClass, DeadlineRule, Directory } from "../../shared/domain/directory.ts";
import { directory as seed, filed } from "../builders.ts";

/**
 * Deadlines against dates that were worked out apart from this code, day by day from the days off in the three
 * ministers' decrees of both years. Every date below is written down, none is computed here; the last column says how
 * to check it.
 */

const WIB = "Asia/Jakarta";
const WITA = "Asia/Makassar";
const WIT = "Asia/Jayapura";
const zones = [WIB, WITA, WIT] as const;
type Zone = (typeof zones)[number];
type Row = readonly [
  start: string,
  zone: Zone,
  number: number,
  unit: DeadlineRule["unit"],
  lastDay: string,
  why: string,
];

const offsets: Readonly<Record<Zone, string>> = { [WIB]: "+07:00", [WITA]: "+08:00", [WIT]: "+09:00" };
const offices: Readonly<Record<Zone, string>> = { [WIB]: "office.wib", [WITA]: "office.wita", [WIT]: "office.wit" };
const endOf = (day: string, zone: Zone): string => `${day}T23:59:59${offsets[zone]}`;

const [anyOffice] = seed.agencies;
if (!anyOffice) throw new Error("the seed has offices");
/** The seed, with an office in each zone whose days off are those of the decree. */
const directory: Directory = {
  ...seed,
  agencies: [
    ...seed.agencies,
    ...zones.map((timeZone) => ({ ...anyOffice, code: offices[timeZone], timeZone, regionCode: "64.08" })),
  ],
};

const ruleOf = (number: number, unit: DeadlineRule["unit"]): DeadlineRule => ({
  code: "by-hand",
  clock: "completion",
  number,
  unit,
  startEvents: ["filed"],
  pauseEvents: [],
  reminders: [],
  validFrom: "2019-01-01",
  source: "the table below",
});

/** The clocks of the seed that run for so many working days. */
const clocksOf: Readonly<Record<number, readonly (readonly [ClockName, ComplaintClass])[]>> = {
  2: [["arbitration", "complaint"]],
  3: [["verification", "complaint"]],
  5: [
    ["firstFollowUp", "complaint"],
    ["completion", "informationRequest"],
  ],
  10: [
    ["reporterReply", "complaint"],
    ["reporterCompletion", "aspiration"],
  ],
  14: [
    ["completion", "complaint"],
    ["completion", "aspiration"],
  ],
  60: [["completion", "complaintWithInspection"]],
};

const expectDue = ([startedAt, timeZone, number, unit]: Row, due: Due): void => {
  const rule = ruleOf(number, unit);
  expect(dueOf(directory, { startedAt, rule }, { timeZone, regionCode: "64.08" })).toStrictEqual(due);
  const alone = { ...directory, deadlineRules: [rule] };
  expect(dueFrom(alone, "completion", "complaint", startedAt, offices[timeZone])).toStrictEqual({ ...due, rule });
  if (unit === "calendar") return;
  for (const [clock, reportClass] of clocksOf[number] ?? []) {
    expect(dueFrom(directory, clock, reportClass, startedAt, offices[timeZone]), clock).toMatchObject(due);
  }
};

describe("a deadline worked out by hand", () => {
  // A table is read across.
  // prettier-ignore
  const table: readonly Row[] = [
    // Plain weeks.
    ["2025-07-14T02:00:00Z", WITA, 2, "working", "2025-07-16", "Monday to Wednesday"],
    ["2025-07-14T02:00:00Z", WIB, 3, "working", "2025-07-17", "Monday to Thursday"],
    ["2025-07-14T02:00:00Z", WIT, 5, "working", "2025-07-21", "Monday to Monday"],
    ["2025-07-11T02:00:00Z", WITA, 10, "working", "2025-07-25", "Friday to Friday, two plain weeks"],
    ["2025-07-07T02:00:00Z", WITA, 14, "working", "2025-07-25", "fourteen days from a Monday end on the Friday of the third week"],
    ["2026-07-13T02:00:00Z", WITA, 5, "working", "2026-07-20", "five days from a Monday end on the next Monday"],
    ["2026-09-07T02:00:00Z", WIB, 14, "working", "2026-09-25", "fourteen days without a holiday"],
    ["2026-10-05T02:00:00Z", WIT, 10, "working", "2026-10-19", "ten days without a holiday"],
    // Around midnight from Friday to Saturday.
    ["2026-07-10T15:59:59Z", WITA, 3, "working", "2026-07-15", "Friday 23:59:59: Mon 13, Tue 14, Wed 15"],
    ["2026-07-10T16:00:00Z", WITA, 3, "working", "2026-07-15", "the next second is Saturday 00:00:00, and the same three days"],
    ["2026-07-10T15:59:00Z", WITA, 14, "working", "2026-07-30", "Friday 23:59: Mon 13 is day 1, Thu 30 day 14"],
    ["2026-07-10T16:59:59Z", WIB, 5, "working", "2026-07-17", "Friday 23:59:59 in WIB: the whole next week"],
    ["2026-07-10T17:00:00Z", WIB, 5, "working", "2026-07-17", "the next second in WIB: the same week"],
    ["2026-07-10T14:59:59Z", WIT, 2, "working", "2026-07-14", "Friday 23:59:59 in WIT: Mon 13, Tue 14"],
    ["2026-07-10T15:00:00Z", WIT, 2, "working", "2026-07-14", "the next second in WIT: the same two days"],
    ["2025-08-15T15:59:59Z", WITA, 3, "working", "2025-08-21", "Friday 23:59:59 before a joint leave on Monday"],
    ["2025-08-15T16:00:00Z", WITA, 3, "working", "2025-08-21", "Saturday 00:00:00 before it"],
    ["2026-03-13T15:59:59Z", WITA, 3, "working", "2026-03-25", "Friday 23:59:59 before Nyepi and Lebaran: Mon 16, Tue 17, Wed 25"],
    ["2026-03-13T16:59:59Z", WIB, 14, "working", "2026-04-10", "Friday 23:59:59 in WIB before Lebaran, with Good Friday after it"],
    ["2026-07-10T15:59:59Z", WITA, 14, "calendar", "2026-07-24", "in calendar days the last second of Friday still counts as Friday"],
    ["2026-07-10T16:00:00Z", WITA, 14, "calendar", "2026-07-25", "and the first second of Saturday as Saturday"],
    // Around other midnights, where a second makes a day.
    ["2026-07-09T15:59:59Z", WITA, 3, "working", "2026-07-14", "Thursday 23:59:59: Fri 10, Mon 13, Tue 14"],
    ["2026-07-09T16:00:00Z", WITA, 3, "working", "2026-07-15", "a second later Friday is the day of the filing: Mon 13 to Wed 15"],
    ["2026-07-12T15:59:59Z", WITA, 3, "working", "2026-07-15", "Sunday 23:59:59: Mon 13 is day 1"],
    ["2026-07-12T16:00:00Z", WITA, 3, "working", "2026-07-16", "Monday 00:00:00: Tue 14 is day 1"],
    // One instant, two days.
    ["2026-07-08T15:30:00Z", WIB, 5, "working", "2026-07-15", "half past ten on Wednesday evening in WIB"],
    ["2026-07-08T15:30:00Z", WITA, 5, "working", "2026-07-15", "the same instant is half past eleven in WITA"],
    ["2026-07-08T15:30:00Z", WIT, 5, "working", "2026-07-16", "and half past midnight on Thursday in WIT: a day later"],
    ["2026-07-08T16:30:00Z", WIB, 5, "working", "2026-07-15", "an hour on, WIB is still on Wednesday"],
    ["2026-07-08T16:30:00Z", WITA, 5, "working", "2026-07-16", "WITA has reached Thursday"],
    ["2026-07-08T16:30:00Z", WIT, 5, "working", "2026-07-16", "WIT has been on Thursday for longer"],
    ["2026-03-13T15:30:00Z", WIB, 3, "working", "2026-03-25", "Friday in WIB, before Lebaran"],
    ["2026-03-13T15:30:00Z", WIT, 3, "working", "2026-03-25", "the same instant is Saturday in WIT, which changes nothing"],
    ["2025-12-31T15:30:00Z", WIB, 3, "working", "2026-01-06", "New Year's Eve in WIB: Fri 2, Mon 5, Tue 6"],
    ["2025-12-31T15:30:00Z", WITA, 3, "working", "2026-01-06", "New Year's Eve in WITA, half past eleven"],
    ["2025-12-31T15:30:00Z", WIT, 3, "working", "2026-01-06", "New Year's Day already in WIT: the same three days"],
    ["2026-03-15T15:30:00Z", WIB, 2, "working", "2026-03-17", "still Sunday in WIB: Mon 16, Tue 17"],
    ["2026-03-15T15:30:00Z", WIT, 2, "working", "2026-03-25", "already Monday in WIT: Tue 17, and Wed 25 after the leave"],
    ["2026-03-01T15:15:00Z", WIB, 30, "calendar", "2026-03-31", "in calendar days, Sunday in WIB"],
    ["2026-03-01T15:15:00Z", WIT, 30, "calendar", "2026-04-01", "the same instant is Monday in WIT: a day later, for calendar days as well"],
    // Starts on weekends.
    ["2026-07-11T03:00:00Z", WITA, 5, "working", "2026-07-17", "a Saturday counts from itself: Mon 13 to Fri 17"],
    ["2026-07-12T03:00:00Z", WITA, 5, "working", "2026-07-17", "a Sunday too"],
    ["2025-07-12T03:00:00Z", WIB, 2, "working", "2025-07-15", "a Saturday in WIB: Mon 14, Tue 15"],
    ["2025-07-13T03:00:00Z", WIT, 10, "working", "2025-07-25", "a Sunday in WIT: two whole weeks"],
    // Starts on holidays and joint leave.
    ["2025-01-01T02:00:00Z", WITA, 3, "working", "2025-01-06", "starts on New Year's Day: Thu 2, Fri 3, Mon 6"],
    ["2025-01-28T02:00:00Z", WITA, 2, "working", "2025-01-31", "starts on a joint leave, skips Imlek: Thu 30, Fri 31"],
    ["2025-04-04T02:00:00Z", WITA, 5, "working", "2025-04-14", "starts in the joint leave of Lebaran, the rest of which is Mon 7"],
    ["2025-05-12T02:00:00Z", WIB, 3, "working", "2025-05-16", "starts on Waisak, skips the joint leave after it"],
    ["2025-08-18T02:00:00Z", WITA, 5, "working", "2025-08-25", "starts on the joint leave added in the middle of 2025"],
    ["2026-03-20T02:00:00Z", WITA, 3, "working", "2026-03-27", "starts between Nyepi and Lebaran, skips Mon 23 and Tue 24"],
    ["2026-03-19T02:00:00Z", WIT, 14, "working", "2026-04-14", "starts on Nyepi: Wed 25 is day 1, Good Friday is none"],
    ["2026-05-15T02:00:00Z", WITA, 10, "working", "2026-06-03", "starts on a joint leave, skips Idul Adha, its joint leave and Pancasila Day"],
    ["2026-12-25T02:00:00Z", WITA, 3, "working", "2026-12-30", "starts on Christmas: Mon 28, Tue 29, Wed 30"],
    // Nyepi and Lebaran of 2025.
    ["2025-03-26T02:00:00Z", WITA, 3, "working", "2025-04-09", "Thu 27, then seven days of Nyepi and Lebaran: Tue 8, Wed 9"],
    ["2025-03-27T02:00:00Z", WITA, 2, "working", "2025-04-09", "Thursday before the leave: Tue 8, Wed 9"],
    ["2025-03-21T15:59:59Z", WITA, 5, "working", "2025-04-08", "Friday 23:59:59: Mon 24 to Thu 27, then Tue 8"],
    ["2025-03-24T02:00:00Z", WITA, 14, "working", "2025-04-23", "Lebaran and Good Friday: three days before the leave, eleven after"],
    ["2025-03-20T02:00:00Z", WIB, 10, "working", "2025-04-14", "from a Thursday in WIB: Fri 21, Mon 24 to Thu 27, Tue 8 to Mon 14"],
    ["2025-03-03T02:00:00Z", WITA, 60, "working", "2025-06-16", "fifteen weeks of 75 weekdays, fifteen of them off: Lebaran to Idul Adha"],
    // Nyepi and Lebaran of 2026.
    ["2026-03-16T01:00:00Z", WITA, 14, "working", "2026-04-13", "Tue 17 is day 1, Thu 2 day 8, Good Friday none, Mon 6 day 9, Mon 13 day 14"],
    ["2026-03-13T01:00:00Z", WITA, 3, "working", "2026-03-25", "Mon 16, Tue 17, Wed 25"],
    ["2026-03-13T01:00:00Z", WITA, 5, "working", "2026-03-27", "two more: Thu 26, Fri 27"],
    ["2026-03-13T01:00:00Z", WITA, 14, "working", "2026-04-10", "day 9 is Thu 2, Good Friday is none, Fri 10 is day 14"],
    ["2026-03-17T01:00:00Z", WITA, 2, "working", "2026-03-26", "from the last day before the leave: Wed 25, Thu 26"],
    ["2026-03-12T01:00:00Z", WIB, 10, "working", "2026-04-02", "Fri 13 to Tue 17, Wed 25 to Thu 2: ends the day before Good Friday"],
    ["2026-02-12T01:00:00Z", WITA, 60, "working", "2026-05-22", "from before Imlek over Lebaran, Labour Day and Ascension Day: fourteen weeks and a day, eleven days off"],
    // Other days off.
    ["2025-01-24T02:00:00Z", WITA, 5, "working", "2025-02-05", "Isra Mi'raj, joint leave and Imlek in a row: Thu 30 is day 1"],
    ["2025-05-09T02:00:00Z", WITA, 2, "working", "2025-05-15", "Waisak and its joint leave: Wed 14, Thu 15"],
    ["2025-05-28T02:00:00Z", WITA, 3, "working", "2025-06-04", "Ascension Day and its joint leave; Pancasila Day falls on a Sunday"],
    ["2025-06-05T02:00:00Z", WIT, 2, "working", "2025-06-11", "Idul Adha on Friday, joint leave on Monday: Tue 10, Wed 11"],
    ["2025-04-17T02:00:00Z", WITA, 2, "working", "2025-04-22", "Good Friday; Easter falls on a Sunday anyway"],
    ["2025-06-26T02:00:00Z", WITA, 2, "working", "2025-07-01", "the Islamic new year on a Friday: Mon 30, Tue 1"],
    ["2025-09-04T02:00:00Z", WITA, 5, "working", "2025-09-12", "the Prophet's birthday on a Friday: Mon 8 to Fri 12"],
    ["2025-04-30T02:00:00Z", WITA, 14, "working", "2025-05-23", "Labour Day, Waisak and its joint leave"],
    ["2025-07-01T02:00:00Z", WITA, 60, "working", "2025-09-25", "twelve weeks are 60 weekdays; 18 August and 5 September put two more on"],
    ["2026-02-13T02:00:00Z", WITA, 3, "working", "2026-02-20", "joint leave on Monday, Imlek on Tuesday: Wed 18 to Fri 20"],
    ["2026-04-30T02:00:00Z", WITA, 14, "working", "2026-05-25", "Labour Day, Ascension Day and its joint leave"],
    ["2026-05-13T02:00:00Z", WITA, 3, "working", "2026-05-20", "Ascension Day, joint leave, weekend: Mon 18 to Wed 20"],
    ["2026-05-26T02:00:00Z", WITA, 5, "working", "2026-06-05", "Idul Adha, its joint leave, and Pancasila Day: Fri 29, Tue 2 to Fri 5"],
    ["2026-01-15T02:00:00Z", WITA, 2, "working", "2026-01-20", "Isra Mi'raj on a Friday: Mon 19, Tue 20"],
    ["2026-06-15T02:00:00Z", WIB, 2, "working", "2026-06-18", "the Islamic new year on a Tuesday: Wed 17, Thu 18"],
    ["2026-08-14T15:59:00Z", WITA, 5, "working", "2026-08-24", "Friday 23:59 before Independence Day on a Monday: Tue 18 is day 1"],
    ["2026-08-13T02:00:00Z", WIT, 10, "working", "2026-08-31", "Independence Day and the Prophet's birthday"],
    ["2026-04-02T02:00:00Z", WITA, 2, "working", "2026-04-07", "Good Friday: Mon 6, Tue 7"],
    ["2026-04-01T02:00:00Z", WITA, 60, "working", "2026-07-06", "eight days off from Good Friday to the Islamic new year, two of them joint leave"],
    // Christmas, and over the end of 2025.
    ["2025-12-24T02:00:00Z", WITA, 2, "working", "2025-12-30", "Christmas and its joint leave: Mon 29, Tue 30"],
    ["2025-12-19T02:00:00Z", WITA, 10, "working", "2026-01-07", "Christmas, its joint leave and New Year's Day"],
    ["2025-12-23T02:00:00Z", WITA, 5, "working", "2026-01-02", "Wed 24, Mon 29 to Wed 31, Fri 2"],
    ["2025-12-22T02:00:00Z", WIB, 14, "working", "2026-01-14", "two days before Christmas, three after it, nine in the new year"],
    ["2025-12-25T02:00:00Z", WIT, 3, "working", "2025-12-31", "starts on Christmas, skips the joint leave: Mon 29 to Wed 31"],
    ["2025-10-20T02:00:00Z", WITA, 60, "working", "2026-01-15", "from 2025 into 2026: twelve weeks, and three days for those off"],
    ["2025-11-14T02:00:00Z", WITA, 60, "working", "2026-02-12", "ends in the second week of February, after Isra Mi'raj too"],
    ["2025-12-31T15:59:59Z", WITA, 60, "working", "2026-04-08", "the last second of 2025: fourteen weeks less ten days off, Imlek to Good Friday"],
    ["2025-12-31T16:00:00Z", WITA, 60, "working", "2026-04-08", "the first second of 2026: New Year's Day is the day of the filing"],
    ["2026-12-22T02:00:00Z", WITA, 3, "working", "2026-12-29", "joint leave on Christmas Eve, then Christmas: Wed 23, Mon 28, Tue 29"],
    ["2026-12-23T02:00:00Z", WIB, 2, "working", "2026-12-29", "Mon 28, Tue 29"],
    ["2026-12-18T02:00:00Z", WITA, 5, "working", "2026-12-29", "Mon 21 to Wed 23, Mon 28, Tue 29"],
    // The end of 2026.
    ["2026-12-22T02:00:00Z", WITA, 5, "working", "2026-12-31", "Wed 23, Mon 28 to Thu 31: the last day whose year is known"],
    ["2026-10-06T02:00:00Z", WITA, 60, "working", "2026-12-31", "the latest start from which sixty days end in 2026"],
    // Calendar days.
    ["2026-03-07T02:00:00Z", WITA, 14, "calendar", "2026-03-21", "ends on Lebaran, a Saturday: calendar days move for nothing"],
    ["2025-12-11T02:00:00Z", WITA, 14, "calendar", "2025-12-25", "ends on Christmas"],
    ["2026-07-18T02:00:00Z", WITA, 30, "calendar", "2026-08-17", "ends on Independence Day"],
    ["2025-03-02T02:00:00Z", WIB, 30, "calendar", "2025-04-01", "ends on the second day of Lebaran"],
    ["2025-11-02T02:00:00Z", WITA, 60, "calendar", "2026-01-01", "from 2025 to New Year's Day of 2026"],
    ["2026-06-18T02:00:00Z", WIT, 60, "calendar", "2026-08-17", "ends on Independence Day, counted in WIT"],
    ["2025-01-30T02:00:00Z", WITA, 30, "calendar", "2025-03-01", "ends on a Saturday, over the end of February"],
    ["2025-12-19T02:00:00Z", WITA, 14, "calendar", "2026-01-02", "from 2025 to 2026, New Year's Day counted like any other"],
    ["2026-12-20T02:00:00Z", WITA, 14, "calendar", "2027-01-03", "ends in an unknown year, which does not matter to calendar days"],
    ["2026-03-13T15:59:59Z", WITA, 60, "calendar", "2026-05-12", "over Lebaran and Good Friday, from Friday 23:59:59"],
  ];

  test.each(table)("from %s in %s, %i %s days, is the end of %s: %s", (...row) => {
    const [, zone, , , lastDay] = row;
    expectDue(row, { dueAt: endOf(lastDay, zone) });
  });

  // Only weekends are taken off what follows 31 December 2026, so the true day may be later.
  // prettier-ignore
  const pastTheLastYear: readonly Row[] = [
    ["2026-12-24T02:00:00Z", WITA, 5, "working", "2027-01-01", "starts on joint leave: only four days are left in 2026"],
    ["2026-12-30T02:00:00Z", WITA, 2, "working", "2027-01-01", "Thu 31, and a day of a year that nobody has told us of"],
    ["2026-12-14T02:00:00Z", WITA, 14, "working", "2027-01-05", "eleven days in December, three after it"],
    ["2026-10-07T02:00:00Z", WITA, 60, "working", "2027-01-01", "a day later than the latest start from which sixty days end in 2026"],
    ["2026-12-31T15:59:59Z", WITA, 3, "working", "2027-01-05", "the last second of 2026 in WITA"],
    ["2026-12-31T15:00:00Z", WIT, 3, "working", "2027-01-06", "the first second of 2027 in WIT"],
    ["2026-12-31T02:00:00Z", WITA, 60, "working", "2027-03-25", "all sixty in the unknown year"],
  ];

  test.each(pastTheLastYear)("from %s in %s, %i %s days, is the end of %s, as far as is known: %s", (...row) => {
    const [, zone, , , lastDay] = row;
    expectDue(row, { dueAt: endOf(lastDay, zone), beyondCalendar: true });
  });

  it("is checked for at least seventy starts, in both years, each zone and either unit, for every length in use", () => {
    const rows = [...table, ...pastTheLastYear];
    expect(new Set(rows.map(([start, zone, number, unit]) => [start, zone, number, unit].join())).size).toBe(
      rows.length,
    );
    expect(rows.length).toBeGreaterThanOrEqual(70);
    for (const year of ["2025", "2026"]) {
      expect(rows.filter(([start]) => start.startsWith(year)).length, year).toBeGreaterThanOrEqual(30);
    }
    for (const zone of zones) {
      expect(rows.filter((row) => row[1] === zone).length, zone).toBeGreaterThanOrEqual(10);
    }
    expect([...new Set(rows.map(([, , number]) => number))].sort((a, b) => a - b)).toStrictEqual([
      2, 3, 5, 10, 14, 30, 60,
    ]);
    const lengthsInUse = new Set(seed.deadlineRules.map(({ number }) => number));
    expect([...lengthsInUse].filter((number) => !(number in clocksOf))).toStrictEqual([]);
  });
});

describe("a report filed around midnight", () => {
  // Verification has three working days and completion fourteen, at the coordinator's office in Sangatta (WITA).
  test.each([
    ["2026-07-10T15:59:59.999Z", "2026-07-15", "2026-07-30", "in the last moment of a Friday"],
    ["2026-07-10T16:00:00.000Z", "2026-07-15", "2026-07-30", "in the first moment of a Saturday"],
    ["2026-07-09T15:59:59.999Z", "2026-07-14", "2026-07-29", "in the last moment of a Thursday"],
    ["2026-03-13T15:59:00.000Z", "2026-03-25", "2026-04-10", "on a Friday at 23:59 before Lebaran"],
    ["2025-12-31T15:59:59.999Z", "2026-01-06", "2026-01-22", "in the last moment of a year"],
  ])("at %s has until %s to be verified and until %s to be done: %s", (now, verified, done) => {
    const { verification, completion } = filed({}, now).complaint.clocks;
    expect(verification?.dueAt).toBe(endOf(verified, WITA));
    expect(completion?.dueAt).toBe(endOf(done, WITA));
  });
});
