import * as z from "zod";
import type { Outcome } from "../lambda/environment.ts";
import type { State } from "../plan/machines.ts";

/**
 * One task of a workflow, with its retries. They are not left to the engine, because their waits must follow the
 * moving clock: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */

const retrier = z.looseObject({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  MaxAttempts: z.number().default(3),
  BackoffRate: z.number().default(2),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.enum(["NONE", "FULL"]).default("NONE"),
});
export type Retrier = z.infer<typeof retrier>;

export const retriersOf = ({ Retry }: State): readonly Retrier[] => z.array(retrier).parse(Retry ?? []);

/** What a failed task says, by the name that `Retry` and `Catch` look for. */
class TaskError extends Error {
  override readonly name: string;
  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
  }
}

export type TaskRun = Readonly<{
  state: State;
  retriers: readonly Retrier[];
  invoke: (input: unknown) => Promise<Outcome>;
  /** Told of each attempt that failed. */
  onFailure: (error: Error) => void;
  onRetry: () => void;
  /** Waits by the cloud's clock; false if the cloud stops. */
  wait: (seconds: number) => Promise<boolean>;
}>;

/** Rejects with this when the cloud stops; the execution starts again with the next start. */
export const stopped = Symbol("stopped");

const matches = ({ ErrorEquals }: Retrier, error: Error): boolean =>
  ErrorEquals.some(
    (name) =>
      name === error.name || name === "States.ALL" || (name === "States.TaskFailed" && error.name !== "States.Timeout"),
  );

const delay = (
  { IntervalSeconds, BackoffRate, MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy }: Retrier,
  attempt: number,
): number => {
  const seconds = Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds);
  return JitterStrategy === "FULL" ? Math.random() * seconds : seconds;
};

const attempt = async ({ state, invoke }: TaskRun, input: unknown): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const seconds = typeof state["TimeoutSeconds"] === "number" ? state["TimeoutSeconds"] : undefined;
  const expired = new Promise<never>((_, reject) => {
    if (seconds !== undefined)
      timer = setTimeout(() => {
        reject(new TaskError("States.Timeout", `No answer within ${seconds} s`));
      }, seconds * 1000);
  });
  try {
    const outcome = await Promise.race([invoke(input), expired]);
    if (outcome.ok) return JSON.parse(outcome.json) as unknown;
    throw new TaskError(outcome.error.errorType, JSON.stringify(outcome.error));
  } finally {
    clearTimeout(timer);
  }
};

/** Runs a task until it succeeds. Rejects with its last error once no retrier is left for it. */
export const runTask = async (run: TaskRun, input: unknown): Promise<unknown> => {
  const attempts = run.retriers.map(() => 0);
  for (;;) {
    try {
      return await attempt(run, input);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      run.onFailure(error);
      const index = run.retriers.findIndex((each) => matches(each, error));
      const chosen = run.retriers[index];
      const tried = attempts[index] ?? 0;
      if (chosen === undefined || tried >= chosen.MaxAttempts) throw error;
      attempts[index] = tried + 1;
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- nothing failed; the engine has to unwind.
      if (!(await run.wait(delay(chosen, tried)))) throw stopped;
      run.onRetry();
    }
  }
};
