import type { Event } from "../../shared/domain/events.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { endedByReporterLetter, endedLetter } from "./letters/closed.ts";
import type { MailText } from "./letters/compose.ts";
import { copyLetter, dispositionLetter } from "./letters/disposition.ts";
import type { LetterContext } from "./letters/frame.ts";
import { receiptLetter } from "./letters/receipt.ts";
import {
  handedBackLetter,
  heldLetter,
  overdueLetter,
  refusedLetter,
  reopenedLetter,
  replyLetter,
} from "./letters/to-office.ts";
import { answerLetter, questionLetter } from "./letters/to-reporter.ts";
import type { MailMessage } from "./mails-for.ts";

/**
 * What a mail says of an event.
 * @param contact who the reporter is, for the one letter that may say so.
 * @throws Error for an event of which no mail tells, which is a defect of whoever queued it.
 */
export const letterOf = (
  { kind, to }: Pick<MailMessage, "kind" | "to">,
  context: LetterContext,
  event: Event,
  contact: Identity | null,
): MailText => {
  switch (event.type) {
    case "filed":
      return receiptLetter(context, event);
    case "disposed":
    case "arbitrated":
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
    case "archived":
    case "merged":
    case "withdrawn":
    case "blocked":
      return to === "reporter" ? endedLetter(context, event) : endedByReporterLetter(context, event);
    case "reopened":
      return reopenedLetter(context, event);
    case "deadlineMissed":
      return overdueLetter(context, event);
    case "mailRefused":
      return refusedLetter(context, event);
    case "screened":
    case "verified":
    case "publicTextEdited":
    case "privacyChanged":
    case "noted":
    case "classChanged":
    case "classChangeProposed":
    case "unblocked":
    case "appealed":
      throw new Error(`no mail tells of ${event.type}`);
  }
};
