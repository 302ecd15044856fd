import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import { contracts } from "../contracts.ts";
import { registerEndpoints } from "./endpoints.ts";

const environment = parseEnvironment({ DIRECTORY_TABLE: setting }, process.env);

export const handler = httpHandler(
  registerEndpoints({
    directory: keepDirectory({ client: dynamoDb(), table: environment.DIRECTORY_TABLE }),
    now: instantNow,
    contracts,
  }),
  makeLog(),
);
