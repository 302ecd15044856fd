import { SQSClient } from "@aws-sdk/client-sqs";
import middy from "@middy/core";
import type { DynamoDBBatchResponse } from "aws-lambda";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { sendAll } from "../../shared/shell/queues.ts";
import type { SuccessionMessage } from "./succession-message.ts";

const { SUCCESSION_QUEUE_URL, DELAY_SECONDS } = parseEnvironment(
  { SUCCESSION_QUEUE_URL: setting, DELAY_SECONDS: seconds },
  process.env,
);
const [queues, log] = [new SQSClient(), makeLog()];
const look: SuccessionMessage = { look: true };

/**
 * An office was changed, or an hour is over, in which the last day of one may have passed: either way it is time to
 * look for those that have closed. Which they are is for the directory of that moment to say.
 */
export const handler = middy<unknown, DynamoDBBatchResponse>().handler(async () => {
  await sendAll(queues, SUCCESSION_QUEUE_URL, [look], DELAY_SECONDS);
  log.info("SUCCESSION_STARTED", "offices that have closed will be looked for");
  return { batchItemFailures: [] };
});
