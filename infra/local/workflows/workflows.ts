import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import { startFailure } from "../failure.ts";
import type { Functions } from "../lambda/functions.ts";
import type { LambdaFunction } from "../plan/functions.ts";
import type { State, StateMachine } from "../plan/machines.ts";
import type { Grants } from "../services/grants.ts";
import type { Execution, History } from "./history.ts";
import { type Retrier, retriersOf, runTask, stopped } from "./task.ts";

/** Runs executions of state machines, and again those that an earlier process had not finished. */
export type Workflows = Readonly<{
  /** Starts what `execution` in the history says. */
  run: (execution: Execution) => void;
  /** Starts again all that the history has as running. */
  resume: () => void;
  stop: () => Promise<void>;
}>;

export type WorkflowsOptions = Readonly<{
  machines: readonly StateMachine[];
  all: readonly LambdaFunction[];
  functions: Functions;
  grants: Grants;
  history: History;
  clock: Clock;
  activity: Activity;
  onFailure: (functionName: string, message: string) => void;
}>;

type Task = Readonly<{ name: string; state: State; retriers: readonly Retrier[]; function: LambdaFunction }>;
type Nested = Readonly<{ States?: Readonly<Record<string, State>> }>;

/** Tasks limit their own time; this only keeps the engine's default of 60 s away, and below what a timer can hold. */
const engineTimeoutSeconds = 2_000_000;

/** All states, those within branches and iterations too; the engine finds a task's handler by its state's name. */
const statesOf = (states: Readonly<Record<string, State>>): readonly [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => {
    const inner = [state["ItemProcessor"], state["Iterator"], ...((state["Branches"] as unknown[] | undefined) ?? [])];
    return [[name, state], ...inner.flatMap((each) => statesOf((each as Nested | undefined)?.States ?? {}))] as [
      string,
      State,
    ][];
  });

/** The definition as the engine is to see it: tasks without their retries and timeouts, which task.ts sees to. */
const forEngine = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(forEngine);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, forEngine(item)]));
  if (copy["Type"] !== "Task") return copy;
  const { Retry: _, ...task } = copy;
  return { ...task, TimeoutSeconds: engineTimeoutSeconds };
};

export const createWorkflows = (options: WorkflowsOptions): Workflows => {
  const { history, clock } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let waiting = 0;

  const tasksOf = (machine: StateMachine): readonly Task[] =>
    statesOf(machine.definition.States).flatMap(([name, state]): Task[] => {
      if (state.Type !== "Task") return [];
      const called = options.all.find(({ arn }) => arn === state.Resource);
      if (called === undefined)
        throw startFailure(`Task ${name} of ${machine.name} calls ${state.Resource}, which does not exist`);
      if (!options.grants.allow(machine.roleArn, { action: "lambda:InvokeFunction", resource: called.arn })) {
        throw startFailure(`The role of ${machine.name} may not call ${called.name}`);
      }
      return [{ name, state, retriers: retriersOf(state), function: called }];
    });
  const tasks = new Map(options.machines.map((machine) => [machine.arn, tasksOf(machine)]));

  const wait = async (seconds: number): Promise<boolean> => {
    waiting += 1;
    await clock.waitUntil(clock.now() + seconds * 1000, stopping.signal);
    waiting -= 1;
    return !stopping.signal.aborted;
  };

  const handlerOf =
    (task: Task, arn: string) =>
    (input: unknown): Promise<unknown> =>
      runTask(
        {
          state: task.state,
          retriers: task.retriers,
          wait,
          invoke: (payload) => options.functions.invoke(task.function.name, payload),
          onRetry: () => {
            history.note(arn, "TaskStateRetried", { name: task.name });
          },
          onFailure: (error) => {
            if (stopping.signal.aborted) return;
            history.note(arn, "TaskFailed", { name: task.name, error: error.name, cause: error.message });
            options.onFailure(task.function.name, `${error.name} in step ${task.name}`);
          },
        },
        input,
      );

  const runOnce = async (machine: StateMachine, execution: Execution): Promise<void> => {
    const { arn } = execution;
    // Loaded with the first execution: it brings an SDK client that takes a fifth of a second to read.
    const { StateMachine: Engine } = await import("aws-local-stepfunctions");
    // The package's types do not take what it runs: a definition, input and handlers as they come from a template.
    const engine = new Engine(forEngine(machine.definition) as never, { validationOptions: { noValidate: true } });
    const taskResourceLocalHandlers = Object.fromEntries(
      (tasks.get(machine.arn) ?? []).map((task) => [task.name, handlerOf(task, arn)]),
    );
    history.restart(arn);
    const run = engine.run(JSON.parse(execution.input) as never, {
      overrides: { taskResourceLocalHandlers: taskResourceLocalHandlers as never },
      context: { Execution: { Id: arn, Name: execution.name, RoleArn: machine.roleArn } },
      noThrowOnAbort: true,
    });
    const abort = (): void => {
      run.abort();
    };
    stopping.signal.addEventListener("abort", abort, { once: true });
    const noted = noteEvents(arn, run.eventLogs);
    try {
      const output = await run.result;
      await noted;
      if (stopping.signal.aborted) return;
      history.end(arn, { status: "SUCCEEDED", output: JSON.stringify(output) });
    } catch (error) {
      await noted;
      if (stopping.signal.aborted) return;
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      const timedOut = error instanceof Error && error.name === "ExecutionTimeoutError";
      const failure = {
        error: cause instanceof Error ? cause.name : "States.Runtime",
        cause: cause instanceof Error ? cause.message : String(cause),
      };
      history.end(arn, { status: timedOut ? "TIMED_OUT" : "FAILED", ...failure });
      options.onFailure(machine.name, `the execution failed with ${failure.error}`);
    } finally {
      stopping.signal.removeEventListener("abort", abort);
    }
  };

  type EngineEvent = {
    type: string;
    state?: { name: string; type: string; input?: unknown; output?: unknown };
    Error?: string;
  };
  const noteEvents = async (arn: string, log: AsyncIterable<unknown>): Promise<void> => {
    for await (const each of log) {
      const { type, state, ...rest } = each as EngineEvent & Record<string, unknown>;
      // Tasks note their own failures, each attempt for itself.
      if (stopping.signal.aborted || type === "StateFailed") continue;
      if (state === undefined) history.note(arn, type, rest);
      else
        history.note(arn, type.replace("State", `${state.type}State`), {
          name: state.name,
          input: state.input,
          output: state.output,
        });
    }
  };

  const start = (execution: Execution): void => {
    const machine = options.machines.find(({ arn }) => arn === execution.machine);
    if (machine === undefined) return;
    const run = runOnce(machine, execution)
      .catch((error: unknown) => {
        if (error !== stopped) options.onFailure(machine.name, String(error));
      })
      .finally(() => running.delete(run));
    running.add(run);
  };

  options.activity.watch(() => {
    if (running.size === 0) return "idle";
    return waiting >= running.size ? "waiting" : "working";
  });
  return {
    run: start,
    resume: () => {
      history.running().forEach(start);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
};
