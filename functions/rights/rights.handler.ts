import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepSigningKeys } from "../../shared/shell/signing-secret.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { rightsEndpoints } from "./endpoints.ts";
import { s3EvidenceStore } from "./evidence-store.ts";

const environment = parseEnvironment(
  {
    COMPLAINT_TABLE: setting,
    IDENTITY_TABLE: setting,
    DIRECTORY_TABLE: setting,
    DIRECTORY_SECONDS: seconds,
    SIGNING_SECRET_ARN: setting,
    EVIDENCE_BUCKET: setting,
  },
  process.env,
);
const client = dynamoDb();

export const handler = httpHandler(
  rightsEndpoints({
    store: { client, table: environment.COMPLAINT_TABLE },
    identityTable: environment.IDENTITY_TABLE,
    evidence: s3EvidenceStore({ client: new S3Client(), evidence: environment.EVIDENCE_BUCKET }),
    directory: keepDirectory({ client, table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
    keys: keepSigningKeys(new SecretsManagerClient(), environment.SIGNING_SECRET_ARN),
    now: instantNow,
  }),
  makeLog(),
);
