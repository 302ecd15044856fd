import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeOverBatch } from "../../functions/succession/take-over-batch.ts";
import { followClosedOffices, type TakeOverDeps } from "../../functions/succession/take-over.ts";
import type { SuccessionMessage } from "../../functions/succession/succession-message.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { history, type History } from "../../shared/store/complaint-store.ts";
import { queueOf } from "../../shared/store/indexes.ts";
import { complaintPartition, queuePartition, stateSort } from "../../shared/store/keys.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  dispatched,
  environment,
  handlerOf,
  health,
  mondayMorning,
  publicWorks,
  reporter,
  supervisor,
  withoutPublicWorks,
  type Report,
} from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write, writeMany } from "../store/reports.ts";

let engine: TestEngine;
beforeEach(async () => {
  engine = await startEngine();
});
afterEach(() => engine.stop());

const liaison = handlerOf(publicWorks);
const depsOf = (particulars: Partial<TakeOverDeps> & { readonly its?: Directory } = {}) => {
  const queued: SuccessionMessage[] = [];
  const log = recordedLog();
  const { its = withoutPublicWorks, ...others } = particulars;
  const deps: TakeOverDeps = {
    store: engine.store,
    directory: () => Promise.resolve(its),
    now: () => mondayMorning,
    timeLeft: () => true,
    queue: (messages) => Promise.resolve(void queued.push(...messages)),
    log,
    ...others,
  };
  return { deps, queued, log };
};

/** A look for closed offices, and whatever messages that leads to. @returns how many those were */
const lookAround = async (particulars: Parameters<typeof depsOf>[0] = {}): Promise<number> => {
  const { deps, queued } = depsOf(particulars);
  await followClosedOffices(deps, { look: true });
  let count = 0;
  for (let message = queued.shift(); message; message = queued.shift()) {
    count += 1;
    await followClosedOffices(deps, message);
  }
  return count;
};

