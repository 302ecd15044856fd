import { randomBytes } from "node:crypto";
import type { Command } from "../domain/commands.ts";
import type { Complaint } from "../domain/complaint.ts";
import type { Context } from "../domain/context.ts";
import { decide } from "../domain/decide.ts";
import type { Event } from "../domain/events.ts";
import { evolve } from "../domain/evolve.ts";
import { done, refused, type Failure, type Outcome } from "../domain/failures.ts";
import { salted } from "../domain/own-words.ts";
import { append, appendBoth, type ComplaintStore } from "./complaint-store.ts";
import type { StaleVersion } from "./failures.ts";

export type Step = { readonly complaint: Complaint; readonly event: Event };

export type Move = { readonly complaint: Complaint; readonly command: Command; readonly context: Context };

const saltBytes = 16;
/** What the reporter wrote enters the chain under a salt of its own, which goes when the words do. */
export const withSalt = (event: Event): Event => salted(event, randomBytes(saltBytes).toString("base64url"));

/**
 * A step in the lives of two reports at once: both are written or neither. A refusal, and a version that is not the
 * one that was read any more, say of which of the two they are.
 */
export const actOnBoth = async (
  store: ComplaintStore,
  moves: readonly [Move, Move],
): Promise<Outcome<readonly [Step, Step], { readonly of: 0 | 1; readonly failure: Failure | StaleVersion }>> => {
  const steps: Step[] = [];
  for (const [of, { complaint, command, context }] of moves.entries()) {
    const decision = decide(complaint, command, context);
    if (!decision.ok) return refused({ of: of === 0 ? 0 : 1, failure: decision.failure });
    const event = withSalt(decision.value[0]);
    steps.push({ complaint: evolve(complaint, event), event });
  }
  const [first, second] = steps;
  if (!first || !second) throw new Error("two moves make two steps");
  const written = await appendBoth(store, first, second);
  return written.ok ? done([first, second]) : refused(written.failure);
};

/** One step in a report's life: decide on what was read, write it under the version that was read. */
export const act = async (
  store: ComplaintStore,
  complaint: Complaint,
  command: Command,
  context: Context,
): Promise<Outcome<Step, Failure | StaleVersion>> => {
  const decision = decide(complaint, command, context);
  if (!decision.ok) return decision;
  const event = withSalt(decision.value[0]);
  const written = await append(store, evolve(complaint, event), event);
  return written.ok ? done({ complaint: written.value, event }) : refused(written.failure);
};
