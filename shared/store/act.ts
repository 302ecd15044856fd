import type { Command } from "../domain/commands.ts";
import type { Complaint } from "../domain/complaint.ts";
import type { Context } from "../domain/context.ts";
import { decide } from "../domain/decide.ts";
import type { Event } from "../domain/events.ts";
import { evolve } from "../domain/evolve.ts";
import { done, refused, type Failure, type Outcome } from "../domain/failures.ts";
import { append, type ComplaintStore } from "./complaint-store.ts";
import type { StaleVersion } from "./failures.ts";

export type Step = { readonly complaint: Complaint; readonly event: Event };

/** One step in a report's life: decide on what was read, write it under the version that was read. */
export const act = async (
  store: ComplaintStore,
  complaint: Complaint,
  command: Command,
  context: Context,
): Promise<Outcome<Step, Failure | StaleVersion>> => {
  const decision = decide(complaint, command, context);
  if (!decision.ok) return decision;
  const [event] = decision.value;
  const written = await append(store, evolve(complaint, event), event);
  return written.ok ? done({ complaint: written.value, event }) : refused(written.failure);
};
