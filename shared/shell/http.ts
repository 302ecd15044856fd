import middy from "@middy/core";
import contentNegotiation from "@middy/http-content-negotiation";
import jsonBody from "@middy/http-json-body-parser";
import formBody from "@middy/http-urlencode-body-parser";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type * as z from "zod/mini";
import { mostBodyBytes, type Route } from "./contract.ts";
import { readBy, reservedName } from "./field-words.ts";
import type { Language } from "./language.ts";
import { errorInBrief, type Log } from "./logger.ts";
import { nestsDeeperThan } from "./nesting.ts";
import { problemOf, problemTable, retryAfterHeader, type HttpFailure } from "./problems.ts";
import type { Outcome } from "../domain/failures.ts";

/** A request as a use case sees it: read, checked, and without anything of API Gateway. */
export type Request<R extends Route = Route> = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: R["query"] extends z.ZodMiniType ? z.infer<R["query"]> : Record<string, never>;
  readonly body: R["body"] extends z.ZodMiniType ? z.infer<R["body"]> : undefined;
  readonly language: Language;
  /** The bearer token, if there is one. */
  readonly bearer: string | null;
  /** Where the call comes from, as API Gateway says. For counting under a hash; never for the log or a table. */
  readonly address: string;
  /** What API Gateway's authorizer found in an officer's token. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly header: (name: string) => string | null;
  /** The address that paths are appended to, without a slash at its end. */
  readonly baseUrl: string;
  /** What a move that it leads to is caused by, for the log: `request:<id>`. */
  readonly cause: string;
};

export type Response = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless `contentType` says otherwise: then a string as it is. */
  readonly body?: unknown;
  readonly contentType?: string;
};

export type Endpoint = {
  readonly route: Route;
  readonly answer: (request: Request) => Promise<Outcome<Response, HttpFailure>>;
  /** Renders a failure instead of problem+json, for pages. */
  readonly renderFailure?: (
    failure: HttpFailure,
    request: { readonly language: Language; readonly baseUrl: string },
  ) => Response;
};

/** Joins a contract and what answers it; the request has the types that the contract says. */
export const endpoint = <R extends Route>(
  route: R,
  answer: (request: Request<R>) => Promise<Outcome<Response, HttpFailure>>,
  renderFailure?: Endpoint["renderFailure"],
): Endpoint => ({
  route,
  answer: answer,
  ...(renderFailure ? { renderFailure } : {}),
});

/** The deepest body of any contract has four levels. */
const mostBodyLevels = 32;

type Event = Omit<APIGatewayProxyEvent, "body"> & { body: unknown; language?: Language };

const languageOf = (event: Event): Language => event.language ?? "id";

const baseUrlOf = (event: Event): string => {
  const { domainName, path } = event.requestContext;
  const host = header(event, "host") ?? domainName ?? "";
  const prefix = path.endsWith(event.path) ? path.slice(0, path.length - event.path.length) : "";
  const scheme = header(event, "x-forwarded-proto") ?? "https";
  return `${scheme}://${host}${prefix}`;
};

/** By its lower-case name: `namesInLowerCase` has seen to the event's. */
const header = (event: Event, name: string): string | null => event.headers[name] ?? null;

const bearerOf = (event: Event): string | null =>
  /^Bearer +(\S+) *$/i.exec(header(event, "authorization") ?? "")?.[1] ?? null;

/** Answers are about a person's report, or change with the directory: nothing is kept by caches unless it says so. */
const always = {
  "Cache-Control": "no-store",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Location, Retry-After, ETag",
} as const;

const render = (response: Response, language: Language): APIGatewayProxyResult => {
  const { status, headers = {}, body, contentType = "application/json; charset=utf-8" } = response;
  return {
    statusCode: status,
    headers: {
      ...always,
      "Content-Language": language,
      ...(body === undefined ? {} : { "Content-Type": contentType }),
      ...headers,
    },
    body: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
  };
};

