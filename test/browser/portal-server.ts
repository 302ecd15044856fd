import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { portalEndpoints } from "../../functions/portal/endpoints.ts";
import type { PageDeps } from "../../functions/portal/on-the-page.ts";
import { httpHandler, type Endpoint } from "../../shared/shell/http.ts";
import { recordedLog } from "../shell/call.ts";

/** The portal as a browser meets it: over HTTP and below a stage, as behind API Gateway's own address. */

const stage = "/dev";

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);

/** @param besides what else lies behind the same address, such as what gives tickets for files */
export const servePortal = async (
  deps: PageDeps,
  besides: readonly Endpoint[] = [],
): Promise<{ readonly baseUrl: string; readonly stop: () => Promise<void> }> => {
  const endpoints = [...portalEndpoints(deps), ...besides];
  // middy's own type asks for a callback that only Lambda gives.
  const handler = httpHandler(endpoints, recordedLog()) as unknown as (
    event: APIGatewayProxyEvent,
    context: Context,
  ) => Promise<APIGatewayProxyResult>;

  const eventFor = (method: string, url: URL, headers: Record<string, string>, body: string) => {
    const path = url.pathname.slice(stage.length);
    const found = endpoints
      .map(({ route }) => ({ route, match: patternOf(route.path).exec(path) }))
      .find(({ route, match }) => match && route.method === method);
    return {
      resource: found?.route.path ?? "/{proxy+}",
      path,
      httpMethod: method,
      headers,
      queryStringParameters: Object.fromEntries(url.searchParams),
      pathParameters: { ...found?.match?.groups },
      body: body === "" ? null : body,
      isBase64Encoded: false,
      requestContext: {
        path: url.pathname,
        requestId: "7a1f8f9e-5a53-4f0e-9d0b-0b7a3c2f1e11",
        domainName: url.host,
        identity: { sourceIp: "127.0.0.1" },
      },
    } as unknown as APIGatewayProxyEvent;
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", `http://${request.headers.host ?? ""}`);
      const headers = { ...(request.headers as Record<string, string>), "x-forwarded-proto": "http" };
      const event = eventFor(request.method ?? "GET", url, headers, Buffer.concat(parts).toString("utf8"));
      handler(event, {} as Context).then(
        (answer) => {
          response.writeHead(answer.statusCode, answer.headers as Record<string, string>).end(answer.body);
        },
        (error: unknown) => {
          response.writeHead(500).end(String(error));
        },
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${stage}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
