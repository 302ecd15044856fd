import { S3Client } from "@aws-sdk/client-s3";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { s3EvidenceStore } from "./evidence-store.ts";
import { retain } from "./retain.ts";

const environment = parseEnvironment(
  {
    COMPLAINT_TABLE: setting,
    IDENTITY_TABLE: setting,
    DIRECTORY_TABLE: setting,
    DIRECTORY_SECONDS: seconds,
    EVIDENCE_BUCKET: setting,
  },
  process.env,
);
const client = dynamoDb();
const deps = {
  store: { client, table: environment.COMPLAINT_TABLE },
  identityTable: environment.IDENTITY_TABLE,
  evidence: s3EvidenceStore({ client: new S3Client(), evidence: environment.EVIDENCE_BUCKET }),
  directory: keepDirectory({ client, table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
  now: instantNow,
  log: makeLog(),
};

/** A report takes well under a second, one with many files some seconds. */
const reserveInMilliseconds = 20_000;

export const handler = middy<unknown, object>().handler(async (_event, context: Context) => {
  const timeLeft = (): boolean => context.getRemainingTimeInMillis() > reserveInMilliseconds;
  const { erased, failed } = await retain({ ...deps, timeLeft });
  // A failed invocation is retried and alarmed; the others have gone already.
  if (failed > 0) throw new Error(`${failed} reports have been kept long enough and could not be erased`);
  return { erased };
});
