import type { ComplaintClass, ClockName } from "./directory.ts";
import type { Event, FiledEvent, HoldReason } from "./events.ts";
import type { Move } from "./lifecycle.ts";
import type { Reason } from "./suggestion.ts";

/** What somebody, or the system, wants done with a report. One kind for each move of the lifecycle. */

type Particulars = {
  file: Omit<FiledEvent, "type" | "version" | "at" | "actor" | "status" | "owner" | "clocks">;
  screen: Pick<Extract<Event, { type: "screened" }>, "masked" | "duplicates">;
  hold: { readonly reason: HoldReason; readonly reasons: readonly Reason[] };
  verify: { readonly categoryCode?: string };
  editPublicText: { readonly title?: string; readonly text: string };
  setPrivacy: { readonly anonymous: boolean; readonly confidential: boolean };
  dispose: {
    readonly agencyCode: string;
    readonly categoryCode?: string;
    readonly copies?: readonly string[];
    readonly instruction?: string;
    readonly confidence?: number;
    readonly reasons?: readonly Reason[];
  };
  arbitrate: {
    readonly agencyCode: string;
    readonly reason: string;
    readonly categoryCode?: string;
    readonly copies?: readonly string[];
  };
  passDown: { readonly agencyCode: string; readonly instruction?: string };
  handBack: { readonly reason: string; readonly suggestedAgencyCode?: string };
  answer: { readonly text: string };
  answerFinally: { readonly text: string };
  note: { readonly text: string };
  requestInformation: { readonly text: string };
  reply: { readonly text: string };
  changeClass: { readonly class: ComplaintClass; readonly reason?: string };
  approveClassChange: object;
  close: { readonly rating?: number; readonly comment?: string };
  closeWithProof: { readonly text: string };
  closeUnanswered: object;
  archive: { readonly reason: Extract<Event, { type: "archived" }>["reason"]; readonly text: string };
  merge: { readonly into: string; readonly text: string };
  archiveIncomplete: object;
  withdraw: { readonly reason?: string };
  block: { readonly reason: string };
  unblock: { readonly reason: string };
  reopen: { readonly reason: string };
  appeal: { readonly reason: string };
  missDeadline: { readonly clock: ClockName };
  recordRefusedMail: Pick<Extract<Event, { type: "mailRefused" }>, "mail" | "to" | "agencyCode" | "about">;
};

export type CommandOf<M extends Move> = { readonly move: M } & Readonly<Particulars[M]>;
export type Command = { [M in Move]: CommandOf<M> }[Move];
