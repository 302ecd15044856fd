import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { errorInBrief } from "../../shared/shell/logger.ts";
import { arrivalsIn } from "./arrivals.ts";
import { inspectArrival, type InspectDeps } from "./inspect-arrival.ts";

/** A batch from the queue of arrivals, one file after the other; those that failed are delivered again. */
export const inspectBatch = async (
  deps: InspectDeps,
  records: readonly Pick<SQSRecord, "messageId" | "body">[],
): Promise<SQSBatchResponse> => {
  const failures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of records) {
    try {
      for (const arrival of arrivalsIn(body)) await inspectArrival(deps, arrival);
    } catch (error) {
      deps.log.error("RECORD_FAILED", "a file will be inspected again", { error: errorInBrief(error) });
      failures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failures };
};
