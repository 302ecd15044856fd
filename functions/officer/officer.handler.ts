import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { officerEndpoints } from "./endpoints.ts";

const { COMPLAINT_TABLE, DIRECTORY_TABLE } = parseEnvironment(
  { COMPLAINT_TABLE: setting, DIRECTORY_TABLE: setting },
  process.env,
);
const client = dynamoDb();

export const handler = httpHandler(
  officerEndpoints({
    store: { client, table: COMPLAINT_TABLE },
    directory: keepDirectory({ client, table: DIRECTORY_TABLE }),
    now: instantNow,
  }),
  makeLog(),
);