const problem = (failure: HttpFailure, event: Event): Response => {
  const language = languageOf(event);
  const row = problemTable[failure.kind];
  return {
    status: row.status,
    contentType: "application/problem+json; charset=utf-8",
    body: problemOf(failure, { language, baseUrl: baseUrlOf(event), requestId: event.requestContext.requestId }),
    headers: {
      ...retryAfterHeader(failure),
      ...(row.status === 401 ? { "WWW-Authenticate": "Bearer" } : {}),
    },
  };
};

const contentTypes = { json: "application/json", form: "application/x-www-form-urlencoded", csv: "text/csv" } as const;

/** The parsers have decoded what is theirs; plain text comes as it was sent. */
const textOf = ({ body, isBase64Encoded }: Event): unknown =>
  typeof body === "string" && isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body;

const readBody = (route: Route, event: Event, language: Language): Outcome<unknown, HttpFailure> => {
  if (!route.body) return { ok: true, value: undefined };
  const expected = contentTypes[route.bodyKind ?? "json"];
  const sent = (header(event, "content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (sent !== expected && !(expected === contentTypes.json && /^application\/[a-z0-9.+-]+\+json$/.test(sent))) {
    return { ok: false, failure: { kind: "MediaTypeUnknown", expected } };
  }
  const read = readBy(route.body, expected === contentTypes.csv ? textOf(event) : event.body, language);
  return read.ok ? read : { ok: false, failure: { kind: "BodyRefused", errors: read.errors } };
};

const readQuery = (route: Route, event: Event, language: Language): Outcome<unknown, HttpFailure> => {
  if (!route.query) return { ok: true, value: {} };
  const read = readBy(route.query, event.queryStringParameters ?? {}, language);
  return read.ok ? read : { ok: false, failure: { kind: "QueryRefused", errors: read.errors } };
};

const answerTo = async (found: Endpoint, event: Event): Promise<Outcome<Response, HttpFailure>> => {
  const language = languageOf(event);
  const query = readQuery(found.route, event, language);
  if (!query.ok) return query;
  const body = readBody(found.route, event, language);
  if (!body.ok) return body;
  return found.answer({
    params: Object.fromEntries(Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? ""])),
    query: query.value as Request["query"],
    body: body.value as Request["body"],
    language,
    bearer: bearerOf(event),
    address: event.requestContext.identity.sourceIp,
    claims: (event.requestContext.authorizer?.["claims"] ?? {}) as Record<string, unknown>,
    header: (name) => header(event, name),
    baseUrl: baseUrlOf(event),
    cause: `request:${event.requestContext.requestId}`,
  });
};

/** What a thrown error means to the caller: a broken body is theirs, a busy service passes, the rest is our defect. */
export const failureOf = (error: unknown, language: Language): HttpFailure => {
  const { statusCode, name, $metadata, $retryable, cause, code } = (error ?? {}) as {
    statusCode?: number;
    name?: string;
    $metadata?: { httpStatusCode?: number };
    $retryable?: unknown;
    cause?: { data?: unknown };
    code?: string;
  };
  if (error instanceof BodyTooDeep) return { kind: "BodyTooDeep", most: mostBodyLevels };
  if (error instanceof BodyTooLarge) return { kind: "BodyTooLarge", most: error.most };
  if (statusCode === 415) return { kind: "MediaTypeUnknown", expected: contentTypes.json };
  if (statusCode !== undefined && statusCode < 500) {
    // The parser gives the name as the cause when it is one that could reach an object's prototype.
    const forbidden = reservedNames.find((reserved) => reserved === cause?.data);
    return forbidden === undefined
      ? { kind: "BodyMalformed" }
      : { kind: "BodyRefused", errors: [reservedName(forbidden, language)] };
  }
  const passing =
    $retryable !== undefined ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    /Throttl|LimitExceeded|ThroughputExceeded|TransactionCanceled|TransactionInProgress|TimeoutError|ECONN/.test(
      name ?? "",
    ) ||
    /ECONN|ETIMEDOUT|EPIPE/.test(code ?? "");
  return { kind: passing ? "Busy" : "Defect" };
};

class BodyTooLarge extends Error {
  readonly most: number;
  constructor(most: number) {
    super();
    this.most = most;
  }
}
class BodyTooDeep extends Error {}

const reservedNames = ["__proto__", "constructor"] as const;

