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
import { history, type History } from "../../shared/store/complaint-store.ts";
import { loadOrStandIn } from "../../shared/store/stand-in.ts";
import { survivorOf } from "../../shared/store/survivor.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import type { ComplaintAnswer } from "../../shared/view/answers.ts";
import { complaintView, isPublic } from "../../shared/view/complaint-view.ts";
import { noteWrongSecret, secondsUntilHeard, type TriesDeps } from "./secret-tries.ts";

/** What a reporter, or anybody, does with a report that exists. */

export type ReportDeps = TriesDeps & { readonly directory: () => Promise<Directory> };
type Asked = {
  readonly trackingNumber: string;
  readonly secret: string | null;
  /** Where the call comes from: counted when the secret is wrong, and never kept as it is. */
  readonly address: string;
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

type Wanted = Pick<Asked, "trackingNumber" | "secret" | "address">;

/**
 * The report, if whoever asks may know that it exists. An unknown number, a wrong secret and a report that is not
 * public look the same from outside: the same answer after the same calls of the store. The state alone is read
 * first, because a long history takes longer to read than none.
 */
const find = async (deps: TriesDeps, { secret, address, ...asked }: Wanted): Promise<Outcome<Found, HttpFailure>> => {
  const reading = readTrackingNumber(asked.trackingNumber);
  if (!reading.ok) return refused({ kind: "TrackingNumberUnknown", why: reading.why });
  const { trackingNumber } = reading;
  const complaintId = complaintIdOf(trackingNumber);
  const [complaint, retryAfter] = await Promise.all([
    loadOrStandIn(deps.store, complaintId),
    secret === null ? 0 : secondsUntilHeard(deps, { trackingNumber, address }),
  ]);
  if (retryAfter > 0) return refused({ kind: "TooManyTries", retryAfter });
  // The comparison is made whether or not there is a report, so that time tells nothing.
  const matches = equalInConstantTime(secretHash(secret ?? ""), complaint?.secretHash ?? "no report");
  const isReporter = secret !== null && matches;
  const found =
    complaint && (isReporter || (secret === null && isPublic(complaint)))
      ? await history(deps.store, complaintId)
      : null;
  // It may have been hidden between the two readings.
  if (found && (isReporter || isPublic(found.complaint))) return done({ found, isReporter });
  if (secret !== null) await noteWrongSecret(deps, { trackingNumber, address });
  return refused({ kind: "TrackingNumberUnknown", why: "unknown" });
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
  deps: TriesDeps,
  asked: Wanted,
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
