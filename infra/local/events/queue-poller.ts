import type { Activity, Progress } from "../activity.ts";
import type { Clock } from "../clock.ts";
import { type QueuesEngine, soonest } from "../engines/queues-engine.ts";
import type { Functions } from "../lambda/functions.ts";
import type { QueueMapping } from "../plan/mappings.ts";
import type { Queue } from "../plan/queues.ts";
import { failedItems } from "./outcome.ts";

export type QueuePoller = Readonly<{ wake: () => void; stop: () => Promise<void> }>;

export type QueuePollerOptions = Readonly<{
  mapping: QueueMapping;
  queue: Queue;
  engine: QueuesEngine;
  region: string;
  functions: Functions;
  clock: Clock;
  activity: Activity;
  onFailure: (functionName: string, message: string) => void;
}>;

type Message = Readonly<{
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Readonly<Record<string, string>>;
  MessageAttributes?: Readonly<Record<string, { StringValue?: string; BinaryValue?: string; DataType: string }>>;
}>;

/** The form in which Lambda hands over a message: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const asEvent = (message: Message, { arn }: Queue, region: string): Record<string, unknown> => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, BinaryValue, DataType }]) => [
      name,
      {
        stringValue: StringValue,
        binaryValue: BinaryValue,
        dataType: DataType,
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: "aws:sqs",
  eventSourceARN: arn,
  awsRegion: region,
});

/** What filters see: a body that is JSON is read as such. */
const asFilterable = (event: Record<string, unknown>): Record<string, unknown> => {
  try {
    return { ...event, body: JSON.parse(String(event["body"])) as unknown };
  } catch {
    return event;
  }
};

const defaultConcurrency = 5;
const maximumReceived = 10;

/**
 * Hands a queue's messages to a function. What fails comes back after the queue's visibility timeout, by the cloud's
 * clock, and goes to the dead-letter queue as the queue's redrive policy says.
 */
export const startQueuePoller = (options: QueuePollerOptions): QueuePoller => {
  const { mapping, queue, engine, functions, clock } = options;
  const concurrency = mapping.concurrency ?? defaultConcurrency;
  const handled = new Set<string>();
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let lookAgain = false;
  let stopped = false;

  const remove = async (messages: readonly Message[]): Promise<void> => {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await engine.call("DeleteMessageBatch", { QueueUrl: queue.url, Entries });
  };

  const handle = async (messages: readonly Message[]): Promise<void> => {
    const events = messages.map((message) => asEvent(message, queue, options.region));
    const passes = (event: Record<string, unknown>): boolean =>
      mapping.filters.length === 0 || mapping.filters.some((matches) => matches(asFilterable(event)));
    // Lambda deletes what no filter lets through.
    await remove(messages.filter((_, index) => !passes(events[index] ?? {})));
    const chosen = messages.filter((_, index) => passes(events[index] ?? {}));
    if (chosen.length === 0) return;
    const outcome = await functions.invoke(mapping.function.name, { Records: events.filter(passes) });
    if (!outcome.ok && !stopped) options.onFailure(mapping.function.name, outcome.error.errorMessage);
    const failed = failedItems(
      outcome,
      chosen.map(({ MessageId }) => MessageId),
      mapping.reportsItemFailures,
    );
    if (failed !== undefined) await remove(chosen.filter(({ MessageId }) => !failed.includes(MessageId)));
  };

  const work = (messages: readonly Message[]): void => {
    for (const { ReceiptHandle } of messages) handled.add(ReceiptHandle);
    const task = handle(messages)
      .catch((error: unknown) => {
        options.onFailure(mapping.function.name, error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        for (const { ReceiptHandle } of messages) handled.delete(ReceiptHandle);
        running.delete(task);
        wake();
      });
    running.add(task);
  };

  const receive = async (): Promise<readonly Message[]> => {
    const { Messages } = await engine.call("ReceiveMessage", {
      QueueUrl: queue.url,
      MaxNumberOfMessages: Math.min(mapping.batchSize, maximumReceived),
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
      WaitTimeSeconds: 0,
    });
    return (Messages as Message[] | undefined) ?? [];
  };

  const look = async (): Promise<void> => {
    while (!stopped && running.size < concurrency) {
      const messages = await receive();
      if (messages.length === 0) break;
      work(messages);
    }
    if (stopped || running.size >= concurrency) return;
    const next = Math.min(...engine.look(queue.name).hidden.map(({ until }) => until));
    clearTimeout(timer);
    if (Number.isFinite(next)) timer = setTimeout(wake, Math.min(Math.max(20, next - Date.now() + 5), 60_000));
  };

  const wake = (): void => {
    if (stopped) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    look()
      .catch((error: unknown) => {
        if (!stopped) options.onFailure(mapping.function.name, `the queue cannot be read: ${String(error)}`);
      })
      .finally(() => {
        looking = false;
        if (!lookAgain) return;
        lookAgain = false;
        wake();
      });
  };

  /** Hidden messages wait by the cloud's clock, the engine's clock is the real one: what was moved is taken off. */
  const bringForward = (milliseconds: number): void => {
    engine.shortenDelays(queue.name, milliseconds);
    wake();
    for (const { receiptHandle, until } of engine.look(queue.name).hidden) {
      if (receiptHandle === undefined || handled.has(receiptHandle)) continue;
      const VisibilityTimeout = Math.max(soonest, Math.ceil((until - milliseconds - Date.now()) / 1000));
      engine
        .call("ChangeMessageVisibility", { QueueUrl: queue.url, ReceiptHandle: receiptHandle, VisibilityTimeout })
        .catch(() => undefined)
        .finally(wake);
    }
  };

  const progress = (): Progress => {
    if (stopped) return "idle";
    const { ready, hidden } = engine.look(queue.name);
    if (ready > 0 || running.size > 0) return "working";
    if (hidden.length === 0) return "idle";
    // The shortest wait that bringing forward can give counts as due.
    return hidden.some(({ until }) => until - Date.now() <= soonest * 1_000 + 100) ? "working" : "waiting";
  };

  options.activity.watch(progress);
  const stopMoving = clock.onMove(bringForward);
  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      stopMoving();
      clearTimeout(timer);
      await Promise.all(running);
    },
  };
};
