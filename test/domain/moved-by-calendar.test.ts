import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCalendarDays } from "../../shared/domain/calendar.ts";
import { movedByCalendar } from "../../shared/domain/clock-changes.ts";
import type { CalendarYear, Directory } from "../../shared/domain/directory.ts";
import { clock, coordinator, directory, handlerOf, publicWorks, reporter, router, type Report } from "../builders.ts";
import { afterIn, clockOf, filedIn, timeActs } from "./moves-in.ts";

/** Nine in the morning in Sangatta; a time of its own where one is given. */
const on = (date: string): string => (date.includes("T") ? date : `${date}T01:00:00.000Z`);
const endOf = (date: string): string => `${date}T23:59:59+08:00`;
const opensOn = (date: string): string => `${date}T07:30:00+08:00`;

/** Three days to verify end on Thursday 9 July 2026, fourteen to be done on Friday 24. */
const filed = filedIn(directory, on("2026-07-06"));
const dispatched = afterIn(directory, filed, [{ move: "dispose", agencyCode: publicWorks }, router, on("2026-07-06")]);

describe("a calendar that changes", () => {
  const dayOff = (date: string): CalendarYear["jointLeave"][number] => ({ date, name: "Cuti bersama" });
  const withLeave = (...dates: readonly string[]): Directory => ({
    ...directory,
    calendars: directory.calendars.map((its) => ({
      ...its,
      jointLeave: [...its.jointLeave, ...dates.filter((date) => date.startsWith(String(its.year))).map(dayOff)],
    })),
  });
  const withYear2027 = (...dates: readonly string[]): Directory => ({
    ...directory,
    calendars: [
      ...directory.calendars,
      { regionCode: "ID", year: 2027, holidays: dates.map(dayOff), jointLeave: [], source: "a decree to come" },
    ],
  });
  const moved = (its: Directory, report: Report, now = "2026-07-07") =>
    movedByCalendar(report.complaint, { directory: its, now: on(now) });
  const moves = (its: Directory, report: Report, now = "2026-07-07"): Report =>
    afterIn(its, report, [{ move: "moveDeadlines" }, clock, on(now)]);

  it("moves what it puts on a later day, and what is reminded with it, and nothing a second time", () => {
    const its = withLeave("2026-07-20");
    expect(moved(its, filed)).toStrictEqual([
      {
        clock: "completion",
        to: "moved",
        dueAt: endOf("2026-07-27"),
        rule: "completion-complaint",
        nextAt: opensOn("2026-07-15"),
      },
    ]);
    const report = moves(its, filed);
    expect(clockOf(report, "completion").dueAt).toBe(endOf("2026-07-27"));
    expect(clockOf(report, "verification").dueAt).toBe(endOf("2026-07-09"));
    expect(moved(its, report)).toStrictEqual([]);
  });

  it("moves nothing to an earlier day: what was promised to an office stays", () => {
    const report = moves(withLeave("2026-07-20"), filed);
    expect(moved(directory, report)).toStrictEqual([]);
    const waited = afterIn(
      directory,
      report,
      [{ move: "requestInformation", text: "Di mana?" }, coordinator, on("2026-07-08")],
      [{ move: "reply", text: "Di pasar" }, reporter, on("2026-07-08")],
    );
    expect(clockOf(waited, "completion").dueAt).toBe(endOf("2026-07-27"));
  });

  it("never shortens a clock, whichever days come and go, and is read a second time without effect", () => {
    const day = fc.nat(40).map((days) => addCalendarDays("2026-07-06", days));
    const edit = fc.uniqueArray(day, { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let report = dispatched;
        for (const dates of edits) {
          const its = withLeave(...dates);
          if (moved(its, report).length === 0) continue;
          const next = moves(its, report);
          for (const name of ["firstFollowUp", "completion"] as const) {
            expect(clockOf(next, name).dueAt >= clockOf(report, name).dueAt).toBe(true);
          }
          expect(moved(its, next)).toStrictEqual([]);
          report = next;
        }
      }),
    );
  });

  it("takes away the doubt of a year that was not known, with or without another day", () => {
    const report = filedIn(directory, on("2026-12-14"));
    expect(clockOf(report, "completion")).toMatchObject({ dueAt: endOf("2027-01-05"), beyondCalendar: true });
    expect(moved(directory, report, "2026-12-15")).toStrictEqual([]);
    for (const [its, due] of [
      [withYear2027(), "2027-01-05"],
      [withYear2027("2027-01-01"), "2027-01-06"],
    ] as const) {
      const known = clockOf(moves(its, report, "2026-12-15"), "completion");
      expect(known.dueAt).toBe(endOf(due));
      expect(known.beyondCalendar).toBeUndefined();
    }
  });

  it("leaves the doubt with a clock that is stopped and runs again", () => {
    const again = afterIn(
      directory,
      filedIn(directory, on("2026-12-14")),
      [{ move: "close" }, reporter, on("2026-12-15")],
      [{ move: "reopen", reason: "Belum selesai" }, reporter, on("2026-12-16")],
    );
    expect(clockOf(again, "completion")).toMatchObject({ dueAt: endOf("2027-01-05"), beyondCalendar: true });
    expect(moved(directory, again, "2026-12-16")).toStrictEqual([]);
  });

  it("counts for a clock that waits when it goes on", () => {
    const its = withLeave("2026-07-20");
    const asked = afterIn(directory, dispatched, [
      { move: "requestInformation", text: "Di mana?" },
      handlerOf(publicWorks),
      on("2026-07-08"),
    ]);
    expect(moved(its, asked).map((change) => change.clock)).toStrictEqual(["reporterCompletion"]);
    // Two days waited, and one more off.
    expect(
      clockOf(afterIn(its, asked, [{ move: "reply", text: "Di pasar" }, reporter, on("2026-07-10")]), "completion")
        .dueAt,
    ).toBe(endOf("2026-07-29"));
  });

  it("makes what was late on time again if that is what it says, and leaves late what stays late", () => {
    const late = timeActs(directory, filed, "2026-07-10T00:00:00.000Z");
    expect(clockOf(late, "verification").escalated).toBe(1);
    const onTime = clockOf(moves(withLeave("2026-07-09", "2026-07-10"), late, "2026-07-10"), "verification");
    expect(onTime).toMatchObject({ dueAt: endOf("2026-07-13"), nextAt: endOf("2026-07-13") });
    expect([onTime.missedAt, onTime.escalated]).toStrictEqual([undefined, undefined]);
    const later = timeActs(directory, filed, on("2026-07-14"));
    const still = clockOf(moves(withLeave("2026-07-09"), later, "2026-07-14"), "verification");
    expect(still).toMatchObject({ dueAt: endOf("2026-07-10"), escalated: 2 });
    // The supervisor is told five working days after the day that holds now.
    expect(still.nextAt).toBe(opensOn("2026-07-17"));
  });

  it("is not what makes a report an hour later at an office of another zone", () => {
    for (const timeZone of ["Asia/Jakarta", "Asia/Jayapura"]) {
      const its: Directory = {
        ...directory,
        agencies: directory.agencies.map((one) => (one.code === publicWorks ? { ...one, timeZone } : one)),
      };
      const there = afterIn(its, filedIn(its, on("2026-07-06")), [
        { move: "dispose", agencyCode: publicWorks },
        router,
        on("2026-07-06"),
      ]);
      expect(moved(its, there), timeZone).toStrictEqual([]);
    }
  });
});
