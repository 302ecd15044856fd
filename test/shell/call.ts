import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { Route } from "../../shared/shell/contract.ts";
import { httpHandler, type Endpoint } from "../../shared/shell/http.ts";
import type { Log, LogCode, LogFields } from "../../shared/shell/logger.ts";

/** A function behind API Gateway, called as API Gateway calls it. */

export type LogLine = {
  readonly level: keyof Log;
  readonly code: LogCode;
  readonly sentence: string;
  readonly fields: LogFields;
};

export const recordedLog = (): Log & { readonly lines: readonly LogLine[] } => {
  const lines: LogLine[] = [];
  const at =
    (level: keyof Log) =>
    (code: LogCode, sentence: string, fields: LogFields = {}): void => {
      lines.push({ level, code, sentence, fields });
    };
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
};

export type Call = {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly base64?: boolean;
  /** Where the call comes from. */
  readonly address?: string;
  /** What the authorizer found in a token. */
  readonly claims?: Readonly<Record<string, unknown>>;
};

export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  readonly text: string;
};

export const requestId = "7a1f8f9e-5a53-4f0e-9d0b-0b7a3c2f1e11";

/** As API Gateway's REST API hands it to a function, in a stage named `dev`. */
const eventOf = (
  { method, path }: Pick<Route, "method" | "path">,
  { body, headers = {}, query, params = {}, base64 = false, address = "203.0.113.7", claims }: Call,
) => {
  const called = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? name);
  return {
    resource: path,
    path: called,
    httpMethod: method,
    headers: { Host: "lapor.example", "X-Forwarded-Proto": "https", ...headers },
    queryStringParameters: query ?? null,
    pathParameters: params,
    body: body ?? null,
    isBase64Encoded: base64,
    requestContext: {
      path: `/dev${called}`,
      requestId,
      domainName: "lapor.example",
      identity: { sourceIp: address },
      ...(claims ? { authorizer: { claims } } : {}),
    },
  } as unknown as APIGatewayProxyEvent;
};

export const functionOf = (endpoints: readonly Endpoint[], log: Log = recordedLog()) => {
  const handler = httpHandler(endpoints, log) as unknown as (
    event: APIGatewayProxyEvent,
    context: Context,
  ) => Promise<APIGatewayProxyResult>;
  return async (route: Pick<Route, "method" | "path">, call: Call = {}): Promise<Answered> => {
    const { statusCode, headers = {}, body } = await handler(eventOf(route, call), {} as Context);
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const isJson = /[/+]json/.test(sent["Content-Type"] ?? "");
    return { status: statusCode, headers: sent, text: body, body: isJson ? (JSON.parse(body) as unknown) : body };
  };
};
