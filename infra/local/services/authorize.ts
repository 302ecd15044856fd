import type { LambdaFunction } from "../plan/functions.ts";
import type { Queue } from "../plan/queues.ts";
import { accessKeyOf } from "../lambda/credentials.ts";
import { serviceError } from "./aws-json.ts";
import type { Grants } from "./grants.ts";

/**
 * What a function may ask of a service, as its role in the template says. A grant that infra/ forgot fails here
 * before it fails in the cloud.
 */
export type Authorize = (caller: string, needs: readonly Need[]) => void;
export type Need = Readonly<{
  action: string;
  resource: string;
  /** What is known of the call for conditions to ask about, such as `ses:FromAddress`. */
  facts?: Readonly<Record<string, string>>;
}>;

type Input = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const records = (value: unknown): readonly Input[] => (Array.isArray(value) ? (value as Input[]) : []);

/** DynamoDB's actions on tables. Each part of a transaction needs its own. */
export const tableNeeds = (operation: string, input: Input, arnOf: (table: string) => string): readonly Need[] => {
  const need = (action: string, table: unknown): Need => ({
    action: `dynamodb:${action}`,
    resource: arnOf(textOf(table)),
  });
  if (operation === "TransactWriteItems" || operation === "TransactGetItems") {
    const actions = {
      Put: "PutItem",
      Update: "UpdateItem",
      Delete: "DeleteItem",
      ConditionCheck: "ConditionCheckItem",
      Get: "GetItem",
    };
    return records(input["TransactItems"]).flatMap((item) =>
      Object.entries(actions).flatMap(([part, action]) => {
        const found = item[part] as Input | undefined;
        return found === undefined ? [] : [need(action, found["TableName"])];
      }),
    );
  }
  if (operation === "BatchWriteItem" || operation === "BatchGetItem") {
    return Object.keys((input["RequestItems"] ?? {}) as Input).map((table) => need(operation, table));
  }
  const own = need(operation, input["TableName"]);
  return [
    typeof input["IndexName"] === "string" ? { ...own, resource: `${own.resource}/index/${input["IndexName"]}` } : own,
  ];
};

export const queueNeeds = (operation: string, input: Input, queues: readonly Queue[]): readonly Need[] => {
  const name = textOf(input["QueueUrl"]).split("/").at(-1);
  const resource = queues.find((queue) => queue.name === name)?.arn ?? `queue:${name ?? ""}`;
  return [{ action: `sqs:${operation.replace(/Batch$/, "")}`, resource }];
};

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
