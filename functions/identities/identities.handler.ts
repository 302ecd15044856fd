import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { hasIdentity, readIdentity } from "../../shared/store/identity-store.ts";
import { identityEndpoints } from "./endpoints.ts";

const { COMPLAINT_TABLE, IDENTITY_TABLE, DIRECTORY_TABLE, DIRECTORY_SECONDS } = parseEnvironment(
  { COMPLAINT_TABLE: setting, IDENTITY_TABLE: setting, DIRECTORY_TABLE: setting, DIRECTORY_SECONDS: seconds },
  process.env,
);
const client = dynamoDb();
const identities = { client, table: IDENTITY_TABLE };
const log = makeLog();

export const handler = httpHandler(
  identityEndpoints({
    store: { client, table: COMPLAINT_TABLE },
    identities: {
      isOnFile: (complaintId) => hasIdentity(identities, complaintId),
      of: (complaintId) => readIdentity(identities, complaintId),
    },
    directory: keepDirectory({ client, table: DIRECTORY_TABLE }, DIRECTORY_SECONDS),
    now: instantNow,
    log,
  }),
  log,
);
