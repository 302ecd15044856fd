import { SQSClient } from "@aws-sdk/client-sqs";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { calendarsChanged } from "./calendar-changed.ts";
import { sendAll } from "../../shared/shell/queues.ts";

const { RECOMPUTE_QUEUE_URL, DELAY_SECONDS } = parseEnvironment(
  { RECOMPUTE_QUEUE_URL: setting, DELAY_SECONDS: seconds },
  process.env,
);
const [queues, log] = [new SQSClient(), makeLog()];

export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler((event) =>
  calendarsChanged(
    { queue: (messages) => sendAll(queues, RECOMPUTE_QUEUE_URL, messages, DELAY_SECONDS), log },
    event.Records,
  ),
);
