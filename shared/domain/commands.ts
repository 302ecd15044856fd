import type { RefusalReason } from "./attachments.ts";
import type { ComplaintClass, ClockName, Reminder } from "./directory.ts";
import type { Event, FiledEvent, HoldReason } from "./events.ts";
import type { Move } from "./lifecycle.ts";
import type { Reason } from "./suggestion.ts";

/** What somebody, or the system, wants done with a report. One kind for each move of the lifecycle. */

type Particulars = {
  file: Omit<
    FiledEvent,
    "type" | "version" | "at" | "actor" | "cause" | "status" | "owner" | "clocks" | "concerns" | "madeConfidential"
  > & {
    /** The office whose conduct the reporter complains of. */
    readonly aboutAgencyCode?: string;
  };
  screen: Pick<Extract<Event, { type: "screened" }>, "masked" | "duplicates">;
  hold: { readonly reason: HoldReason; readonly reasons: readonly Reason[] };
  verify: { readonly categoryCode?: string };
  editPublicText: { readonly title?: string; readonly text: string };
  setPrivacy: { readonly anonymous: boolean; readonly confidential: boolean };
  /** Whom it is about besides those who are known already. */
  declareConflict: {
    readonly reason: string;
    readonly agencyCodes?: readonly string[];
    readonly officerIds?: readonly string[];
  };
  liftConflict: { readonly reason: string };
  dispose: {
    readonly agencyCode: string;
    readonly categoryCode?: string;
    readonly copies?: readonly string[];
    readonly instruction?: string;
    readonly urgent?: boolean;
    readonly confidence?: number;
    readonly reasons?: readonly Reason[];
  };
  arbitrate: {
    readonly agencyCode: string;
    readonly reason: string;
    readonly categoryCode?: string;
    readonly copies?: readonly string[];
    readonly urgent?: boolean;
  };
  /** Without an agency: to the government above. */
  passUp: { readonly reason: string; readonly agencyCode?: string };
  passDown: { readonly agencyCode: string; readonly copies?: readonly string[]; readonly instruction?: string };
  handBack: { readonly reason: string; readonly suggestedAgencyCode?: string };
  answer: { readonly text: string; readonly attachments?: readonly string[] };
  answerFinally: { readonly text: string; readonly attachments?: readonly string[] };
  note: { readonly text: string };
  /** To one person of the office that owns it; null: to nobody in particular. */
  assign: { readonly officerId: string | null };
  requestInformation: { readonly text: string };
  reply: { readonly text: string };
  changeClass: { readonly class: ComplaintClass; readonly reason?: string };
  approveClassChange: object;
  refuseClassChange: { readonly reason: string };
  close: { readonly rating?: number; readonly comment?: string };
  /** With a file that proves it, or why there is none. */
  closeWithProof: {
    readonly text: string;
    readonly attachments?: readonly string[];
    readonly withoutAttachment?: string;
  };
  upholdClosure: { readonly text: string };
  closeUnanswered: object;
  archive: { readonly reason: Extract<Event, { type: "archived" }>["reason"]; readonly text: string };
  merge: { readonly into: string; readonly text: string };
  absorb: { readonly complaintIds: readonly string[] };
  archiveIncomplete: object;
  withdraw: { readonly reason?: string };
  block: { readonly reason: string };
  unblock: { readonly reason: string };
  reopen: { readonly reason: string };
  appeal: { readonly reason: string };
  expectAttachment: {
    readonly attachmentId: string;
    readonly fileName: string;
    readonly contentType: string;
    readonly size?: number;
  };
  /** `upload` tells one upload of a file from another, as storage names it. */
  receiveAttachment: { readonly attachmentId: string; readonly upload: string };
  passAttachment: {
    readonly attachmentId: string;
    readonly contentType: string;
    readonly size: number;
    readonly preview: boolean;
    readonly upload: string;
    readonly original: boolean;
  };
  refuseAttachment: { readonly attachmentId: string; readonly reason: RefusalReason; readonly upload?: string };
  missAttachment: { readonly attachmentId: string };
  recordDownload: { readonly attachmentId: string };
  openOriginal: { readonly attachmentId: string; readonly reason: string };
  openIdentity: { readonly reason: string };
  seeIdentity: object;
  requestRightsCode: object;
  correctIdentity: Pick<
    Extract<Event, { type: "identityCorrected" }>,
    "reporterKey" | "reachable" | "shareWithAgency" | "addressLeft" | "code"
  >;
  objectToProcessing: Pick<Extract<Event, { type: "objected" }>, "reason" | "code">;
  erase: Pick<Extract<Event, { type: "erased" }>, "of" | "headline" | "code">;
  eraseAttachments: { readonly attachmentIds: readonly string[] };
  remind: { readonly clock: ClockName; readonly reminder: Reminder };
  missDeadline: { readonly clock: ClockName };
  escalate: { readonly clock: ClockName };
  moveDeadlines: object;
  takeOver: object;
  recordRefusedMail: Pick<Extract<Event, { type: "mailRefused" }>, "mail" | "to" | "agencyCode" | "about">;
};

export type CommandOf<M extends Move> = { readonly move: M } & Readonly<Particulars[M]>;
export type Command = { [M in Move]: CommandOf<M> }[Move];
