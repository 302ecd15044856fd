import type { ClockName } from "./directory.ts";

/**
 * The life of a report as one table: who may do what from where, where it leads, which clocks it moves and what it
 * asks for. `decide`, the moves offered by the API, the pages' buttons, the diagram in the docs and the property
 * tests are all read off this table; a rule that is not here does not exist.
 * Source: SP4N-LAPOR!'s steps (PermenPANRB 62/2018 and 5/2025); reopening and appeal are our own addition.
 */

export const statuses = [
  "submitted",
  "awaitingInformation",
  "dispatched",
  "inProgress",
  "answered",
  "closed",
  "archived",
  "blocked",
] as const;
export type Status = (typeof statuses)[number];

/** Statuses in which somebody still owes something: exactly one owner, at least one clock. */
export const openStatuses = ["submitted", "awaitingInformation", "dispatched", "inProgress", "answered"] as const;
export const isOpen = (status: Status): boolean => (openStatuses as readonly Status[]).includes(status);

/**
 * `handler` is the liaison officer of the office that holds the disposition, or whoever holds its signed link;
 * `coordinator` and `supervisor` are officers of the coordinating office and of supervision; `system` is the routing
 * workflow, the clocks and the mailer.
 */
export const actorRoles = ["reporter", "coordinator", "handler", "supervisor", "system"] as const;
export type ActorRole = (typeof actorRoles)[number];

/** What must hold besides status and role. Each name is a predicate in `guards.ts`. */
export type GuardName =
  | "handBackLeavesRouting"
  | "handBackNeedsArbiter"
  | "notArbitrated"
  | "underArbitration"
  | "notUnderArbitration"
  | "hasHandler"
  | "hasNoHandler"
  | "mayReopen"
  | "mayAppeal"
  | "classGetsShorter"
  | "classGetsLonger"
  | "classChangeProposedByAnother"
  | "closureContested"
  | "closureNotContested"
  | "mayGoToSupervisor"
  | "notOwnArchiving"
  | "conflictTakesIt"
  | "conflictLeavesIt"
  | "hasConflict"
  | "notRated"
  | "clockRuns"
  | "clockIsLate"
  | "calendarMovesDeadline"
  | "officeIsClosed"
  | "fileIsExpected"
  | "fileIsAwaited"
  | "fileIsInspected"
  | "fileIsReady"
  | "anotherSupervises"
  | "identityIsShut"
  | "identityIsOpen"
  | "identityKeptLongEnough"
  | "filesKeptLongEnough"
  | "reportersFileIsReady"
  | "notObjected";

export type Transition = {
  readonly move: string;
  readonly from: readonly (Status | "unfiled")[];
  /** `same`: stays; `before`: back to the status from which it was put on hold or blocked. */
  readonly to: Status | "same" | "before";
  readonly by: readonly ActorRole[];
  readonly when?: readonly GuardName[];
  /** The event that records the move. */
  readonly event: string;
  /** Clocks that start anew; one that is already running starts again. */
  readonly starts?: readonly ClockName[];
  /** Clocks that start here if their rule says so and they have not been started before. */
  readonly mayStart?: readonly ClockName[];
  /** Clocks that have reached what they waited for. */
  readonly stops?: readonly ClockName[];
  /** Clocks that wait for somebody else; they go on with exactly the days that were left. */
  readonly pauses?: readonly ClockName[];
  readonly resumes?: readonly ClockName[];
  /** Clocks that run again with the due date that they had. */
  readonly revives?: readonly ClockName[];
  /** What whoever makes the move has to give. */
  readonly asks?: readonly string[];
  /** Whose it is afterwards; absent: unchanged. `none` only at an end; `successor`: of a closed office, else unchanged. */
  readonly owner?: "coordinator" | "supervisor" | "chosenAgency" | "successor" | "none";
};

const beforeAnswer = ["dispatched", "inProgress"] as const;
const ofAgency = ["verification", "arbitration", "firstFollowUp", "completion"] as const satisfies ClockName[];
const all = [...ofAgency, "reporterReply", "reporterCompletion"] as const satisfies ClockName[];

