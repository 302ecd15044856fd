import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { errorInBrief } from "../../shared/shell/logger.ts";
import { mailMessage } from "./mails-for.ts";
import { sendMail, type SendDeps } from "./send-mail.ts";

/**
 * A batch from the mail queue. Mails are independent of each other: those that have to be delivered again are named,
 * the rest is done.
 */
export const sendBatch = async (deps: SendDeps, records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
  const failures = await Promise.all(
    records.map(async ({ messageId, body }) => {
      const failed = [{ itemIdentifier: messageId }];
      try {
        const delivery = await sendMail(deps, mailMessage.parse(JSON.parse(body)));
        return delivery === "retry" ? failed : [];
      } catch (error) {
        // Not a mail at all: it ends in the dead-letter queue, where a person finds it.
        deps.log.error("RECORD_FAILED", "a message of the mail queue cannot be read", { error: errorInBrief(error) });
        return failed;
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
};
