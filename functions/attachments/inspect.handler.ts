import { S3Client } from "@aws-sdk/client-s3";
import middy from "@middy/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import * as z from "zod/mini";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { s3Copies } from "./copies.ts";
import { inspectBatch } from "./inspect-batch.ts";
import { scannerHere } from "./inspection/clamav.ts";
import type { Scanner } from "./inspection/scanner.ts";

const environment = parseEnvironment(
  {
    COMPLAINT_TABLE: setting,
    DIRECTORY_TABLE: setting,
    DIRECTORY_SECONDS: seconds,
    INCOMING_BUCKET: setting,
    EVIDENCE_BUCKET: setting,
    KEEP_ORIGINALS: z.enum(["true", "false"]),
    MALWARE_VERDICT: z.enum(["here", "guardduty"]),
  },
  process.env,
);
const client = dynamoDb();
const keepOriginals = environment.KEEP_ORIGINALS === "true";

const log = makeLog();
let found: Promise<Scanner> | undefined;
/** Looked for once, when the first file comes. */
const scanner = (): Promise<Scanner> =>
  (found ??= scannerHere().then((its) => {
    log.info("SCANNER_FOUND", `files are scanned by ${its.engine}`);
    return its.scanner;
  }));

const deps = {
  store: { client, table: environment.COMPLAINT_TABLE },
  directory: keepDirectory({ client, table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
  copies: s3Copies({
    client: new S3Client({ maxAttempts: 4 }),
    incoming: environment.INCOMING_BUCKET,
    evidence: environment.EVIDENCE_BUCKET,
    keepOriginals,
  }),
  malware:
    environment.MALWARE_VERDICT === "guardduty" ? ({ by: "guardduty" } as const) : ({ by: "here", scanner } as const),
  keepOriginals,
  now: instantNow,
  log,
};

export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event) => inspectBatch(deps, event.Records));