// A table is read across.
// prettier-ignore
const table = [
  { move: "file", from: ["unfiled"], to: "submitted", by: ["reporter"], event: "filed", starts: ["verification"], mayStart: ["completion"], asks: ["class", "text"], owner: "coordinator" },

  // Verification and routing
  { move: "screen", from: ["submitted"], to: "same", by: ["system"], event: "screened" },
  { move: "hold", from: ["submitted"], to: "same", by: ["system"], event: "held", asks: ["reason"] },
  { move: "verify", from: ["submitted"], to: "same", by: ["coordinator"], when: ["notUnderArbitration", "notOwnArchiving"], event: "verified", mayStart: ["completion"] },
  { move: "editPublicText", from: openStatuses, to: "same", by: ["coordinator"], event: "publicTextEdited", asks: ["text"] },
  { move: "setPrivacy", from: [...openStatuses, "closed", "archived"], to: "same", by: ["coordinator"], event: "privacyChanged", asks: ["anonymous", "confidential"] },
  { move: "dispose", from: ["submitted"], to: "dispatched", by: ["coordinator", "system"], when: ["notUnderArbitration", "notOwnArchiving"], event: "disposed", stops: ["verification"], starts: ["firstFollowUp"], mayStart: ["completion"], asks: ["agencyCode"], owner: "chosenAgency" },
  { move: "dispose", from: [...beforeAnswer, "answered"], to: "dispatched", by: ["coordinator"], event: "disposed", stops: ["reporterReply"], starts: ["firstFollowUp"], revives: ["completion"], asks: ["agencyCode", "instruction"], owner: "chosenAgency" },
  { move: "arbitrate", from: ["submitted"], to: "dispatched", by: ["coordinator", "supervisor"], when: ["underArbitration", "closureNotContested"], event: "arbitrated", stops: ["arbitration"], starts: ["firstFollowUp"], mayStart: ["completion"], asks: ["agencyCode", "reason"], owner: "chosenAgency" },
  { move: "arbitrate", from: ["submitted"], to: "dispatched", by: ["supervisor"], when: ["underArbitration", "closureContested"], event: "arbitrated", stops: ["arbitration"], starts: ["firstFollowUp"], mayStart: ["completion"], asks: ["agencyCode", "reason"], owner: "chosenAgency" },
  { move: "passUp", from: ["submitted"], to: "dispatched", by: ["coordinator"], when: ["notUnderArbitration", "notOwnArchiving"], event: "passedUp", stops: ["verification"], starts: ["firstFollowUp"], mayStart: ["completion"], asks: ["reason"], owner: "chosenAgency" },

  // Whom it is about. Whoever that is never sees it, and an office that is not independent of them loses it.
  { move: "declareConflict", from: openStatuses, to: "submitted", by: ["coordinator", "supervisor", "system"], when: ["conflictTakesIt", "notOwnArchiving"], event: "conflictDeclared", stops: ["arbitration", "firstFollowUp", "reporterReply", "reporterCompletion"], resumes: ["completion"], revives: ["completion"], starts: ["verification"], asks: ["reason"], owner: "coordinator" },
  { move: "declareConflict", from: [...openStatuses, "closed", "archived"], to: "same", by: ["coordinator", "supervisor"], when: ["conflictLeavesIt"], event: "conflictDeclared", asks: ["reason"] },
  // Not by the coordinator, who might be wrong about a reporter's word: supervision has to have looked.
  { move: "liftConflict", from: [...openStatuses, "closed", "archived"], to: "same", by: ["supervisor"], when: ["hasConflict"], event: "conflictLifted", asks: ["reason"] },

  // With the agency
  { move: "passDown", from: beforeAnswer, to: "same", by: ["handler"], event: "passedDown", asks: ["agencyCode"], owner: "chosenAgency" },
  { move: "handBack", from: beforeAnswer, to: "submitted", by: ["handler"], when: ["notArbitrated", "handBackLeavesRouting"], event: "handedBack", stops: ["firstFollowUp"], starts: ["verification"], asks: ["reason"], owner: "coordinator" },
  { move: "handBack", from: beforeAnswer, to: "submitted", by: ["handler"], when: ["notArbitrated", "handBackNeedsArbiter"], event: "handedBack", stops: ["firstFollowUp"], starts: ["arbitration"], asks: ["reason"], owner: "coordinator" },
  { move: "answer", from: beforeAnswer, to: "inProgress", by: ["handler", "coordinator"], when: ["hasHandler"], event: "followedUp", stops: ["firstFollowUp"], asks: ["text"] },
  { move: "answer", from: ["answered"], to: "same", by: ["handler", "coordinator"], event: "followedUp", starts: ["reporterReply"], asks: ["text"] },
  { move: "answerFinally", from: [...beforeAnswer, "answered"], to: "answered", by: ["handler", "coordinator"], when: ["hasHandler"], event: "answered", stops: ["firstFollowUp", "completion"], starts: ["reporterReply"], asks: ["text"] },
  { move: "note", from: statuses, to: "same", by: ["handler", "coordinator", "supervisor"], event: "noted", asks: ["text"] },

  // Whose it is at the office. Not while supervision judges the office's closing: then it is no office's.
  { move: "assign", from: openStatuses, to: "same", by: ["coordinator"], when: ["closureNotContested"], event: "assigned", asks: ["officerId"] },
  { move: "assign", from: ["awaitingInformation", ...beforeAnswer, "answered"], to: "same", by: ["handler"], when: ["closureNotContested"], event: "assigned", asks: ["officerId"] },

  // The reporter's turn
  { move: "requestInformation", from: ["submitted", ...beforeAnswer], to: "awaitingInformation", by: ["coordinator"], event: "informationRequested", pauses: ofAgency, starts: ["reporterCompletion"], asks: ["text"] },
  // Not while supervision looks at an office's closing: that would hold up whoever judges it.
  { move: "requestInformation", from: beforeAnswer, to: "awaitingInformation", by: ["handler"], event: "informationRequested", pauses: ofAgency, starts: ["reporterCompletion"], asks: ["text"] },
  { move: "reply", from: ["awaitingInformation"], to: "before", by: ["reporter"], event: "informationSupplied", stops: ["reporterCompletion"], resumes: ofAgency, asks: ["text"] },
  { move: "reply", from: ["submitted", ...beforeAnswer], to: "same", by: ["reporter"], event: "replied", asks: ["text"] },
  { move: "reply", from: ["answered"], to: "same", by: ["reporter"], event: "replied", starts: ["reporterReply"], asks: ["text"] },

  // The class, and with it the length of the second clock
  { move: "changeClass", from: openStatuses, to: "same", by: ["coordinator", "handler"], when: ["classGetsShorter"], event: "classChanged", asks: ["class"] },
  { move: "changeClass", from: openStatuses, to: "same", by: ["coordinator", "handler"], when: ["classGetsLonger"], event: "classChangeProposed", asks: ["class", "reason"] },
  { move: "approveClassChange", from: openStatuses, to: "same", by: ["coordinator", "supervisor"], when: ["classChangeProposedByAnother"], event: "classChanged" },
  { move: "refuseClassChange", from: openStatuses, to: "same", by: ["coordinator", "supervisor"], when: ["classChangeProposedByAnother"], event: "classChangeRefused", asks: ["reason"] },

  // Ends
  { move: "close", from: openStatuses, to: "closed", by: ["reporter"], event: "closed", stops: all, owner: "none" },
  { move: "close", from: ["closed"], to: "same", by: ["reporter"], when: ["notRated"], event: "rated", asks: ["rating"] },
  { move: "closeWithProof", from: ["inProgress", "answered"], to: "closed", by: ["handler", "coordinator"], event: "closed", stops: all, asks: ["text"], owner: "none" },
  { move: "upholdClosure", from: ["submitted"], to: "closed", by: ["supervisor"], when: ["closureContested"], event: "closed", stops: all, asks: ["text"], owner: "none" },
  { move: "closeUnanswered", from: ["answered"], to: "closed", by: ["system"], event: "closed", stops: all, owner: "none" },
  { move: "archive", from: openStatuses, to: "archived", by: ["coordinator"], when: ["closureNotContested", "notOwnArchiving"], event: "archived", stops: all, asks: ["reason", "text"], owner: "none" },
  { move: "merge", from: openStatuses, to: "archived", by: ["coordinator"], when: ["closureNotContested", "notOwnArchiving"], event: "merged", stops: all, asks: ["into", "text"], owner: "none" },
  { move: "absorb", from: openStatuses, to: "same", by: ["coordinator"], event: "absorbed", asks: ["complaintIds"] },
  { move: "archiveIncomplete", from: ["awaitingInformation"], to: "archived", by: ["system"], event: "archived", stops: all, owner: "none" },
  { move: "withdraw", from: openStatuses, to: "archived", by: ["reporter"], event: "withdrawn", stops: all, owner: "none" },
  { move: "block", from: [...openStatuses, "closed", "archived"], to: "blocked", by: ["coordinator"], when: ["closureNotContested", "notOwnArchiving"], event: "blocked", pauses: all, asks: ["reason"], owner: "none" },

  // Ends that were wrong
  { move: "unblock", from: ["blocked"], to: "before", by: ["coordinator", "supervisor"], event: "unblocked", resumes: all, asks: ["reason"] },
  { move: "reopen", from: ["closed"], to: "inProgress", by: ["reporter"], when: ["mayReopen", "hasHandler"], event: "reopened", starts: ["firstFollowUp"], revives: ["completion"], asks: ["reason"], owner: "chosenAgency" },
  { move: "reopen", from: ["closed"], to: "submitted", by: ["reporter"], when: ["mayReopen", "hasNoHandler"], event: "reopened", starts: ["verification"], revives: ["completion"], asks: ["reason"], owner: "coordinator" },
  { move: "reopen", from: ["closed"], to: "submitted", by: ["reporter"], when: ["mayGoToSupervisor"], event: "reopened", starts: ["arbitration"], revives: ["completion"], asks: ["reason"], owner: "supervisor" },
  { move: "appeal", from: ["archived"], to: "submitted", by: ["reporter"], when: ["mayAppeal"], event: "appealed", starts: ["verification"], revives: ["completion"], asks: ["reason"], owner: "coordinator" },

  // Files
  { move: "expectAttachment", from: openStatuses, to: "same", by: ["reporter", "handler", "coordinator"], event: "attachmentExpected", asks: ["attachmentId", "fileName", "contentType"] },
  { move: "receiveAttachment", from: statuses, to: "same", by: ["system"], when: ["fileIsAwaited"], event: "attachmentReceived", asks: ["attachmentId"] },
  { move: "passAttachment", from: statuses, to: "same", by: ["system"], when: ["fileIsInspected"], event: "attachmentReady", asks: ["attachmentId"] },
  { move: "refuseAttachment", from: statuses, to: "same", by: ["system"], when: ["fileIsInspected"], event: "attachmentRefused", asks: ["attachmentId", "reason"] },
  { move: "missAttachment", from: statuses, to: "same", by: ["system"], when: ["fileIsExpected"], event: "attachmentMissing", asks: ["attachmentId"] },
  { move: "recordDownload", from: statuses, to: "same", by: ["handler", "coordinator", "supervisor"], when: ["fileIsReady"], event: "attachmentDownloaded", asks: ["attachmentId"] },
  { move: "openOriginal", from: statuses, to: "same", by: ["supervisor"], when: ["fileIsReady"], event: "originalOpened", asks: ["attachmentId", "reason"] },

  // Who the reporter is
  { move: "openIdentity", from: statuses, to: "same", by: ["supervisor"], when: ["identityIsShut", "anotherSupervises"], event: "identityOpened", asks: ["reason"] },
  { move: "seeIdentity", from: statuses, to: "same", by: ["supervisor"], when: ["identityIsOpen"], event: "identitySeen" },

  // The reporter's rights, and how long data are kept
  { move: "requestRightsCode", from: statuses, to: "same", by: ["reporter"], event: "rightsCodeRequested" },
  { move: "correctIdentity", from: statuses, to: "same", by: ["reporter"], event: "identityCorrected" },
  { move: "objectToProcessing", from: statuses, to: "same", by: ["reporter"], when: ["notObjected"], event: "objected", asks: ["reason"] },
  { move: "erase", from: statuses, to: "same", by: ["reporter"], event: "erased" },
  { move: "erase", from: ["closed", "archived", "blocked"], to: "same", by: ["system"], when: ["identityKeptLongEnough"], event: "erased" },
  { move: "eraseAttachments", from: statuses, to: "same", by: ["reporter"], when: ["reportersFileIsReady"], event: "attachmentsErased", asks: ["attachmentIds"] },
  { move: "eraseAttachments", from: ["closed", "archived", "blocked"], to: "same", by: ["system"], when: ["filesKeptLongEnough"], event: "attachmentsErased", asks: ["attachmentIds"] },

  // What time and the mail do
  { move: "remind", from: openStatuses, to: "same", by: ["system"], when: ["clockRuns"], event: "reminded", asks: ["clock", "reminder"] },
  { move: "missDeadline", from: openStatuses, to: "same", by: ["system"], when: ["clockRuns"], event: "deadlineMissed", asks: ["clock"] },
  { move: "escalate", from: openStatuses, to: "same", by: ["system"], when: ["clockIsLate"], event: "escalated", asks: ["clock"] },
  { move: "moveDeadlines", from: openStatuses, to: "same", by: ["system"], when: ["calendarMovesDeadline"], event: "deadlinesMoved" },
  // An office closes, and another follows it: its clocks go on as they are.
  { move: "takeOver", from: openStatuses, to: "same", by: ["system"], when: ["officeIsClosed"], event: "tookOver", owner: "successor" },
  { move: "recordRefusedMail", from: statuses, to: "same", by: ["system"], event: "mailRefused", asks: ["mail"] },
] as const satisfies readonly Transition[];

export type Move = (typeof table)[number]["move"];
export type EventName = (typeof table)[number]["event"];
export type Lifecycle = readonly (Transition & { readonly move: Move; readonly event: EventName })[];

export const lifecycle: Lifecycle = table;
export const moves: readonly Move[] = [...new Set(lifecycle.map((row) => row.move))];
