import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedByCalendar } from "../../shared/domain/clock-changes.ts";
import type { Directory, LocalDate } from "../../shared/domain/directory.ts";
import { directory, handlerOf, publicWorks, reporter, router, type Report } from "../builders.ts";
import { afterIn, clockOf, filedIn, type Step } from "../domain/moves-in.ts";
import { calendarOfYear, recomputed, withHolidays } from "./holidays.ts";

/**
 * Holidays that are decreed while clocks run and wait, against a count of our own that knows nothing of the code
 * under test: it walks day by day through a list of days off.
 */

const nextDay = (date: LocalDate, days = 1): LocalDate => {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
};
const at = (date: LocalDate): string => `${date}T01:00:00.000Z`;
const endOf = (date: LocalDate): string => `${date}T23:59:59+08:00`;

type Wait = { readonly from: LocalDate; readonly until: LocalDate };

/** The day on which so many working days are used up on which the clock did not wait; at the earliest today. */
const countedByHand = (
  daysOff: ReadonlySet<string>,
  start: LocalDate,
  number: number,
  waits: readonly Wait[],
): string => {
  let day = start;
  for (let used = 0; used < number;) {
    day = nextDay(day);
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    const isOpen = weekday !== 0 && weekday !== 6 && !daysOff.has(day);
    const waited = waits.some(({ from, until }) => from < day && day <= until);
    if (isOpen && !waited) used += 1;
  }
  const last = waits.at(-1)?.until ?? day;
  return last > day ? last : day;
};

const daysOffIn = (its: Directory): ReadonlySet<string> => {
  const { holidays, jointLeave } = calendarOfYear(its, 2026);
  return new Set([...holidays, ...jointLeave].map(({ date }) => date));
};

const ask = (date: LocalDate): Step => [
  { move: "requestInformation", text: "Di mana?" },
  handlerOf(publicWorks),
  at(date),
];
const reply = (date: LocalDate): Step => [{ move: "reply", text: "Di pasar" }, reporter, at(date)];
const dispatchedOn = (date: LocalDate): Report =>
  afterIn(directory, filedIn(directory, at(date)), [{ move: "dispose", agencyCode: publicWorks }, router, at(date)]);

/** Runs and waits of days; three runs of four days are fewer than the fourteen working days that the clock has. */
const life = fc.record({
  start: fc.integer({ min: 0, max: 250 }).map((days) => nextDay("2026-01-01", days)),
  turns: fc.array(fc.record({ runs: fc.nat(4), waits: fc.nat(12) }), { maxLength: 3 }),
  /** Which day after the start becomes a holiday, and after how many moves it is decreed. */
  decrees: fc.array(fc.record({ day: fc.integer({ min: 1, max: 60 }), after: fc.nat(7) }), { maxLength: 8 }),
});

describe("holidays that are decreed while a clock runs and waits", () => {
  it("count as if they had been known from the beginning, wherever they fall", () => {
    let [movedOnes, duringWaits] = [0, 0];
    fc.assert(
      fc.property(life, ({ start, turns, decrees }) => {
        let known: Directory = directory;
        let report = dispatchedOn(start);
        let moves = 0;
        let today = start;
        const waits: Wait[] = [];
        const decree = (): void => {
          const days = decrees.filter(({ after }) => after === moves).map(({ day }) => nextDay(start, day));
          moves += 1;
          if (days.length === 0) return;
          const before = clockOf(report, "completion");
          known = withHolidays(known, days);
          report = recomputed(known, report, at(today));
          const after = clockOf(report, "completion");
          if (before.state === "paused") duringWaits += 1;
          if (after.dueAt !== before.dueAt) movedOnes += 1;
          expect(Date.parse(after.dueAt)).toBeGreaterThanOrEqual(Date.parse(before.dueAt));
          expect(movedByCalendar(report.complaint, { directory: known, now: at(today) })).toStrictEqual([]);
        };
        decree();
        for (const turn of turns) {
          const from = nextDay(today, turn.runs);
          const until = nextDay(from, turn.waits);
          today = from;
          report = afterIn(known, report, ask(from));
          decree();
          today = until;
          report = afterIn(known, report, reply(until));
          waits.push({ from, until });
          decree();
        }
        const its = clockOf(report, "completion");
        expect(its.state).toBe("running");
        expect(its.dueAt).toBe(endOf(countedByHand(daysOffIn(known), start, 14, waits)));
      }),
      { numRuns: 400 },
    );
    // Otherwise the property would hold for want of a case.
    expect(movedOnes).toBeGreaterThan(50);
    expect(duringWaits).toBeGreaterThan(50);
  });

  it("lengthen a wait by nothing: a holiday inside it is no working day that was waited", () => {
    // Filed on Monday 6 July: fourteen days end on Friday 24. It waits from Wednesday 8 to Tuesday 14: four days.
    const paused = afterIn(directory, dispatchedOn("2026-07-06"), ask("2026-07-08"));
    const later = withHolidays(directory, ["2026-07-10"]);
    const same = recomputed(later, paused, at("2026-07-09"));
    // The reporter's own clock runs, and has a day more; those of the office wait, and are computed when they go on.
    expect(clockOf(same, "reporterCompletion").dueAt).toBe(endOf("2026-07-23"));
    expect(clockOf(same, "completion")).toStrictEqual(clockOf(paused, "completion"));
    const due = (its: Directory): string => clockOf(afterIn(its, same, reply("2026-07-14")), "completion").dueAt;
    // Without the holiday, four days were waited; with it three, and one fewer is counted up to the end.
    expect(due(directory)).toBe(endOf("2026-07-30"));
    expect(due(later)).toBe(endOf("2026-07-30"));
  });

  it("lengthen it by themselves where they fall after it", () => {
    const resumed = afterIn(directory, dispatchedOn("2026-07-06"), ask("2026-07-08"), reply("2026-07-14"));
    const moved = recomputed(withHolidays(directory, ["2026-07-16"]), resumed, at("2026-07-15"));
    expect(clockOf(moved, "completion").dueAt).toBe(endOf("2026-07-31"));
    expect(clockOf(moved, "firstFollowUp").dueAt).toBe(endOf("2026-07-20"));
  });

  it("that are withdrawn shorten nothing", () => {
    const before = dispatchedOn("2026-08-10");
    const without = {
      ...directory,
      calendars: directory.calendars.map((its) => ({ ...its, holidays: [], jointLeave: [] })),
    };
    expect(recomputed(without, before, at("2026-08-11"))).toBe(before);
  });
});
