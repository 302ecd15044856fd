import type { FauxqsServer } from "fauxqs";
import { startFailure } from "../failure.ts";
import type { Queue } from "../plan/queues.ts";
import { type Call, createCall } from "../services/aws-json.ts";

/** SQS: fauxqs, within this process, its messages in an SQLite file. */
export type QueuesEngine = Readonly<{
  url: string;
  call: Call;
  /** What lies in a queue now. */
  look: (queueName: string) => QueueState;
  /** Lets messages that were sent with a delay come so many milliseconds earlier. */
  shortenDelays: (queueName: string, milliseconds: number) => void;
  stop: () => Promise<void>;
}>;
export type QueueState = Readonly<{
  ready: number;
  /** When each message that is not to be seen yet will be, in real milliseconds since 1970. */
  hidden: readonly Readonly<{ receiptHandle?: string; until: number }>[];
}>;

/**
 * The shortest time, in seconds, after which a message may be made to come back. Under zero, fauxqs 2.4.1 forgets it:
 * it takes the message out of its memory and then fails to write NULL where its own table has none.
 */
export const soonest = 1;

const makeQueues = (server: FauxqsServer, queues: readonly Queue[], region: string, call: Call): Promise<unknown> =>
  Promise.all(
    queues.map(async ({ name, url, attributes }) => {
      if (server.inspectQueue(name) === undefined) server.createQueue(name, { region, attributes: { ...attributes } });
      else await call("SetQueueAttributes", { QueueUrl: url, Attributes: attributes });
    }),
  );

/** Messages that a killed process was working on are nobody's now; they need not wait until their time is over. */
const returnAbandoned = async (server: FauxqsServer, queues: readonly Queue[], call: Call): Promise<void> => {
  for (const { name, url } of queues) {
    for (const { receiptHandle } of server.inspectQueue(name)?.messages.inflight ?? []) {
      await call("ChangeMessageVisibility", {
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: soonest,
      });
    }
  }
};

export const startQueuesEngine = async (
  folder: string,
  queues: readonly Queue[],
  region: string,
): Promise<QueuesEngine> => {
  let server: FauxqsServer;
  try {
    // Loaded late: whatever stands in the way of a start is told before a large package is read.
    const { startFauxqs } = await import("fauxqs");
    server = await startFauxqs({ port: 0, logger: false, dataDir: folder, defaultRegion: region });
  } catch (error) {
    throw startFailure("The SQS engine does not start", error);
  }
  const url = `http://127.0.0.1:${server.port}`;
  const call = createCall(() => url, "sqs", "AmazonSQS");
  await makeQueues(server, queues, region, call);
  await returnAbandoned(server, queues, call);
  return {
    url,
    call,
    look: (name) => {
      const messages = server.inspectQueue(name)?.messages;
      const inflight = messages?.inflight.map(({ receiptHandle, visibilityDeadline }) => ({
        receiptHandle,
        until: visibilityDeadline,
      }));
      const delayed = messages?.delayed.map(({ delayUntil }) => ({ until: delayUntil ?? 0 }));
      return { ready: messages?.ready.length ?? 0, hidden: [...(inflight ?? []), ...(delayed ?? [])] };
    },
    shortenDelays: (name, milliseconds) => {
      // No call of SQS reaches a message before it was received once. These are the engine's own; its file keeps the
      // delay as it was sent, so after a crash the rest of it is waited for.
      for (const message of server.inspectQueue(name)?.messages.delayed ?? []) {
        message.delayUntil = Math.max(Date.now(), (message.delayUntil ?? 0) - milliseconds);
      }
    },
    stop: () => server.stop(),
  };
};