/** HTTP/1 clients write header names as they like, and API Gateway passes them on as they were written. */
const namesInLowerCase = (): middy.MiddlewareObj<Event> => ({
  before: ({ event }) => {
    event.headers = Object.fromEntries(
      Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
  },
});

const languageChosen = (): middy.MiddlewareObj<Event> => {
  const negotiation = contentNegotiation({
    parseCharsets: false,
    parseEncodings: false,
    parseMediaTypes: false,
    // "in" is the code that Indonesian had until 1989; Java, and phones with it, still send it.
    availableLanguages: ["id", "in", "en"],
    defaultToFirstLanguage: true,
    failOnMismatch: false,
  });
  return {
    before: (request) => {
      // The official middlewares are typed for an event whose body is text; ours has been read by then.
      negotiation.before?.(request as never);
      const { preferredLanguage } = request.context as { preferredLanguage?: string };
      request.event.language = preferredLanguage === "en" ? "en" : "id";
    },
  };
};

/** Parses a body only where there is one: a GET may well name a content type for nothing. */
const whereThereIsABody = (parser: middy.MiddlewareObj): middy.MiddlewareObj<Event> => ({
  before: (request) => {
    // Typed for an event whose body is text, which it is here.
    if (typeof request.event.body === "string" && request.event.body !== "") parser.before?.(request as never);
  },
});

const bodyLimit = (mostOf: (event: Event) => number): middy.MiddlewareObj<Event> => ({
  before: ({ event }) => {
    const { body, isBase64Encoded } = event;
    if (typeof body !== "string") return;
    const most = mostOf(event);
    if (Buffer.byteLength(body, isBase64Encoded ? "base64" : "utf8") > most) throw new BodyTooLarge(most);
    if (!/json/i.test(header(event, "content-type") ?? "")) return;
    const json = isBase64Encoded ? Buffer.from(body, "base64").toString() : body;
    if (nestsDeeperThan(mostBodyLevels, json)) throw new BodyTooDeep();
  },
});

/**
 * One function's routes behind API Gateway: language, size, parsing, contract, answer; every failure a problem, every
 * request one closing log line.
 */
export const httpHandler = (endpoints: readonly Endpoint[], log: Log) => {
  const byRoute = new Map(endpoints.map((found) => [`${found.route.method} ${found.route.path}`, found]));
  const of = (event: Event): Endpoint | undefined => byRoute.get(`${event.httpMethod} ${event.resource}`);

  const refuse = (failure: HttpFailure, event: Event, error?: unknown): APIGatewayProxyResult => {
    const found = of(event);
    const { status, log: level } = problemTable[failure.kind];
    log[level](status >= 500 ? "REQUEST_FAILED" : "REQUEST_REFUSED", `answered ${status}: ${failure.kind}`, {
      route: found?.route.name ?? "unknown",
      status,
      problem: failure.kind,
      ...(error === undefined ? {} : { error: errorInBrief(error) }),
    });
    const language = languageOf(event);
    const response =
      found?.renderFailure?.(failure, { language, baseUrl: baseUrlOf(event) }) ?? problem(failure, event);
    return render(response, language);
  };

  return middy<Event, APIGatewayProxyResult>()
    .use(namesInLowerCase())
    .use(languageChosen())
    .use(bodyLimit((event) => of(event)?.route.mostBytes ?? mostBodyBytes))
    .use(whereThereIsABody(jsonBody({ disableContentTypeError: true }) as middy.MiddlewareObj))
    .use(whereThereIsABody(formBody({ disableContentTypeError: true }) as middy.MiddlewareObj))
    .onError((request) => {
      request.response = refuse(failureOf(request.error, languageOf(request.event)), request.event, request.error);
    })
    .handler(async (event) => {
      const found = of(event);
      if (!found) return refuse({ kind: "RouteUnknown" }, event);
      const outcome = await answerTo(found, event);
      if (!outcome.ok) return refuse(outcome.failure, event);
      log.info("REQUEST_ANSWERED", `answered ${outcome.value.status}`, {
        route: found.route.name,
        status: outcome.value.status,
      });
      return render(outcome.value, languageOf(event));
    });
};
