import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addCalendarDays, isWorkingDay } from "../../shared/domain/calendar.ts";
import { movedByCalendar } from "../../shared/domain/clock-changes.ts";
import { calendarOf, dueOf, type Place } from "../../shared/domain/deadlines.ts";
import type { ComplaintClass, DeadlineRule } from "../../shared/domain/directory.ts";
import { coordinator, directory, handlerOf, publicWorks, reporter, router, type Report } from "../builders.ts";
import { afterIn, clockOf, filedIn, timeActs, withRules, type Step } from "./moves-in.ts";

const sangatta: Place = { timeZone: "Asia/Makassar", regionCode: "64.08" };
const handler = handlerOf(publicWorks);

const ruleOf = (number: number, unit: DeadlineRule["unit"] = "working"): DeadlineRule => ({
  code: "rule",
  clock: "completion",
  number,
  unit,
  startEvents: ["filed"],
  pauseEvents: ["informationRequested", "blocked"],
  reminders: [],
  validFrom: "2019-01-01",
  source: "a test",
});

/** Nine in the morning in Sangatta; a time of its own where one is given. */
const on = (date: string): string => (date.includes("T") ? date : `${date}T01:00:00.000Z`);
const endOf = (date: string): string => `${date}T23:59:59+08:00`;

const ask = (date: string): Step => [{ move: "requestInformation", text: "Di mana?" }, handler, on(date)];
const reply = (date: string): Step => [{ move: "reply", text: "Di depan pasar" }, reporter, on(date)];
const dispose = (date: string): Step => [{ move: "dispose", agencyCode: publicWorks }, router, on(date)];
/** With the roads office since Monday 6 July 2026: five days end on Monday 13, fourteen on Friday 24. */
const dispatched = afterIn(directory, filedIn(directory, on("2026-07-06")), dispose("2026-07-06"));
const after = (report: Report, ...steps: readonly Step[]): Report => afterIn(directory, report, ...steps);
const time = (report: Report, date: string): Report => timeActs(directory, report, on(date));

type Waits = readonly (readonly [from: string, until: string | undefined])[];
const due = (start: string, number: number, waits: Waits, unit?: DeadlineRule["unit"], place = sangatta): string =>
  dueOf(
    directory,
    {
      startedAt: on(start),
      rule: ruleOf(number, unit),
      pauses: waits.map(([from, until]) => ({ from: on(from), ...(until === undefined ? {} : { until: on(until) }) })),
    },
    place,
  ).dueAt;

