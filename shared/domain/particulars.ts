import { inspectedUntil, waitedForUntil, type Attachment } from "./attachments.ts";
import { classAfter } from "./clock-changes.ts";
import type { Command, CommandOf } from "./commands.ts";
import type { Complaint } from "./complaint.ts";
import { concernsWith, coordinatesIt, isOfficeConcerned, supervisesIt } from "./concerned.ts";
import type { Context } from "./context.ts";
import { escalationAfter } from "./deadlines.ts";
import type { ClockName, Directory } from "./directory.ts";
import type { Actor, Event, EventOf } from "./events.ts";
import { given } from "./given.ts";
import { inspectorateOf } from "./government.ts";
import { openUntil, otherSupervisors } from "./identity-opening.ts";
import type { Transition } from "./lifecycle.ts";
import { isSensitive } from "./sensitive.ts";
import { successionOf } from "./succession.ts";

const closedBy = (actor: Actor): "reporter" | "officer" | "system" =>
  actor.role === "reporter" || actor.role === "system" ? actor.role : "officer";

type Particulars<E extends Event = Event> = E extends Event
  ? Omit<E, "version" | "at" | "actor" | "cause" | "status" | "owner" | "clocks">
  : never;

/** What is confidential is told to the inspectorate alone, unless that is the one who is late. */
const judgeOf = (was: Complaint, directory: Directory): string | null => {
  const inspectorate = was.confidential ? inspectorateOf(directory) : null;
  return inspectorate === null || inspectorate === was.owner || isOfficeConcerned(was, inspectorate, directory)
    ? null
    : inspectorate;
};

/** Who above is told that a clock is late: of an office, of the coordinator, of supervision. */
const escalation = (
  was: Complaint,
  clock: ClockName,
  directory: Directory,
): Pick<EventOf<"escalated">, "to" | "agencyCode" | "level"> => {
  const made = was.clocks[clock]?.escalated ?? 0;
  const { to } = escalationAfter(directory, made);
  const { coordinatorAgencyCode, supervisorAgencyCode } = directory.policy;
  const coordinator = coordinatesIt(was, directory) ?? coordinatorAgencyCode;
  const offices = {
    agencyHead: was.owner ?? coordinator,
    coordinator,
    supervisor: judgeOf(was, directory) ?? supervisesIt(was, directory) ?? supervisorAgencyCode,
  };
  return { to, agencyCode: offices[to], level: made + 1 };
};

const filesOf = ({ attachments }: { readonly attachments?: readonly string[] }): { attachments?: string[] } =>
  attachments === undefined || attachments.length === 0 ? {} : { attachments: [...attachments] };

/** A category that is sensitive makes a report confidential when it is given to it; the coordinator may undo that. */
const secrecyOf = (
  was: Complaint,
  { categoryCode }: { readonly categoryCode?: string },
  directory: Directory,
): { madeConfidential?: true } =>
  categoryCode !== undefined &&
  categoryCode !== was.categoryCode &&
  !was.confidential &&
  isSensitive(directory, categoryCode)
    ? { madeConfidential: true }
    : {};

const conflictOf = (
  row: Transition,
  was: Complaint,
  command: CommandOf<"declareConflict">,
  directory: Directory,
): Omit<EventOf<"conflictDeclared">, "version" | "at" | "actor" | "cause" | "status" | "owner" | "clocks"> => {
  const concerns = concernsWith(was, command, directory);
  const rerouted = row.to === "submitted";
  const taken = !rerouted && was.agencyCode !== null && isOfficeConcerned({ concerns }, was.agencyCode, directory);
  return {
    type: "conflictDeclared",
    ...concernsWith({ concerns: null }, command, directory),
    reason: command.reason,
    ...(rerouted ? { rerouted } : {}),
    ...(taken ? { taken } : {}),
    ...(was.confidential ? {} : { madeConfidential: true as const }),
  };
};

const sideOf = (was: Complaint, { attachmentId }: { readonly attachmentId: string }): Attachment["by"] =>
  (was.attachments ?? []).find(({ id }) => id === attachmentId)?.by ?? "reporter";

export const withoutMove = <C extends Command>({ move: _, ...rest }: C): Omit<C, "move"> => rest;

