import { setTimeout as pause } from "node:timers/promises";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Event } from "../../shared/domain/events.ts";
import { given } from "../../shared/domain/given.ts";
import { errorInBrief, type Log, type LogFields } from "../../shared/shell/logger.ts";
import { act } from "../../shared/store/act.ts";
import { history, type ComplaintStore, type History } from "../../shared/store/complaint-store.ts";
import { claimMail, releaseMail, settleMail, type MailEnd } from "../../shared/store/mail-ledger.ts";
import type { MailMessage } from "./mail-message.ts";
import { planMail, planWarning, type Plan, type PlanDeps } from "./plan-mail.ts";
import { rawMail, type RawMail } from "./raw-mail.ts";
import { officeOf } from "./readers.ts";
import { permanentRefusal } from "./ses-refusals.ts";

export type SendDeps = PlanDeps & {
  readonly store: ComplaintStore;
  /** Gives the mail away for good and returns the id that it got. */
  readonly send: (mail: RawMail) => Promise<string>;
  readonly mailFrom: string;
  readonly now: () => string;
  readonly log: Log;
};

/**
 * Longer than the function may run (30 s), so that a live sender is never overtaken; shorter than the queue waits
 * before it delivers again (180 s), so that a crashed one does not cost a second round.
 */
const leaseInMilliseconds = 60_000;

/** What became of a delivery. `retry`: the queue has to deliver it again. */
export type Delivery = "sent" | "refused" | "needless" | "settledBefore" | "retry";

const logged = ({ complaintId, kind, to, version, agencyCode }: MailMessage): LogFields => ({
  complaintId,
  mail: kind,
  to,
  version,
  ...given({ agencyCode }),
});

/** A mail about no single report has no timeline in which its refusal could stand; the log alone says it. */
const isAboutReport = ({ to }: MailMessage): boolean => to !== "platformAdmin";

const eventOf = ({ events }: History, { version }: MailMessage): Event => {
  const event = events.find((its) => its.version === version);
  if (!event) throw new Error("the event of this mail is not there");
  return event;
};

const readHistory = async (deps: SendDeps, { complaintId }: MailMessage): Promise<History> => {
  const found = await history(deps.store, complaintId);
  if (!found) throw new Error("the report of this mail is not there");
  return found;
};

const isRecorded = ({ events }: History, { kind, version }: MailMessage, agencyCode: string | undefined): boolean =>
  events.some(
    (event) =>
      event.type === "mailRefused" && event.mail === kind && event.about === version && event.agencyCode === agencyCode,
  );

const readerOf = (office: string, { policy }: Directory): "agency" | "coordinator" =>
  office === policy.coordinatorAgencyCode ? "coordinator" : "agency";

/** How often the record is tried anew when somebody else moves the report in between. */
const tries = 10;

/** Puts a refused mail into the report's timeline, once. What follows for the coordinator follows from that event. */
const recordRefusal = async (deps: SendDeps, message: MailMessage): Promise<void> => {
  const { kind, version } = message;
  for (let attempt = 1; ; attempt += 1) {
    const found = await readHistory(deps, message);
    const directory = await deps.directory();
    const agencyCode =
      message.to === "reporter" ? undefined : officeOf(message, eventOf(found, message), found.complaint, directory);
    // Whoever holds the report may be the coordinator, and is not told by mail that mail does not reach them.
    const to = agencyCode === undefined ? "reporter" : readerOf(agencyCode, directory);
    if (isRecorded(found, message, agencyCode)) return;
    const step = await act(
      deps.store,
      found.complaint,
      { move: "recordRefusedMail", mail: kind, to, about: version, ...given({ agencyCode }) },
      { actor: { role: "system", id: "mail" }, now: deps.now(), cause: `event:${version}`, directory },
    );
    if (step.ok) return;
    if (step.failure.kind !== "StaleVersion" || attempt === tries) {
      throw new Error(`a refused mail could not be recorded: ${step.failure.kind}`);
    }
  }
};

const refuse = async (deps: SendDeps, message: MailMessage, reason: string): Promise<Delivery> => {
  // First the timeline, then the ledger: a crash in between repeats both, and the timeline takes it once.
  if (isAboutReport(message)) await recordRefusal(deps, message);
  await settleMail(deps.store, message, { state: "refused", reason }, deps.now());
  deps.log.error("MAIL_REFUSED", "a mail cannot be delivered", { ...logged(message), reason });
  return "refused";
};

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

const handOver = async (
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
    return refuse(deps, message, reason);
  }
  await markSent(deps, message, { state: "sent", messageId });
  return "sent";
};

const planOf = async (deps: SendDeps, message: MailMessage): Promise<Plan> => {
  if (!isAboutReport(message)) return planWarning(message, deps);
  const found = await readHistory(deps, message);
  return planMail(message, eventOf(found, message), found, deps);
};

/** Everything under the claim: find out what to say and to whom, and say it. */
const carryOut = async (deps: SendDeps, message: MailMessage): Promise<Delivery> => {
  const plan = await planOf(deps, message);
  switch (plan.kind) {
    case "send":
      return handOver(deps, message, plan);
    case "unreachable":
      return refuse(deps, message, plan.reason);
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
    // Its sender may yet crash, so this delivery must come back and look again.
    if (claim === "claimedByAnother") return postpone("a mail is being sent by another delivery");
    claimed = true;
    return await carryOut(deps, message);
  } catch (error) {
    if (claimed) await release(deps, message);
    return postpone("a mail will be delivered again", error);
  }
};
