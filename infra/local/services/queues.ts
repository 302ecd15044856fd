import type { Activity } from "../activity.ts";
import { type QueuesEngine, soonest } from "../engines/queues-engine.ts";
import type { Queue } from "../plan/queues.ts";
import type { Authorize } from "./authorize.ts";
import { queueNeeds } from "./needs.ts";
import type { Service } from "./front.ts";
import { forward } from "./http.ts";

type Input = Readonly<{ VisibilityTimeout?: number; Entries?: readonly Readonly<{ VisibilityTimeout?: number }>[] }>;

const changing = new Set(["ChangeMessageVisibility", "ChangeMessageVisibilityBatch"]);
const sending = new Set(["SendMessage", "SendMessageBatch", ...changing]);

const notTooSoon = <Part extends { VisibilityTimeout?: number }>(part: Part): Part =>
  part.VisibilityTimeout === undefined
    ? part
    : { ...part, VisibilityTimeout: Math.max(soonest, part.VisibilityTimeout) };

/** SQS, as functions reach it. `onChange` is called whenever a message may have become ready. */
export const createQueueService = (options: {
  engine: QueuesEngine;
  queues: readonly Queue[];
  authorize: Authorize;
  activity: Activity;
  onChange: () => void;
}): Service => {
  const { engine, queues, authorize, activity, onChange } = options;
  return async ({ operation, caller, path, headers, body }) => {
    const input = JSON.parse(body.toString("utf8") || "{}") as Input & Record<string, unknown>;
    authorize(caller, queueNeeds(operation, input, queues));
    const { Entries } = input;
    const changed = { ...notTooSoon(input), ...(Entries && { Entries: Entries.map(notTooSoon) }) };
    const passed = changing.has(operation) ? Buffer.from(JSON.stringify(changed)) : body;
    const end = activity.begin();
    try {
      return await forward(engine.url, { method: "POST", path, headers, body: passed });
    } finally {
      end();
      if (sending.has(operation)) onChange();
    }
  };
};