const kept = async ({ complaint }: Report): Promise<History> => {
  const found = await history(engine.store, complaint.complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};
const timesTaken = async (report: Report): Promise<number> =>
  (await kept(report)).events.filter(({ type }) => type === "tookOver").length;
const desk = (office: string) => queueOf(engine.store, office, { after: " ", limit: 200 });

const assigned = (): Report => after(dispatched(), [{ move: "assign", officerId: "penghubung-dpu" }, liaison]);
const waiting = (): Report => after(dispatched(), [{ move: "requestInformation", text: "Di mana?" }, liaison]);
const answered = (): Report => after(dispatched(), [{ move: "answerFinally", text: "Sudah." }, liaison]);
const arbitrated = (): Report => {
  const handBack = { move: "handBack", reason: "Bukan kami" } as const;
  return after(
    dispatched(health),
    [handBack, handlerOf(health)],
    [{ move: "dispose", agencyCode: "kutim.disperkim" }, coordinator],
    [handBack, handlerOf("kutim.disperkim")],
    [{ move: "arbitrate", agencyCode: publicWorks, reason: "Jalan kabupaten" }, coordinator],
  );
};
/** The reporter does not let it be: supervision judges what public works has closed for the third time. */
const contested = (): Report => {
  const again: Parameters<typeof after>[1][] = [
    [{ move: "closeWithProof", text: "Sudah", withoutAttachment: "Terlihat" }, liaison],
    [{ move: "reopen", reason: "Belum" }, reporter],
  ];
  const inWork = after(dispatched(), [{ move: "answer", text: "Dikerjakan" }, liaison]);
  return after(inWork, ...again, ...again, ...again);
};

describe("the open reports of an office that has closed", () => {
  it("go to its successor, whatever state they are in, with their clocks and nobody's name on them", async () => {
    const reports = [dispatched(), assigned(), waiting(), answered(), arbitrated()];
    for (const report of reports) await write(engine.store, report);
    const elsewhere = await write(engine.store, dispatched(health));
    await lookAround();
    for (const report of reports) {
      const { complaint, events } = await kept(report);
      expect(events.at(-1)).toMatchObject({
        ...{ type: "tookOver", from: publicWorks, agencyCode: environment, owner: environment, clocks: [] },
        ...{ cause: `office:${publicWorks}`, actor: { role: "system" }, disposition: report.complaint.disposition + 1 },
      });
      expect(complaint).toMatchObject({
        ...{ owner: environment, agencyCode: environment, assignee: null, status: report.complaint.status },
        ...{ clocks: report.complaint.clocks, arbitrated: report.complaint.arbitrated },
      });
      expect(complaint.askedFrom?.owner).not.toBe(publicWorks);
    }
    expect(await desk(publicWorks)).toEqual([]);
    expect((await desk(environment)).map(({ trackingNumber }) => trackingNumber).sort()).toEqual(
      reports.map(({ complaint }) => complaint.trackingNumber).sort(),
    );
    expect((await kept(elsewhere)).events).toEqual(elsewhere.events);
  });

  it("that supervision judges stay with it, and go back to whoever follows", async () => {
    const report = await write(engine.store, contested());
    expect(report.complaint.owner).toBe(supervisor.agencyCode);
    await lookAround();
    const { complaint } = await kept(report);
    expect(complaint).toMatchObject({ owner: supervisor.agencyCode, agencyCode: environment, status: "submitted" });
    expect(complaint.held).toBe("reopenedTooOften");
  });

  it("that have ended stay as they are, until they come back to life", async () => {
    const closed = after(answered(), [{ move: "closeUnanswered" }, clock]);
    await write(engine.store, closed);
    await lookAround();
    expect(await timesTaken(closed)).toBe(0);
    const reopened = after(closed, [{ move: "reopen", reason: "Belum selesai" }, reporter]);
    await writeMany(engine, [reopened]);
    await lookAround();
    expect((await kept(reopened)).complaint.owner).toBe(environment);
  });

  it("follow a chain of successors to the one that is there now", async () => {
    const chain: Directory = {
      ...withoutPublicWorks,
      agencies: withoutPublicWorks.agencies.map((its) =>
        its.code === environment ? { ...its, validTo: "2026-07-05", successor: health } : its,
      ),
    };
    const report = await write(engine.store, dispatched());
    await lookAround({ its: chain });
    const { events } = await kept(report);
    expect(events.at(-1)).toMatchObject({ type: "tookOver", from: publicWorks, agencyCode: health });
    expect(await timesTaken(report)).toBe(1);
  });

  it("stay on its last day, and go on the day after, in its own zone", async () => {
    const report = await write(engine.store, dispatched());
    await lookAround({ now: () => "2026-07-05T15:59:59.000Z" });
    expect(await timesTaken(report)).toBe(0);
    await lookAround({ now: () => "2026-07-05T16:00:00.000Z" });
    expect(await timesTaken(report)).toBe(1);
  });

  it("are not looked for where no office has closed", async () => {
    await write(engine.store, dispatched());
    expect(await lookAround({ its: directory })).toBe(0);
  });
});

/** So many reports of one part of the office's queue. */
const inPart = (shard: number, count: number): readonly Report[] => {
  const found: Report[] = [];
  while (found.length < count) {
    const report = dispatched();
    const { complaintId } = report.complaint;
    if (queuePartition.of(publicWorks, complaintId) === queuePartition.ofShard(publicWorks, shard)) found.push(report);
  }
  return found;
};

describe("the work", () => {
  it("is done once, however often it is asked for, at once too", async () => {
    const reports = [...inPart(1, 3), dispatched(), waiting()];
    await writeMany(engine, reports);
    await Promise.all([lookAround(), lookAround()]);
    await lookAround();
    for (const report of reports) expect(await timesTaken(report)).toBe(1);
  });

  it("goes on in another call where there is no time left, and leaves out none", async () => {
    const reports = [...inPart(0, 20), ...inPart(5, 20)];
    await writeMany(engine, reports);
    const calls = await lookAround({ timeLeft: () => false });
    expect(calls).toBeGreaterThan(4);
    for (const report of reports) expect(await timesTaken(report)).toBe(1);
  });

  it("is done once where it was ended between two parts and delivered again", async () => {
    const reports = inPart(2, 20);
    await writeMany(engine, reports);
    // The function ends before it can say where to go on.
    const lost = depsOf({ timeLeft: () => false, queue: () => Promise.reject(new Error("ended")) });
    const record = { messageId: "one", body: JSON.stringify({ office: publicWorks }) };
    expect(await takeOverBatch(lost.deps, [record])).toEqual({ batchItemFailures: [{ itemIdentifier: "one" }] });
    const taken = await Promise.all(reports.map(timesTaken));
    expect(taken.filter((times) => times === 1).length).toBeGreaterThan(0);
    expect(taken.filter((times) => times === 0).length).toBeGreaterThan(0);
    const { deps } = depsOf();
    expect(await takeOverBatch(deps, [record])).toEqual({ batchItemFailures: [] });
    for (const report of reports) expect(await timesTaken(report)).toBe(1);
  });

  it("is not held up by a damaged report, which ends in a message of its own", async () => {
    const [damaged, ...whole] = inPart(3, 6);
    if (!damaged) throw new Error("there are six");
    await writeMany(engine, [damaged, ...whole]);
    const { complaintId } = damaged.complaint;
    await engine.client.send(
      new PutItemCommand({
        TableName: engine.store.table,
        Item: marshall({
          ...{ pk: complaintPartition.build(complaintId), sk: stateSort, version: "none" },
          ...{ queuePartition: queuePartition.ofShard(publicWorks, 3), queueSort: `${mondayMorning}#${complaintId}` },
        }),
      }),
    );
    const { deps, queued, log } = depsOf();
    await followClosedOffices(deps, { office: publicWorks });
    expect(queued).toEqual([{ office: publicWorks, complaintId }]);
    for (const report of whole) expect(await timesTaken(report)).toBe(1);
    await expect(followClosedOffices(deps, { office: publicWorks, complaintId })).rejects.toThrow();
    expect(log.lines.at(-1)?.fields).toMatchObject({ count: 5, failed: 1, agencyCode: publicWorks });
  });

  it("takes no other message", async () => {
    const { deps } = depsOf();
    for (const body of ['{"look":false}', '{"office":"a","shard":8}', "nonsense", "{}"]) {
      const answer = await takeOverBatch(deps, [{ messageId: "one", body }]);
      expect(answer.batchItemFailures, body).toHaveLength(1);
    }
  });
});
