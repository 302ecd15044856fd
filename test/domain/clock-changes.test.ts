import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addCalendarDays } from "../../shared/domain/calendar.ts";
import { runningClocks } from "../../shared/domain/complaint.ts";
import type { ClockName, Directory } from "../../shared/domain/directory.ts";
import { coordinator, directory, handlerOf, publicWorks, reporter, type Report } from "../builders.ts";
import { afterIn, clockOf, doneByTime, filedIn, timeActs, withRules, type Step } from "./moves-in.ts";

/** Nine in the morning in Sangatta; a time of its own where one is given. */
const on = (date: string): string => (date.includes("T") ? date : `${date}T01:00:00.000Z`);
const endOf = (date: string): string => `${date}T23:59:59+08:00`;
const opensOn = (date: string): string => `${date}T07:30:00+08:00`;

const verify = (date: string): Step => [{ move: "verify" }, coordinator, on(date)];
const dispose = (date: string, agencyCode = publicWorks): Step => [
  { move: "dispose", agencyCode, instruction: "Tindak lanjuti" },
  coordinator,
  on(date),
];
const passUp = (date: string): Step => [{ move: "passUp", reason: "Jalan provinsi" }, coordinator, on(date)];
const handBack = (date: string, agencyCode = publicWorks): Step => [
  { move: "handBack", reason: "Bukan kewenangan" },
  handlerOf(agencyCode),
  on(date),
];
const finish = (date: string): Step => [{ move: "answerFinally", text: "Selesai." }, handlerOf(publicWorks), on(date)];
const reply = (date: string): Step => [{ move: "reply", text: "Belum" }, reporter, on(date)];

const filed = filedIn(directory, on("2026-07-06"));
const dispatched = afterIn(directory, filed, dispose("2026-07-06"));
const startsOf = ({ events }: Report, name: ClockName): number =>
  events.flatMap((event) => event.clocks).filter((change) => change.clock === name && change.to === "started").length;

describe("the second clock", () => {
  const startingAt = (...startEvents: readonly string[]): Directory =>
    withRules(directory, { "completion-complaint": { startEvents: [...startEvents] } });
  const completionOf = (its: Directory, ...steps: readonly Step[]) =>
    afterIn(its, filedIn(its, on("2026-07-06")), ...steps).complaint.clocks.completion?.dueAt;

  test.each<readonly [string, readonly Step[], string | undefined, string]>([
    ["filed", [], "2026-07-24", "at once"],
    ["filed", [verify("2026-07-07"), dispose("2026-07-08")], "2026-07-24", "and not anew"],
    ["verified", [], undefined, "not yet"],
    ["verified", [verify("2026-07-07")], "2026-07-27", "with the verification"],
    [
      "verified",
      [verify("2026-07-07"), verify("2026-07-08"), dispose("2026-07-09")],
      "2026-07-27",
      "with the first one",
    ],
    ["verified", [dispose("2026-07-08")], "2026-07-28", "with the disposition at the latest"],
    ["verified", [passUp("2026-07-08")], "2026-07-28", "or when it is passed up"],
    ["disposed", [verify("2026-07-07")], undefined, "not with the verification"],
    ["disposed", [verify("2026-07-07"), dispose("2026-07-08")], "2026-07-28", "with the disposition"],
    ["disposed", [dispose("2026-07-08"), handBack("2026-07-09"), dispose("2026-07-10")], "2026-07-28", "the first one"],
  ])("whose rule starts it when a report is %s starts, after %j, by %s: %s", (event, steps, expected) => {
    expect(completionOf(startingAt(event), ...steps)).toBe(expected === undefined ? undefined : endOf(expected));
  });

  it("starts exactly once, and at the latest with the disposition, whatever its rule says and whoever did what", () => {
    const day = fc.nat(3);
    fc.assert(
      fc.property(
        fc.subarray(["filed", "verified", "disposed", "passedUp", "arbitrated"], { minLength: 1 }),
        fc.nat(2),
        fc.boolean(),
        fc.array(fc.boolean(), { maxLength: 3 }),
        day,
        (startEvents, verifications, up, later, apart) => {
          const its = startingAt(...startEvents);
          let date = "2026-07-06";
          const next = (): string => (date = addCalendarDays(date, apart));
          let report = filedIn(its, on(date));
          for (let i = 0; i < verifications; i += 1) report = afterIn(its, report, verify(next()));
          report = afterIn(its, report, up ? passUp(next()) : dispose(next()));
          expect(report.complaint.clocks.completion?.state).toBe("running");
          const promised = clockOf(report, "completion").dueAt;
          for (const back of later) {
            const having = report.complaint.agencyCode ?? publicWorks;
            // The second time it would go to the arbiter.
            const may = back && report.complaint.refusedBy.length === 0;
            report = may
              ? afterIn(its, report, handBack(next(), having), verify(next()), dispose(next()))
              : afterIn(its, report, dispose(next(), "kutim.dinkes"));
          }
          expect(startsOf(report, "completion")).toBe(1);
          expect(clockOf(report, "completion").dueAt).toBe(promised);
        },
      ),
    );
  });
});

