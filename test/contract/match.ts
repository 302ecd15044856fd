import * as z from "zod/mini";
import { contracts } from "../../functions/contracts.ts";
import { problemsOfAny, type Answer, type Route } from "../../shared/shell/contract.ts";
import { problemAnswer } from "../../shared/view/answers.ts";

/** Holds answers against the contract: a program outside may rely on it, so a test may not be content with less. */

export const everyRoute: readonly Route[] = Object.values(contracts).flat();

const patternOf = ({ path }: Route): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^/]+")}$`);

/** The route that a call meets; where several fit, the one with the fewest parameters. */
export const routeOf = (method: string, path: string): Route | undefined => {
  const bare = path.split(/[?#]/)[0] ?? "";
  return everyRoute
    .filter((route) => route.method === method.toUpperCase() && patternOf(route).test(bare))
    .sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0];
};

type Headers = Readonly<Record<string, string | undefined>>;

const bareType = (contentType: string | undefined): string => (contentType ?? "").split(";")[0]?.trim() ?? "";

const withSmallNames = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** What is wrong with a body; null: nothing. */
const wrongBy = (schema: z.ZodMiniType, body: unknown): string | null => {
  const read = schema.safeParse(body, { error: z.locales.en().localeError });
  return read.success ? null : z.prettifyError(read.error);
};

const isPage = (route: Route | undefined): boolean =>
  route?.bodyKind === "form" ||
  // Whatever lies below an office's page answers to a browser.
  route?.path.startsWith("/d/") === true ||
  Object.values(route?.answers ?? {}).some(({ contentType }) => bareType(contentType) === "text/html");

const faultOfProblem = (route: Route | undefined, status: number, headers: Headers, body: unknown): string | null => {
  const type = bareType(headers["content-type"]);
  // A person who is refused on a page reads a page; what the gateway refuses stays a problem.
  if (isPage(route) && type === "text/html") return null;
  if (type !== "application/problem+json") return `is of type "${type}", not application/problem+json`;
  const wrong = wrongBy(problemAnswer, body);
  if (wrong !== null) return `is no problem:\n${wrong}`;
  const said = (body as z.infer<typeof problemAnswer>).status;
  if (said !== undefined && said !== status) return `says status ${said} in its body`;
  if ((status === 429 || status === 503) && headers["retry-after"] === undefined) return "has no Retry-After";
  // API Gateway gives what a function sends under this name another one.
  const challenge = headers["www-authenticate"] ?? headers["x-amzn-remapped-www-authenticate"];
  if (status === 401 && challenge === undefined) return "has no WWW-Authenticate";
  return null;
};

const faultOfAnswer = (answer: Answer, headers: Headers, body: unknown): string | null => {
  const missing = Object.keys(answer.headers ?? {}).find((name) => headers[name.toLowerCase()] === undefined);
  if (missing !== undefined) return `has no header ${missing}`;
  if (!answer.schema && answer.contentType === undefined) {
    return body === "" || body === undefined || body === null ? null : "has a body, which was not promised";
  }
  const type = bareType(headers["content-type"]);
  const promised = bareType(answer.contentType ?? "application/json");
  if (type !== promised) return `is of type "${type}", not ${promised}`;
  const wrong = answer.schema ? wrongBy(answer.schema, body) : null;
  return wrong === null ? null : `is not what was promised:\n${wrong}`;
};

/**
 * Throws unless this answer is one that the contract promises for this call: its status, headers and body.
 *
 * @param path as it was called, with or without a query
 * @param body parsed, where it is JSON; else the text
 */
export const assertMatchesContract = (
  method: string,
  path: string,
  status: number,
  headers: Headers,
  body: unknown,
): void => {
  const route = routeOf(method, path);
  const sent = withSmallNames(headers);
  const answer = route?.answers[status];
  // Where there is no route, there is nothing to promise but a 404, or what any call may meet.
  const refusals: readonly number[] = [...(route?.problems ?? [404]), ...problemsOfAny];
  const fault = answer
    ? faultOfAnswer(answer, sent, body)
    : refusals.includes(status)
      ? faultOfProblem(route, status, sent, body)
      : "has a status that the contract does not promise";
  if (fault === null) return;
  const called = route ? `${method} ${route.path} (${route.name})` : `${method} of an address without a contract`;
  throw new Error(`${called}: the answer with status ${status} ${fault}`);
};