/** What the event records besides what every event does. */
export const particularsOf = (
  row: Transition,
  command: Exclude<Command, CommandOf<"file">>,
  was: Complaint,
  agencyCode: string | null,
  { actor, now, directory }: Pick<Context, "actor" | "now" | "directory">,
): Particulars => {
  const office = was.agencyCode ?? was.owner ?? "";
  const followers = was.absorbed === null ? {} : { followers: was.absorbed };
  switch (command.move) {
    case "screen":
      return { type: "screened", ...withoutMove(command) };
    case "hold":
      return { type: "held", reason: command.reason, reasons: [...command.reasons] };
    case "verify":
      return { type: "verified", ...withoutMove(command), ...secrecyOf(was, command, directory) };
    case "editPublicText":
      return { type: "publicTextEdited", ...withoutMove(command) };
    case "setPrivacy":
      return { type: "privacyChanged", ...withoutMove(command) };
    case "dispose":
      return given({
        type: "disposed" as const,
        hop: was.hop,
        disposition: was.disposition + 1,
        agencyCode: command.agencyCode,
        categoryCode: command.categoryCode,
        copies: [...(command.copies ?? [])],
        instruction: command.instruction,
        urgent: command.urgent,
        confidence: command.confidence,
        reasons: [...(command.reasons ?? [])],
        ...secrecyOf(was, command, directory),
      });
    case "arbitrate":
      return given({
        type: "arbitrated" as const,
        disposition: was.disposition + 1,
        agencyCode: command.agencyCode,
        categoryCode: command.categoryCode,
        copies: [...(command.copies ?? [])],
        reason: command.reason,
        urgent: command.urgent,
        ...secrecyOf(was, command, directory),
      });
    case "declareConflict":
      return conflictOf(row, was, command, directory);
    case "liftConflict":
      return { type: "conflictLifted", reason: command.reason };
    case "passUp":
      return {
        type: "passedUp",
        disposition: was.disposition + 1,
        agencyCode: agencyCode ?? "",
        reason: command.reason,
      };
    case "passDown":
      return {
        type: "passedDown",
        disposition: was.disposition + 1,
        ...withoutMove(command),
        copies: [...(command.copies ?? [])],
      };
    case "handBack":
      return { type: "handedBack", agencyCode: office, ...withoutMove(command) };
    case "answer":
      return { type: "followedUp", agencyCode: office, text: command.text, ...filesOf(command), ...followers };
    case "answerFinally":
      return { type: "answered", agencyCode: office, text: command.text, ...filesOf(command), ...followers };
    case "note":
      return { type: "noted", text: command.text };
    case "assign":
      return { type: "assigned", officerId: command.officerId };
    case "requestInformation":
      return { type: "informationRequested", text: command.text };
    case "reply":
      return { type: row.event === "informationSupplied" ? "informationSupplied" : "replied", text: command.text };
    case "changeClass":
      return row.event === "classChanged"
        ? { type: "classChanged", class: command.class }
        : { type: "classChangeProposed", class: command.class, reason: command.reason ?? "" };
    case "approveClassChange":
      return { type: "classChanged", class: classAfter(was, command) };
    case "refuseClassChange":
      return { type: "classChangeRefused", class: was.proposedClass ?? was.class, reason: command.reason };
    case "close":
      return row.event === "rated"
        ? given({ type: "rated" as const, rating: command.rating ?? 0, comment: command.comment })
        : { type: "closed", by: closedBy(actor), ...withoutMove(command), ...followers };
    case "closeWithProof":
      return {
        type: "closed",
        by: closedBy(actor),
        text: command.text,
        ...given({ withoutAttachment: command.withoutAttachment }),
        ...filesOf(command),
        ...followers,
      };
    case "closeUnanswered":
    case "upholdClosure":
      return { type: "closed", by: closedBy(actor), ...withoutMove(command), ...followers };
    case "archive":
      return { type: "archived", by: "officer", ...withoutMove(command), ...followers };
    case "archiveIncomplete":
      return { type: "archived", by: "system", reason: "notEnoughDetail", ...followers };
    case "merge":
      return { type: "merged", ...withoutMove(command), ...followers };
    case "absorb":
      return { type: "absorbed", complaintIds: [...command.complaintIds] };
    case "withdraw":
      return { type: "withdrawn", ...withoutMove(command) };
    case "block":
      return { type: "blocked", reason: command.reason };
    case "unblock":
      return { type: "unblocked", reason: command.reason };
    case "reopen":
      return { type: "reopened", reason: command.reason, ...followers };
    case "appeal":
      return { type: "appealed", reason: command.reason };
    case "expectAttachment":
      return {
        type: "attachmentExpected",
        side: actor.role === "reporter" ? "reporter" : "office",
        round: was.round,
        until: waitedForUntil(now, directory.policy.files),
        ...withoutMove(command),
      };
    case "receiveAttachment":
      return {
        type: "attachmentReceived",
        ...withoutMove(command),
        until: inspectedUntil(now, directory.policy.files),
      };
    case "passAttachment":
      return { type: "attachmentReady", side: sideOf(was, command), ...withoutMove(command) };
    case "refuseAttachment":
      return { type: "attachmentRefused", side: sideOf(was, command), ...withoutMove(command) };
    case "missAttachment":
      return { type: "attachmentMissing", side: sideOf(was, command), attachmentId: command.attachmentId };
    case "recordDownload":
      return { type: "attachmentDownloaded", attachmentId: command.attachmentId };
    case "openOriginal":
      return { type: "originalOpened", ...withoutMove(command) };
    case "openIdentity":
      return {
        type: "identityOpened",
        reason: command.reason,
        until: openUntil(now),
        told: otherSupervisors(was, directory, actor.id, now).map(({ id }) => id),
      };
    case "seeIdentity":
      return { type: "identitySeen" };
    case "requestRightsCode":
      return { type: "rightsCodeRequested" };
    case "correctIdentity":
      return { type: "identityCorrected", ...withoutMove(command) };
    case "objectToProcessing":
      return { type: "objected", ...withoutMove(command) };
    case "erase":
      return { type: "erased", ...withoutMove(command) };
    case "eraseAttachments":
      return { type: "attachmentsErased", attachmentIds: [...command.attachmentIds] };
    case "remind":
      return { type: "reminded", ...withoutMove(command) };
    case "escalate":
      return { type: "escalated", clock: command.clock, ...escalation(was, command.clock, directory) };
    case "moveDeadlines":
      return { type: "deadlinesMoved" };
    case "takeOver": {
      const succession = successionOf(was, directory, now);
      if (!succession) throw new Error("no office of the report is closed");
      const { from, to } = succession;
      const inHand = was.agencyCode === from ? { disposition: was.disposition + 1 } : {};
      return { type: "tookOver", from, agencyCode: to, ...inHand };
    }
    case "missDeadline":
      return { type: "deadlineMissed", clock: command.clock };
    case "recordRefusedMail":
      return { type: "mailRefused", ...withoutMove(command) };
  }
};
