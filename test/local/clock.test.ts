import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { openClock } from "../../infra/local/clock.ts";
import { type Journal, openJournal } from "../../infra/local/data/journal.ts";
import { later } from "../../infra/local/duration.ts";
import { nextRun } from "../../infra/local/events/schedules.ts";

const day = 86_400_000;
const journal = (): Journal => openJournal(":memory:", "memory");

describe("The clock", () => {
  it("starts at the real time", () => {
    expect(Math.abs(openClock(journal()).now() - Date.now())).toBeLessThan(1_000);
  });

  it("stays moved for the next start", () => {
    const kept = journal();
    const clock = openClock(kept);
    clock.moveTo(clock.now() + 3 * day);
    expect(openClock(kept).now()).toBeGreaterThanOrEqual(Date.now() + 3 * day - 1_000);
  });

  it("does not go back", () => {
    const clock = openClock(journal());
    expect(() => {
      clock.moveTo(clock.now() - 60_000);
    }).toThrow(RangeError);
  });

  it("lets a wait of a month end when it is moved past it", async () => {
    const clock = openClock(journal());
    const waiting = clock.waitUntil(clock.now() + 30 * day);
    clock.moveTo(clock.now() + 31 * day);
    await waiting;
  });

  it("ends a wait that is called off", async () => {
    const calling = new AbortController();
    const clock = openClock(journal());
    const waiting = clock.waitUntil(clock.now() + day, calling.signal);
    calling.abort();
    await waiting;
  });
});

describe("A duration", () => {
  const from = new Date("2026-01-31T12:00:00Z");
  it.each([
    ["P3D", "2026-02-03T12:00:00.000Z"],
    ["PT2H30M", "2026-01-31T14:30:00.000Z"],
    ["P1W", "2026-02-07T12:00:00.000Z"],
    ["P1Y2M", "2027-03-31T12:00:00.000Z"],
    ["P1DT0.5S", "2026-02-01T12:00:00.500Z"],
  ])("of %s leads to %s", (duration, expected) => {
    expect(later(from, duration)?.toISOString()).toBe(expected);
  });
  it.each(["", "P", "PT", "3D", "P3", "P-1D", "P1.5D", "tomorrow", "P1DT"])("is not %j", (text) => {
    expect(later(from, text)).toBeUndefined();
  });
});

describe("A schedule", () => {
  const next = (expression: string, from: string, timeZone = "UTC"): string =>
    new Date(nextRun({ id: "test", expression, timeZone }, Date.parse(from))).toISOString();
  it.each([
    ["rate(5 minutes)", "2026-01-01T00:00:00Z", "UTC", "2026-01-01T00:05:00.000Z"],
    ["rate(1 day)", "2026-01-01T00:00:00Z", "UTC", "2026-01-02T00:00:00.000Z"],
    ["cron(0 1 * * ? *)", "2026-01-01T02:00:00Z", "UTC", "2026-01-02T01:00:00.000Z"],
    ["cron(0 8 ? * MON-FRI *)", "2026-01-02T02:00:00Z", "Asia/Makassar", "2026-01-05T00:00:00.000Z"],
    ["cron(0 8 ? * 2-6 *)", "2026-01-02T09:00:00Z", "UTC", "2026-01-05T08:00:00.000Z"],
  ])("%s from %s in %s runs next at %s", (expression, from, timeZone, expected) => {
    expect(next(expression, from, timeZone)).toBe(expected);
  });
  it.each(["every day", "rate(5 fortnights)", "cron(1 2 3)"])("%s stops the start", (expression) => {
    expect(() => next(expression, "2026-01-01T00:00:00Z")).toThrow(/does not understand/);
  });
});

describe("The journal", () => {
  it("is one process's alone, and says so to the next", () => {
    const path = `${process.env["TMPDIR"] ?? "/tmp"}/journal-${process.pid}.db`;
    const held = openJournal(path, "here");
    expect(() => openJournal(path, "here")).toThrow(/Another local cloud is running on here/);
    held.close();
    openJournal(path, "here").close();
    // A plain reader finds what was written.
    expect(new DatabaseSync(path).prepare("SELECT count(*) AS n FROM settings").get()).toEqual({ n: 0 });
  });
});
