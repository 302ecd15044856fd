import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Clock } from "../clock.ts";
import type { LambdaFunction } from "../plan/functions.ts";

/** What an invocation ends with, as Lambda tells it. */
export type Outcome = Readonly<{ ok: true; json: string }> | Readonly<{ ok: false; error: InvocationError }>;
export type InvocationError = Readonly<{ errorType: string; errorMessage: string; trace?: readonly string[] }>;

/** One execution environment; it handles one event at a time and is thrown away after a crash or a timeout. */
export type ExecutionEnvironment = Readonly<{
  run: (event: string) => Promise<Outcome>;
  usable: () => boolean;
  stop: () => Promise<void>;
}>;

type Message =
  | { kind: "ready" }
  | { kind: "unloadable"; error: InvocationError }
  | { kind: "result"; json: string }
  | { kind: "error"; error: InvocationError };

export type EnvironmentOptions = Readonly<{
  function: LambdaFunction;
  clock: Clock;
  /** All that the function finds in `process.env`. */
  variables: Readonly<Record<string, string>>;
  onLine: (line: string) => void;
}>;

/** Lambda gives a function's module ten seconds to load before it counts against the timeout. */
const loadMilliseconds = 10_000;

/** Short-lived objects of one event; the default would cost each idle environment tens of megabytes. */
const youngMegabytes = 6;

const splitLines = (onLine: (line: string) => void): ((chunk: Buffer) => void) => {
  let rest = "";
  return (chunk) => {
    const lines = (rest + chunk.toString("utf8")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") onLine(line);
  };
};

const exited = (code: number): InvocationError => ({
  errorType: "Runtime.ExitError",
  errorMessage: `RequestId: Error: Runtime exited with error: exit status ${code}`,
});

export const startEnvironment = ({
  function: own,
  clock,
  variables,
  onLine,
}: EnvironmentOptions): ExecutionEnvironment => {
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    name: own.name,
    env: { ...variables },
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: own.memoryMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    workerData: {
      codeFolder: own.codeFolder,
      handler: own.handler,
      clockOffset: clock.offset,
      functionName: own.name,
      functionArn: own.arn,
      memoryMegabytes: own.memoryMegabytes,
      logGroup: variables["AWS_LAMBDA_LOG_GROUP_NAME"],
      logStream: variables["AWS_LAMBDA_LOG_STREAM_NAME"],
    },
  });
  worker.stdout.on("data", splitLines(onLine));
  worker.stderr.on("data", splitLines(onLine));

  let alive = true;
  let answer: ((outcome: Outcome) => void) | undefined;
  const finish = (outcome: Outcome): void => {
    const waiting = answer;
    answer = undefined;
    waiting?.(outcome);
  };
  const loaded = Promise.withResolvers<undefined>();
  const fail = (error: InvocationError): void => {
    alive = false;
    loaded.resolve(undefined);
    finish({ ok: false, error });
  };
  worker.on("message", (message: Message) => {
    if (message.kind === "ready") loaded.resolve(undefined);
    else if (message.kind === "unloadable") fail(message.error);
    else if (message.kind === "result") finish({ ok: true, json: message.json });
    else finish({ ok: false, error: message.error });
  });
  // An error that nothing in the function caught; the thread ends with it, as the process does in Lambda.
  worker.on("error", (error) => {
    const known = error instanceof Error ? error : new Error(String(error));
    fail({ errorType: known.name, errorMessage: known.message, trace: (known.stack ?? "").split("\n") });
  });
  worker.on("exit", (code) => {
    fail(exited(code));
  });

  return {
    usable: () => alive,
    stop: async () => {
      alive = false;
      await worker.terminate();
    },
    run: async (event) => {
      const outcome = new Promise<Outcome>((resolve) => {
        answer = resolve;
      });
      const milliseconds = own.timeoutSeconds * 1000;
      const requestId = randomUUID();
      const expire = (): void => {
        alive = false;
        const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${own.timeoutSeconds.toFixed(2)} seconds`;
        fail({ errorType: "Sandbox.Timedout", errorMessage });
        void worker.terminate();
      };
      let timer = setTimeout(expire, loadMilliseconds + milliseconds);
      await loaded.promise;
      clearTimeout(timer);
      if (!alive) return outcomeOr(outcome, exited(1));
      timer = setTimeout(expire, milliseconds);
      const traceId = `Root=1-${Math.floor(clock.now() / 1000).toString(16)}-${randomUUID().replaceAll("-", "").slice(8)};Sampled=0`;
      worker.postMessage({ event, requestId, traceId, remainingMilliseconds: milliseconds });
      try {
        return await outcome;
      } finally {
        clearTimeout(timer);
      }
    },
  };
};

/** What was answered, or `error` if the environment ended before anybody asked it. */
const outcomeOr = (outcome: Promise<Outcome>, error: InvocationError): Promise<Outcome> =>
  Promise.race([outcome, new Promise<Outcome>((resolve) => setImmediate(resolve, { ok: false, error }))]);
