import { randomUUID } from "node:crypto";
import type { Activity, Progress } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { Journal } from "../data/journal.ts";
import type { Functions } from "../lambda/functions.ts";
import type { StreamMapping } from "../plan/mappings.ts";
import { type Call, isServiceError } from "../services/aws-json.ts";
import { type StreamRecord, deliver } from "./stream-batches.ts";

export type StreamPoller = Readonly<{ wake: () => void; stop: () => Promise<void> }>;

export type StreamPollerOptions = Readonly<{
  mapping: StreamMapping;
  tableName: string;
  /** Whether records that are there before the mapping ever ran are none of its business. */
  passBy: boolean;
  region: string;
  dynamodb: Call;
  streams: Call;
  functions: Functions;
  journal: Journal;
  clock: Clock;
  activity: Activity;
  /** How many writes the tables have answered. */
  writes: () => number;
  /** Sends a message to a queue named by its address. */
  sendTo: (queueArn: string, body: string) => Promise<void>;
  /** Told of a batch that failed, and will be tried again or not. */
  onFailure: (functionName: string, message: string) => void;
}>;

type Position = { shard: string; iterator: string | undefined };

/** Writes that did not come through the local cloud, such as a test's own, are found this late, in milliseconds. */
const lookAgain = 1_000;
/** Seconds before the next attempt: 1, 2, 4, ... up to a minute. */
const backoff = (attempt: number): number => Math.min(60, 2 ** (attempt - 1));

