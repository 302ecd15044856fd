import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepSigningKeys } from "../../shared/shell/signing-secret.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { challengedWhen, watchBurst } from "./burst.ts";
import { intakeEndpoints } from "./endpoints.ts";

const environment = parseEnvironment(
  {
    COMPLAINT_TABLE: setting,
    IDENTITY_TABLE: setting,
    DIRECTORY_TABLE: setting,
    DIRECTORY_SECONDS: seconds,
    SIGNING_SECRET_ARN: setting,
    CHALLENGE: z.enum(["off", "burst", "always"]),
    BURST_FILINGS: z.coerce.number().check(z.int(), z.positive()),
  },
  process.env,
);
const client = dynamoDb();
const store = { client, table: environment.COMPLAINT_TABLE };
const keys = keepSigningKeys(new SecretsManagerClient(), environment.SIGNING_SECRET_ARN);
const burst = watchBurst({ store, keys, now: instantNow, chance: randomBytes }, environment.BURST_FILINGS);

export const handler = httpHandler(
  intakeEndpoints({
    store,
    identityTable: environment.IDENTITY_TABLE,
    directory: keepDirectory({ client, table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
    keys,
    isChallenged: challengedWhen(environment.CHALLENGE, burst),
    now: instantNow,
    chance: randomBytes,
  }),
  makeLog(),
);
