import { describe, expect, it } from "vitest";
import { secondsLocked, type Tally } from "../../shared/domain/lockout.ts";

const now = "2026-07-06T01:00:00Z";
const at = Date.parse(now) / 1000;
const tries = (times: number, secondsAgo = 0): Tally => ({ times, lastAt: at - secondsAgo });
const locked = (ofAddress: Tally | null, ofAll: Tally | null = ofAddress): number =>
  secondsLocked({ ofAddress, ofAll }, now);

describe("after wrong secrets for a number, an address", () => {
  it("may go on at once until the fifth", () => {
    expect([null, tries(1), tries(4)].map((each) => locked(each))).toEqual([0, 0, 0]);
  });

  it("waits twice as long after each further one, and never longer than an hour", () => {
    expect([5, 6, 7, 8, 9, 10, 11, 12, 13, 1_000_000].map((times) => locked(tries(times)))).toEqual([
      30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600,
    ]);
  });

  it("is heard again when it has waited", () => {
    expect([locked(tries(5, 29)), locked(tries(5, 30)), locked(tries(20, 3600))]).toEqual([1, 0, 0]);
  });

  it("is heard although others tried, as long as it has not: nobody is locked out by somebody else", () => {
    expect(locked(null, tries(1_000_000))).toBe(0);
  });

  it("has one try instead of five while many others try", () => {
    expect([locked(tries(1), tries(99)), locked(tries(1), tries(100)), locked(tries(2), tries(100))]).toEqual([
      0, 30, 60,
    ]);
  });
});
