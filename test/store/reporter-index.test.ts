import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recentByReporter } from "../../shared/store/indexes.ts";
import { filed } from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";
import { writeMany } from "./reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** Files at these instants by one reporter; answers with the reports' names. */
const filedBy = async (reporterKey: string | undefined, instants: readonly string[]): Promise<readonly string[]> => {
  const reports = instants.map((at) => filed(reporterKey === undefined ? {} : { reporterKey }, at));
  await writeMany(engine, reports);
  return reports.map(({ complaint }) => complaint.complaintId);
};

describe("what one reporter wrote lately", () => {
  it("is found across midnight of UTC, newest first", async () => {
    const [evening, night, morning] = await filedBy("across-midnight", [
      "2026-07-06T20:00:00.000Z",
      "2026-07-06T23:59:59.999Z",
      "2026-07-07T00:00:00.000Z",
    ]);
    expect(await recentByReporter(engine.store, "across-midnight", "2026-07-07T08:00:00.000Z")).toStrictEqual([
      morning,
      night,
      evening,
    ]);
  });

  it("is what is at most 24 hours older, and nothing that was written after", async () => {
    const [tooOld, oldest, newest, later] = await filedBy("day-before", [
      "2026-07-06T07:59:59.999Z",
      "2026-07-06T08:00:00.001Z",
      "2026-07-07T07:59:59.999Z",
      "2026-07-07T08:00:00.001Z",
    ]);
    const found = await recentByReporter(engine.store, "day-before", "2026-07-07T08:00:00.000Z");
    expect(found).toStrictEqual([newest, oldest]);
    expect(found).not.toContain(tooOld);
    expect(found).not.toContain(later);
  });

  it("is nobody else's, and nothing without a contact", async () => {
    await filedBy("somebody-else", ["2026-07-07T01:00:00.000Z"]);
    await filedBy(undefined, ["2026-07-07T01:00:00.000Z"]);
    expect(await recentByReporter(engine.store, "nobody-yet", "2026-07-07T08:00:00.000Z")).toStrictEqual([]);
  });

  it("is at most twenty of the newest", async () => {
    const ids = await filedBy(
      "busy",
      Array.from({ length: 30 }, (_, minute) => `2026-07-07T0${minute < 15 ? 0 : 1}:${String(10 + minute)}:00.000Z`),
    );
    expect(await recentByReporter(engine.store, "busy", "2026-07-07T08:00:00.000Z")).toStrictEqual(
      ids.toReversed().slice(0, 20),
    );
  });
});
