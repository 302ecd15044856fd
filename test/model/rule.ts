import type { CommandOf } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import type { Move } from "../../shared/domain/lifecycle.ts";
import type { Now } from "./clocks.ts";
import type { Life } from "./life.ts";

/** The form of a rule: who may make a move when, and what becomes of the report. */

/** What becomes of it; null: refused. */
export type Rule<M extends Move> = (its: Life, by: Actor, command: CommandOf<M>, now: Now) => Partial<Life> | null;
export type Rules = { readonly [M in Exclude<Move, "file">]: Rule<M> };

export const when = (holds: boolean, change: () => Partial<Life>): Partial<Life> | null => (holds ? change() : null);
export const same = (): Partial<Life> => ({});
export const time = (by: Actor): boolean => by.role === "system";
export const theReporter = (by: Actor): boolean => by.role === "reporter";
