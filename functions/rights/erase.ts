import type { Complaint } from "../../shared/domain/complaint.ts";
import { erased, headlineIn, unnamedErasures } from "../../shared/domain/erasure.ts";
import type { Actor, Event, EventOf } from "../../shared/domain/events.ts";
import { done, refused, type Failure, type Outcome } from "../../shared/domain/failures.ts";
import { given } from "../../shared/domain/given.ts";
import { act } from "../../shared/store/act.ts";
import { actWith } from "../../shared/store/act-with.ts";
import type { StaleVersion } from "../../shared/store/failures.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import { eraseEvents } from "../../shared/store/erase-events.ts";
import { erasedItem, forgetFormerAddress, readIdentity } from "../../shared/store/identity-store.ts";
import { identitiesOf, type ErasureDeps } from "./rights-deps.ts";

/**
 * Erasing. Everything goes first and the event that says so comes last, in one transaction with the end of the identity:
 * whoever is interrupted is asked again, or is found again by the daily job, and what is gone already does no harm.
 */

export type Eraser = {
  readonly actor: Actor;
  readonly now: string;
  readonly cause: string;
  readonly code?: number | undefined;
};

type Ready = EventOf<"attachmentReady">;
const readyFiles = (events: readonly Event[], takes: (its: Ready) => boolean): readonly Ready[] =>
  events.filter((event): event is Ready => event.type === "attachmentReady" && takes(event));

/** Copies, pictures and originals of files that are there; the report says which went. */
export const eraseFiles = async (
  deps: ErasureDeps,
  { complaint, events }: History,
  takes: (its: Ready) => boolean,
  { actor, now, cause }: Eraser,
): Promise<Outcome<Complaint, Failure | StaleVersion>> => {
  const { complaintId } = complaint;
  const there = new Set((complaint.attachments ?? []).filter(({ state }) => state === "ready").map(({ id }) => id));
  const files = readyFiles(events, (its) => there.has(its.attachmentId) && takes(its));
  if (files.length === 0) return done(complaint);
  for (const { attachmentId, upload, original } of files) {
    const of = { complaintId, attachmentId, upload };
    await deps.evidence.eraseCopies(of);
    if (original) await deps.evidence.eraseOriginal(of);
  }
  const attachmentIds = [...new Set(files.map((its) => its.attachmentId))];
  const context = { actor, now, cause, directory: await deps.directory() };
  const step = await act(deps.store, complaint, { move: "eraseAttachments", attachmentIds }, context);
  return step.ok ? done(step.value.complaint) : step;
};

/** A former address is forgotten by itself after two weeks; a day more does no harm. */
const formerAddressesLast = 15 * 86_400_000;
const lateCorrections = (events: readonly Event[], now: string): readonly number[] =>
  events
    .filter(({ type, at }) => type === "identityCorrected" && Date.parse(now) - Date.parse(at) < formerAddressesLast)
    .map(({ version }) => version);

/** Whether there is nothing left to erase, so that asking again changes nothing. */
const isErased = async (deps: ErasureDeps, { complaint, events }: History): Promise<boolean> =>
  complaint.erasedAt !== null &&
  unnamedErasures(events).length === 0 &&
  (await readIdentity(identitiesOf(deps), complaint.complaintId)) === null;

/**
 * Who the reporter is, what they wrote as they wrote it, where exactly it was, what their files are called and the
 * sealed originals of these. Masked texts and the copies of files stay, for the report goes on.
 * @returns the report afterwards
 */
export const eraseReporter = async (
  deps: ErasureDeps,
  { complaint, events: before }: History,
  { actor, now, cause, code }: Eraser,
): Promise<Outcome<Complaint, Failure | StaleVersion>> => {
  if (await isErased(deps, { complaint, events: before })) return done(complaint);
  const { complaintId } = complaint;
  const known = (await readIdentity(identitiesOf(deps), complaintId)) ?? {};
  for (const { attachmentId, upload } of readyFiles(before, (its) => its.side === "reporter" && its.original)) {
    await deps.evidence.eraseOriginal({ complaintId, attachmentId, upload });
  }
  for (const version of lateCorrections(before, now))
    await forgetFormerAddress(identitiesOf(deps), complaintId, version);
  const events = await eraseEvents(deps.store, complaintId, (event) => erased(event, known));
  // Somebody has written since the report was read; what they wrote is to be masked under a version of its own.
  if (events.length !== complaint.version) return refused({ kind: "StaleVersion", current: events.length });
  const step = await actWith(
    deps.store,
    complaint,
    { move: "erase", of: unnamedErasures(events), headline: headlineIn(events), ...given({ code }) },
    { actor, now, cause, directory: await deps.directory() },
    () => [erasedItem(deps.identityTable, complaintId)],
  );
  if (step.ok) return done(step.value.complaint);
  if (step.failure.kind === "OtherRefused") throw new Error("a deletion without a condition was refused");
  return refused(step.failure);
};