describe("a clock that has waited", () => {
  // Fourteen working days after Monday 6 July 2026 end on Friday 24 July; after Monday 10 August, on 1 September;
  // after Monday 9 March, over Lebaran, on Monday 6 April. Each row can be checked by hand from there.
  test.each<readonly [string, Waits, string, string]>([
    ["2026-07-06", [["2026-07-08", "2026-07-10"]], "2026-07-28", "Thursday and Friday: two days"],
    ["2026-07-06", [["2026-07-08", "2026-07-08"]], "2026-07-24", "asked and answered on the same day"],
    ["2026-07-06", [["2026-07-10", "2026-07-12"]], "2026-07-24", "a weekend is nobody's working day"],
    ["2026-07-06", [["2026-07-10", "2026-07-13"]], "2026-07-27", "from Friday to Monday: one day"],
    ["2026-07-06", [["2026-07-11", "2026-07-12"]], "2026-07-24", "asked on Saturday, answered on Sunday"],
    ["2026-07-06", [["2026-07-11", "2026-07-13"]], "2026-07-27", "asked on Saturday, answered on Monday"],
    ["2026-07-06", [["2026-07-08", "2026-07-21"]], "2026-08-06", "nine days"],
    ["2026-07-06", [["2026-07-06", "2026-07-07"]], "2026-07-27", "asked on the first day"],
    ["2026-08-10", [["2026-08-14", "2026-08-18"]], "2026-09-02", "over Independence Day on Monday: one day"],
    ["2026-08-10", [["2026-08-14", "2026-08-17"]], "2026-09-01", "answered on the holiday: no day"],
    ["2026-08-10", [["2026-08-24", "2026-08-26"]], "2026-09-02", "over the Prophet's birthday on Tuesday 25"],
    ["2026-03-09", [["2026-03-17", "2026-03-25"]], "2026-04-07", "over the leave of Lebaran: one day"],
    ["2026-03-09", [["2026-03-17", "2026-03-22"]], "2026-04-06", "answered on Lebaran: no day"],
    ["2026-07-06", [["2026-07-24", "2026-07-25"]], "2026-07-25", "no day left: goes on on Saturday, and has that day"],
    ["2026-07-06", [["2026-07-24", "2026-07-26"]], "2026-07-26", "no day left, on Sunday"],
    ["2026-07-06", [["2026-07-24", "2026-07-27"]], "2026-07-27", "no day left, on Monday"],
    ["2026-07-06", [["2026-07-24", "2026-07-29"]], "2026-07-29", "no day left, on Wednesday"],
    ["2026-07-27", [["2026-08-14", "2026-08-17"]], "2026-08-17", "no day left, on a holiday"],
    ["2026-07-06", [["2026-07-23", "2026-07-25"]], "2026-07-27", "one day left: goes on on Saturday, has Monday"],
    [
      "2026-07-06",
      [
        ["2026-07-08", "2026-07-10"],
        ["2026-07-14", "2026-07-17"],
      ],
      "2026-07-31",
      "twice: two days and three",
    ],
    [
      "2026-07-06",
      [
        ["2026-07-08", "2026-07-10"],
        ["2026-07-27", "2026-07-29"],
      ],
      "2026-07-30",
      "the second wait begins in the time that the first has given",
    ],
    [
      "2026-07-06",
      [
        ["2026-07-24", "2026-07-25"],
        ["2026-07-25", "2026-07-27"],
      ],
      "2026-07-27",
      "no day left, and asked again on the Saturday that it had",
    ],
    ["2026-07-06", [["2026-07-08", undefined]], "2026-07-24", "a wait that is not over counts for nothing yet"],
    ["2026-07-06", [["2026-07-27", "2026-07-29"]], "2026-07-24", "what was late stays late"],
    ["2026-07-06", [["2026-07-25", "2026-07-26"]], "2026-07-24", "late on a weekend as well"],
    [
      "2026-07-06",
      [
        ["2026-07-24", "2026-07-25"],
        ["2026-07-26", "2026-07-28"],
      ],
      "2026-07-25",
      "late after the day that it had",
    ],
  ])("from %s on, with the waits %j, has until %s: %s", (start, waits, expected) => {
    expect(due(start, 14, waits)).toBe(endOf(expected));
  });

  it("has waited calendar days where its rule counts them", () => {
    expect(due("2026-07-06", 14, [], "calendar")).toBe(endOf("2026-07-20"));
    expect(due("2026-07-06", 14, [["2026-07-10", "2026-07-12"]], "calendar")).toBe(endOf("2026-07-22"));
    expect(due("2026-07-06", 14, [["2026-07-20", "2026-07-21"]], "calendar")).toBe(endOf("2026-07-21"));
  });

  test.each([
    ["Asia/Jakarta", "2026-07-24T23:59:59+07:00", "half past ten to half past eleven in the evening"],
    ["Asia/Makassar", "2026-07-27T23:59:59+08:00", "from before midnight until after it"],
    ["Asia/Jayapura", "2026-07-24T23:59:59+09:00", "past midnight already"],
  ])("an hour in the night has waited by the midnight of %s, until %s: %s", (timeZone, expected) => {
    const hour: Waits = [["2026-07-08T15:30:00.000Z", "2026-07-08T16:30:00.000Z"]];
    expect(due("2026-07-06", 14, hour, "working", { ...sangatta, timeZone })).toBe(expected);
  });

  it("has run exactly its number of working days, counted day by day, and the day on which it went on with none", () => {
    const calendar = calendarOf(directory, sangatta.regionCode);
    const naive = (start: string, number: number, waits: readonly (readonly [string, string])[]): string => {
      let [day, used] = [start, 0];
      for (;;) {
        if (used < number) {
          day = addCalendarDays(day, 1);
          const waited = waits.some(([from, until]) => from < day && day <= until);
          if (isWorkingDay(calendar, day) && !waited) used += 1;
        } else {
          const today = day;
          const wait = waits.find(([from, until]) => from === today && today < until);
          if (!wait) return day;
          day = wait[1];
        }
      }
    };
    const gap = fc.record({ after: fc.nat(12), for: fc.nat(15) });
    fc.assert(
      fc.property(
        fc.nat(500).map((days) => addCalendarDays("2025-01-01", days)),
        fc.integer({ min: 1, max: 20 }),
        fc.array(gap, { maxLength: 5 }),
        (start, number, gaps) => {
          let day = start;
          const waits = gaps.map((its) => {
            const from = addCalendarDays(day, its.after);
            day = addCalendarDays(from, its.for);
            return [from, day] as const;
          });
          expect(due(start, number, waits)).toBe(endOf(naive(start, number, waits)));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("a report that waits for its reporter", () => {
  it("says how many days were left, and goes on with exactly those", () => {
    const asked = after(dispatched, ask("2026-07-10"));
    expect(asked.events.at(-1)?.clocks.filter(({ to }) => to === "paused")).toStrictEqual([
      { clock: "firstFollowUp", to: "paused", daysLeft: 1 },
      { clock: "completion", to: "paused", daysLeft: 10 },
    ]);
    const given = after(asked, reply("2026-07-15"));
    expect(clockOf(given, "firstFollowUp")).toMatchObject({ state: "running", dueAt: endOf("2026-07-16") });
    // Ten working days after Wednesday 15.
    expect(clockOf(given, "completion")).toMatchObject({ state: "running", dueAt: endOf("2026-07-29") });
  });

  it("adds up the waits", () => {
    const twice = after(dispatched, ask("2026-07-08"), reply("2026-07-10"), ask("2026-07-14"), reply("2026-07-17"));
    expect(clockOf(twice, "completion").dueAt).toBe(endOf("2026-07-31"));
    expect(clockOf(twice, "firstFollowUp").dueAt).toBe(endOf("2026-07-20"));
  });

  it("leaves late what was late, also when the calendars are read again and when it waits another time", () => {
    const late = time(dispatched, "2026-07-14");
    const missedAt = clockOf(late, "firstFollowUp").missedAt;
    expect(missedAt).toBe(on("2026-07-14"));
    const given = after(late, ask("2026-07-14"), reply("2026-07-16"));
    expect(clockOf(given, "firstFollowUp")).toMatchObject({ state: "running", dueAt: endOf("2026-07-13"), missedAt });
    expect(clockOf(given, "completion").dueAt).toBe(endOf("2026-07-28"));
    expect(movedByCalendar(given.complaint, { directory, now: on("2026-07-16") })).toStrictEqual([]);
    const again = after(given, ask("2026-07-17"), reply("2026-07-20"));
    expect(clockOf(again, "firstFollowUp")).toMatchObject({ dueAt: endOf("2026-07-13"), missedAt });
    expect(movedByCalendar(again.complaint, { directory, now: on("2026-07-20") })).toStrictEqual([]);
  });

  it("is late also where the wait began before anybody had noted that it was", () => {
    const given = after(dispatched, ask("2026-07-13T16:01:00.000Z"), reply("2026-07-16"));
    expect(clockOf(given, "firstFollowUp").dueAt).toBe(endOf("2026-07-13"));
    expect(clockOf(time(given, "2026-07-16T01:05:00.000Z"), "firstFollowUp").missedAt).toBeDefined();
  });

  it("does not wait with a clock whose rule does not say so, but with every clock while it is hidden", () => {
    const its = withRules(directory, { "first-follow-up": { pauseEvents: ["blocked"] } });
    const asked = afterIn(its, dispatched, ask("2026-07-08"));
    expect(clockOf(asked, "firstFollowUp")).toMatchObject({ state: "running", dueAt: endOf("2026-07-13") });
    expect(clockOf(asked, "completion").state).toBe("paused");
    expect(clockOf(timeActs(its, asked, on("2026-07-14")), "firstFollowUp").missedAt).toBeDefined();
    const hidden = afterIn(its, asked, [{ move: "block", reason: "Ujaran kebencian" }, coordinator, on("2026-07-09")]);
    expect(clockOf(hidden, "firstFollowUp")).toMatchObject({ state: "paused", pausedBy: "blocked" });
    const shown = afterIn(its, hidden, [{ move: "unblock", reason: "Keliru" }, coordinator, on("2026-07-13")]);
    expect(clockOf(shown, "firstFollowUp")).toMatchObject({ state: "running", dueAt: endOf("2026-07-15") });
    expect(clockOf(shown, "completion")).toMatchObject({ state: "paused", pausedBy: "informationRequested" });
    const given = afterIn(its, shown, reply("2026-07-14"));
    expect(clockOf(given, "firstFollowUp").dueAt).toBe(endOf("2026-07-15"));
    expect(clockOf(given, "completion").dueAt).toBe(endOf("2026-07-30"));
  });

  it("and was archived meanwhile has waited until then, when an appeal wakes its second clock", () => {
    // Asked on Wednesday 8; the tenth working day after it is Wednesday 22, so time archives it on Thursday 23.
    const archived = time(after(dispatched, ask("2026-07-08")), "2026-07-22T16:00:00.000Z");
    expect(archived.complaint).toMatchObject({ status: "archived", closedBy: "system" });
    const appealed = after(archived, [{ move: "appeal", reason: "Sudah saya jawab" }, reporter, on("2026-08-03")]);
    // Thu 9 to Thu 23 are eleven working days; as many after Friday 24 is Monday 10 August.
    expect(clockOf(appealed, "completion")).toMatchObject({ state: "running", dueAt: endOf("2026-08-10") });
    expect(movedByCalendar(appealed.complaint, { directory, now: on("2026-08-03") })).toStrictEqual([]);
  });
});

describe("a class that changes", () => {
  const shorter = (date: string): Step => [{ move: "changeClass", class: "informationRequest" }, handler, on(date)];
  const longer = (date: string, its: ComplaintClass = "complaintWithInspection"): readonly Step[] => [
    [{ move: "changeClass", class: its, reason: "Perlu pemeriksaan" }, handler, on(date)],
    [{ move: "approveClassChange" }, coordinator, on(date)],
  ];
  const completion = (...steps: readonly Step[]) => clockOf(after(dispatched, ...steps), "completion");

  test.each<readonly [string, readonly Step[], string]>([
    ["to a shorter one, while the clock runs", [shorter("2026-07-08")], "2026-07-13"],
    ["to a longer one, while the clock runs", longer("2026-07-08"), "2026-09-30"],
    ["to a longer one and back to a short one", [...longer("2026-07-08"), shorter("2026-07-09")], "2026-07-13"],
    ["to a shorter one after a wait", [ask("2026-07-08"), reply("2026-07-10"), shorter("2026-07-10")], "2026-07-15"],
    ["to a longer one after a wait", [ask("2026-07-08"), reply("2026-07-10"), ...longer("2026-07-13")], "2026-10-02"],
    ["to a shorter one, while it waits", [ask("2026-07-08"), shorter("2026-07-09"), reply("2026-07-10")], "2026-07-15"],
    [
      "to a longer one, while it waits",
      [ask("2026-07-08"), ...longer("2026-07-09"), reply("2026-07-10")],
      "2026-10-02",
    ],
    [
      "to a shorter one before a second wait",
      [ask("2026-07-08"), reply("2026-07-10"), shorter("2026-07-10"), ask("2026-07-15"), reply("2026-07-17")],
      "2026-07-17",
    ],
  ])("%s counts from the same start, with the same waits", (_, steps, expected) => {
    expect(completion(...steps)).toMatchObject({ state: "running", dueAt: endOf(expected) });
  });

  it("while the reporter is to reply holds for the second clock when another office gets the report", () => {
    const answered: Step = [{ move: "answerFinally", text: "Selesai" }, handler, on("2026-07-08")];
    const disposed: Step = [
      { move: "dispose", agencyCode: publicWorks, instruction: "Kerjakan lagi" },
      coordinator,
      on("2026-07-10"),
    ];
    const { dueAt, state } = completion(answered, ...longer("2026-07-09"), disposed);
    expect([state, dueAt]).toEqual(["running", completion(...longer("2026-07-09")).dueAt]);
  });

  it("leaves a clock waiting that waits, without a time to act on it", () => {
    const waiting = completion(ask("2026-07-08"), ...longer("2026-07-09"));
    expect(waiting).toMatchObject({ state: "paused", dueAt: endOf("2026-09-30"), pausedBy: "informationRequested" });
    expect(waiting.nextAt).toBeUndefined();
  });

  it("to a shorter one that is over already makes it late, and to a longer one makes it late no more", () => {
    const late = time(after(dispatched, shorter("2026-07-15")), "2026-07-15T02:00:00.000Z");
    expect(clockOf(late, "completion")).toMatchObject({
      dueAt: endOf("2026-07-13"),
      missedAt: on("2026-07-15T02:00:00.000Z"),
    });
    const onTime = clockOf(after(late, ...longer("2026-07-16", "complaint")), "completion");
    expect(onTime).toMatchObject({ state: "running", dueAt: endOf("2026-07-24") });
    expect([onTime.missedAt, onTime.escalated]).toStrictEqual([undefined, undefined]);
  });

  it("while it is late and stays so tells nobody anew before the time", () => {
    const told = time(dispatched, "2026-08-10");
    expect(clockOf(told, "completion")).toMatchObject({ escalated: 3 });
    const changed = after(told, shorter("2026-08-10T02:00:00.000Z"));
    expect(time(changed, "2026-08-10T03:00:00.000Z").events).toHaveLength(changed.events.length);
    expect(clockOf(changed, "completion").nextAt).toBe("2026-08-18T07:30:00+08:00");
  });
});
