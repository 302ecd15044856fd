import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createRefuse } from "../../infra/local/api/gateway-responses.ts";
import { proxyAnswer } from "../../infra/local/api/proxy-answer.ts";
import { createFindRoute } from "../../infra/local/api/routes.ts";
import { createThrottle } from "../../infra/local/api/throttle.ts";
import type { RestApi, Route } from "../../infra/local/plan/api.ts";

const route = (method: string, path: string): Route => ({
  method,
  path,
  signedIn: false,
  integration: { kind: "fixed", status: 200, headers: {} },
});

describe("A route", () => {
  const find = createFindRoute([
    route("GET", "/v1/complaints/{trackingNumber}"),
    route("GET", "/v1/complaints/statistics"),
    route("ANY", "/v1/{proxy+}"),
    route("GET", "/"),
  ]);
  it.each<[string, string, string | undefined, Record<string, string>]>([
    ["GET", "/v1/complaints/KTM-1", "/v1/complaints/{trackingNumber}", { trackingNumber: "KTM-1" }],
    ["GET", "/v1/complaints/statistics", "/v1/complaints/statistics", {}],
    ["GET", "/v1/complaints/a%2Fb%20c", "/v1/complaints/{trackingNumber}", { trackingNumber: "a/b c" }],
    ["GET", "/v1/complaints/KTM-1/", "/v1/complaints/{trackingNumber}", { trackingNumber: "KTM-1" }],
    ["POST", "/v1/complaints/KTM-1", "/v1/{proxy+}", { proxy: "complaints/KTM-1" }],
    ["GET", "/v1/a/b/c", "/v1/{proxy+}", { proxy: "a/b/c" }],
    ["GET", "/", "/", {}],
    ["GET", "/v2", undefined, {}],
    ["POST", "/", undefined, {}],
  ])("%s %s is found as %s", (method, path, expected, parameters) => {
    const found = find(method, path);
    expect(found === undefined || found === "malformed" ? undefined : found.route.path).toBe(expected);
    if (expected !== undefined) expect(found).toMatchObject({ parameters });
  });

  it("with a broken escape is malformed, not unknown", () => {
    expect(find("GET", "/v1/complaints/%E0%A4%A")).toBe("malformed");
  });
});

describe("A throttle", () => {
  it("lets a burst pass and then the rate", () => {
    let now = 0;
    const limited: Route = { ...route("GET", "/"), throttle: { rate: 2, burst: 3 } };
    const passes = createThrottle(() => now);
    expect([1, 2, 3, 4].map(() => passes(limited))).toEqual([true, true, true, false]);
    now = 500;
    expect([1, 2].map(() => passes(limited))).toEqual([true, false]);
  });
});

describe("A gateway response", () => {
  const context = { requestId: "r-1", path: "/x", method: "GET", stage: "dev", apiId: "api" };
  const refuse = createRefuse([
    {
      type: "DEFAULT_5XX",
      headers: { "Content-Type": "application/problem+json" },
      template: '{"title":$context.error.messageString,"id":"$context.requestId"}',
    },
    { type: "MISSING_AUTHENTICATION_TOKEN", status: 404, headers: { "Retry-After": "5" } },
  ]);
  it("is worded as the template says, the defaults included", () => {
    const { status, headers, body } = refuse("BAD_GATEWAY", context);
    expect({ status, type: headers["content-type"], body: JSON.parse(body.toString()) as unknown }).toEqual({
      status: 502,
      type: "application/problem+json",
      body: { title: "Internal server error", id: "r-1" },
    });
  });
  it("may change the status", () => {
    expect(refuse("MISSING_AUTHENTICATION_TOKEN", context)).toMatchObject({
      status: 404,
      headers: { "retry-after": "5" },
    });
  });
  it("is API Gateway's own where the template says nothing", () => {
    const { status, body } = refuse("THROTTLED", context);
    expect([status, body.toString()]).toEqual([429, '{"message":"Too Many Requests"}']);
  });
});

describe("A function's answer", () => {
  const api: RestApi = {
    id: "api",
    stage: "dev",
    routes: [],
    responses: [],
    binaryMediaTypes: ["image/*"],
    compressFromBytes: 1000,
  };
  const request = (headers: Record<string, string> = {}): IncomingMessage =>
    ({ headers }) as unknown as IncomingMessage;
  it.each(['{"hello":1}', '"text"', "null", '{"statusCode":"many"}', '{"statusCode":200,"body":{"a":1}}'])(
    "%s is a bad gateway",
    (json) => {
      expect(proxyAnswer(json, api, request(), "r")).toBeUndefined();
    },
  );
  it("loses and renames the headers that API Gateway keeps for itself", () => {
    const json = JSON.stringify({
      statusCode: 401,
      headers: { "WWW-Authenticate": "Bearer", Connection: "close", "X-Own": "1" },
      body: "",
    });
    const { headers } = proxyAnswer(json, api, request(), "r") ?? { headers: {} };
    expect(headers).toMatchObject({ "x-amzn-remapped-www-authenticate": ["Bearer"], "x-own": ["1"] });
    expect(headers).not.toHaveProperty("connection");
  });
  it("is binary for whoever accepts that", () => {
    const json = JSON.stringify({ statusCode: 200, isBase64Encoded: true, body: "/9g=" });
    expect(proxyAnswer(json, api, request({ accept: "image/jpeg,*/*" }), "r")?.body).toEqual(Buffer.from([0xff, 0xd8]));
    expect(proxyAnswer(json, api, request({ accept: "application/json" }), "r")?.body.toString()).toBe("/9g=");
  });
  it("is compressed from the size on that the template names", () => {
    const text = "a".repeat(2000);
    const answer = proxyAnswer(
      JSON.stringify({ statusCode: 200, body: text }),
      api,
      request({ "accept-encoding": "gzip, br" }),
      "r",
    );
    expect(answer?.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(answer?.body ?? "").toString()).toBe(text);
  });
});
