import type { Outcome } from "../lambda/environment.ts";
import type { StreamMapping } from "../plan/mappings.ts";
import { failedItems } from "./outcome.ts";

/**
 * How Lambda hands a stream's records to a function until each of them is handled or given up:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */

export type StreamRecord = Readonly<{
  dynamodb: Readonly<{ SequenceNumber: string; ApproximateCreationDateTime?: number }>;
  [field: string]: unknown;
}>;

export type Delivery = Readonly<{
  mapping: StreamMapping;
  invoke: (records: readonly StreamRecord[]) => Promise<Outcome>;
  /** Called with records that are given up, after `attempts` calls. */
  giveUp: (
    records: readonly StreamRecord[],
    attempts: number,
    reason: "RetryAttemptsExhausted" | "RecordAgeExceeded",
  ) => Promise<void>;
  /** Called as soon as all records up to this sequence number are handled or given up. */
  done: (sequence: string) => void;
  /** Waits before the next attempt; false if there will be none, because the cloud stops. */
  wait: (attempt: number) => Promise<boolean>;
  /** Age of a record in seconds. */
  ageOf: (record: StreamRecord) => number;
}>;

type Part = Readonly<{ records: readonly StreamRecord[]; attempts: number }>;

const sequenceOf = ({ dynamodb: { SequenceNumber } }: StreamRecord): string => SequenceNumber;

/** Records from the first failed one on; Lambda takes that one as the place to go on from. */
const remaining = (
  records: readonly StreamRecord[],
  failed: readonly string[] | undefined,
): readonly StreamRecord[] => {
  if (failed === undefined) return records;
  const first = records.findIndex((record) => failed.includes(sequenceOf(record)));
  return first < 0 ? [] : records.slice(first);
};

const halves = (records: readonly StreamRecord[], attempts: number): readonly Part[] => {
  const middle = Math.ceil(records.length / 2);
  return [
    { records: records.slice(0, middle), attempts },
    { records: records.slice(middle), attempts },
  ];
};

const reasonToGiveUp = (
  { mapping: { retries, maximumAgeSeconds }, ageOf }: Delivery,
  [oldest]: readonly StreamRecord[],
  attempts: number,
): "RetryAttemptsExhausted" | "RecordAgeExceeded" | undefined => {
  if (retries !== undefined && attempts > retries) return "RetryAttemptsExhausted";
  const tooOld = maximumAgeSeconds !== undefined && oldest !== undefined && ageOf(oldest) > maximumAgeSeconds;
  return tooOld ? "RecordAgeExceeded" : undefined;
};

/** Delivers records in order. Resolves with false if it was stopped before the end. */
export const deliver = async (records: readonly StreamRecord[], delivery: Delivery): Promise<boolean> => {
  const parts: Part[] = [{ records, attempts: 0 }];
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const [last] = part.records.slice(-1);
    if (last === undefined) continue;
    const outcome = await delivery.invoke(part.records);
    const failed = failedItems(outcome, part.records.map(sequenceOf), delivery.mapping.reportsItemFailures);
    const left = remaining(part.records, failed);
    const handled = part.records[part.records.length - left.length - 1];
    if (handled !== undefined) delivery.done(sequenceOf(handled));
    if (left.length === 0) continue;

    const attempts = part.attempts + 1;
    if (delivery.mapping.bisect && left.length > 1) {
      // Splitting does not count as an attempt, but it too waits: whatever is down needs a moment.
      if (!(await delivery.wait(attempts))) return false;
      parts.unshift(...halves(left, part.attempts));
      continue;
    }
    const reason = reasonToGiveUp(delivery, left, attempts);
    if (reason !== undefined) {
      await delivery.giveUp(left, attempts, reason);
      delivery.done(sequenceOf(last));
      continue;
    }
    if (!(await delivery.wait(attempts))) return false;
    parts.unshift({ records: left, attempts });
  }
  return true;
};
