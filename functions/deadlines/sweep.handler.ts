import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { sweep } from "./sweep.ts";
import { wakeMails, type WakeDeps } from "./wake-mails.ts";

const { COMPLAINT_TABLE, DIRECTORY_TABLE, DIRECTORY_SECONDS, MAIL_QUEUE_URL } = parseEnvironment(
  { COMPLAINT_TABLE: setting, DIRECTORY_TABLE: setting, DIRECTORY_SECONDS: seconds, MAIL_QUEUE_URL: setting },
  process.env,
);
const client = dynamoDb();
const [store, log] = [{ client, table: COMPLAINT_TABLE }, makeLog()];
const directory = keepDirectory({ client, table: DIRECTORY_TABLE }, DIRECTORY_SECONDS);

const queue = new SQSClient();
const queueMail: WakeDeps["queueMail"] = async (mail) => {
  await queue.send(new SendMessageCommand({ QueueUrl: MAIL_QUEUE_URL, MessageBody: JSON.stringify(mail) }));
};

/** A report takes well under a second; what is left over is due at the next sweep just the same. */
const reserveInMilliseconds = 5000;

export const handler = middy<unknown, object>().handler(async (_event, context: Context) => {
  const timeLeft = (): boolean => context.getRemainingTimeInMillis() > reserveInMilliseconds;
  const [{ acted, failed }, mails] = await Promise.all([
    sweep({ store, directory, now: instantNow, timeLeft, log }),
    wakeMails({ store, queueMail, now: instantNow, timeLeft, log }),
  ]);
  // A failed invocation is retried and alarmed; the others have been acted on already.
  if (failed > 0) throw new Error(`${failed} reports are due and could not be acted on`);
  if (mails.failed > 0) throw new Error(`${mails.failed} mails are due and could not be queued`);
  return { acted, woken: mails.woken };
});
