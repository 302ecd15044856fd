import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod/mini";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepSigningKeys } from "../../shared/shell/signing-secret.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { attachmentEndpoints } from "./endpoints.ts";
import { s3FileStore } from "./file-store.ts";

const environment = parseEnvironment(
  {
    COMPLAINT_TABLE: setting,
    DIRECTORY_TABLE: setting,
    DIRECTORY_SECONDS: seconds,
    SIGNING_SECRET_ARN: setting,
    INCOMING_BUCKET: setting,
    EVIDENCE_BUCKET: setting,
    FILES_FROM: z.url(),
    FILES_TO: z.url(),
  },
  process.env,
);
const client = dynamoDb();

export const handler = httpHandler(
  attachmentEndpoints({
    store: { client, table: environment.COMPLAINT_TABLE },
    directory: keepDirectory({ client, table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
    keys: keepSigningKeys(new SecretsManagerClient(), environment.SIGNING_SECRET_ARN),
    files: s3FileStore({
      client: new S3Client(),
      incoming: environment.INCOMING_BUCKET,
      evidence: environment.EVIDENCE_BUCKET,
    }),
    now: instantNow,
    origins: { from: new URL(environment.FILES_FROM).origin, to: new URL(environment.FILES_TO).origin },
  }),
  makeLog(),
);
