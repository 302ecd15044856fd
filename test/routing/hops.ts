import { dispatchReport } from "../../functions/routing/dispatch.ts";
import { holdReport } from "../../functions/routing/hold.ts";
import { hopWithSuggestion, type HopDeps, type HopInput } from "../../functions/routing/hop.ts";
import { loadReport } from "../../functions/routing/load.ts";
import { screenReport } from "../../functions/routing/screen.ts";
import { suggestAgency } from "../../functions/routing/suggest.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { act } from "../../shared/store/act.ts";
import { history, load, type History } from "../../shared/store/complaint-store.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { directory, mondayMorning } from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";

/** The steps of the routing workflow on a real engine. */
export type Routing = HopDeps & { readonly log: ReturnType<typeof recordedLog> };

export const openRouting = (engine: TestEngine, known: Directory = directory): Routing => ({
  store: engine.store,
  directory: () => Promise.resolve(known),
  now: () => mondayMorning,
  log: recordedLog(),
});

/** One hop, step by step as the workflow makes them; what goes from step to step goes through JSON. */
export const hop = async (routing: Routing, input: HopInput): Promise<object> => {
  await loadReport(routing, input);
  await screenReport(routing, input);
  const suggestion = await suggestAgency(routing, input);
  const next = hopWithSuggestion.parse(JSON.parse(JSON.stringify({ ...input, suggestion })));
  return suggestion.confident ? dispatchReport(routing, next) : holdReport(routing, next);
};

export const kept = async ({ store }: Routing, complaintId: string): Promise<History> => {
  const found = await history(store, complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};

/** What somebody does with a report that is in the store. */
export const does = async (routing: Routing, complaintId: string, command: Command, actor: Actor): Promise<void> => {
  const complaint = await load(routing.store, complaintId);
  if (!complaint) throw new Error("the report is not there");
  const step = await act(routing.store, complaint, command, {
    actor,
    now: mondayMorning,
    cause: "test",
    directory: await routing.directory(),
  });
  if (!step.ok) throw new Error(`${command.move} was refused: ${JSON.stringify(step.failure)}`);
};
