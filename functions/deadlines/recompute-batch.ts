import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { errorInBrief } from "../../shared/shell/logger.ts";
import { recompute, type RecomputeDeps } from "./recompute.ts";
import { recomputeMessage } from "./recompute-message.ts";

/** A batch from the queue, one message after the other; those that failed are delivered again. */
export const recomputeBatch = async (
  deps: RecomputeDeps,
  records: readonly Pick<SQSRecord, "messageId" | "body">[],
): Promise<SQSBatchResponse> => {
  const failures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of records) {
    try {
      await recompute(deps, recomputeMessage.parse(JSON.parse(body)));
    } catch (error) {
      deps.log.error("RECORD_FAILED", "deadlines will be computed again", { error: errorInBrief(error) });
      failures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failures };
};
