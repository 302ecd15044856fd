import type { Command } from "../../shared/domain/commands.ts";
import { movesOpenTo } from "../../shared/domain/decide.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { Move } from "../../shared/domain/lifecycle.ts";
import { readTrackingNumber } from "../../shared/domain/tracking-number.ts";
import type { Language } from "../../shared/shell/language.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { equalInConstantTime, secretHash } from "../../shared/shell/signing.ts";
import { act } from "../../shared/store/act.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { history, type ComplaintStore, type History } from "../../shared/store/complaint-store.ts";
import { survivorOf } from "../../shared/store/survivor.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import type { ComplaintAnswer } from "../../shared/view/answers.ts";
import { complaintView, isPublic } from "../../shared/view/complaint-view.ts";

/** What a reporter, or anybody, does with a report that exists. */

export type ReportDeps = {
  readonly store: ComplaintStore;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
};
type Asked = {
  readonly trackingNumber: string;
  readonly secret: string | null;
  readonly language: Language;
  /** What a move is caused by, for the log. */
  readonly cause: string;
};

/** The reporter's moves by the names that the API gives them. */
const reporterMoves: Readonly<Partial<Record<Move, string>>> = {
  reply: "replies",
  expectAttachment: "attachments",
  close: "closure",
  reopen: "reopening",
  withdraw: "withdrawal",
  appeal: "appeal",
};

const theReporter: Actor = { role: "reporter", id: "reporter" };

type Found = { readonly found: History; readonly isReporter: boolean };

/**
 * The report, if whoever asks may know that it exists. An unknown number, a wrong secret and a report that is not
 * public look the same from outside.
 */
const find = async (
  deps: Pick<ReportDeps, "store">,
  { trackingNumber, secret }: Pick<Asked, "trackingNumber" | "secret">,
): Promise<Outcome<Found, HttpFailure>> => {
  const reading = readTrackingNumber(trackingNumber);
  if (!reading.ok) return refused({ kind: "TrackingNumberUnknown", why: reading.why });
  const found = await history(deps.store, complaintIdOf(reading.trackingNumber));
  // The comparison is made whether or not there is a report, so that time tells nothing.
  const matches = equalInConstantTime(secretHash(secret ?? ""), found?.complaint.secretHash ?? "no report");
  const isReporter = secret !== null && matches;
  if (!found || !(isReporter || (secret === null && isPublic(found.complaint)))) {
    return refused({ kind: "TrackingNumberUnknown", why: "unknown" });
  }
  return done({ found, isReporter });
};

const view = async (deps: ReportDeps, { found, isReporter }: Found, language: Language): Promise<ComplaintAnswer> => {
  const [directory, now] = [await deps.directory(), deps.now()];
  const open = isReporter ? movesOpenTo(found.complaint, { actor: theReporter, now, directory }) : [];
  const moves = open.flatMap((move) => reporterMoves[move] ?? []);
  const survivor = isReporter ? await survivorOf(deps.store, found.complaint) : null;
  return complaintView(found, isReporter ? "reporter" : "public", moves, { directory, language, now }, survivor);
};

/** A report as the reporter sees it with the secret, or as everybody does without. */
export const viewReport = async (deps: ReportDeps, asked: Asked): Promise<Outcome<ComplaintAnswer, HttpFailure>> => {
  const outcome = await find(deps, asked);
  return outcome.ok ? done(await view(deps, outcome.value, asked.language)) : outcome;
};

/** The report for a move of its reporter. */
export const reportOfReporter = async (
  deps: Pick<ReportDeps, "store">,
  asked: Pick<Asked, "trackingNumber" | "secret">,
): Promise<Outcome<{ readonly found: History; readonly actor: Actor }, HttpFailure>> => {
  if (asked.secret === null) return refused({ kind: "SecretMissing" });
  const outcome = await find(deps, asked);
  return outcome.ok ? done({ found: outcome.value.found, actor: theReporter }) : outcome;
};

/** A move of the reporter. The reporter names no version: what they say holds whatever happened in between. */
export const moveReport = async (
  deps: ReportDeps,
  asked: Asked,
  command: Command,
): Promise<Outcome<ComplaintAnswer, HttpFailure>> => {
  if (asked.secret === null) return refused({ kind: "SecretMissing" });
  return whileStale<ComplaintAnswer, HttpFailure>(async () => {
    const outcome = await find(deps, asked);
    if (!outcome.ok) return outcome;
    const { found } = outcome.value;
    const context = { actor: theReporter, now: deps.now(), directory: await deps.directory(), cause: asked.cause };
    const step = await act(deps.store, found.complaint, command, context);
    if (!step.ok) return step;
    const { complaint, event } = step.value;
    const moved = { found: { complaint, events: [...found.events, event] }, isReporter: true };
    return done(await view(deps, moved, asked.language));
  });
};
