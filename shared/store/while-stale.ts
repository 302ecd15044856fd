import type { Outcome } from "../domain/failures.ts";

/** How often a step is decided anew; each time somebody else has come first. */
const mostTries = 6;

/**
 * A step that reads the report, decides and writes, again from the start whenever somebody else has moved the report
 * in between: a file that arrives, a clock, another person.
 */
export const whileStale = async <T, Failure extends { readonly kind: string }>(
  step: () => Promise<Outcome<T, Failure>>,
): Promise<Outcome<T, Failure>> => {
  for (let tries = 1; ; tries += 1) {
    const outcome = await step();
    if (outcome.ok || outcome.failure.kind !== "StaleVersion" || tries === mostTries) return outcome;
  }
};
