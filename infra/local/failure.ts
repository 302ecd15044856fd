/**
 * A reason for not starting that the person at the keyboard can do something about. It is printed as one line,
 * without a stack.
 */
class StartFailure extends Error {
  override readonly name = "StartFailure";
}

export const startFailure = (message: string, cause?: unknown): Error => new StartFailure(message, { cause });

export const isStartFailure = (error: unknown): error is Error => error instanceof StartFailure;

/** What a caught value says about itself. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
