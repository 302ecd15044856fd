import { describe, expect, it } from "vitest";
import { type Delivery, type StreamRecord, deliver } from "../../infra/local/events/stream-batches.ts";
import type { Outcome } from "../../infra/local/lambda/environment.ts";
import type { StreamMapping } from "../../infra/local/plan/mappings.ts";

const records = (count: number): StreamRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    dynamodb: { SequenceNumber: String(index + 1), ApproximateCreationDateTime: 0 },
  }));

const numbers = (given: readonly StreamRecord[]): string =>
  given.map(({ dynamodb }) => dynamodb.SequenceNumber).join(" ");

const ok = (failures: readonly string[] = []): Outcome => ({
  ok: true,
  json: JSON.stringify({ batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) }),
});
const failed: Outcome = { ok: false, error: { errorType: "Error", errorMessage: "no" } };

/** Delivers to a function that answers as `answer` says, and notes what happens. */
const run = async (
  given: readonly StreamRecord[],
  settings: Partial<StreamMapping>,
  answer: (batch: string, call: number) => Outcome,
  more: Partial<Delivery> = {},
): Promise<{ calls: string[]; given: string[]; checkpoint: string | undefined; finished: boolean }> => {
  const calls: string[] = [];
  const givenUp: string[] = [];
  let checkpoint: string | undefined;
  const finished = await deliver(given, {
    mapping: { bisect: false, reportsItemFailures: true, retries: 2, ...settings } as StreamMapping,
    invoke: (batch) => {
      calls.push(numbers(batch));
      return Promise.resolve(answer(numbers(batch), calls.length));
    },
    giveUp: (batch, attempts, reason) => {
      givenUp.push(`${numbers(batch)} after ${attempts}: ${reason}`);
      return Promise.resolve();
    },
    done: (sequence) => {
      checkpoint = sequence;
    },
    wait: () => Promise.resolve(true),
    ageOf: () => 0,
    ...more,
  });
  return { calls, given: givenUp, checkpoint, finished };
};

describe("Delivering a stream's records", () => {
  it("hands over a batch once when the function takes it", async () => {
    expect(await run(records(3), {}, () => ok())).toEqual({
      calls: ["1 2 3"],
      given: [],
      checkpoint: "3",
      finished: true,
    });
  });

  it("tries again from the first failed record on", async () => {
    const { calls, checkpoint } = await run(records(4), {}, (_, call) => ok(call === 1 ? ["3", "4"] : []));
    expect(calls).toEqual(["1 2 3 4", "3 4"]);
    expect(checkpoint).toBe("4");
  });

  it("splits a failing batch until the bad record stands alone, and gives up only that", async () => {
    const { calls, given, checkpoint } = await run(records(4), { bisect: true, reportsItemFailures: false }, (batch) =>
      batch.split(" ").includes("3") ? failed : ok(),
    );
    expect(calls).toEqual(["1 2 3 4", "1 2", "3 4", "3", "3", "3", "4"]);
    expect(given).toEqual(["3 after 3: RetryAttemptsExhausted"]);
    expect(checkpoint).toBe("4");
  });

  it("gives up the whole rest of a batch after the retries where batches are not split", async () => {
    const { calls, given } = await run(records(2), { reportsItemFailures: false }, () => failed);
    expect(calls).toEqual(["1 2", "1 2", "1 2"]);
    expect(given).toEqual(["1 2 after 3: RetryAttemptsExhausted"]);
  });

  it("gives up what has become too old, however many retries are left", async () => {
    const { given } = await run(records(1), { retries: 100, maximumAgeSeconds: 60 }, () => failed, { ageOf: () => 61 });
    expect(given).toEqual(["1 after 1: RecordAgeExceeded"]);
  });

  it("takes a batch for failed when the function names an item that was not in it", async () => {
    const { calls } = await run(records(2), {}, (_, call) => ok(call === 1 ? ["99"] : []));
    expect(calls).toEqual(["1 2", "1 2"]);
  });

  it("keeps what is left for the next start when it is stopped while waiting", async () => {
    const { checkpoint, finished } = await run(records(3), {}, () => ok(["2"]), { wait: () => Promise.resolve(false) });
    expect({ checkpoint, finished }).toEqual({ checkpoint: "1", finished: false });
  });
});
