import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import * as z from "zod/mini";
import { calendarYear } from "../../shared/domain/directory.ts";
import { errorInBrief, type Log } from "../../shared/shell/logger.ts";
import { calendarSort } from "../../shared/store/calendar-keys.ts";
import { dueShards } from "../../shared/store/keys.ts";
import { causeOf, type ChangedCalendar, type RecomputeMessage } from "./recompute-message.ts";

export type ChangeDeps = {
  /** Puts the messages into the queue, to be delivered when no function goes on with the old calendar any more. */
  readonly queue: (messages: readonly RecomputeMessage[]) => Promise<void>;
  readonly log: Log;
};

const { holidays, jointLeave } = calendarYear.shape;
/** An item has keys and more beside them. */
const stored = z.object({ holidays, jointLeave });

/** Dates alone: what a day is called, and which decree says so, moves no deadline. */
const daysOffIn = (image: unknown): string | null => {
  if (image === undefined) return null;
  const days = stored.parse(unmarshall(image as Parameters<typeof unmarshall>[0]));
  return [...new Set([...days.holidays, ...days.jointLeave].map(({ date }) => date))].sort().join();
};

/** The calendar whose days off this record changes; null: none. */
const calendarChangedBy = ({ dynamodb }: DynamoDBRecord): ChangedCalendar | null => {
  const changed = calendarSort.parse(dynamodb?.Keys?.["sk"]?.S ?? "");
  if (!changed) throw new Error("the record is of no calendar");
  return daysOffIn(dynamodb?.OldImage) === daysOffIn(dynamodb?.NewImage) ? null : changed;
};

/** What follows from a changed calendar: every part of the open reports is looked through. */
export const calendarsChanged = async (
  { queue, log }: ChangeDeps,
  records: readonly DynamoDBRecord[],
): Promise<DynamoDBBatchResponse> => {
  const failures: { itemIdentifier: string }[] = [];
  for (const record of records) {
    try {
      const calendar = calendarChangedBy(record);
      if (!calendar) continue;
      await queue(Array.from({ length: dueShards }, (_, shard) => ({ calendar, shard })));
      log.info("RECOMPUTE_STARTED", "deadlines will be computed anew", { reason: causeOf(calendar) });
    } catch (error) {
      log.error("RECORD_FAILED", "a changed calendar will be delivered again", { error: errorInBrief(error) });
      failures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" });
    }
  }
  return { batchItemFailures: failures };
};
