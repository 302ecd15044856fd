import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isOfficeOpen, isUrgent, nextOpening } from "../../shared/domain/office-hours.ts";
import { directory, filed, publicWorks } from "../builders.ts";

// Sangatta is eight hours before UTC: the office is open from 23:30 of the day before until 08:00.
describe("an office", () => {
  test.each([
    ["as it opens on Monday", "2026-07-05T23:30:00.000Z", true],
    ["a moment before", "2026-07-05T23:29:59.999Z", false],
    ["at noon", "2026-07-06T04:00:00.000Z", true],
    ["a moment before it closes", "2026-07-06T07:59:59.999Z", true],
    ["as it closes", "2026-07-06T08:00:00.000Z", false],
    ["at noon on a Saturday", "2026-07-11T04:00:00.000Z", false],
    ["at noon on the day of independence", "2026-08-17T04:00:00.000Z", false],
  ])("%s is open or not by the wall of its own zone", (_, now, expected) => {
    expect(isOfficeOpen(directory, publicWorks, now)).toBe(expected);
  });

  test.each([
    ["in the night", "2026-07-06T16:00:00.000Z", "2026-07-06T23:30:00.000Z"],
    ["while it is open", "2026-07-06T04:00:00.000Z", "2026-07-06T23:30:00.000Z"],
    ["as it opens", "2026-07-05T23:30:00.000Z", "2026-07-06T23:30:00.000Z"],
    ["before it opens", "2026-07-05T23:29:59.999Z", "2026-07-05T23:30:00.000Z"],
    ["on Friday night", "2026-07-10T15:00:00.000Z", "2026-07-12T23:30:00.000Z"],
    ["before a long weekend", "2026-08-14T15:00:00.000Z", "2026-08-17T23:30:00.000Z"],
  ])("%s next opens on its next working day", (_, now, expected) => {
    expect(nextOpening(directory, publicWorks, now)).toBe(expected);
  });

  it("opens at its own morning where its zone is another", () => {
    const inJakarta = {
      ...directory,
      agencies: directory.agencies.map((its) =>
        its.code === publicWorks ? { ...its, timeZone: "Asia/Jakarta" } : its,
      ),
    };
    expect(nextOpening(inJakarta, publicWorks, "2026-07-06T16:00:00.000Z")).toBe("2026-07-07T00:30:00.000Z");
  });

  it("is open when it next opens, and at no time in between unless it is open now", () => {
    const instant = fc.date({ min: new Date("2025-06-01"), max: new Date("2026-12-20"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (date, part) => {
        const now = date.toISOString();
        const next = nextOpening(directory, publicWorks, now);
        expect(Date.parse(next)).toBeGreaterThan(date.getTime());
        expect(isOfficeOpen(directory, publicWorks, next)).toBe(true);
        const between = new Date(date.getTime() + Math.floor((Date.parse(next) - date.getTime()) * part)).toISOString();
        if (!isOfficeOpen(directory, publicWorks, now))
          expect(isOfficeOpen(directory, publicWorks, between)).toBe(false);
      }),
    );
  });
});

describe("a report", () => {
  const { complaint } = filed();

  it("is as urgent as its category, or the nearest group around it that says so", () => {
    expect(isUrgent(directory, complaint)).toBe(false);
    expect(isUrgent(directory, { ...complaint, categoryCode: "945" })).toBe(true);
    expect(isUrgent(directory, { ...complaint, categoryCode: "1397" })).toBe(false);
    const all = directory.categories.map((its) => (its.code === "lingkungan" ? { ...its, urgent: true } : its));
    const leaf = all.find(({ parent, urgent }) => parent === "lingkungan" && urgent === undefined);
    expect(isUrgent({ ...directory, categories: all }, { ...complaint, categoryCode: leaf?.code ?? null })).toBe(true);
  });

  it("is as urgent as an officer says, whatever its category", () => {
    expect(isUrgent(directory, { ...complaint, urgent: true })).toBe(true);
    expect(isUrgent(directory, { ...complaint, categoryCode: "945", urgent: false })).toBe(false);
  });
});
