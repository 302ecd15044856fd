import { errorInBrief } from "../../shared/shell/logger.ts";
import { claimMail, releaseMail, settleMail } from "../../shared/store/mail-ledger.ts";
import { delayMail } from "./delay-mail.ts";
import { planDigest } from "./digest.ts";
import { handOver } from "./hand-over.ts";
import type { MailMessage } from "./mail-message.ts";
import { planMail, planWarning, type Plan } from "./plan-mail.ts";
import { refuseMail } from "./refuse-mail.ts";
import { eventOf, logged, readHistory, type Delivery, type SendDeps } from "./send-deps.ts";

/**
 * Longer than the function may run (30 s), so that a live sender is never overtaken; shorter than the queue waits
 * before it delivers again (180 s), so that a crashed one does not cost a second round.
 */
const leaseInMilliseconds = 60_000;

const planOf = async (deps: SendDeps, message: MailMessage): Promise<Plan> => {
  if (message.kind === "digest") return planDigest(message, deps);
  if (message.kind === "calendarMissing") return planWarning(message, deps);
  const found = await readHistory(deps, message);
  return planMail(message, eventOf(found, message), found, deps);
};

/** Everything under the claim: find out what to say, to whom and when, and say it. */
const carryOut = async (deps: SendDeps, message: MailMessage): Promise<Delivery> => {
  const plan = await planOf(deps, message);
  switch (plan.kind) {
    case "send":
      return (await delayMail(deps, message, plan.when)) ? "waits" : handOver(deps, message, plan);
    case "unreachable":
      return refuseMail(deps, message, plan.reason);
    case "needless":
      await settleMail(deps.store, message, { state: "needless", reason: plan.reason }, deps.now());
      deps.log.info("MAIL_NEEDLESS", "a mail was not needed", { ...logged(message), reason: plan.reason });
      return "needless";
  }
};

const release = async (deps: SendDeps, message: MailMessage): Promise<void> => {
  try {
    await releaseMail(deps.store, message);
  } catch (error) {
    // The lease runs out by itself.
    deps.log.warn("MAIL_POSTPONED", "a claim could not be given back", {
      ...logged(message),
      error: errorInBrief(error),
    });
  }
};

/**
 * One delivery of a mail from the queue. However often and however simultaneously it is delivered, it is sent once;
 * only a process that dies in the instant after SES accepted the mail leads to a second one.
 */
export const sendMail = async (deps: SendDeps, message: MailMessage): Promise<Delivery> => {
  const postpone = (sentence: string, error?: unknown): Delivery => {
    const fields = { ...logged(message), ...(error === undefined ? {} : { error: errorInBrief(error) }) };
    deps.log.warn("MAIL_POSTPONED", sentence, fields);
    return "retry";
  };
  let claimed = false;
  try {
    const now = Date.parse(deps.now());
    const claim = await claimMail(deps.store, message, now, now + leaseInMilliseconds);
    if (claim === "settled") return "settledBefore";
    // The sweep delivers it once its time has come.
    if (claim === "waiting") return "waits";
    // Its sender may yet crash, so this delivery must come back and look again.
    if (claim === "claimedByAnother") return postpone("a mail is being sent by another delivery");
    claimed = true;
    return await carryOut(deps, message);
  } catch (error) {
    if (claimed) await release(deps, message);
    return postpone("a mail will be delivered again", error);
  }
};
