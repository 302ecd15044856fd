import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Command } from "../domain/commands.ts";
import type { Complaint } from "../domain/complaint.ts";
import type { Context } from "../domain/context.ts";
import { decide } from "../domain/decide.ts";
import type { Event } from "../domain/events.ts";
import { evolve } from "../domain/evolve.ts";
import { done, refused, type Failure, type Outcome } from "../domain/failures.ts";
import { withSalt, type Step } from "./act.ts";
import { itemsOf, type ComplaintStore } from "./complaint-store.ts";
import type { StaleVersion } from "./failures.ts";
import { transact } from "./transaction.ts";

/** One of the other writes was refused: the one at this place. */
export type OtherRefused = { readonly kind: "OtherRefused"; readonly at: number };

/** A step in a report's life that stands or falls with other writes, such as who the reporter is. */
export const actWith = async (
  { client, table }: ComplaintStore,
  complaint: Complaint,
  command: Command,
  context: Context,
  others: (event: Event) => readonly TransactWriteItem[],
): Promise<Outcome<Step, Failure | StaleVersion | OtherRefused>> => {
  const decision = decide(complaint, command, context);
  if (!decision.ok) return decision;
  const event = withSalt(decision.value[0]);
  const after = evolve(complaint, event);
  const step = itemsOf(table, after, event);
  const refusal = await transact(client, [...step, ...others(event)]);
  if (!refusal) return done({ complaint: after, event });
  if (refusal.item >= step.length) return refused({ kind: "OtherRefused", at: refusal.item - step.length });
  return refused({ kind: "StaleVersion", current: refusal.was ? Number(unmarshall(refusal.was)["version"]) : 0 });
};
