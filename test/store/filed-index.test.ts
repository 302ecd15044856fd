import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filedOn } from "../../shared/store/indexes.ts";
import { filedPartition } from "../../shared/store/keys.ts";
import { after, dispatched, filed, publicWorks, reporter } from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";
import { observe } from "./observed-client.ts";
import { write, writeMany } from "./reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const idsOn = async (day: string, store = engine.store): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const id of filedOn(store, day)) ids.push(id);
  return ids;
};

describe("what was filed on a day", () => {
  it("is every report of that UTC day, whatever became of it since, and no other", async () => {
    const first = await write(engine.store, filed({}, "2026-03-02T00:00:00.000Z"));
    const ended = after(dispatched(publicWorks, "2026-03-02T23:59:59.999Z"), [
      { move: "withdraw" },
      reporter,
      "2026-03-04T01:00:00.000Z",
    ]);
    await write(engine.store, ended);
    await write(engine.store, filed({}, "2026-03-01T23:59:59.999Z"));
    await write(engine.store, filed({}, "2026-03-03T00:00:00.000Z"));
    expect(new Set(await idsOn("2026-03-02"))).toStrictEqual(
      new Set([first.complaint.complaintId, ended.complaint.complaintId]),
    );
    expect(await idsOn("2026-03-04")).toStrictEqual([]);
  });

  it("comes shard by shard, and oldest first in each", async () => {
    const reports = Array.from({ length: 40 }, (_, minute) =>
      filed({}, `2026-03-10T01:${String(minute).padStart(2, "0")}:00.000Z`),
    );
    await writeMany(engine, reports.toReversed());
    const order = reports.map(({ complaint }) => complaint.complaintId);
    const byShard = Map.groupBy(order, (id) => filedPartition.of("2026-03-10", id));
    const shards = [...byShard].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ids]) => ids);
    expect(await idsOn("2026-03-10")).toStrictEqual(shards.flat());
  });

  it("costs a step of a report nothing once it is filed", async () => {
    const client = engine.connect();
    const calls = observe(client);
    await write({ ...engine.store, client }, dispatched());
    const units = calls.map(({ capacity }) => capacity[0]?.GlobalSecondaryIndexes?.["filed"]?.CapacityUnits ?? 0);
    expect(units).toStrictEqual([1, 0]);
  });
});
