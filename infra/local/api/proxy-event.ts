import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { RestApi } from "../plan/api.ts";
import type { Found } from "./routes.ts";

/** The event that a function gets for a request: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html */

export type ProxyRequest = Readonly<{
  request: IncomingMessage;
  body: Buffer;
  found: Found;
  api: RestApi;
  account: string;
  requestId: string;
  /** By the cloud's clock. */
  at: Date;
  claims?: Readonly<Record<string, unknown>> | undefined;
}>;

/** Path and query of a request, as they were sent. */
export const targetOf = ({ url = "/" }: IncomingMessage): { path: string; query: string } => {
  const [, path = "/", query = ""] = /^([^?#]*)\??([^#]*)/.exec(url) ?? [];
  return { path: path.startsWith("/") ? path : "/", query };
};

type Lists = Record<string, string[]>;

const headersOf = ({ rawHeaders }: IncomingMessage): Lists => {
  const lists: Lists = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    // Names differ in case only by accident; the first spelling stands.
    const present = Object.keys(lists).find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
    // API Gateway ends the connection itself and does not tell the function about it.
    if (!/^(connection|keep-alive|transfer-encoding|content-length|expect)$/i.test(name))
      (lists[present] ??= []).push(value);
  }
  return lists;
};

const queryOf = (search: URLSearchParams): Lists => {
  const lists: Lists = {};
  for (const [name, value] of search) (lists[name] ??= []).push(value);
  return lists;
};

const lastOf = (lists: Lists): Record<string, string> =>
  Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1) ?? ""]));

const orNull = <Value extends object>(value: Value): Value | null => (Object.keys(value).length === 0 ? null : value);

/** API Gateway hands claims on as text: lists joined, instants written out as Java writes them. */
const claimText = (name: string, value: unknown): string => {
  if (Array.isArray(value)) return value.join(",");
  if ((name === "exp" || name === "iat") && typeof value === "number") {
    const [weekday = "", day, month, year, time] = new Date(value * 1000).toUTCString().split(" ");
    return `${weekday.replace(",", "")} ${month} ${day} ${time} UTC ${year}`;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
};

const contentTypeOf = (headers: Lists): string =>
  (
    Object.entries(headers)
      .find(([name]) => name.toLowerCase() === "content-type")?.[1]
      .at(-1) ?? ""
  )
    .split(";")[0]
    ?.trim()
    .toLowerCase() ?? "";

export const isBinary = (type: string, binaryMediaTypes: readonly string[]): boolean =>
  type !== "" &&
  binaryMediaTypes.some(
    (each) => each === "*/*" || each === type || (each.endsWith("/*") && type.startsWith(each.slice(0, -1))),
  );

export const proxyEvent = ({
  request,
  body,
  found,
  api,
  account,
  requestId,
  at,
  claims,
}: ProxyRequest): APIGatewayProxyEvent => {
  const { path, query: search } = targetOf(request);
  const host = request.headers.host ?? "127.0.0.1";
  const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
  const received = headersOf(request);
  const binary = isBinary(contentTypeOf(received), api.binaryMediaTypes);
  const multiValueHeaders: Lists = {
    ...received,
    "X-Forwarded-For": [...(received["X-Forwarded-For"] ?? []), sourceIp],
    "X-Forwarded-Port": [host.split(":").at(1) ?? "80"],
    "X-Forwarded-Proto": ["http"],
  };
  const query = queryOf(new URLSearchParams(search));
  const { route, parameters } = found;
  const method = request.method ?? "GET";
  return {
    resource: route.path,
    path: decodeURI(path),
    httpMethod: method,
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull({ ...parameters }),
    stageVariables: null,
    body: body.length === 0 ? null : body.toString(binary ? "base64" : "utf8"),
    isBase64Encoded: binary && body.length > 0,
    requestContext: {
      accountId: account,
      apiId: api.id,
      authorizer:
        claims === undefined
          ? null
          : {
              claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(name, value)])),
            },
      protocol: "HTTP/1.1",
      httpMethod: method,
      domainName: host,
      domainPrefix: host.split(".")[0],
      // As behind a domain of its own: the stage is no part of the address here.
      path,
      stage: api.stage,
      requestId,
      extendedRequestId: requestId,
      requestTime: at.toUTCString(),
      requestTimeEpoch: at.getTime(),
      resourceId: route.path,
      resourcePath: route.path,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp,
        user: null,
        userAgent: request.headers["user-agent"] ?? null,
        userArn: null,
      },
    },
  };
};
