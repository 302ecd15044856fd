import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { randomBytes } from "node:crypto";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepSigningKeys } from "../../shared/shell/signing-secret.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { intakeEndpoints } from "./endpoints.ts";

const environment = parseEnvironment(
  {
    COMPLAINT_TABLE: setting,
    IDENTITY_TABLE: setting,
    DIRECTORY_TABLE: setting,
    DIRECTORY_SECONDS: seconds,
    SIGNING_SECRET_ARN: setting,
  },
  process.env,
);
const client = dynamoDb();

export const handler = httpHandler(
  intakeEndpoints({
    store: { client, table: environment.COMPLAINT_TABLE },
    identityTable: environment.IDENTITY_TABLE,
    directory: keepDirectory({ client, table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
    keys: keepSigningKeys(new SecretsManagerClient(), environment.SIGNING_SECRET_ARN),
    now: instantNow,
    chance: randomBytes,
  }),
  makeLog(),
);
