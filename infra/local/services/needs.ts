import type { Queue } from "../plan/queues.ts";

/** What a call to a service needs its caller to be allowed. */
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
