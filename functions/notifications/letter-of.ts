import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Event } from "../../shared/domain/events.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { classChangedLetter, classDecidedLetter, classProposedLetter } from "./letters/class-change.ts";
import { endedByReporterLetter, endedLetter } from "./letters/closed.ts";
import type { MailText } from "./letters/compose.ts";
import { copyLetter, dispositionLetter } from "./letters/disposition.ts";
import { fileLostLetter, filesReadyLetter, officesFileLostLetter, originalOpenedLetter } from "./letters/files.ts";
import type { LetterContext } from "./letters/frame.ts";
import { escalationLetter, officeReminderLetter, overdueLetter, reporterReminderLetter } from "./letters/late.ts";
import { lowRatingLetter } from "./letters/low-rating.ts";
import { privacyLetter } from "./letters/privacy.ts";
import { receiptLetter } from "./letters/receipt.ts";
import { appealedLetter, reopenedLetter, unblockedLetter } from "./letters/second-look.ts";
import { handedBackLetter, heldLetter, refusedLetter, replyLetter } from "./letters/to-office.ts";
import { answerLetter, questionLetter } from "./letters/to-reporter.ts";
import type { MailMessage } from "./mail-message.ts";

/** What only some letters may look at. */
export type LetterExtras = {
  /** Who the reporter is, for the one letter that may say so. */
  readonly contact: Identity | null;
  /** The report that goes on for this one. */
  readonly goesOnIn: Complaint | null;
};

/**
 * What a mail says of an event, besides those to reporters of merged reports (letters/followed.ts).
 * @throws Error for an event of which no mail tells, which is a defect of whoever queued it.
 */
export const letterOf = (
  { kind, to }: Pick<MailMessage, "kind" | "to">,
  context: LetterContext,
  event: Event,
  { contact, goesOnIn }: LetterExtras,
): MailText => {
  switch (event.type) {
    case "filed":
      return receiptLetter(context, event);
    case "disposed":
    case "arbitrated":
    case "passedUp":
    case "passedDown":
      return kind === "copy" ? copyLetter(context, event) : dispositionLetter(context, event, contact);
    case "handedBack":
      return handedBackLetter(context, event);
    case "held":
      return heldLetter(context, event);
    case "informationRequested":
      return questionLetter(context, event);
    case "followedUp":
    case "answered":
      return answerLetter(context, event);
    case "replied":
    case "informationSupplied":
      return replyLetter(context, event);
    case "closed":
      if (kind === "lowRating") return lowRatingLetter(context, event);
      return to === "reporter" ? endedLetter(context, event, null) : endedByReporterLetter(context, event);
    case "rated":
      return lowRatingLetter(context, event);
    case "archived":
    case "merged":
    case "withdrawn":
    case "blocked":
      return to === "reporter" ? endedLetter(context, event, goesOnIn) : endedByReporterLetter(context, event);
    case "attachmentReady":
      return filesReadyLetter(context);
    case "attachmentRefused":
    case "attachmentMissing":
      if (kind === "files") return filesReadyLetter(context);
      return to === "reporter" ? fileLostLetter(context, event) : officesFileLostLetter(context, event);
    case "originalOpened":
      return originalOpenedLetter(context, event);
    case "unblocked":
      return unblockedLetter(context, event);
    case "reopened":
      return reopenedLetter(context, event);
    case "appealed":
      return appealedLetter(context, event);
    case "privacyChanged":
      return privacyLetter(context, event);
    case "classChangeProposed":
      return classProposedLetter(context, event);
    case "classChanged":
      return to === "reporter" ? classChangedLetter(context, event) : classDecidedLetter(context, event);
    case "classChangeRefused":
      return classDecidedLetter(context, event);
    case "reminded":
      return to === "reporter" ? reporterReminderLetter(context, event) : officeReminderLetter(context, event);
    case "deadlineMissed":
      return overdueLetter(context, event);
    case "escalated":
      return escalationLetter(context, event);
    case "mailRefused":
      return refusedLetter(context, event);
    case "screened":
    case "verified":
    case "publicTextEdited":
    case "noted":
    case "assigned":
    case "conflictDeclared":
    case "conflictLifted":
    case "absorbed":
    case "deadlinesMoved":
    case "attachmentExpected":
    case "attachmentReceived":
    case "attachmentDownloaded":
      throw new Error(`no mail tells of ${event.type}`);
  }
};