describe("a clock that runs", () => {
  it("starts anew only where its rule says so", () => {
    const its = withRules(directory, { "reporter-reply": { startEvents: ["answered", "followedUp"] } });
    const answered = afterIn(its, dispatched, finish("2026-07-06"));
    expect(clockOf(afterIn(directory, answered, reply("2026-07-10")), "reporterReply").dueAt).toBe(endOf("2026-07-24"));
    const replied = afterIn(its, answered, reply("2026-07-10"));
    expect(clockOf(replied, "reporterReply").dueAt).toBe(endOf("2026-07-20"));
    const told = afterIn(its, replied, [{ move: "answer", text: "Tambahan" }, coordinator, on("2026-07-13")]);
    expect(clockOf(told, "reporterReply").dueAt).toBe(endOf("2026-07-27"));
  });

  it("does not start anew with another disposition where its rule does not say so, but starts with the first", () => {
    const its = withRules(directory, { "first-follow-up": { startEvents: ["reopened"] } });
    const once = afterIn(its, filed, dispose("2026-07-07"));
    expect(clockOf(once, "firstFollowUp").dueAt).toBe(endOf("2026-07-14"));
    const twice = afterIn(its, once, dispose("2026-07-09", "kutim.dinkes"));
    expect(clockOf(twice, "firstFollowUp").dueAt).toBe(endOf("2026-07-14"));
    expect(clockOf(afterIn(directory, once, dispose("2026-07-09")), "firstFollowUp").dueAt).toBe(endOf("2026-07-16"));
  });

  it("is the coordinator's again, by the coordinator's midnight, when an office of another zone hands back", () => {
    const east: Directory = {
      ...directory,
      agencies: directory.agencies.map((its) =>
        its.code === publicWorks ? { ...its, timeZone: "Asia/Jayapura" } : its,
      ),
    };
    const there = afterIn(east, filedIn(east, on("2026-07-06")), dispose("2026-07-06"));
    expect(clockOf(there, "firstFollowUp").dueAt).toBe("2026-07-13T23:59:59+09:00");
    // Half past eleven on Tuesday evening in Sangatta, past midnight in the east.
    const back = afterIn(east, there, handBack("2026-07-07T15:30:00.000Z"));
    expect(clockOf(back, "verification").dueAt).toBe(endOf("2026-07-10"));
  });
});

describe("time", () => {
  it("reminds at half time and on the day before, notes that it is late, tells those above, and tells them again", () => {
    let report = afterIn(directory, filed, verify("2026-07-06"));
    const seen: (readonly [string, readonly string[]])[] = [];
    for (let date = "2026-07-06"; date <= "2026-07-25"; date = addCalendarDays(date, 1)) {
      // Eight in the morning: what was due when the office opened is done.
      const next = timeActs(directory, report, `${date}T00:00:00.000Z`);
      const done = doneByTime(next.events.slice(report.events.length));
      if (done.length > 0) seen.push([date, done]);
      report = next;
    }
    expect(seen).toStrictEqual([
      ["2026-07-07", ["verification reminded: halfTime"]],
      ["2026-07-08", ["verification reminded: workingDayBefore"]],
      ["2026-07-10", ["verification missed", "verification told agencyHead"]],
      ["2026-07-13", ["verification told coordinator"]],
      ["2026-07-15", ["completion reminded: halfTime"]],
      ["2026-07-16", ["verification told supervisor"]],
      ["2026-07-23", ["verification told supervisor", "completion reminded: workingDayBefore"]],
      ["2026-07-25", ["completion missed", "completion told agencyHead"]],
    ]);
  });

  it("reminds once of what two reminders were due for in an outage", () => {
    const report = timeActs(directory, filed, "2026-07-09T01:00:00.000Z");
    expect(doneByTime(report.events)).toStrictEqual(["verification reminded: workingDayBefore"]);
  });

  it("tells each level once after a long outage, and does not repeat in a burst what was due meanwhile", () => {
    const report = timeActs(directory, filed, on("2026-08-31"));
    const ofClock = (name: string) => doneByTime(report.events).filter((its) => its.startsWith(name));
    for (const name of ["verification", "completion"]) {
      expect(ofClock(name)).toStrictEqual([
        `${name} missed`,
        `${name} told agencyHead`,
        `${name} told coordinator`,
        `${name} told supervisor`,
      ]);
    }
    const early = timeActs(directory, report, opensOn("2026-09-07"));
    expect(early.events).toHaveLength(report.events.length);
    // Five working days after 31 August is Monday 7 September; a month after that, once more and not four times.
    const late = timeActs(directory, report, on("2026-10-05"));
    expect(doneByTime(late.events.slice(report.events.length))).toStrictEqual([
      "verification told supervisor",
      "completion told supervisor",
    ]);
  });

  it("comes to an end whenever it acts, and has something to do again later as long as a report is open", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 12 }), (hours) => {
        let report = dispatched;
        let now = Date.parse(on("2026-07-06"));
        for (const its of hours) {
          now += its * 3_600_000;
          report = timeActs(directory, report, new Date(now).toISOString());
          for (const { clock: name } of runningClocks(report.complaint)) {
            expect(Date.parse(clockOf(report, name).nextAt ?? "")).toBeGreaterThanOrEqual(now);
          }
        }
        const told = doneByTime(report.events).filter((its) => its.startsWith("completion told"));
        expect(told.slice(0, 3)).toStrictEqual(
          ["agencyHead", "coordinator", "supervisor"].slice(0, told.length).map((to) => `completion told ${to}`),
        );
      }),
      { numRuns: 50 },
    );
  });
});
