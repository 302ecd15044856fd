import type { SQSClient } from "@aws-sdk/client-sqs";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it, test } from "vitest";
import { calendarsChanged } from "../../functions/deadlines/calendar-changed.ts";
import { recomputeMessage, type RecomputeMessage } from "../../functions/deadlines/recompute-message.ts";
import { sendAll } from "../../shared/shell/queues.ts";
import type { CalendarYear } from "../../shared/domain/directory.ts";
import { dueShards } from "../../shared/store/keys.ts";
import { recordedLog } from "../shell/call.ts";

const before: CalendarYear = {
  regionCode: "ID",
  year: 2027,
  holidays: [{ date: "2027-01-01", name: "Tahun Baru" }],
  jointLeave: [{ date: "2027-03-11", name: "Idul Fitri" }],
  source: "SKB 2027",
};

/** As the stream of the directory's table gives it. */
const record = (from: CalendarYear | null, to: CalendarYear | null, SequenceNumber = "1"): DynamoDBRecord => {
  const pk = "calendars";
  const sk = `${before.regionCode}#${before.year}`;
  const image = (calendar: CalendarYear) => marshall({ pk, sk, ...calendar });
  return {
    eventName: from === null ? "INSERT" : to === null ? "REMOVE" : "MODIFY",
    dynamodb: {
      Keys: marshall({ pk, sk }),
      SequenceNumber,
      ...(from ? { OldImage: image(from) } : {}),
      ...(to ? { NewImage: image(to) } : {}),
    },
  } as DynamoDBRecord;
};

const told = async (records: readonly DynamoDBRecord[], refuses = false) => {
  const queued: RecomputeMessage[] = [];
  const log = recordedLog();
  const answer = await calendarsChanged(
    {
      queue: (messages) =>
        refuses ? Promise.reject(new Error("refused")) : Promise.resolve(void queued.push(...messages)),
      log,
    },
    records,
  );
  return { queued, log, failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

describe("a calendar that changes", () => {
  test.each<[string, CalendarYear | null, CalendarYear | null]>([
    ["is loaded", null, before],
    ["is taken away", before, null],
    ["has a day more", before, { ...before, holidays: [...before.holidays, { date: "2027-05-03", name: "x" }] }],
    ["has a day less", before, { ...before, jointLeave: [] }],
    ["has another day", before, { ...before, jointLeave: [{ date: "2027-03-12", name: "Idul Fitri" }] }],
  ])("because it %s has every part of the reports looked through", async (_, from, to) => {
    const { queued, failed, log } = await told([record(from, to)]);
    const calendar = { regionCode: "ID", year: 2027 };
    expect(queued).toStrictEqual(Array.from({ length: dueShards }, (__, shard) => ({ calendar, shard })));
    for (const message of queued) expect(recomputeMessage.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
    expect(failed).toStrictEqual([]);
    expect(log.lines).toMatchObject([{ code: "RECOMPUTE_STARTED", fields: { reason: "calendar:ID/2027" } }]);
  });

  test.each<[string, CalendarYear]>([
    ["only the decree is another", { ...before, source: "SKB perubahan" }],
    ["only a day's name is another", { ...before, holidays: [{ date: "2027-01-01", name: "Tahun Baru 2027" }] }],
    ["leave becomes a holiday", { ...before, holidays: [...before.holidays, ...before.jointLeave], jointLeave: [] }],
  ])("makes no work where %s", async (_, to) => {
    expect((await told([record(before, to)])).queued).toStrictEqual([]);
  });

  it("is delivered again, alone, if it cannot be read or the queue does not take the work", async () => {
    const damaged = record(before, { ...before, holidays: "none" as never }, "2");
    const { queued, failed } = await told([record(null, before, "1"), damaged, record(before, null, "3")]);
    expect(failed).toStrictEqual(["2"]);
    expect(queued).toHaveLength(2 * dueShards);
    expect((await told([record(null, before, "1")], true)).failed).toStrictEqual(["1"]);
  });
});

describe("the queue of parts", () => {
  const calendar = { regionCode: "ID", year: 2027 };
  const messages = Array.from({ length: dueShards }, (_, shard) => ({ calendar, shard }));
  type Batch = { input: { Entries: { Id: string; DelaySeconds: number; MessageBody: string }[] } };

  it("takes all of them, as many at once as it can, each after the delay", async () => {
    const batches: Batch["input"]["Entries"][] = [];
    const client = {
      send: ({ input }: Batch) => {
        batches.push(input.Entries);
        return Promise.resolve({});
      },
    } as unknown as SQSClient;
    await sendAll(client, "https://queue.example", messages, 90);
    expect(batches.map((entries) => entries.length)).toStrictEqual([10, 6]);
    for (const entries of batches) expect(new Set(entries.map(({ Id }) => Id)).size).toBe(entries.length);
    expect(batches.flat().map(({ MessageBody }) => JSON.parse(MessageBody) as unknown)).toStrictEqual(messages);
    expect(new Set(batches.flat().map(({ DelaySeconds }) => DelaySeconds))).toStrictEqual(new Set([90]));
  });

  it("is an error if it refuses one", async () => {
    const client = {
      send: () => Promise.resolve({ Failed: [{ Id: "3", Code: "InternalError" }] }),
    } as unknown as SQSClient;
    await expect(sendAll(client, "https://queue.example", messages, 0)).rejects.toThrow(/refused/);
  });
});
