import type { Directory } from "../../shared/domain/directory.ts";
import { given } from "../../shared/domain/given.ts";
import { act } from "../../shared/store/act.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import { settleMail } from "../../shared/store/mail-ledger.ts";
import { mailsIn } from "./digest.ts";
import type { MailMessage } from "./mail-message.ts";
import { officeOf } from "./readers.ts";
import { eventOf, logged, readHistory, type Delivery, type SendDeps } from "./send-deps.ts";

/** What follows from a mail that its reader's address will never take. */

const isRecorded = ({ events }: History, { kind, version }: MailMessage, agencyCode: string | undefined): boolean =>
  events.some(
    (event) =>
      event.type === "mailRefused" && event.mail === kind && event.about === version && event.agencyCode === agencyCode,
  );

/** Whoever holds a report may be the coordinator, who is not told by mail that mail does not arrive there. */
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
    if (isRecorded(found, message, agencyCode)) return;
    const to = agencyCode === undefined ? "reporter" : readerOf(agencyCode, directory);
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

/** The mails about reports that did not arrive with it; one about no report has no timeline, and the log alone says it. */
const refusedWith = async (deps: SendDeps, message: MailMessage): Promise<readonly MailMessage[]> => {
  if (message.kind === "digest") return mailsIn(deps.store, message);
  return message.to === "platformAdmin" ? [] : [message];
};

export const refuseMail = async (deps: SendDeps, message: MailMessage, reason: string): Promise<Delivery> => {
  // First the timeline, then the ledger: a crash in between repeats both, and the timeline takes it once.
  for (const refused of await refusedWith(deps, message)) await recordRefusal(deps, refused);
  await settleMail(deps.store, message, { state: "refused", reason }, deps.now());
  deps.log.error("MAIL_REFUSED", "a mail cannot be delivered", { ...logged(message), reason });
  return "refused";
};
