import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { dueBefore } from "../../shared/store/indexes.ts";
import { duePartition, dueSort } from "../../shared/store/keys.ts";
import { act } from "../../shared/store/act.ts";
import {
  after,
  clock,
  directory,
  dispatched,
  filed,
  handlerOf,
  mondayMorning,
  publicWorks,
  reporter,
} from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";
import { observe } from "./observed-client.ts";
import { write, writeMany } from "./reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const dueAt = async (now: string, store = engine.store): Promise<readonly string[]> => {
  const ids: string[] = [];
  for await (const id of dueBefore(store, now)) ids.push(id);
  return ids;
};

// Filed on Monday 6 July: to be verified by the end of Thursday in Sangatta, which is eight hours before UTC's. The
// office is reminded half way, when it opens on Tuesday at 07:30.
const beforeReminder = "2026-07-06T23:30:00.000Z";
const afterReminder = "2026-07-06T23:30:00.001Z";
const justAfter = "2026-07-09T15:59:59.001Z";

describe("what is due", () => {
  it("is a report once its next reminder or deadline has passed in the zone of its office, not before", async () => {
    const { complaintId } = (await write(engine.store, filed())).complaint;
    expect(await dueAt(beforeReminder)).not.toContain(complaintId);
    expect(await dueAt(afterReminder)).toContain(complaintId);
  });

  it("moves with the clock that runs out next", async () => {
    const { complaintId } = (await write(engine.store, dispatched())).complaint;
    expect(await dueAt(afterReminder)).not.toContain(complaintId);
    expect(await dueAt("2026-07-07T23:31:00.000Z")).toContain(complaintId);
  });

  it("is a report whose deadline was noted as missed as soon as somebody above has to be told", async () => {
    const { complaint } = await write(engine.store, filed());
    const noted = await act(
      engine.store,
      complaint,
      { move: "missDeadline", clock: "verification" },
      { actor: clock, now: justAfter, directory, cause: "test" },
    );
    expect(noted.ok).toBe(true);
    expect(await dueAt(justAfter)).toContain(complaint.complaintId);
    if (!noted.ok) throw new Error("the deadline was missed");
    const told = await act(
      engine.store,
      noted.value.complaint,
      { move: "escalate", clock: "verification" },
      { actor: clock, now: justAfter, directory, cause: "test" },
    );
    expect(told.ok).toBe(true);
    expect(await dueAt("2026-07-12T23:30:00.000Z")).not.toContain(complaint.complaintId);
    expect(await dueAt("2026-07-12T23:30:00.001Z")).toContain(complaint.complaintId);
  });

  it.each([
    ["closed", [{ move: "close" }, reporter]],
    ["withdrawn", [{ move: "withdraw" }, reporter]],
  ] as const)("is no report that was %s", async (_, step) => {
    const { complaintId } = (await write(engine.store, after(dispatched(), [...step]))).complaint;
    expect(await dueAt("2030-01-01T00:00:00.000Z")).not.toContain(complaintId);
  });

  it("is an answered report when the reporter's ten days are over", async () => {
    const answered = after(dispatched(), [{ move: "answerFinally", text: "Selesai." }, handlerOf(publicWorks)]);
    const { complaintId } = (await write(engine.store, answered)).complaint;
    expect(await dueAt("2026-07-16T23:30:00.000Z")).not.toContain(complaintId);
    expect(await dueAt("2026-07-16T23:31:00.000Z")).toContain(complaintId);
  });

  it("comes shard by shard, and oldest first in each", async () => {
    const days = Array.from({ length: 40 }, (_, day) =>
      filed({}, new Date(Date.parse("2026-01-05T01:00:00.000Z") + day * 86_400_000).toISOString()),
    );
    await writeMany(engine, days.toReversed());
    const order = new Map(days.map(({ complaint }) => [complaint.complaintId, complaint.clocks.verification?.nextAt]));
    const found = (await dueAt(mondayMorning)).filter((id) => order.has(id));
    expect(found).toHaveLength(40);
    const byShard = Map.groupBy(found, (id) => duePartition.of(id));
    expect(byShard.size).toBeGreaterThan(8);
    expect([...byShard.values()].flat()).toStrictEqual(found);
    for (const ids of byShard.values()) {
      const dates = ids.map((id) => order.get(id));
      expect(dates).toStrictEqual(dates.toSorted());
    }
  });

  it("is found whole when one shard fills more than one page of a megabyte", async () => {
    // Keys as long as DynamoDB takes them: 350 of these are a megabyte.
    const ids = Array.from({ length: 400 }, (_, index) => `${"x".repeat(990)}${1_000 + index}`);
    const items = ids.map((id) =>
      marshall({
        pk: `C#${id}${id}`,
        sk: "A",
        duePartition: duePartition.ofShard(3),
        dueSort: dueSort.build("2020-01-01T00:00:00Z", id),
      }),
    );
    for (let from = 0; from < items.length; from += 25) {
      const RequestItems = {
        [engine.store.table]: items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } })),
      };
      await engine.client.send(new BatchWriteItemCommand({ RequestItems }));
    }
    const client = engine.connect();
    const calls = observe(client);
    expect(await dueAt("2020-06-01T00:00:00.000Z", { ...engine.store, client })).toStrictEqual(ids);
    expect(calls.length).toBeGreaterThan(16);
  });
});
