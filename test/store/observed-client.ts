import type { ConsumedCapacity, DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** A call of DynamoDB and what the engine says that it took. */
export type ObservedCall = {
  /** As in `GetItem`. */
  readonly operation: string;
  readonly table: string;
  /** Absent: the table itself. */
  readonly index?: string;
  readonly capacity: readonly ConsumedCapacity[];
};

type Input = { TableName?: string; IndexName?: string; ReturnConsumedCapacity?: string };
type Output = { ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[] };

/** Lets the client ask for the units that each call takes, and notes them. Calls that fail are not noted. */
export const observe = (client: DynamoDBClient): ObservedCall[] => {
  const calls: ObservedCall[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const input = args.input as Input;
        const result = await next({ ...args, input: { ...input, ReturnConsumedCapacity: "INDEXES" } });
        const { ConsumedCapacity: capacity = [] } = result.output as Output;
        calls.push({
          operation: (commandName ?? "").replace(/Command$/, "").replace(/^TransactWriteItems$/, "TransactWrite"),
          table: input.TableName ?? "",
          ...(input.IndexName === undefined ? {} : { index: input.IndexName }),
          capacity: [capacity].flat(),
        });
        return result;
      },
    { step: "initialize", name: "observe" },
  );
  return calls;
};
