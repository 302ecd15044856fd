import type { Command } from "../../shared/domain/commands.ts";
import type { Context } from "../../shared/domain/context.ts";
import { decide } from "../../shared/domain/decide.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Failure, type Outcome } from "../../shared/domain/failures.ts";
import { openingOf } from "../../shared/domain/identity-opening.ts";
import type { Log } from "../../shared/shell/logger.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { act } from "../../shared/store/act.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { reportOfOfficer } from "../officer/officers-report.ts";

/**
 * Break-glass. Who may open an identity and see it is a matter of the lifecycle; here the report's history says so
 * before anything is answered, and the log says it once more, for whoever watches the watchers.
 */

/** Who reporters are, as far as opening an identity needs it. */
export type IdentityReader = {
  readonly isOnFile: (complaintId: string) => Promise<boolean>;
  readonly of: (complaintId: string) => Promise<Identity | null>;
};

export type IdentityDeps = {
  readonly store: ComplaintStore;
  readonly identities: IdentityReader;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  readonly log: Log;
};

export type Asked = { readonly trackingNumber: string; readonly actor: Actor; readonly cause: string };
type Ready = { readonly complaint: Complaint; readonly context: Context };

/** What the lifecycle's refusal means here: it has one word for all of them. */
const explained = (
  failure: Failure,
  complaint: Complaint,
  { actor, now }: Context,
  move: Command["move"],
): HttpFailure => {
  if (failure.kind !== "IllegalMove") return failure;
  if (actor.role !== "supervisor") return { kind: "SupervisorOnly" };
  if (move === "seeIdentity") return { kind: "IdentityNotOpen" };
  const open = openingOf(complaint, actor.id, now);
  if (open === undefined) return { kind: "NoSecondSupervisor" };
  return { kind: "IdentityOpenAlready", seconds: Math.ceil((Date.parse(open.until) - Date.parse(now)) / 1000) };
};

/** The report, if this officer may see it and make this move now. */
const readyFor = async (
  deps: IdentityDeps,
  { actor, cause, trackingNumber }: Asked,
  command: Command,
): Promise<Outcome<Ready, HttpFailure>> => {
  const found = await reportOfOfficer(deps, { trackingNumber, actor });
  if (!found.ok) return found;
  const { complaint } = found.value;
  const context = { actor, cause, now: deps.now(), directory: await deps.directory() };
  const decision = decide(complaint, command, context);
  return decision.ok
    ? done({ complaint, context })
    : refused(explained(decision.failure, complaint, context, command.move));
};

export type Opened = { readonly until: string; readonly told: number };

/** Opens it for a day. The mails follow from the event. */
export const openIdentity = (
  deps: IdentityDeps,
  { reason, ...asked }: Asked & { readonly reason: string },
): Promise<Outcome<Opened, HttpFailure>> =>
  whileStale(async (): Promise<Outcome<Opened, HttpFailure>> => {
    const command: Command = { move: "openIdentity", reason };
    const ready = await readyFor(deps, asked, command);
    if (!ready.ok) return ready;
    const { complaint, context } = ready.value;
    const { complaintId } = complaint;
    if (!(await deps.identities.isOnFile(complaintId))) return refused({ kind: "IdentityUnknown" });
    const step = await act(deps.store, complaint, command, context);
    if (!step.ok) return step;
    const { event } = step.value;
    if (event.type !== "identityOpened") throw new Error(`opening an identity led to ${event.type}`);
    const officerId = asked.actor.id;
    deps.log.warn("IDENTITY_OPENED", "a supervisor opened who a reporter is", {
      ...{ complaintId, officerId, version: event.version, count: event.told.length },
    });
    return done({ until: event.until, told: event.told.length });
  });

export type Seen = { readonly identity: Identity; readonly until: string };

/** Each look is a step of its own: without it there is no answer. */
export const seeIdentity = (deps: IdentityDeps, asked: Asked): Promise<Outcome<Seen, HttpFailure>> =>
  whileStale(async (): Promise<Outcome<Seen, HttpFailure>> => {
    const command: Command = { move: "seeIdentity" };
    const ready = await readyFor(deps, asked, command);
    if (!ready.ok) return ready;
    const { complaint, context } = ready.value;
    const { complaintId } = complaint;
    const identity = await deps.identities.of(complaintId);
    if (!identity) return refused({ kind: "IdentityUnknown" });
    const step = await act(deps.store, complaint, command, context);
    if (!step.ok) return step;
    const officerId = asked.actor.id;
    deps.log.warn("IDENTITY_SEEN", "a supervisor looked at who a reporter is", {
      ...{ complaintId, officerId, version: step.value.event.version },
    });
    return done({ identity, until: openingOf(complaint, officerId, context.now)?.until ?? context.now });
  });
