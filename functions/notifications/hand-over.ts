import { setTimeout as pause } from "node:timers/promises";
import { errorInBrief } from "../../shared/shell/logger.ts";
import { settleMail, type MailEnd } from "../../shared/store/mail-ledger.ts";
import type { MailMessage } from "./mail-message.ts";
import type { Plan } from "./plan-mail.ts";
import { rawMail } from "./raw-mail.ts";
import { refuseMail } from "./refuse-mail.ts";
import { logged, type Delivery, type SendDeps } from "./send-deps.ts";
import { permanentRefusal } from "./ses-refusals.ts";

/** 0.2, 0.4, 0.8, 1.6 and 3.2 s: with the client's own tries still inside the function's 30 s. */
const pausesInMilliseconds = [200, 400, 800, 1600, 3200];

/**
 * Marks a mail that SES has accepted. From here on nothing may make the queue deliver it again, so a ledger that
 * stays out of reach is only logged: the mail is sent, and the message is done.
 */
const markSent = async (deps: SendDeps, message: MailMessage, end: MailEnd): Promise<void> => {
  for (const milliseconds of [0, ...pausesInMilliseconds]) {
    try {
      await pause(milliseconds);
      await settleMail(deps.store, message, end, deps.now());
      deps.log.info("MAIL_SENT", "a mail was sent", logged(message));
      return;
    } catch (error) {
      deps.log.warn("MAIL_SENT", "a mail was sent but could not be marked as sent", {
        ...logged(message),
        error: errorInBrief(error),
      });
    }
  }
};

/** Gives a mail to SES, for good. */
export const handOver = async (
  deps: SendDeps,
  message: MailMessage,
  plan: Extract<Plan, { kind: "send" }>,
): Promise<Delivery> => {
  const { mailFrom: from, now, send } = deps;
  const { to, language, mail, thread } = plan;
  const raw = await rawMail(mail, { from, to, complaintId: thread, language, at: now() });
  let messageId: string;
  try {
    messageId = await send(raw);
  } catch (error) {
    const reason = permanentRefusal(error);
    if (reason === null) throw error;
    return refuseMail(deps, message, reason);
  }
  await markSent(deps, message, { state: "sent", messageId });
  return "sent";
};
