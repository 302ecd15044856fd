import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { errorInBrief } from "../../shared/shell/logger.ts";
import { mailMessage } from "./mail-message.ts";
import type { SendDeps } from "./send-deps.ts";
import { sendMail } from "./send-mail.ts";

export type BatchDeps = SendDeps & {
  /** Has the queue deliver the message again after so many seconds instead of its own visibility timeout. */
  readonly deliverAgainIn: (receiptHandle: string, seconds: number) => Promise<void>;
};

/** 5, 10, 20 … 180 s: a hiccup costs seconds, an outage a try every three minutes. */
const firstPauseInSeconds = 5;
const longestPauseInSeconds = 180;
const pauseBefore = (tries: number): number =>
  Math.min(longestPauseInSeconds, firstPauseInSeconds * 2 ** Math.min(tries - 1, 10));

const deliverAgain = async (deps: BatchDeps, { receiptHandle, attributes }: SQSRecord): Promise<void> => {
  try {
    await deps.deliverAgainIn(receiptHandle, pauseBefore(Number(attributes.ApproximateReceiveCount)));
  } catch (error) {
    // The queue's own timeout brings it back.
    deps.log.warn("MAIL_POSTPONED", "a mail comes back later than it could", { error: errorInBrief(error) });
  }
};

/**
 * A batch from the mail queue. Mails are independent of each other: those that have to be delivered again are named,
 * the rest is done.
 */
export const sendBatch = async (deps: BatchDeps, records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
  const failures = await Promise.all(
    records.map(async (record) => {
      const failed = [{ itemIdentifier: record.messageId }];
      try {
        const delivery = await sendMail(deps, mailMessage.parse(JSON.parse(record.body)));
        if (delivery !== "retry") return [];
        await deliverAgain(deps, record);
        return failed;
      } catch (error) {
        // Not a mail at all: it ends in the dead-letter queue, where a person finds it.
        deps.log.error("RECORD_FAILED", "a message of the mail queue cannot be read", { error: errorInBrief(error) });
        return failed;
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
};
