import middy from "@middy/core";
import type * as z from "zod/mini";
import { dynamoDb } from "../../shared/shell/clients.ts";
import { instantNow } from "../../shared/shell/clock.ts";
import { parseEnvironment, seconds, setting } from "../../shared/shell/environment.ts";
import { makeLog } from "../../shared/shell/logger.ts";
import { keepDirectory } from "../../shared/store/directory-store.ts";
import type { HopDeps } from "./hop.ts";

/** A step of the routing workflow as a Lambda handler: reads its input, does its one thing. */
export const stepHandler = <Input, Result>(
  input: z.ZodMiniType<Input>,
  step: (deps: HopDeps, input: Input) => Promise<Result>,
  environment: Readonly<Record<string, string | undefined>>,
) => {
  const { COMPLAINT_TABLE, DIRECTORY_TABLE, DIRECTORY_SECONDS } = parseEnvironment(
    { COMPLAINT_TABLE: setting, DIRECTORY_TABLE: setting, DIRECTORY_SECONDS: seconds },
    environment,
  );
  const client = dynamoDb();
  const deps: HopDeps = {
    store: { client, table: COMPLAINT_TABLE },
    directory: keepDirectory({ client, table: DIRECTORY_TABLE }, DIRECTORY_SECONDS),
    now: instantNow,
    log: makeLog(),
  };
  return middy<unknown, Result>().handler((event) => step(deps, input.parse(event)));
};
