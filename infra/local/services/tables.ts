import type { Activity } from "../activity.ts";
import { type Answer, forward } from "./http.ts";
import type { ServiceRequest } from "./front.ts";
import type { Authorize } from "./authorize.ts";
import { tableNeeds } from "./needs.ts";
import type { Usage } from "./usage.ts";

/**
 * DynamoDB, as functions reach it: the engine, behind a counter of writes (whoever reads the streams must know that
 * there is something to read) and of capacity units.
 */
export type TableService = Readonly<{
  handle: (request: ServiceRequest) => Promise<Answer>;
  /** How many writes were answered so far. */
  writes: () => number;
  /** Called after each write. */
  onWrite: (listener: () => void) => void;
}>;

const writing = new Set([
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
  "ExecuteStatement",
  "ExecuteTransaction",
  "BatchExecuteStatement",
]);
/** Operations that tell their capacity when asked. */
const counted = new Set([...writing, "GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"]);

export const createTableService = (options: {
  engine: () => string;
  authorize: Authorize;
  arnOf: (table: string) => string;
  usage: Usage;
  activity: Activity;
}): TableService => {
  let writes = 0;
  const listeners: (() => void)[] = [];
  return {
    writes: () => writes,
    onWrite: (listener) => listeners.push(listener),
    handle: async ({ operation, caller, path, headers, body }) => {
      const input = JSON.parse(body.toString("utf8") || "{}") as Record<string, unknown>;
      options.authorize(caller, tableNeeds(operation, input, options.arnOf));
      const asked = "ReturnConsumedCapacity" in input && input["ReturnConsumedCapacity"] !== "NONE";
      const counts = counted.has(operation) && !asked;
      const passed = counts ? Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: "TOTAL" })) : body;
      const end = options.activity.begin();
      try {
        const answer = await forward(options.engine(), { method: "POST", path, headers, body: passed });
        return options.usage.count(caller, operation, writing.has(operation), answer, !asked);
      } finally {
        if (writing.has(operation)) {
          writes += 1;
          for (const listener of listeners) listener();
        }
        end();
      }
    },
  };
};
