import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import type { Functions } from "../lambda/functions.ts";
import type { RestApi, Route } from "../plan/api.ts";
import type { LambdaFunction } from "../plan/functions.ts";
import type { Answer } from "../services/http.ts";
import type { Issuer, Verified } from "../sign-in/issuer.ts";
import { type Refusal, createRefuse } from "./gateway-responses.ts";
import { proxyAnswer } from "./proxy-answer.ts";
import { proxyEvent, targetOf } from "./proxy-event.ts";
import { createFindRoute } from "./routes.ts";
import { createThrottle } from "./throttle.ts";

/** API Gateway: answers a request with what the route's function says, or by itself. */
export type Gateway = (request: IncomingMessage) => Promise<Answer>;

export type GatewayOptions = Readonly<{
  api: RestApi;
  account: string;
  all: readonly LambdaFunction[];
  functions: Functions;
  issuer: () => Promise<Issuer | undefined>;
  clock: Clock;
  activity: Activity;
  onFailure: (functionName: string, message: string) => void;
}>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const largestBody = 10 * 1024 * 1024;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestEvent = 6 * 1024 * 1024;

/** The body, or undefined as soon as it is larger than API Gateway takes. */
const readLimited = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers["content-length"] ?? 0) > largestBody) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > largestBody) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

const timeLimit = (milliseconds: number): { expired: Promise<"expired">; clear: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<"expired">((resolve) => {
    timer = setTimeout(resolve, milliseconds, "expired");
  });
  return {
    expired,
    clear: () => {
      clearTimeout(timer);
    },
  };
};

export const createGateway = (options: GatewayOptions): Gateway => {
  const { api, clock, functions } = options;
  const find = createFindRoute(api.routes);
  const passes = createThrottle(() => performance.now());
  const refuse = createRefuse(api.responses);

  const signIn = async (route: Route, request: IncomingMessage): Promise<Verified | "absent" | undefined> => {
    if (!route.signedIn) return undefined;
    const header = request.headers.authorization;
    const issuer = await options.issuer();
    if (header === undefined || header === "" || issuer === undefined) return "absent";
    return issuer.verify(header.replace(/^Bearer\s+/i, ""));
  };

  const call = async (request: IncomingMessage, requestId: string): Promise<Answer | Refusal> => {
    const { path } = targetOf(request);
    const found = find(request.method ?? "GET", path);
    if (found === "malformed") return "BAD_REQUEST_BODY";
    if (found === undefined) return "MISSING_AUTHENTICATION_TOKEN";
    const { route } = found;
    if (!passes(route)) return "THROTTLED";
    const { integration } = route;
    if (integration.kind === "fixed")
      return { status: integration.status, headers: lowerCased(integration.headers), body: Buffer.alloc(0) };

    const verified = await signIn(route, request);
    if (verified === "absent") return "UNAUTHORIZED";
    if (verified?.ok === false) return verified.expired ? "EXPIRED_TOKEN" : "UNAUTHORIZED";
    const body = await readLimited(request);
    if (body === undefined) return "REQUEST_TOO_LARGE";
    const at = new Date(clock.now());
    const event = proxyEvent({
      request,
      body,
      found,
      api,
      account: options.account,
      requestId,
      at,
      claims: verified?.claims,
    });
    if (Buffer.byteLength(event.body ?? "") > largestEvent) return "REQUEST_TOO_LARGE";
    const called = options.all.find(({ arn }) => arn === integration.arn);
    if (called === undefined) return "INTEGRATION_FAILURE";

    const limit = timeLimit(integration.timeoutMilliseconds);
    const outcome = await Promise.race([functions.invoke(called.name, event), limit.expired]);
    limit.clear();
    if (outcome === "expired") return "INTEGRATION_TIMEOUT";
    if (!outcome.ok) options.onFailure(called.name, `${outcome.error.errorType}: ${outcome.error.errorMessage}`);
    return (outcome.ok ? proxyAnswer(outcome.json, api, request, requestId) : undefined) ?? "BAD_GATEWAY";
  };

  return async (request) => {
    const end = options.activity.begin();
    try {
      const requestId = randomUUID();
      const done = await call(request, requestId);
      if (typeof done !== "string") return done;
      // What is left of a body that was not read must not hold up the answer.
      request.resume();
      const { path } = targetOf(request);
      return refuse(done, { requestId, path, method: request.method ?? "GET", stage: api.stage, apiId: api.id });
    } finally {
      end();
    }
  };
};

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
