import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recompute, type RecomputeDeps } from "../../functions/deadlines/recompute.ts";
import { recomputeBatch } from "../../functions/deadlines/recompute-batch.ts";
import type { RecomputeMessage } from "../../functions/deadlines/recompute-message.ts";
import type { CalendarYear } from "../../shared/domain/directory.ts";
import { writeCalendar } from "../../shared/store/calendar-store.ts";
import { append, history, load, type History } from "../../shared/store/complaint-store.ts";
import { readDirectoryNow } from "../../shared/store/directory-store.ts";
import { complaintPartition, duePartition, dueShards, stateSort } from "../../shared/store/keys.ts";
import { timelineOf } from "../../shared/view/timeline.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  dispatched,
  filed,
  handlerOf,
  publicWorks,
  reporter,
  type Report,
} from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write, writeMany } from "../store/reports.ts";
import { calendarOfYear, withHolidays } from "./holidays.ts";

// Every test changes calendars, so every test has tables of its own.
let engine: TestEngine;
beforeEach(async () => {
  engine = await startEngine({ withDirectory: true });
});
afterEach(() => engine.stop());

const calendar = { regionCode: "ID", year: 2026 };
const wednesday = "2026-07-08T01:00:00.000Z";
const endOf = (date: string): string => `${date}T23:59:59+08:00`;
const store = () => ({ client: engine.client, table: engine.directoryTable });

let changes = 0;
const change = async (after: CalendarYear, before: CalendarYear | null): Promise<void> => {
  const at = new Date(Date.parse(wednesday) + (changes += 1)).toISOString();
  const written = await writeCalendar(store(), { before, after, by: "admin-platform", at, cause: "test" });
  expect(written).toBe(true);
};
/** The platform admin decrees these days off, on the calendar as it is now. */
const decree = async (...dates: readonly string[]): Promise<void> => {
  const now = await readDirectoryNow(store());
  await change(calendarOfYear(withHolidays(now, dates), 2026), calendarOfYear(now, 2026));
};

const depsOf = (particulars: Partial<RecomputeDeps> = {}) => {
  const queued: RecomputeMessage[] = [];
  const log = recordedLog();
  const deps: RecomputeDeps = {
    store: engine.store,
    directory: () => readDirectoryNow(store()),
    now: () => wednesday,
    timeLeft: () => true,
    queue: (messages) => Promise.resolve(void queued.push(...messages)),
    log,
    ...particulars,
  };
  return { deps, queued, log };
};
const everyPart: readonly RecomputeMessage[] = Array.from({ length: dueShards }, (_, shard) => ({ calendar, shard }));
/** Every part of the reports, and whatever messages that leads to. */
const recomputeAll = async (particulars: Partial<RecomputeDeps> = {}): Promise<number> => {
  const { deps, queued } = depsOf(particulars);
  queued.push(...everyPart);
  let count = 0;
  for (let message = queued.shift(); message; message = queued.shift()) {
    count += 1;
    await recompute(deps, message);
  }
  return count;
};

