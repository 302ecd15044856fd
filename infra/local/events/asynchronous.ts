import { randomUUID } from "node:crypto";
import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { Journal } from "../data/journal.ts";
import type { Functions } from "../lambda/functions.ts";
import type { LambdaFunction } from "../plan/functions.ts";

/**
 * Events that nobody waits for an answer to. Lambda tries each again after one and after two minutes, then hands it
 * to the function's dead-letter queue: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 * They are kept in the journal until they are handled or given up.
 */
export type Asynchronous = Readonly<{
  send: (to: LambdaFunction, event: unknown) => void;
  stop: () => Promise<void>;
}>;

export type AsynchronousOptions = Readonly<{
  functions: Functions;
  all: readonly LambdaFunction[];
  journal: Journal;
  clock: Clock;
  activity: Activity;
  sendTo: (queueArn: string, body: string) => Promise<void>;
  onFailure: (functionName: string, message: string) => void;
}>;

type Waiting = { id: string; function: LambdaFunction; event: string; attempts: number; due: number };

/** Seconds before the second and the third attempt. */
const pauses = [60, 120];

export const startAsynchronous = (options: AsynchronousOptions): Asynchronous => {
  const { journal, clock } = options;
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  const running = new Set<Promise<void>>();
  const waiting = new Set<string>();
  const keep = journal.prepare(
    "INSERT OR REPLACE INTO asynchronous_events (id, function, event, attempts, due) VALUES (?, ?, ?, ?, ?)",
  );
  const forget = journal.prepare("DELETE FROM asynchronous_events WHERE id = ?");

  const giveUp = async ({ id, function: to, event, attempts }: Waiting, errorMessage: string): Promise<void> => {
    options.onFailure(to.name, `gives up an event after ${attempts} attempts`);
    if (to.asynchronous.deadLetterArn === undefined) return;
    const report = {
      version: "1.0",
      timestamp: new Date(clock.now()).toISOString(),
      requestContext: {
        requestId: id,
        functionArn: to.arn,
        condition: "RetriesExhausted",
        approximateInvokeCount: attempts,
      },
      requestPayload: JSON.parse(event) as unknown,
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorMessage },
    };
    await options.sendTo(to.asynchronous.deadLetterArn, JSON.stringify(report));
  };

  const attempt = async (kept: Waiting): Promise<void> => {
    for (;;) {
      if (kept.due > clock.now()) {
        waiting.add(kept.id);
        await clock.waitUntil(kept.due, stopping.signal);
        waiting.delete(kept.id);
      }
      if (stopped()) return;
      const outcome = await options.functions.invoke(kept.function.name, JSON.parse(kept.event));
      // What was under way when the cloud stops is tried again at the next start.
      if (!outcome.ok && stopped()) return;
      if (outcome.ok) break;
      options.onFailure(kept.function.name, outcome.error.errorMessage);
      kept.attempts += 1;
      if (kept.attempts > kept.function.asynchronous.retries) {
        await giveUp(kept, outcome.error.errorMessage);
        break;
      }
      kept.due = clock.now() + (pauses[kept.attempts - 1] ?? 120) * 1000;
      keep.run(kept.id, kept.function.name, kept.event, kept.attempts, kept.due);
    }
    forget.run(kept.id);
  };

  const start = (kept: Waiting): void => {
    const task = attempt(kept)
      .catch((error: unknown) => {
        options.onFailure(kept.function.name, String(error));
      })
      .finally(() => running.delete(task));
    running.add(task);
  };

  options.activity.watch(() => {
    if (running.size === 0) return "idle";
    return waiting.size === running.size ? "waiting" : "working";
  });
  for (const row of journal.prepare("SELECT id, function, event, attempts, due FROM asynchronous_events").all()) {
    const kept = options.all.find(({ name }) => name === row["function"]);
    if (kept !== undefined)
      start({
        id: String(row["id"]),
        function: kept,
        event: String(row["event"]),
        attempts: Number(row["attempts"]),
        due: Number(row["due"]),
      });
  }
  return {
    send: (to, event) => {
      const kept = { id: randomUUID(), function: to, event: JSON.stringify(event), attempts: 0, due: clock.now() };
      keep.run(kept.id, to.name, kept.event, 0, kept.due);
      start(kept);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
};
