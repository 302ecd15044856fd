import type { Activity } from "../activity.ts";
import type { QueuesEngine } from "../engines/queues-engine.ts";
import type { Queue } from "../plan/queues.ts";
import { type Authorize, queueNeeds } from "./authorize.ts";
import type { Service } from "./front.ts";
import { forward } from "./http.ts";

const sending = new Set(["SendMessage", "SendMessageBatch", "ChangeMessageVisibility", "ChangeMessageVisibilityBatch"]);

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
    authorize(
      caller,
      queueNeeds(operation, JSON.parse(body.toString("utf8") || "{}") as Record<string, unknown>, queues),
    );
    const end = activity.begin();
    try {
      return await forward(engine.url, { method: "POST", path, headers, body });
    } finally {
      end();
      if (sending.has(operation)) onChange();
    }
  };
};