const kept = async ({ complaint }: Report): Promise<History> => {
  const found = await history(engine.store, complaint.complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};
const timesMoved = async (report: Report): Promise<number> =>
  (await kept(report)).events.filter(({ type }) => type === "deadlinesMoved").length;
const clocksOf = async (report: Report) => (await kept(report)).complaint.clocks;

/** So many reports of one part of the index. */
const inPart = (shard: number, count: number): readonly Report[] => {
  const found: Report[] = [];
  while (found.length < count) {
    const report = dispatched();
    if (duePartition.of(report.complaint.complaintId) === duePartition.ofShard(shard)) found.push(report);
  }
  return found;
};

const ask = (at: string) => [{ move: "requestInformation", text: "Di mana?" }, handlerOf(publicWorks), at] as const;
const reply = (at: string) => [{ move: "reply", text: "Di pasar" }, reporter, at] as const;

describe("a holiday that is decreed", () => {
  it("moves the deadlines of a report in hand to later days, says so in its timeline, and once", async () => {
    const report = await write(engine.store, dispatched());
    await decree("2026-07-09");
    for (let delivered = 0; delivered < 3; delivered += 1) await recomputeAll();

    const { complaint, events } = await kept(report);
    expect(complaint.clocks).toMatchObject({
      firstFollowUp: { state: "running", dueAt: endOf("2026-07-14") },
      completion: { state: "running", dueAt: endOf("2026-07-27") },
      verification: { state: "stopped", dueAt: endOf("2026-07-09") },
    });
    expect(events.map(({ type }) => type)).toStrictEqual(["filed", "disposed", "deadlinesMoved"]);
    expect(events.at(-1)).toMatchObject({
      actor: { role: "system", id: "calendar" },
      cause: "calendar:ID/2026",
      status: "dispatched",
      owner: publicWorks,
    });
    const lines = timelineOf(events, "public", directory, "id");
    expect(lines.at(-1)).toMatchObject({ event: "deadlinesMoved" });
  });

  it("is told once by messages that come at the same time", async () => {
    const reports = Array.from({ length: 12 }, () => dispatched());
    await writeMany(engine, reports);
    await decree("2026-07-09");
    await Promise.all([recomputeAll(), recomputeAll(), recomputeAll()]);
    for (const report of reports) expect(await timesMoved(report)).toBe(1);
  });

  it("lets the clocks of an office wait on, and moves the one that runs meanwhile", async () => {
    const report = await write(engine.store, after(dispatched(), ask("2026-07-07T01:00:00.000Z")));
    await decree("2026-07-09");
    await recomputeAll();
    expect(await clocksOf(report)).toMatchObject({
      completion: { state: "paused", dueAt: endOf("2026-07-24") },
      reporterCompletion: { state: "running", dueAt: endOf("2026-07-22") },
    });
    expect(await timesMoved(report)).toBe(1);
  });

  it("inside the first of two waits moves nothing; after both of them, a day", async () => {
    const twice = after(
      dispatched(),
      ask("2026-07-08T01:00:00.000Z"),
      reply("2026-07-10T01:00:00.000Z"),
      ask("2026-07-14T01:00:00.000Z"),
      reply("2026-07-17T01:00:00.000Z"),
    );
    const report = await write(engine.store, twice);
    const now = (): string => "2026-07-17T02:00:00.000Z";
    await decree("2026-07-09");
    await recomputeAll({ now });
    expect(await timesMoved(report)).toBe(0);
    await decree("2026-07-22");
    await recomputeAll({ now });
    expect((await clocksOf(report)).completion?.dueAt).toBe(endOf("2026-08-03"));
    expect(await timesMoved(report)).toBe(1);
  });

  it("makes a late report punctual again where it gives it time, and only less late where it does not", async () => {
    const late = (): Report =>
      after(dispatched(), [{ move: "missDeadline", clock: "firstFollowUp" }, clock, "2026-07-13T16:00:00.000Z"]);
    const [punctual, stillLate] = [await write(engine.store, late()), await write(engine.store, late())];
    await decree("2026-07-09");
    const one = (report: Report, at: string) =>
      recompute(depsOf({ now: () => at }).deps, { calendar, complaintId: report.complaint.complaintId });
    await one(punctual, "2026-07-14T01:00:00.000Z");
    await one(stillLate, "2026-07-15T01:00:00.000Z");
    const its = (await clocksOf(punctual)).firstFollowUp;
    expect(its).toMatchObject({ state: "running", dueAt: endOf("2026-07-14") });
    expect(its?.missedAt).toBeUndefined();
    expect((await clocksOf(stillLate)).firstFollowUp).toMatchObject({
      dueAt: endOf("2026-07-14"),
      missedAt: "2026-07-13T16:00:00.000Z",
    });
  });

  it("and withdrawn again shortens nothing", async () => {
    const report = await write(engine.store, dispatched());
    const [before] = (await readDirectoryNow(store())).calendars.filter(({ year }) => year === 2026);
    await decree("2026-07-09", "2026-07-10");
    await recomputeAll();
    const promised = await clocksOf(report);
    const now = await readDirectoryNow(store());
    await change(before ?? calendarOfYear(directory, 2026), calendarOfYear(now, 2026));
    await recomputeAll();
    expect(await clocksOf(report)).toStrictEqual(promised);
    expect(await timesMoved(report)).toBe(1);
  });

  it("is nothing to a report that has ended or is hidden", async () => {
    const ended = after(dispatched(), [{ move: "withdraw" }, reporter, wednesday]);
    const hidden = after(dispatched(), [{ move: "block", reason: "Ujaran kebencian" }, coordinator, wednesday]);
    await writeMany(engine, [ended, hidden]);
    await decree("2026-07-09");
    await recomputeAll();
    for (const report of [ended, hidden]) {
      expect(await timesMoved(report)).toBe(0);
      const { deps } = depsOf();
      await recompute(deps, { calendar, complaintId: report.complaint.complaintId });
      expect(await timesMoved(report)).toBe(0);
    }
  });
});

describe("the calendar of a year that was missing", () => {
  it("takes from deadlines in it that they may still move, and moves those that it must", async () => {
    const inDecember = "2026-12-21T01:00:00.000Z";
    const report = await write(engine.store, filed({}, inDecember));
    expect((await clocksOf(report)).completion).toMatchObject({ beyondCalendar: true });
    const { dueAt } = (await clocksOf(report)).completion ?? {};
    const of2027: CalendarYear = {
      regionCode: "ID",
      year: 2027,
      holidays: [{ date: "2027-01-01", name: "Tahun Baru 2027 Masehi" }],
      jointLeave: [],
      source: "SKB 2027",
    };
    await change(of2027, null);
    await recomputeAll({ now: () => inDecember });
    const its = (await clocksOf(report)).completion;
    expect(its?.beyondCalendar).toBeUndefined();
    expect(Date.parse(its?.dueAt ?? "")).toBeGreaterThan(Date.parse(dueAt ?? ""));
    expect(await timesMoved(report)).toBe(1);
  });

  it("without a day off in it takes from them just that", async () => {
    const inDecember = "2026-12-21T01:00:00.000Z";
    const report = await write(engine.store, filed({}, inDecember));
    const { dueAt } = (await clocksOf(report)).completion ?? {};
    await change({ regionCode: "ID", year: 2027, holidays: [], jointLeave: [], source: "SKB 2027" }, null);
    await recomputeAll({ now: () => inDecember });
    expect((await clocksOf(report)).completion).toMatchObject({ dueAt });
    expect((await clocksOf(report)).completion?.beyondCalendar).toBeUndefined();
    expect(await timesMoved(report)).toBe(1);
  });
});

describe("the work that it makes", () => {
  it("reaches every open report, due or late, in every part", async () => {
    const reports = Array.from({ length: 150 }, () => dispatched());
    await writeMany(engine, reports);
    const parts = new Set(reports.map(({ complaint }) => duePartition.of(complaint.complaintId)));
    expect(parts.size).toBe(dueShards);
    await decree("2026-07-09");
    expect(await recomputeAll()).toBe(dueShards);
    for (const report of reports) expect(await timesMoved(report)).toBe(1);
  });

  it("that a function has no time for goes on with a message of its own, and ends", async () => {
    const reports = [...inPart(3, 20), ...inPart(4, 1)];
    await writeMany(engine, reports);
    await decree("2026-07-09");
    // Eight at a time. Each may be met again at the later place to which it moved, and is then left as it is.
    const messages = await recomputeAll({ timeLeft: () => false });
    expect(messages).toBeGreaterThanOrEqual(dueShards + 2);
    expect(messages).toBeLessThanOrEqual(dueShards + 5);
    for (const report of reports) expect(await timesMoved(report)).toBe(1);
  });

  it("is done with the directory of that moment, not with the one of the change", async () => {
    const report = await write(engine.store, dispatched());
    await decree("2026-07-09");
    await decree("2026-07-10");
    await recomputeAll();
    await recomputeAll();
    expect((await clocksOf(report)).firstFollowUp?.dueAt).toBe(endOf("2026-07-15"));
    expect(await timesMoved(report)).toBe(1);
  });

  it("reads a report anew that somebody moves at the same moment", async () => {
    const report = await write(engine.store, dispatched());
    await decree("2026-07-09");
    const other = after(report, [{ move: "answer", text: "Sedang kami tinjau." }, handlerOf(publicWorks), wednesday]);
    let loads = 0;
    const meddling = new Proxy(engine.client, {
      get: (target, name, receiver: unknown) =>
        name === "send"
          ? async (command: unknown) => {
              const answer = await target.send(command as never);
              if (command instanceof GetItemCommand && (loads += 1) === 1) {
                const [event] = other.events.slice(-1);
                if (event) await append(engine.store, other.complaint, event);
              }
              return answer;
            }
          : (Reflect.get(target, name, receiver) as unknown),
    });
    const { deps } = depsOf({ store: { ...engine.store, client: meddling } });
    await recompute(deps, { calendar, complaintId: report.complaint.complaintId });
    expect(loads).toBe(2);
    const { complaint, events } = await kept(report);
    expect(events.map(({ type }) => type)).toStrictEqual(["filed", "disposed", "followedUp", "deadlinesMoved"]);
    expect(complaint.clocks).toMatchObject({ firstFollowUp: { state: "stopped", dueAt: endOf("2026-07-13") } });
  });

  it("on a damaged report is laid aside alone, and holds up no other", async () => {
    const reports = Array.from({ length: 60 }, () => dispatched());
    await writeMany(engine, reports);
    const [damaged, ...whole] = reports;
    if (!damaged) throw new Error("there are sixty reports");
    const { complaintId } = damaged.complaint;
    const { client, store: complaints } = engine;
    const key = marshall({ pk: complaintPartition.build(complaintId), sk: stateSort });
    const { Item: item } = await client.send(new GetItemCommand({ TableName: complaints.table, Key: key }));
    await client.send(new PutItemCommand({ TableName: complaints.table, Item: { ...item, status: { S: "lost" } } }));
    await decree("2026-07-09");

    const { deps, queued, log } = depsOf();
    const records = everyPart.map((message, at) => ({ messageId: String(at), body: JSON.stringify(message) }));
    expect(await recomputeBatch(deps, records)).toStrictEqual({ batchItemFailures: [] });
    for (const report of whole) expect(await timesMoved(report)).toBe(1);
    expect(queued).toStrictEqual([{ calendar, complaintId }]);
    const itsOwn = [{ messageId: "own", body: JSON.stringify(queued[0]) }];
    expect(await recomputeBatch(deps, itsOwn)).toStrictEqual({ batchItemFailures: [{ itemIdentifier: "own" }] });
    expect(log.lines.filter(({ level }) => level === "error")).toHaveLength(1);

    await client.send(new PutItemCommand({ TableName: complaints.table, Item: item }));
    expect(await recomputeBatch(deps, itsOwn)).toStrictEqual({ batchItemFailures: [] });
    expect((await load(engine.store, complaintId))?.clocks.firstFollowUp?.dueAt).toBe(endOf("2026-07-14"));
  });

  it("fails as a whole where the table refuses everything, and where a message cannot be read", async () => {
    await writeMany(engine, inPart(0, 60));
    const broken = { ...engine.store, client: engine.connect() };
    const read = broken.client.send.bind(broken.client);
    broken.client.send = ((command: never) =>
      (command as object) instanceof GetItemCommand
        ? Promise.reject(new Error("out of reach"))
        : read(command)) as never;
    const { deps, queued } = depsOf({ store: broken });
    await expect(recompute(deps, { calendar, shard: 0 })).rejects.toThrow("reports of part 0 failed");
    expect(queued).toStrictEqual([]);
    const unread = ["", "{}", '{"shard":16}', '{"calendar":{"regionCode":"64.08","year":2026},"shard":16}'];
    const failed = await recomputeBatch(
      deps,
      unread.map((body, at) => ({ messageId: String(at), body })),
    );
    expect(failed.batchItemFailures).toHaveLength(unread.length);
  });

  it("logs codes and counts, and nothing of a report but its id", async () => {
    await write(engine.store, dispatched());
    await decree("2026-07-09");
    const log = recordedLog();
    await recomputeAll({ log });
    expect(log.lines.filter(({ code }) => code === "RECOMPUTE_DONE")).toHaveLength(dueShards);
    const counted = log.lines.flatMap(({ code, fields }) => (code === "RECOMPUTE_DONE" ? (fields.count ?? 0) : []));
    expect(counted.reduce((sum, of) => sum + of, 0)).toBe(1);
    expect(JSON.stringify(log.lines)).not.toMatch(/KTM-|berlubang/);
  });
});
