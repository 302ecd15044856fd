import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Event } from "../../shared/domain/events.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { classChangedLetter, classDecidedLetter, classProposedLetter } from "./letters/class-change.ts";
import { endedByReporterLetter, endedLetter } from "./letters/closed.ts";
import type { MailText } from "./letters/compose.ts";
import { copyLetter, dispositionLetter } from "./letters/disposition.ts";
import { fileLostLetter, filesReadyLetter, officesFileLostLetter, originalOpenedLetter } from "./letters/files.ts";
import type { LetterContext } from "./letters/frame.ts";
import { identityOpenedLetter, identityWatchedLetter } from "./letters/identity.ts";
import { escalationLetter, officeReminderLetter, overdueLetter, reporterReminderLetter } from "./letters/late.ts";
import { lowRatingLetter } from "./letters/low-rating.ts";
import { privacyLetter } from "./letters/privacy.ts";
import { addressLeftLetter, correctedLetter, objectionLetter, rightsCodeLetter } from "./letters/rights.ts";
import { receiptLetter } from "./letters/receipt.ts";
import { appealedLetter, reopenedLetter, unblockedLetter } from "./letters/second-look.ts";
import { handedBackLetter, heldLetter, refusedLetter, replyLetter } from "./letters/to-office.ts";
import { takenOverLetter } from "./letters/taken-over.ts";
import { answerLetter, questionLetter } from "./letters/to-reporter.ts";
import type { MailMessage } from "./mail-message.ts";

/** What only some letters may look at. */
export type LetterExtras = {
  /** Who the reporter is, for the one letter that may say so. */
  readonly contact: Identity | null;
  /** The report that goes on for this one. */
  readonly goesOnIn: Complaint | null;
  /** What opens the reporter's data, for the one letter that brings it. */
  readonly code?: string | undefined;
  /** Whether its reader may see the report; false where somebody is to watch over more than they may read. */
  readonly readsReport?: boolean;
};

/**
 * What a mail says of an event, besides those to reporters of merged reports (letters/followed.ts).
 * @throws Error for an event of which no mail tells, which is a defect of whoever queued it.
 */
export const letterOf = (
  { kind, to }: Pick<MailMessage, "kind" | "to">,
  context: LetterContext,
  event: Event,
  { contact, goesOnIn, code, readsReport = true }: LetterExtras,
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
    case "tookOver":
      return to === "reporter"
        ? takenOverLetter(context, event)
        : dispositionLetter(context, { ...event, disposition: event.disposition ?? 0 }, contact);
    case "attachmentReady":
      return filesReadyLetter(context);
    case "attachmentRefused":
    case "attachmentMissing":
      if (kind === "files") return filesReadyLetter(context);
      return to === "reporter" ? fileLostLetter(context, event) : officesFileLostLetter(context, event);
    case "originalOpened":
      return originalOpenedLetter(context, event);
    case "identityOpened":
      return to === "reporter"
        ? identityOpenedLetter(context, event)
        : identityWatchedLetter(context, event, readsReport);
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
    case "rightsCodeRequested":
      if (code === undefined) throw new Error("the mail with a code needs the code");
      return rightsCodeLetter(context, event, code);
    case "identityCorrected":
      return kind === "addressLeft" ? addressLeftLetter(context) : correctedLetter(context, event);
    case "objected":
      return objectionLetter(context, event);
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
    case "identitySeen":
    case "deadlinesMoved":
    case "attachmentExpected":
    case "attachmentReceived":
    case "attachmentDownloaded":
    case "attachmentsErased":
    case "erased":
      throw new Error(`no mail tells of ${event.type}`);
  }
};
