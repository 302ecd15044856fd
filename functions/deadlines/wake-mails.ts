import { errorInBrief, type Log } from "../../shared/shell/logger.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import type { NamedMail } from "../../shared/store/keys.ts";
import { mailsDueBefore } from "../../shared/store/waiting-mail.ts";

export type WakeDeps = {
  readonly store: ComplaintStore;
  readonly queueMail: (mail: NamedMail) => Promise<void>;
  readonly now: () => string;
  /** Whether there is time for another mail before the function must end. */
  readonly timeLeft: () => boolean;
  readonly log: Log;
};

const atOnce = 8;

/**
 * Puts mails whose office has opened back into the queue, and reads none that still waits. A mail stops being due when
 * its sender claims it, so one that is put there twice, or is lost on the way, does no harm.
 */
export const wakeMails = async (deps: WakeDeps): Promise<{ readonly woken: number; readonly failed: number }> => {
  let [woken, failed] = [0, 0];
  const due = mailsDueBefore(deps.store, deps.now());
  const worker = async (): Promise<void> => {
    while (deps.timeLeft()) {
      const next = await due.next();
      if (next.done) return;
      const { complaintId, kind, to, version } = next.value;
      try {
        await deps.queueMail(next.value);
        woken += 1;
        deps.log.info("MAIL_QUEUED", "a mail was queued for an office that has opened", {
          ...{ complaintId, mail: kind, to, version },
        });
      } catch (error) {
        failed += 1;
        deps.log.error("RECORD_FAILED", "a mail that waited could not be queued", {
          ...{ complaintId, mail: kind, version },
          error: errorInBrief(error),
        });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { woken, failed };
};
