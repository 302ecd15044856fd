import { readAssembly } from "../template/assembly.ts";
import type { Endpoints } from "../template/identities.ts";
import { readResources } from "../template/resources.ts";
import { readApi } from "./api.ts";
import { readCustomResources } from "./custom-resources.ts";
import { readFunctions } from "./functions.ts";
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
export const readPlan = (assembly: string, endpoints: Endpoints) => {
  const resources = readResources(readAssembly(assembly), endpoints);
  const functions = readFunctions(resources, endpoints);
  return {
    region: resources.region,
    account: resources.account,
    functions,
    tables: readTables(resources),
    queues: readQueues(resources),
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
