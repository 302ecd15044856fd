import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod/mini";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepSigningKeys } from "../../shared/shell/signing-secret.ts";
import { load } from "../../shared/store/complaint-store.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { formerAddress, readIdentity } from "../../shared/store/identity-store.ts";
import { sendBatch, type BatchDeps } from "./send-batch.ts";

const environment = parseEnvironment(
  {
    COMPLAINT_TABLE: setting,
    IDENTITY_TABLE: setting,
    DIRECTORY_TABLE: setting,
    DIRECTORY_SECONDS: seconds,
    SIGNING_SECRET_ARN: setting,
    MAIL_QUEUE_URL: setting,
    MAIL_FROM: z.email(),
    PORTAL_URL: z.url(),
  },
  process.env,
);
const client = dynamoDb();
// Three tries of at most 1 + 4 s, and two pauses of a second: SES is given up on after some 17 of the 30 s.
const ses = new SESClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 4000 } });

const queue = new SQSClient();

const deps: BatchDeps = {
  store: { client, table: environment.COMPLAINT_TABLE },
  directory: keepDirectory({ client, table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
  keys: keepSigningKeys(new SecretsManagerClient(), environment.SIGNING_SECRET_ARN),
  report: (complaintId) => load({ client, table: environment.COMPLAINT_TABLE }, complaintId),
  identity: (complaintId) => readIdentity({ client, table: environment.IDENTITY_TABLE }, complaintId),
  formerAddress: (complaintId, version) =>
    formerAddress({ client, table: environment.IDENTITY_TABLE }, complaintId, version),
  send: async ({ from, to, raw }) => {
    const command = new SendRawEmailCommand({ Source: from, Destinations: [...to], RawMessage: { Data: raw } });
    const { MessageId: messageId } = await ses.send(command);
    return messageId ?? "accepted without an id";
  },
  deliverAgainIn: async (ReceiptHandle, VisibilityTimeout) => {
    const QueueUrl = environment.MAIL_QUEUE_URL;
    await queue.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  },
  mailFrom: environment.MAIL_FROM,
  baseUrl: environment.PORTAL_URL.replace(/\/$/, ""),
  now: instantNow,
  log: makeLog(),
};

export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event) => sendBatch(deps, event.Records));
