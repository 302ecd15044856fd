import type { Command } from "../../shared/domain/commands.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import { movesOpenTo } from "../../shared/domain/decide.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import { maySee } from "../../shared/domain/may-see.ts";
import { readTrackingNumber } from "../../shared/domain/tracking-number.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { act, type Step } from "../../shared/store/act.ts";
import { history, type ComplaintStore, type History } from "../../shared/store/complaint-store.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import type { ComplaintAnswer } from "../../shared/view/answers.ts";
import { complaintView } from "../../shared/view/complaint-view.ts";
import { loadOrStandIn } from "../../shared/store/stand-in.ts";
import { survivorOf } from "../../shared/store/survivor.ts";
import { mergeReport } from "./merge.ts";
import { officerMoves } from "./moves.ts";

/** What an officer does with a report. */

export type OfficerDeps = {
  readonly store: ComplaintStore;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
};
type Asked = {
  readonly trackingNumber: string;
  readonly actor: Actor;
  readonly language: Language;
  readonly cause: string;
};

/** The report, if this officer may see it. */
export const reportOfOfficer = async (
  deps: Pick<OfficerDeps, "store" | "directory">,
  { trackingNumber, actor }: Pick<Asked, "trackingNumber" | "actor">,
): Promise<Outcome<History, HttpFailure>> => {
  const reading = readTrackingNumber(trackingNumber);
  if (!reading.ok) return refused({ kind: "TrackingNumberUnknown", why: reading.why });
  const directory = await deps.directory();
  const complaintId = complaintIdOf(reading.trackingNumber);
  // The state alone first: a long history of somebody else's report would take longer to read than none.
  const complaint = await loadOrStandIn(deps.store, complaintId);
  if (!complaint || !maySee(complaint, actor, directory)) return refused({ kind: "NotYours" });
  const found = await history(deps.store, complaintId);
  // It may have gone elsewhere between the two readings.
  return found && maySee(found.complaint, actor, directory) ? done(found) : refused({ kind: "NotYours" });
};

const view = async (deps: OfficerDeps, found: History, { actor, language }: Asked): Promise<ComplaintAnswer> => {
  const [directory, now] = [await deps.directory(), deps.now()];
  const open = new Set(movesOpenTo(found.complaint, { actor, now, directory }));
  const moves = [
    ...officerMoves.filter((move) => move.is.some((one) => open.has(one))).map((move) => move.name),
    ...(open.has("expectAttachment") ? ["attachments"] : []),
    ...(open.has("openIdentity") ? ["identity-opening"] : []),
  ];
  const survivor = await survivorOf(deps.store, found.complaint);
  return complaintView(found, "officer", moves, { directory, language, now }, survivor);
};

export const viewAsOfficer = async (
  deps: OfficerDeps,
  asked: Asked,
): Promise<Outcome<ComplaintAnswer, HttpFailure>> => {
  const found = await reportOfOfficer(deps, asked);
  return found.ok ? done(await view(deps, found.value, asked)) : found;
};

/** A move under the version that the officer has seen: what changed meanwhile has to be looked at first. */
const stepAsOfficer = async (
  deps: OfficerDeps,
  complaint: Complaint,
  { actor, cause }: Pick<Asked, "actor" | "cause">,
  command: Command,
  seenVersion: number,
): Promise<Outcome<Step, HttpFailure>> => {
  if (complaint.version !== seenVersion) return refused({ kind: "StaleVersion", current: complaint.version });
  const context = { actor, cause, now: deps.now(), directory: await deps.directory() };
  return command.move === "merge"
    ? mergeReport(deps.store, complaint, command, context)
    : act(deps.store, complaint, command, context);
};

export const moveAsOfficer = async (
  deps: OfficerDeps,
  asked: Asked,
  command: Command,
  seenVersion: number,
): Promise<Outcome<ComplaintAnswer, HttpFailure>> => {
  const found = await reportOfOfficer(deps, asked);
  if (!found.ok) return found;
  const { complaint, events } = found.value;
  const step = await stepAsOfficer(deps, complaint, asked, command, seenVersion);
  if (!step.ok) return step;
  const moved = { complaint: step.value.complaint, events: [...events, step.value.event] };
  return done(await view(deps, moved, asked));
};

/** The same for whoever wants no more than the version that it leads to: without a look at what happened before. */
export const versionAfterMove = async (
  deps: OfficerDeps,
  asked: Omit<Asked, "language">,
  command: Command,
  seenVersion: number,
): Promise<Outcome<number, HttpFailure>> => {
  const reading = readTrackingNumber(asked.trackingNumber);
  if (!reading.ok) return refused({ kind: "TrackingNumberUnknown", why: reading.why });
  const complaint = await loadOrStandIn(deps.store, complaintIdOf(reading.trackingNumber));
  if (!complaint || !maySee(complaint, asked.actor, await deps.directory())) return refused({ kind: "NotYours" });
  const step = await stepAsOfficer(deps, complaint, asked, command, seenVersion);
  return step.ok ? done(step.value.complaint.version) : step;
};
