import fc from "fast-check";
import { expect } from "vitest";
import type { Actor } from "../../shared/domain/events.ts";
import { agree } from "./checks.ts";
import type { Day, Now } from "./clocks.ts";
import type { Life } from "./life.ts";
import type { Order } from "./orders.ts";
import { after } from "./rules.ts";
import * as real from "./world.ts";
import type { Delivery, World } from "./world.ts";

/** The model beside the store: what a command is, and one order made of both. */

export type Model = {
  now: number;
  readonly seedDaysOff: ReadonlySet<Day>;
  extraDaysOff: readonly Day[];
  unitClosed: boolean;
  lives: Life[];
};
export type Command = fc.AsyncCommand<Model, World> & fc.WithCloneMethod<unknown>;

export const nowOf = ({ now, seedDaysOff, extraDaysOff, unitClosed }: Model): Now => ({
  at: now,
  unitClosed,
  daysOff: new Set([...seedDaysOff, ...extraDaysOff]),
});

export const lifeAt = ({ lives }: Model, at: number): Life => {
  const life = lives[at];
  if (!life) throw new Error("there is no such report");
  return life;
};

/** A command that says what it did once it is done, for whoever reads the sequence that failed. */
export const command = (
  run: (model: Model, world: World) => Promise<string>,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command => {
  let said = "not run";
  return {
    check,
    run: async (model, world) => {
      try {
        said = await run(model, world);
      } catch (error) {
        said = `fails: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`;
        throw error;
      }
      agree(model.lives, world, said);
    },
    toString: () => said,
    // Each run of a sequence has commands of its own, or what one did in the last try would be said of the first.
    [fc.cloneMethod]: () => command(run, check),
  };
};

export const delivery = fc.oneof(
  { arbitrary: fc.constant<Delivery>("once"), weight: 8 },
  { arbitrary: fc.constantFrom<Delivery>("again", "at once"), weight: 2 },
);

/** One order by one person, and whether it is taken as the model says. */
export const make = async (
  model: Model,
  world: World,
  at: number,
  { order, by, how }: { readonly order: Order; readonly by: Actor; readonly how: Delivery },
): Promise<string> => {
  const said = `${by.id}: ${JSON.stringify(order)} on ${at}, ${how}, at ${real.instant(model.now)}`;
  const expected = after(lifeAt(model, at), by, order, nowOf(model));
  const taken = await real.deliver(world, at, order, by, how);
  expect(taken, said).toBe(expected !== null);
  if (expected) model.lives[at] = expected;
  return `${said}: ${taken ? "taken" : "refused"}`;
};
