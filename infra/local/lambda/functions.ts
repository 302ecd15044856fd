import { availableParallelism } from "node:os";
import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { LambdaFunction } from "../plan/functions.ts";
import type { Credential } from "./credentials.ts";
import { type ExecutionEnvironment, type Outcome, startEnvironment } from "./environment.ts";

/** Runs functions as Lambda does: an environment of its own for each event that is being worked on. */
export type Functions = Readonly<{
  invoke: (name: string, event: unknown) => Promise<Outcome>;
  stop: () => Promise<void>;
}>;

export type FunctionsOptions = Readonly<{
  functions: readonly LambdaFunction[];
  region: string;
  /** Base URL of the AWS services. */
  endpoint: string;
  /** Base URL of S3, which browsers reach too. */
  objects: string;
  credentialOf: (own: LambdaFunction) => Credential;
  clock: Clock;
  activity: Activity;
  onLine: (functionName: string, line: string) => void;
}>;

/** More environments than this would only wait for a processor. Lambda has no such limit; events wait here instead. */
const environmentsAtOnce = Math.max(2, Math.min(4, availableParallelism()));

/** An environment that nobody has needed for so long, in milliseconds, is given back, as Lambda does in the end. */
const idleMilliseconds = 120_000;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const variablesOf = (
  own: LambdaFunction,
  { region, endpoint, objects }: FunctionsOptions,
  { accessKeyId, secretAccessKey, sessionToken = "" }: Credential,
): Record<string, string> => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
  ...own.environment,
  _HANDLER: own.handler,
  LAMBDA_TASK_ROOT: own.codeFolder,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
  AWS_LAMBDA_FUNCTION_NAME: own.name,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(own.memoryMegabytes),
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${own.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: "local",
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
  AWS_ENDPOINT_URL_S3: objects,
  ...Object.fromEntries(
    ["DYNAMODB", "SQS", "SFN", "SES", "SECRETS_MANAGER"].map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint]),
  ),
});

type Idle = { environment: ExecutionEnvironment; reclaim: NodeJS.Timeout };
type Pool = { idle: Idle[]; running: number; waiting: (() => void)[]; limit: number };

export const createFunctions = (options: FunctionsOptions): Functions => {
  const byName = new Map(options.functions.map((own) => [own.name, own]));
  const pools = new Map<string, Pool>();
  const all = new Set<ExecutionEnvironment>();
  let stopped = false;

  const poolOf = (own: LambdaFunction): Pool => {
    const present = pools.get(own.name);
    if (present !== undefined) return present;
    const limit = Math.min(own.concurrency ?? environmentsAtOnce, environmentsAtOnce);
    const pool: Pool = { idle: [], running: 0, waiting: [], limit };
    pools.set(own.name, pool);
    return pool;
  };

  const start = (own: LambdaFunction): ExecutionEnvironment => {
    const { clock, onLine } = options;
    const environment = startEnvironment({
      function: own,
      clock,
      variables: variablesOf(own, options, options.credentialOf(own)),
      onLine: (line) => {
        onLine(own.name, line);
      },
    });
    all.add(environment);
    return environment;
  };

  const takeTurn = async (pool: Pool): Promise<void> => {
    if (pool.running >= pool.limit) await new Promise<void>((resolve) => pool.waiting.push(resolve));
    else pool.running += 1;
  };
  const passTurn = (pool: Pool): void => {
    const next = pool.waiting.shift();
    if (next === undefined) pool.running -= 1;
    else next();
  };

  const takeEnvironment = (own: LambdaFunction, pool: Pool): ExecutionEnvironment => {
    for (let last = pool.idle.pop(); last !== undefined; last = pool.idle.pop()) {
      clearTimeout(last.reclaim);
      if (last.environment.usable()) return last.environment;
      all.delete(last.environment);
    }
    return start(own);
  };

  const keepIdle = (environment: ExecutionEnvironment, pool: Pool): void => {
    const reclaim = setTimeout(() => {
      pool.idle = pool.idle.filter((each) => each.environment !== environment);
      all.delete(environment);
      void environment.stop();
    }, idleMilliseconds);
    pool.idle.push({ environment, reclaim: reclaim.unref() });
  };

  return {
    invoke: async (name, event) => {
      const own = byName.get(name);
      if (own === undefined) throw new Error(`There is no function ${name}`);
      if (stopped) return { ok: false, error: { errorType: "Stopped", errorMessage: "The local cloud is stopping" } };
      const end = options.activity.begin();
      const pool = poolOf(own);
      await takeTurn(pool);
      const environment = takeEnvironment(own, pool);
      try {
        return await environment.run(JSON.stringify(event));
      } finally {
        if (environment.usable()) keepIdle(environment, pool);
        else all.delete(environment);
        passTurn(pool);
        end();
      }
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
};
