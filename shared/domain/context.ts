import type { Directory } from "./directory.ts";
import type { Actor } from "./events.ts";

/** What may be looked at besides the report: who asks, when, and the directory as it stands. */
export type Asking = {
  readonly actor: Actor;
  /** An instant, UTC with milliseconds. */
  readonly now: string;
  readonly directory: Directory;
};

/** What a decision needs besides: what led to it, for the log. */
export type Context = Asking & {
  /** `request:<id>`, `event:<version>`, `clock:<clock>`, `calendar:<year>`. */
  readonly cause: string;
};