/** Reads a table's stream and hands its records to a function. How far it came is kept in the journal. */
export const startStreamPoller = (options: StreamPollerOptions): StreamPoller => {
  const { mapping, streams, journal, clock, functions } = options;
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  const readCheckpoint = journal.prepare("SELECT sequence FROM checkpoints WHERE mapping = ? AND shard = ?");
  const writeCheckpoint = journal.prepare(
    "INSERT OR REPLACE INTO checkpoints (mapping, shard, sequence) VALUES (?, ?, ?)",
  );
  /** All writes up to this count were seen. */
  let seen = -1;
  let state: Progress = "working";
  let wakeUp: (() => void) | undefined;

  const streamArn = async (): Promise<string> => {
    const { Table } = await options.dynamodb("DescribeTable", { TableName: options.tableName });
    return (Table as { LatestStreamArn?: string }).LatestStreamArn ?? "";
  };

  /** A mapping from LATEST that is new to records that are not: it begins behind them. */
  const passBy = async (StreamArn: string, ShardId: string): Promise<void> => {
    const first = await streams("GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
    let iterator = first["ShardIterator"];
    for (;;) {
      const { Records, NextShardIterator } = await streams("GetRecords", { ShardIterator: iterator });
      const last = (Records as StreamRecord[]).at(-1);
      if (last === undefined) return;
      writeCheckpoint.run(mapping.id, ShardId, last.dynamodb.SequenceNumber);
      iterator = NextShardIterator;
    }
  };

  const iteratorFor = async (StreamArn: string, ShardId: string): Promise<string | undefined> => {
    if (options.passBy && readCheckpoint.get(mapping.id, ShardId) === undefined) await passBy(StreamArn, ShardId);
    const sequence = readCheckpoint.get(mapping.id, ShardId)?.["sequence"];
    const from =
      sequence === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: sequence };
    try {
      return (await streams("GetShardIterator", { StreamArn, ShardId, ...from }))["ShardIterator"] as string;
    } catch (error) {
      // The records after the checkpoint are older than a day and gone, as in the cloud.
      if (!isServiceError(error, "TrimmedDataAccessException")) throw error;
      return (await streams("GetShardIterator", { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }))[
        "ShardIterator"
      ] as string;
    }
  };

  const shardsOf = async (StreamArn: string): Promise<string[]> => {
    const { StreamDescription } = await streams("DescribeStream", { StreamArn });
    return (StreamDescription as { Shards?: { ShardId: string }[] }).Shards?.map(({ ShardId }) => ShardId) ?? [];
  };

  const asEvent = (record: StreamRecord, shard: string): StreamRecord => ({
    ...record,
    eventID: `${shard}-${record.dynamodb.SequenceNumber}`,
    awsRegion: options.region,
    eventSourceARN: mapping.sourceArn,
  });

  const giveUp = async (
    records: readonly StreamRecord[],
    shard: string,
    attempts: number,
    condition: string,
  ): Promise<void> => {
    const [first] = records;
    const last = records.at(-1);
    options.onFailure(
      mapping.function.name,
      `gives up ${records.length} stream records after ${attempts} attempts (${condition})`,
    );
    if (mapping.onFailureArn === undefined || first === undefined || last === undefined) return;
    const report = {
      requestContext: {
        requestId: randomUUID(),
        functionArn: mapping.function.arn,
        condition,
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: new Date(clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: shard,
        startSequenceNumber: first.dynamodb.SequenceNumber,
        endSequenceNumber: last.dynamodb.SequenceNumber,
        batchSize: records.length,
        streamArn: mapping.sourceArn,
      },
    };
    await options.sendTo(mapping.onFailureArn, JSON.stringify(report));
  };

  const handle = async (records: readonly StreamRecord[], shard: string): Promise<boolean> => {
    const last = records.at(-1)?.dynamodb.SequenceNumber;
    const chosen = records
      .map((record) => asEvent(record, shard))
      .filter((event) => mapping.filters.length === 0 || mapping.filters.some((matches) => matches(event)));
    const done = (sequence: string): void => {
      writeCheckpoint.run(mapping.id, shard, sequence);
    };
    const finished = await deliver(chosen, {
      mapping,
      done,
      invoke: async (batch) => {
        state = "working";
        const outcome = await functions.invoke(mapping.function.name, { Records: batch });
        if (!outcome.ok && !stopped()) options.onFailure(mapping.function.name, outcome.error.errorMessage);
        return outcome;
      },
      giveUp: (batch, attempts, reason) => giveUp(batch, shard, attempts, reason),
      ageOf: ({ dynamodb: { ApproximateCreationDateTime = 0 } }) => Date.now() / 1000 - ApproximateCreationDateTime,
      wait: async (attempt) => {
        state = "waiting";
        await clock.waitUntil(clock.now() + backoff(attempt) * 1000, stopping.signal);
        state = "working";
        return !stopped();
      },
    });
    if (finished && last !== undefined) done(last);
    return finished;
  };

  /** Reads what there is; true if there was nothing. */
  const readOnce = async (position: Position): Promise<boolean> => {
    const answer = await streams("GetRecords", { ShardIterator: position.iterator, Limit: mapping.batchSize });
    const records = answer["Records"] as StreamRecord[];
    if (records.length > 0 && !(await handle(records, position.shard))) return true;
    position.iterator = answer["NextShardIterator"] as string | undefined;
    return records.length === 0;
  };

  const sleep = async (): Promise<void> => {
    const waking = new Promise<void>((resolve) => (wakeUp = resolve));
    // A write between the last reading and this line has to be read first.
    if (options.writes() !== seen) return;
    const timer = setTimeout(() => wakeUp?.(), lookAgain);
    await waking;
    clearTimeout(timer);
  };

  const run = async (): Promise<void> => {
    const arn = await streamArn();
    const positions: Position[] = [];
    while (!stopped()) {
      const before = options.writes();
      for (const shard of await shardsOf(arn)) {
        if (positions.every((position) => position.shard !== shard))
          positions.push({ shard, iterator: await iteratorFor(arn, shard) });
      }
      let empty = true;
      for (const position of positions)
        if (position.iterator !== undefined) empty = (await readOnce(position)) && empty;
      if (!empty) continue;
      seen = before;
      state = "idle";
      await sleep();
    }
  };

  const runUntilStopped = async (): Promise<void> => {
    while (!stopped()) {
      try {
        await run();
      } catch (error) {
        if (stopped()) return;
        options.onFailure(
          mapping.function.name,
          `the stream cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        );
        await clock.waitUntil(clock.now() + 1_000, stopping.signal);
      }
    }
  };

  options.activity.watch(() => {
    if (stopped()) return "idle";
    return state === "idle" && options.writes() !== seen ? "working" : state;
  });
  const running = runUntilStopped();
  return {
    wake: () => wakeUp?.(),
    stop: async () => {
      stopping.abort();
      wakeUp?.();
      await running;
    },
  };
};
