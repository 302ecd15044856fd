import { nextOpening } from "../../shared/domain/office-hours.ts";
import { gatherMail } from "../../shared/store/digest-ledger.ts";
import { settleMail } from "../../shared/store/mail-ledger.ts";
import { postponeMail } from "../../shared/store/waiting-mail.ts";
import { digestOf, mostInDigest } from "./digest.ts";
import type { MailMessage } from "./mail-message.ts";
import { logged, type SendDeps } from "./send-deps.ts";
import type { When } from "./when-to-send.ts";

/** Leaves a claimed mail to later: by itself, or as a line of a digest. */

/** A digest that is being sent takes no more; the one of the next working day does, and if not that, the one after. */
const daysTried = 3;

const gather = async (
  deps: SendDeps,
  message: MailMessage,
  { office, until: first }: Extract<When, { when: "inDigest" }>,
): Promise<boolean> => {
  const directory = await deps.directory();
  for (let [day, until] = [1, first]; day <= daysTried; day += 1, until = nextOpening(directory, office, until)) {
    const digest = digestOf(directory, office, until);
    const gathering = await gatherMail(deps.store, digest, until, message, mostInDigest);
    // More than a digest can tell of goes out one by one rather than a day late.
    if (gathering === "full") return false;
    if (gathering === "gathered") {
      // A crash before this line repeats the mail; it is in the digest once, unless the office opens meanwhile.
      await settleMail(deps.store, message, { state: "gathered", reason: digest.complaintId }, deps.now());
      return true;
    }
  }
  return false;
};

/** @returns whether it is left to later; if not, it has to go out now. */
export const delayMail = async (deps: SendDeps, message: MailMessage, when: When): Promise<boolean> => {
  switch (when.when) {
    case "now":
      return false;
    case "atOpening":
      await postponeMail(deps.store, message, when.until);
      break;
    case "inDigest":
      if (!(await gather(deps, message, when))) return false;
  }
  deps.log.info("MAIL_WAITS", "a mail waits for its office to open", logged(message));
  return true;
};
