import { S3Client } from "@aws-sdk/client-s3";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { originalEndpoints } from "./endpoints.ts";
import { s3SealedStore } from "./sealed-store.ts";

const { COMPLAINT_TABLE, DIRECTORY_TABLE, DIRECTORY_SECONDS, EVIDENCE_BUCKET } = parseEnvironment(
  { COMPLAINT_TABLE: setting, DIRECTORY_TABLE: setting, DIRECTORY_SECONDS: seconds, EVIDENCE_BUCKET: setting },
  process.env,
);
const client = dynamoDb();

export const handler = httpHandler(
  originalEndpoints({
    store: { client, table: COMPLAINT_TABLE },
    sealed: s3SealedStore({ client: new S3Client(), evidence: EVIDENCE_BUCKET }),
    directory: keepDirectory({ client, table: DIRECTORY_TABLE }, DIRECTORY_SECONDS),
    now: instantNow,
  }),
  makeLog(),
);
