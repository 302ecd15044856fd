import { readAssembly } from "../template/assembly.ts";
import { readResources } from "../template/resources.ts";
import { readApi } from "./api.ts";
import { readBuckets } from "./buckets.ts";
import { readCustomResources } from "./custom-resources.ts";
import { readFunctions } from "./functions.ts";
import type { Addresses } from "./local-address.ts";
import { readMachines } from "./machines.ts";
import { readMappings } from "./mappings.ts";
import { readPermissions } from "./permissions.ts";
import { readQueues } from "./queues.ts";
import { readSchedules } from "./schedules.ts";
import { readSecrets } from "./secrets.ts";
import { readUserPool } from "./sign-in.ts";
import { readTables } from "./tables.ts";

export type Plan = ReturnType<typeof readPlan>;

/**
 * Reads from a synthesized app all that the local cloud is to run. Throws a start failure at whatever it cannot run
 * as the cloud would.
 */
export const readPlan = (assembly: string, addresses: Addresses) => {
  const resources = readResources(readAssembly(assembly), addresses);
  const functions = readFunctions(resources, addresses);
  return {
    region: resources.region,
    account: resources.account,
    functions,
    tables: readTables(resources),
    queues: readQueues(resources),
    buckets: readBuckets(resources, addresses),
    mappings: readMappings(resources, functions),
    machines: readMachines(resources),
    schedules: readSchedules(resources, functions),
    secrets: readSecrets(resources),
    userPool: readUserPool(resources),
    api: readApi(resources),
    permissions: readPermissions(resources),
    customResources: readCustomResources(resources, functions),
  };
};
