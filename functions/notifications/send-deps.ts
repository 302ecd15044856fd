import type { Event } from "../../shared/domain/events.ts";
import { given } from "../../shared/domain/given.ts";
import type { Log, LogFields } from "../../shared/shell/logger.ts";
import { history, type ComplaintStore, type History } from "../../shared/store/complaint-store.ts";
import type { MailMessage } from "./mail-message.ts";
import type { PlanDeps } from "./plan-mail.ts";
import type { RawMail } from "./raw-mail.ts";

/** What all parts of the sender share. */

export type SendDeps = PlanDeps & {
  readonly store: ComplaintStore;
  /** Gives the mail away for good and returns the id that it got. */
  readonly send: (mail: RawMail) => Promise<string>;
  readonly mailFrom: string;
  readonly log: Log;
};

/**
 * What became of a delivery. `retry`: the queue has to deliver it again; `waits`: it goes out later, in a delivery or
 * a digest of its own.
 */
export type Delivery = "sent" | "refused" | "needless" | "settledBefore" | "waits" | "retry";

export const logged = ({ complaintId, kind, to, version, agencyCode }: MailMessage): LogFields => ({
  complaintId,
  mail: kind,
  to,
  version,
  ...given({ agencyCode }),
});

export const eventOf = ({ events }: History, { version }: MailMessage): Event => {
  const event = events.find((its) => its.version === version);
  if (!event) throw new Error("the event of this mail is not there");
  return event;
};

export const readHistory = async (
  { store }: Pick<SendDeps, "store">,
  { complaintId }: MailMessage,
): Promise<History> => {
  const found = await history(store, complaintId);
  if (!found) throw new Error("the report of this mail is not there");
  return found;
};
