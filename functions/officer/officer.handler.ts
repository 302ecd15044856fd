import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { officerEndpoints } from "./endpoints.ts";

const { COMPLAINT_TABLE, DIRECTORY_TABLE, DIRECTORY_SECONDS } = parseEnvironment(
  { COMPLAINT_TABLE: setting, DIRECTORY_TABLE: setting, DIRECTORY_SECONDS: seconds },
  process.env,
);
const client = dynamoDb();

export const handler = httpHandler(
  officerEndpoints({
    store: { client, table: COMPLAINT_TABLE },
    directory: keepDirectory({ client, table: DIRECTORY_TABLE }, DIRECTORY_SECONDS),
    now: instantNow,
  }),
  makeLog(),
);
