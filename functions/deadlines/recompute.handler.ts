import { SQSClient } from "@aws-sdk/client-sqs";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { readDirectoryNow } from "../../shared/store/directory-store.ts";
import { recomputeBatch } from "./recompute-batch.ts";
import { sendAll } from "../../shared/shell/queues.ts";

const { COMPLAINT_TABLE, DIRECTORY_TABLE, RECOMPUTE_QUEUE_URL } = parseEnvironment(
  { COMPLAINT_TABLE: setting, DIRECTORY_TABLE: setting, RECOMPUTE_QUEUE_URL: setting },
  process.env,
);
const [client, queues, log] = [dynamoDb(), new SQSClient(), makeLog()];

/** Time for the few reports that are in work, and for the message that goes on. */
const reserveInMilliseconds = 20_000;

export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event, context: Context) =>
  recomputeBatch(
    {
      store: { client, table: COMPLAINT_TABLE },
      directory: () => readDirectoryNow({ client, table: DIRECTORY_TABLE }),
      now: instantNow,
      timeLeft: () => context.getRemainingTimeInMillis() > reserveInMilliseconds,
      queue: (messages) => sendAll(queues, RECOMPUTE_QUEUE_URL, messages, 0),
      log,
    },
    event.Records,
  ),
);
