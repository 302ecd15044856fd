import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { httpHandler } from "../../shared/shell/http.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import type { Description } from "./description/description.ts";
import { registerEndpoints } from "./endpoints.ts";

let description: Promise<Description> | null = null;

/** Loaded when first asked for: the lists, which every form reads, need no other capability's contract. */
const describeOnce = (): Promise<Description> =>
  (description ??= Promise.all([import("./description/description.ts"), import("../contracts.ts")]).then(
    ([{ describe }, { contracts }]) => describe(contracts),
  ));

const environment = parseEnvironment({ DIRECTORY_TABLE: setting, DIRECTORY_SECONDS: seconds }, process.env);

export const handler = httpHandler(
  registerEndpoints({
    directory: keepDirectory({ client: dynamoDb(), table: environment.DIRECTORY_TABLE }, environment.DIRECTORY_SECONDS),
    now: instantNow,
    description: describeOnce,
  }),
  makeLog(),
);
