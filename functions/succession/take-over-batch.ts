import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { errorInBrief } from "../../shared/shell/logger.ts";
import { followClosedOffices, type TakeOverDeps } from "./take-over.ts";
import { successionMessage } from "./succession-message.ts";

/** A batch from the queue, one message after the other; those that failed are delivered again. */
export const takeOverBatch = async (
  deps: TakeOverDeps,
  records: readonly Pick<SQSRecord, "messageId" | "body">[],
): Promise<SQSBatchResponse> => {
  const failures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of records) {
    try {
      await followClosedOffices(deps, successionMessage.parse(JSON.parse(body)));
    } catch (error) {
      deps.log.error("RECORD_FAILED", "the desk of a closed office will be looked at again", {
        error: errorInBrief(error),
      });
      failures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failures };
};
