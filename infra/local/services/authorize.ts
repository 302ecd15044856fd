import type { LambdaFunction } from "../plan/functions.ts";
import { accessKeyOf } from "../lambda/credentials.ts";
import { serviceError } from "./aws-json.ts";
import type { Grants } from "./grants.ts";
import type { Need } from "./needs.ts";

/**
 * What a function may ask of a service, as its role in the template says. A grant that infra/ forgot fails here
 * before it fails in the cloud.
 */
export type Authorize = (caller: string, needs: readonly Need[]) => void;

export const createAuthorize = (functions: readonly LambdaFunction[], grants: Grants): Authorize => {
  const callers = new Map(functions.map((own) => [accessKeyOf(own), own]));
  return (caller, needs) => {
    const own = callers.get(caller);
    // Whoever is not a function is a person or a test at this machine.
    if (own === undefined) return;
    for (const need of needs) {
      if (grants.allow(own.roleArn, need)) continue;
      const { action, resource } = need;
      throw serviceError(
        "AccessDeniedException",
        `User: ${own.roleArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
      );
    }
  };
};
