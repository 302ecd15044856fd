import type { Directory } from "./directory.ts";
import type { Actor } from "./events.ts";

/** What a decision may look at besides the report: who asks, when, and the directory as it stands. */
export type Context = {
  readonly actor: Actor;
  /** An instant, UTC with milliseconds. */
  readonly now: string;
  readonly directory: Directory;
};
