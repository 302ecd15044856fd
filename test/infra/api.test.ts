import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Route } from "../../shared/shell/contract.ts";
import { type Resource, dev, only, prod, references, root, synthesize } from "./fixture.ts";

/** Every capability's contracts, found as files rather than through the stack that is to be checked. */
const contracts = await Promise.all(
  readdirSync(join(root, "functions"), { recursive: true, encoding: "utf8" })
    .filter((file) => /^[a-z0-9]+[/\\]routes\.ts$/.test(file))
    .map(async (file) => {
      const { routes } = (await import(join(root, "functions", file))) as { routes: readonly Route[] };
      return { capability: file.split(/[/\\]/)[0] ?? "", routes };
    }),
);
const routes = contracts.flatMap(({ capability, routes: its }) => its.map((route) => ({ ...route, capability })));

describe.each([
  ["dev", dev()],
  ["prod", prod()],
])("the API in %s", (name, stage) => {
  const pathOf = (id: string | undefined): string => {
    const resource = stage.of("AWS::ApiGateway::Resource").find((one) => one.id === id);
    if (resource === undefined) return "";
    return `${pathOf(references(resource.at("ParentId"))[0])}/${String(resource.at("PathPart"))}`;
  };
  const methods = stage.of("AWS::ApiGateway::Method").map((method) => ({
    path: pathOf(references(method.at("ResourceId"))[0]),
    verb: String(method.at("HttpMethod")),
    method,
  }));
  const called = methods.filter(({ verb }) => verb !== "OPTIONS");
  const methodAt = (verb: string, path: string): Resource =>
    only(called.filter((one) => one.verb === verb && one.path === path)).method;
  const capabilityOf = ({ at }: Resource): string => {
    const ids = references(at("Integration.Uri"));
    const lambda = stage.of("AWS::Lambda::Function").find(({ id }) => ids.includes(id));
    return String(lambda?.at("Environment.Variables.SERVICE_NAME"));
  };

  it("tells the intake when whoever files has to work for it", () => {
    const intake = stage.of("AWS::Lambda::Function").filter((lambda) => stage.bundleOf(lambda) === "intake");
    expect(only(intake).at("Environment.Variables")).toMatchObject({
      CHALLENGE: name === "prod" ? "burst" : "off",
      BURST_FILINGS: "600",
    });
  });

  it("has every route of the contracts and nothing else", () => {
    const promised = routes.map(({ method, path }) => `${method} ${path}`);
    expect(promised.length).toBeGreaterThan(10);
    expect(new Set(promised).size).toBe(promised.length);
    expect(called.map(({ path, verb }) => `${verb} ${path}`).sort()).toEqual(promised.sort());
  });

  it("leads every route to the function of its capability", () => {
    for (const { method, path, capability } of routes) {
      expect(capabilityOf(methodAt(method, path)), `${method} ${path}`).toBe(capability);
    }
  });

  it("asks for an officer's token exactly where the contract does", () => {
    const [authorizer] = stage.of("AWS::ApiGateway::Authorizer");
    expect(authorizer?.at("Type")).toBe("COGNITO_USER_POOLS");
    for (const { method, path, auth } of routes) {
      const { at } = methodAt(method, path);
      expect(at("AuthorizationType"), path).toBe(auth === "officer" ? "COGNITO_USER_POOLS" : "NONE");
      expect(references(at("AuthorizerId")), path).toEqual(auth === "officer" ? [authorizer?.id] : []);
    }
  });

  it("lets web pages of any origin call what citizens call, with the headers of the contracts", () => {
    const open = methods.filter(({ verb }) => verb === "OPTIONS");
    const expected = routes.filter(({ path, auth }) => path.startsWith("/v1/") && auth !== "officer");
    expect(open.map(({ path }) => path).sort()).toEqual([...new Set(expected.map(({ path }) => path))].sort());
    for (const { path, method } of open) {
      const [{ ResponseParameters: given }] = method.at("Integration.IntegrationResponses") as [
        { ResponseParameters: Record<string, string> },
      ];
      expect(given["method.response.header.Access-Control-Allow-Origin"], path).toBe("'*'");
      const headers = given["method.response.header.Access-Control-Allow-Headers"] ?? "";
      for (const header of ["authorization", "content-type", "accept-language"]) expect(headers).toContain(header);
      for (const route of routes.filter((one) => one.path === path)) {
        for (const header of Object.keys(route.headers ?? {})) expect(headers, route.name).toContain(header);
        expect(given["method.response.header.Access-Control-Allow-Methods"], route.name).toContain(route.method);
      }
    }
  });

  it("answers for itself with problems that say what status they have", () => {
    const answers = stage.of("AWS::ApiGateway::GatewayResponse").map(({ at }) => ({
      type: String(at("ResponseType")),
      status: at("StatusCode") === undefined ? undefined : Number(at("StatusCode")),
      body: JSON.parse(String(at("ResponseTemplates.application/json"))) as Record<string, unknown>,
      headers: at("ResponseParameters") as Record<string, string>,
    }));
    const statuses = Object.fromEntries(answers.map(({ type, status }) => [type, status]));
    expect(statuses).toMatchObject({
      DEFAULT_4XX: undefined,
      DEFAULT_5XX: undefined,
      MISSING_AUTHENTICATION_TOKEN: 404,
      UNAUTHORIZED: 401,
      EXPIRED_TOKEN: 401,
      ACCESS_DENIED: 403,
      REQUEST_TOO_LARGE: 413,
      THROTTLED: 429,
      INTEGRATION_FAILURE: 503,
      INTEGRATION_TIMEOUT: 504,
    });
    for (const { type, status, body, headers } of answers) {
      expect(headers["gatewayresponse.header.Content-Type"], type).toBe("'application/problem+json'");
      expect(headers["gatewayresponse.header.Access-Control-Allow-Origin"], type).toBe("'*'");
      expect(body, type).toMatchObject({ type: "about:blank", instance: "urn:uuid:$context.requestId" });
      expect(body["status"], type).toBe(status);
      expect(body["title"], type).toBeTypeOf("string");
      if (status === 429 || status === 503) {
        expect(headers["gatewayresponse.header.Retry-After"], type).toMatch(/^'\d+'$/);
      }
    }
  });

  it("logs which route was called, never the address with its tracking number or token, nor who called", () => {
    const [apiStage] = stage.of("AWS::ApiGateway::Stage");
    const format = String(apiStage?.at("AccessLogSetting.Format"));
    expect(Object.keys(JSON.parse(format) as object)).toContain("route");
    const variables = format.match(/\$context\.[\w.]+/g) ?? [];
    expect(variables).toContain("$context.resourcePath");
    expect(
      variables.filter((one) => /\.path$|identity|authorizer|querystring|domain|error\.message/.test(one)),
    ).toEqual([]);
  });

  it("leaves no path, body or header in the execution log or in a trace", () => {
    const [apiStage] = stage.of("AWS::ApiGateway::Stage");
    expect(apiStage?.at("TracingEnabled") ?? false).toBe(false);
    for (const setting of apiStage?.at("MethodSettings") as Record<string, unknown>[]) {
      expect(setting["LoggingLevel"]).toBe("ERROR");
      expect(setting["DataTraceEnabled"]).toBe(false);
    }
  });

  it("takes only so many requests at once", () => {
    const [apiStage] = stage.of("AWS::ApiGateway::Stage");
    const [all] = apiStage?.at("MethodSettings") as Record<string, unknown>[];
    expect(all).toMatchObject({ HttpMethod: "*", ResourcePath: "/*" });
    expect(all?.["ThrottlingRateLimit"]).toBeGreaterThan(0);
    expect(all?.["ThrottlingBurstLimit"]).toBeGreaterThan(0);
  });

  it("prints the address that the links in mails begin with, the stage included and no slash at its end", () => {
    const mailer = stage.of("AWS::Lambda::Function").find(({ id }) => id.includes("NotificationsSend"));
    expect(mailer?.at("Environment.Variables.PORTAL_URL")).toEqual(stage.outputs.Service["ApiUrl"]);
    const [, parts] = (stage.outputs.Service["ApiUrl"] as { "Fn::Join": [string, unknown[]] })["Fn::Join"];
    expect(String(parts.at(-1))).toMatch(new RegExp(`/${name}$`));
  });
});

describe("the API under a domain of its own", () => {
  const stage = synthesize({
    stage: "prod",
    mailDomain: "kutim.example",
    apiDomain: "lapor.kutim.example",
    apiCertificateArn: "arn:aws:acm:ap-southeast-3:111122223333:certificate/0f0f0f0f-1111-2222-3333-444455556666",
  });

  it("has no other address, and the links in mails begin with the domain", () => {
    expect(stage.of("AWS::ApiGateway::RestApi")[0]?.at("DisableExecuteApiEndpoint")).toBe(true);
    const [domain] = stage.of("AWS::ApiGateway::DomainName");
    expect(domain?.at("DomainName")).toBe("lapor.kutim.example");
    expect(domain?.at("SecurityPolicy")).toBe("TLS_1_2");
    expect(stage.outputs.Service["ApiUrl"]).toBe("https://lapor.kutim.example");
    expect(stage.outputs.Service).toHaveProperty("ApiDomainTarget");
  });
});
