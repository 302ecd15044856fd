import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import type { HopDeps } from "./hop.ts";

/** What the steps work with that decide something. The one that only loads knows no directory, and may read none. */
export const hopDeps = (environment: Readonly<Record<string, string | undefined>>): HopDeps => {
  const { COMPLAINT_TABLE, DIRECTORY_TABLE, DIRECTORY_SECONDS } = parseEnvironment(
    { COMPLAINT_TABLE: setting, DIRECTORY_TABLE: setting, DIRECTORY_SECONDS: seconds },
    environment,
  );
  const client = dynamoDb();
  return {
    store: { client, table: COMPLAINT_TABLE },
    directory: keepDirectory({ client, table: DIRECTORY_TABLE }, DIRECTORY_SECONDS),
    now: instantNow,
    log: makeLog(),
  };
};
