import type { IncomingMessage } from "node:http";
import * as z from "zod";
import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import { later } from "./duration.ts";
import type { Schedules } from "./events/schedules.ts";
import { type Faults, fault } from "./services/faults.ts";
import type { Grants } from "./services/grants.ts";
import { type Answer, jsonAnswer, readBody } from "./services/http.ts";
import type { UsageLine } from "./services/usage.ts";
import type { Issuer, SeededOfficer } from "./sign-in/issuer.ts";

/** The calls below `/_local`, which exist only here: what the cloud is doing, its clock, sign-ins, faults. */
export type LocalApi = (request: IncomingMessage, path: string) => Promise<Answer>;

export type LocalApiOptions = Readonly<{
  activity: Activity;
  clock: Clock;
  schedules: Schedules;
  faults: Faults;
  grants: Grants;
  officers: () => Promise<readonly SeededOfficer[]>;
  issuer: () => Promise<Issuer | undefined>;
  /** What the user pool answers to anybody, without a signature. */
  pool: (request: IncomingMessage) => Promise<Answer>;
  /** Capacity that each function used of the tables. */
  usage: () => readonly (UsageLine & { function?: string | undefined })[];
  /** Changes whenever a function has done something that lasts. */
  effects: () => number;
  /** Addresses of what runs, for tests and measurements. */
  engines: () => unknown;
}>;

/** No sweep may find work for ever; a chain of deadlines is a few long. */
const mostSweeps = 100;

const clockBody = z.union([
  z.strictObject({ advance: z.string() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);
const grantBody = z.strictObject({ takeAway: z.int().min(0) });
const tokenBody = z.strictObject({ officer: z.string() });

const problem = (status: number, title: string, detail: string, errors?: readonly unknown[]): Answer =>
  jsonAnswer(
    status,
    { type: "about:blank", title, status, detail, ...(errors && { errors }) },
    "application/problem+json",
  );

class Refused extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super("refused");
    this.answer = answer;
  }
}

const parseBody = async <Shape extends z.ZodType>(request: IncomingMessage, shape: Shape): Promise<z.output<Shape>> => {
  const text = (await readBody(request)).toString("utf8");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Refused(problem(400, "Malformed", "The body is not JSON"));
  }
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part)}`).join(""),
    detail: message,
  }));
  throw new Refused(problem(422, "Not understood", "The body does not say what is wanted", errors));
};

export const createLocalApi = (options: LocalApiOptions): LocalApi => {
  const { activity, clock, schedules, faults, grants } = options;
  const iso = (): string => new Date(clock.now()).toISOString();

  const moveClock = async (request: IncomingMessage): Promise<Answer> => {
    const body = await parseBody(request, clockBody);
    const to = "now" in body ? new Date(body.now) : later(new Date(clock.now()), body.advance);
    if (to === undefined)
      throw new Refused(problem(422, "Not a duration", "advance is an ISO 8601 duration such as P3D or PT2H"));
    // An instant is named to the second or so; being late by less is no going back.
    if (to.getTime() < clock.now() - 1_000)
      throw new Refused(problem(422, "Not in the past", `The clock reads ${iso()} and moves only ahead`));
    // What was under way happens at the old time.
    await activity.settled();
    clock.moveTo(Math.max(to.getTime(), clock.now()));
    let before: number;
    let sweeps = 0;
    do {
      before = options.effects();
      schedules.runAll();
      await activity.settled();
      sweeps += 1;
    } while (options.effects() !== before && sweeps < mostSweeps);
    return jsonAnswer(200, { now: iso() });
  };

  const issueToken = async (request: IncomingMessage): Promise<Answer> => {
    const { officer: mail } = await parseBody(request, tokenBody);
    const found = (await options.officers()).find((each) => each.mail.toLowerCase() === mail.toLowerCase());
    if (found === undefined) throw new Refused(problem(404, "Not found", "No seeded officer has this mail address"));
    const issuer = await options.issuer();
    if (issuer === undefined) throw new Refused(problem(404, "Not found", "The app has no user pool"));
    return jsonAnswer(200, { token: await issuer.token(found), refreshToken: await issuer.refreshToken(found) });
  };

  const addFault = async (request: IncomingMessage): Promise<Answer> => {
    faults.add(await parseBody(request, fault));
    return jsonAnswer(201, {});
  };

  const takeGrant = async (request: IncomingMessage): Promise<Answer> => {
    const { takeAway: id } = await parseBody(request, grantBody);
    if (!grants.takeAway(id)) throw new Refused(problem(404, "Not found", "The template has no such grant"));
    return jsonAnswer(201, {});
  };

  const calls: Readonly<Record<string, (request: IncomingMessage) => Promise<Answer> | Answer>> = {
    "GET /_local/state": () => jsonAnswer(200, { now: iso(), busy: activity.progress() !== "idle" }),
    "POST /_local/clock": moveClock,
    "GET /_local/tokens": async () => jsonAnswer(200, { items: await options.officers() }),
    "POST /_local/tokens": issueToken,
    // A client of AWS that is given this address as its endpoint refreshes and revokes as it does in the cloud.
    "POST /_local/cognito": options.pool,
    "POST /_local/cognito/": options.pool,
    "POST /_local/faults": addFault,
    "DELETE /_local/faults": () => {
      faults.clear();
      return jsonAnswer(200, {});
    },
    "GET /_local/grants": () => jsonAnswer(200, { items: grants.list(), refusals: grants.refusals() }),
    "POST /_local/grants": takeGrant,
    "DELETE /_local/grants": () => {
      grants.giveBack();
      return jsonAnswer(200, {});
    },
    "GET /_local/usage": () => jsonAnswer(200, { items: options.usage() }),
    "GET /_local/engines": () => jsonAnswer(200, options.engines()),
  };
  return async (request, path) => {
    const call = calls[`${request.method} ${path}`];
    try {
      return call === undefined
        ? problem(404, "Not found", `There is no ${request.method} ${path}`)
        : await call(request);
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      throw error;
    }
  };
};
