import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** The most that SQS takes at once. */
const mostInABatch = 10;

/**
 * Puts messages that may be worked on twice into a queue, to be delivered after so many seconds. Throws if it does not
 * take every one.
 */
export const sendAll = async (
  client: SQSClient,
  QueueUrl: string,
  messages: readonly object[],
  DelaySeconds: number,
): Promise<void> => {
  for (let from = 0; from < messages.length; from += mostInABatch) {
    const Entries = messages.slice(from, from + mostInABatch).map((message, at) => ({
      Id: String(at),
      MessageBody: JSON.stringify(message),
      DelaySeconds,
    }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    // Whoever is told so tries all of them again, and doing the work of one twice does no harm.
    if (Failed.length > 0) throw new Error(`the queue refused ${Failed.length} messages: ${Failed[0]?.Code ?? ""}`);
  }
};
