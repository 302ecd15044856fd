import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sweep, type SweepDeps } from "../../functions/deadlines/sweep.ts";
import { history, type History } from "../../shared/store/complaint-store.ts";
import { complaintPartition, stateSort } from "../../shared/store/keys.ts";
import { timelineOf } from "../../shared/view/timeline.ts";
import { after, coordinator, directory, dispatched, filed, handlerOf, publicWorks, type Report } from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { observe } from "../store/observed-client.ts";
import { write, writeMany } from "../store/reports.ts";
import { withHolidays } from "./holidays.ts";

// Every test looks at all that is due, so every test has tables of its own.
let engine: TestEngine;
beforeEach(async () => {
  engine = await startEngine();
});
afterEach(() => engine.stop());

const sweepAt = (now: string, particulars: Partial<SweepDeps> = {}): ReturnType<typeof sweep> =>
  sweep({
    store: engine.store,
    directory: () => Promise.resolve(directory),
    now: () => now,
    timeLeft: () => true,
    log: recordedLog(),
    ...particulars,
  });
const kept = async ({ complaint }: Report): Promise<History> => {
  const found = await history(engine.store, complaint.complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};
const typesOf = async (report: Report): Promise<readonly string[]> =>
  (await kept(report)).events.map((event) => {
    switch (event.type) {
      case "deadlineMissed":
        return `${event.clock} missed`;
      case "reminded":
        return `${event.clock} reminded ${event.reminder}`;
      case "escalated":
        return `${event.clock} escalated to ${event.to}`;
      default:
        return event.type;
    }
  });

/** Answered to the end on Monday 6 July; the tenth working day after it is Monday 20 July. */
const answered = (): Report =>
  after(dispatched(), [{ move: "answerFinally", text: "Lubang sudah ditambal." }, handlerOf(publicWorks)]);
const tenthDayEnds = "2026-07-20T15:59:59.000Z";
const tenthDayIsOver = "2026-07-20T16:00:00.000Z";

describe("a report whose reporter does not answer", () => {
  it("is closed by the system once the tenth working day is over, with the reason in its timeline", async () => {
    const report = await write(engine.store, answered());
    expect(await sweepAt(tenthDayEnds)).toStrictEqual({ acted: 1, failed: 0 });
    expect((await typesOf(report)).at(-1)).toBe("reporterReply reminded workingDayBefore");
    expect(await sweepAt(tenthDayIsOver)).toStrictEqual({ acted: 1, failed: 0 });
    const { complaint, events } = await kept(report);
    expect(complaint).toMatchObject({
      status: "closed",
      closedBy: "system",
      closedAt: tenthDayIsOver,
      owner: null,
      clocks: { reporterReply: { state: "stopped" } },
    });
    expect(events.at(-1)?.actor).toStrictEqual({ role: "system", id: "clock" });
    expect(timelineOf(events, "public", directory, "id").at(-1)).toStrictEqual({
      at: tenthDayIsOver,
      event: "closed",
      by: { role: "system" },
      title: "Ditutup oleh sistem: tidak ada tanggapan pelapor sampai batas waktunya",
    });
  });

  it("to a question is archived by the system once the tenth working day is over", async () => {
    const report = await write(
      engine.store,
      after(filed(), [{ move: "requestInformation", text: "Di mana tepatnya?" }, coordinator]),
    );
    expect(await sweepAt(tenthDayIsOver)).toStrictEqual({ acted: 1, failed: 0 });
    expect((await kept(report)).complaint).toMatchObject({ status: "archived", closedBy: "system" });
  });
});

describe("a deadline that comes nearer", () => {
  const remindedAt = async (report: Report, ...instants: readonly string[]): Promise<readonly string[]> => {
    for (const at of instants) await sweepAt(at);
    return (await typesOf(report)).slice(report.events.length);
  };

  it("is reminded of half way, and on the last working day before, when the office opens", async () => {
    // Completion: 14 working days from Monday 6 July, the 7th is Wednesday 15, the last before Friday 24 is Thursday 23.
    const report = await write(
      engine.store,
      after(dispatched(), [{ move: "answer", text: "Kami survei." }, handlerOf(publicWorks)]),
    );
    const opens = (day: string): readonly string[] => [`2026-07-${day}T23:29:59.000Z`, `2026-07-${day}T23:30:01.000Z`];
    await remindedAt(report, ...opens("14").slice(0, 1));
    expect(await typesOf(report)).not.toContain("completion reminded halfTime");
    expect(await remindedAt(report, ...opens("14"), ...opens("22"))).toStrictEqual([
      "completion reminded halfTime",
      "completion reminded workingDayBefore",
    ]);
  });

  it("is the reporter's too: two reminders, then the report is archived", async () => {
    const report = await write(
      engine.store,
      after(filed(), [{ move: "requestInformation", text: "Di mana tepatnya?" }, coordinator]),
    );
    const days = Array.from({ length: 15 }, (_, day) => `2026-07-${String(day + 6).padStart(2, "0")}T23:45:00.000Z`);
    expect(await remindedAt(report, ...days)).toStrictEqual([
      "reporterCompletion reminded halfTime",
      "reporterCompletion reminded workingDayBefore",
      "archived",
    ]);
  });

  it("is reminded of once after an outage, by the last reminder whose time has come", async () => {
    const report = await write(engine.store, dispatched());
    expect(await remindedAt(report, "2026-07-13T01:00:00.000Z")).toStrictEqual([
      "firstFollowUp reminded workingDayBefore",
    ]);
  });

  it("is not reminded of once the clock stands", async () => {
    const report = await write(engine.store, answered());
    // When the office would have been reminded of its first follow-up.
    expect(await remindedAt(report, "2026-07-12T23:45:00.000Z")).toStrictEqual([]);
  });
});

describe("a deadline of an office that has passed", () => {
  it("is noted once, told to the head of the office at once, and the clock goes on", async () => {
    const report = await write(engine.store, filed());
    expect(await sweepAt("2026-07-09T16:00:00.000Z")).toStrictEqual({ acted: 2, failed: 0 });
    for (const later of ["2026-07-09T16:05:00.000Z", "2026-07-12T23:00:00.000Z"]) {
      expect(await sweepAt(later)).toStrictEqual({ acted: 0, failed: 0 });
    }
    expect(await typesOf(report)).toStrictEqual([
      "filed",
      "verification missed",
      "verification escalated to agencyHead",
    ]);
    expect((await kept(report)).complaint).toMatchObject({
      status: "submitted",
      clocks: { verification: { state: "running", missedAt: "2026-07-09T16:00:00.000Z", escalated: 1 } },
    });
  });

  it("goes up level by level while nobody acts, and the last is told again every five working days", async () => {
    const report = await write(engine.store, filed());
    // Due on Thursday 9 July. Two working days later is Monday, five is Thursday 16; then Thursday 23 and 30, at 07:30.
    for (const at of ["09T16:00", "12T23:31", "15T23:31", "22T23:31", "29T23:31"]) {
      await sweepAt(`2026-07-${at}:00.000Z`);
    }
    const ofVerification = (await typesOf(report)).filter((type) => type.startsWith("verification"));
    expect(ofVerification).toStrictEqual([
      "verification missed",
      "verification escalated to agencyHead",
      "verification escalated to coordinator",
      "verification escalated to supervisor",
      "verification escalated to supervisor",
      "verification escalated to supervisor",
    ]);
    const { events } = await kept(report);
    const told = events.flatMap((event) => (event.type === "escalated" ? [event] : []));
    const own = directory.policy.coordinatorAgencyCode;
    expect(
      told.filter(({ clock }) => clock === "verification").map(({ agencyCode, level }) => [agencyCode, level]),
    ).toEqual([
      [own, 1],
      [own, 2],
      [directory.policy.supervisorAgencyCode, 3],
      [directory.policy.supervisorAgencyCode, 4],
      [directory.policy.supervisorAgencyCode, 5],
    ]);
  });

  it("that was missed long ago, while nothing swept, is told once to each level and not for each lost week", async () => {
    const report = await write(engine.store, dispatched());
    expect(await sweepAt("2026-12-01T00:00:00.000Z")).toStrictEqual({ acted: 8, failed: 0 });
    const of = (clock: string): readonly string[] => [
      `${clock} missed`,
      ...["agencyHead", "coordinator", "supervisor"].map((level) => `${clock} escalated to ${level}`),
    ];
    expect((await typesOf(report)).toSorted()).toStrictEqual(
      ["filed", "disposed", ...of("firstFollowUp"), ...of("completion")].toSorted(),
    );
    expect(await sweepAt("2026-12-01T00:05:00.000Z")).toStrictEqual({ acted: 0, failed: 0 });
  });

  it("before the reporter's own is noted, and then the report is closed", async () => {
    const report = await write(
      engine.store,
      after(answered(), [{ move: "answer", text: "Tambahan." }, handlerOf(publicWorks), "2026-07-07T01:00:00.000Z"]),
    );
    await sweepAt("2026-07-21T15:59:59.000Z");
    expect((await kept(report)).complaint.status).toBe("answered");
    await sweepAt("2026-07-21T16:00:00.000Z");
    expect((await kept(report)).complaint).toMatchObject({ status: "closed", closedBy: "system" });
  });

  it("by a calendar that has changed is computed once more before it is noted", async () => {
    const report = await write(engine.store, dispatched());
    const later = withHolidays(directory, ["2026-07-09"]);
    const sweepLater = (now: string) => sweepAt(now, { directory: () => Promise.resolve(later) });
    await sweepLater("2026-07-13T16:00:00.000Z");
    expect(await typesOf(report)).not.toContain("firstFollowUp missed");
    expect(await typesOf(report)).toContain("deadlinesMoved");
    expect((await kept(report)).complaint.clocks.firstFollowUp?.dueAt).toBe("2026-07-14T23:59:59+08:00");
    await sweepLater("2026-07-14T16:00:00.000Z");
    expect(await typesOf(report)).toContain("firstFollowUp missed");
  });

  it("is noted once by two sweeps at the same time", async () => {
    const reports = Array.from({ length: 12 }, () => filed());
    await writeMany(engine, reports);
    const sweeps = await Promise.all([1, 2, 3].map(() => sweepAt("2026-08-31T00:00:00.000Z")));
    expect(sweeps.reduce((sum, { acted }) => sum + acted, 0)).toBe(96);
    expect(sweeps.map(({ failed }) => failed)).toStrictEqual([0, 0, 0]);
    for (const report of reports) {
      const missed = (await typesOf(report)).filter((type) => !type.includes("escalated"));
      expect(missed).toStrictEqual(["filed", "verification missed", "completion missed"]);
    }
  });
});

describe("a sweep", () => {
  it("goes on when one report fails, says that it failed, and finds it due the next time", async () => {
    const reports = Array.from({ length: 20 }, answered);
    await writeMany(engine, reports);
    const [damaged, ...whole] = reports;
    if (!damaged) throw new Error("there are twenty reports");
    const key = { pk: complaintPartition.build(damaged.complaint.complaintId), sk: stateSort };
    const { client, store } = engine;
    const { Item: item } = await client.send(new GetItemCommand({ TableName: store.table, Key: marshall(key) }));
    await client.send(new PutItemCommand({ TableName: store.table, Item: { ...item, status: { S: "lost" } } }));

    const log = recordedLog();
    expect(await sweepAt(tenthDayIsOver, { log })).toStrictEqual({ acted: 19, failed: 1 });
    for (const report of whole) expect((await kept(report)).complaint.status).toBe("closed");
    expect(log.lines.filter(({ code }) => code === "RECORD_FAILED")).toHaveLength(1);

    await client.send(new PutItemCommand({ TableName: store.table, Item: item }));
    expect(await sweepAt(tenthDayIsOver)).toStrictEqual({ acted: 1, failed: 0 });
    expect((await kept(damaged)).complaint.status).toBe("closed");
  });

  it("leaves to the next one what it has no time for", async () => {
    const reports = Array.from({ length: 30 }, answered);
    await writeMany(engine, reports);
    let asked = 0;
    const first = await sweepAt(tenthDayIsOver, { timeLeft: () => (asked += 1) <= 10 });
    expect(first).toStrictEqual({ acted: 10, failed: 0 });
    expect(await sweepAt(tenthDayIsOver, { timeLeft: () => false })).toStrictEqual({ acted: 0, failed: 0 });
    expect(await sweepAt(tenthDayIsOver)).toStrictEqual({ acted: 20, failed: 0 });
  });

  it("reads what is due and nothing else, however many reports are open", async () => {
    const client = engine.connect();
    const calls = observe(client);
    const watched = { store: { ...engine.store, client } };
    const read = (): readonly [number, number] => {
      const units = calls
        .splice(0)
        .filter(({ operation }) => operation === "GetItem" || operation === "Query")
        .map(({ capacity }) => capacity.reduce((sum, { CapacityUnits: of = 0 }) => sum + of, 0));
      return [units.length, units.reduce((sum, of) => sum + of, 0)];
    };
    await sweepAt("2026-07-06T23:00:00.000Z", watched);
    const ofNothing = read();
    await writeMany(
      engine,
      Array.from({ length: 500 }, () => filed()),
    );
    expect(await sweepAt("2026-07-06T23:00:00.000Z", watched)).toStrictEqual({ acted: 0, failed: 0 });
    expect(read()).toStrictEqual(ofNothing);

    const due = await write(engine.store, filed({}, "2026-07-02T01:00:00.000Z"));
    expect(await sweepAt("2026-07-06T23:00:00.000Z", watched)).toStrictEqual({ acted: 1, failed: 0 });
    const [calledForOne, unitsForOne] = read();
    expect(await typesOf(due)).toStrictEqual(["filed", "verification reminded workingDayBefore"]);
    // The report before, and once more after the step, to see whether anything else is due.
    expect(calledForOne - ofNothing[0]).toBe(2);
    expect(unitsForOne - ofNothing[1]).toBe(2);
  });
});
