import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { beginsHop } from "../../shared/domain/hops.ts";
import type { Event } from "../../shared/domain/events.ts";
import { errorInBrief, type Log } from "../../shared/shell/logger.ts";
import { readEventItem } from "../../shared/store/complaint-store.ts";
import type { MailMessage } from "../notifications/mail-message.ts";
import { mailsFor } from "../notifications/mails-for.ts";
import type { HopInput } from "./hop.ts";

/** Ways out of this function; each may be taken twice for the same event without harm. */
export type ReactDeps = {
  /** Starts a hop; a hop of the same name that was started before counts as started. */
  readonly startHop: (name: string, input: HopInput) => Promise<void>;
  readonly queueMail: (mail: MailMessage) => Promise<void>;
  readonly log: Log;
};

const consequences = async (
  { startHop, queueMail, log }: ReactDeps,
  complaintId: string,
  event: Event,
): Promise<void> => {
  if (beginsHop(event)) {
    // The name is the same for every delivery of this event, and for no other event.
    await startHop(`${complaintId}-${event.version}`, { complaintId, since: event.version });
    log.info("ROUTING_STARTED", "a hop began", { complaintId, event: event.type, version: event.version });
  }
  for (const mail of mailsFor(complaintId, event)) {
    await queueMail(mail);
    log.info("MAIL_QUEUED", "a mail was queued", { complaintId, mail: mail.kind, to: mail.to, version: mail.version });
  }
};

/**
 * What follows from events: hops and mails. Records of a batch are independent of each other, since every
 * consequence is looked up anew by whoever carries it out; those that fail are delivered again.
 */
export const reactToEvents = async (
  deps: ReactDeps,
  records: readonly DynamoDBRecord[],
): Promise<DynamoDBBatchResponse> => {
  const failures = await Promise.all(
    records.map(async (record) => {
      try {
        const { complaintId, event } = readEventItem(record.dynamodb?.NewImage);
        await consequences(deps, complaintId, event);
        return [];
      } catch (error) {
        deps.log.error("RECORD_FAILED", "an event will be delivered again", { error: errorInBrief(error) });
        return [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
};
