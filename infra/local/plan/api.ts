import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resource, Resources } from "../template/resources.ts";
import { number, parseProperties, unsupported } from "./shape.ts";

export type Route = Readonly<{
  /** `GET`, or `ANY`. */
  method: string;
  /** `/v1/complaints/{trackingNumber}` */
  path: string;
  integration: Integration;
  /** Officers sign in with the user pool. */
  signedIn: boolean;
  /** Requests a second and at one moment; undefined: no limit. */
  throttle?: Readonly<{ rate: number; burst: number }>;
}>;
export type Integration =
  | Readonly<{ kind: "function"; arn: string; timeoutMilliseconds: number }>
  | Readonly<{ kind: "fixed"; status: number; headers: Readonly<Record<string, string>> }>;

/** What API Gateway says by itself. `templates` are by content type, with `$context` variables. */
export type GatewayResponse = Readonly<{
  type: string;
  status?: number;
  headers: Readonly<Record<string, string>>;
  template?: string;
}>;

export type RestApi = Readonly<{
  id: string;
  stage: string;
  routes: readonly Route[];
  responses: readonly GatewayResponse[];
  binaryMediaTypes: readonly string[];
  /** Bodies from this size on are compressed for whoever accepts it. */
  compressFromBytes?: number;
}>;

const api = z.looseObject({
  Body: unsupported("only resources and methods are read"),
  BodyS3Location: unsupported("only resources and methods are read"),
  BinaryMediaTypes: z.array(z.string()).default([]),
  MinimumCompressionSize: number.optional(),
});
const resourceShape = z.looseObject({ ParentId: z.string(), PathPart: z.string() });
const authorizer = z.looseObject({
  Type: z.literal("COGNITO_USER_POOLS", { error: "only Cognito authorizers are asked" }),
  IdentitySource: z.literal("method.request.header.Authorization", {
    error: "tokens come in the Authorization header",
  }),
});
const integrationResponse = z.looseObject({
  StatusCode: number,
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.literal("", { error: "mapping templates are not run" })).optional(),
});
const method = z.looseObject({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.enum(["NONE", "COGNITO_USER_POOLS"]),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: unsupported("tokens carry no scopes"),
  ApiKeyRequired: z.literal([false, undefined], { error: "API keys are not asked for" }).optional(),
  RequestValidatorId: unsupported("requests are not validated before the function"),
  Integration: z.looseObject({
    Type: z.enum(["AWS_PROXY", "MOCK"], { error: "only functions and fixed answers are served" }),
    Uri: z.string().optional(),
    TimeoutInMillis: number.default(29_000),
    IntegrationResponses: z.array(integrationResponse).default([]),
  }),
});
const methodSetting = z.looseObject({
  HttpMethod: z.string(),
  ResourcePath: z.string(),
  ThrottlingRateLimit: number.optional(),
  ThrottlingBurstLimit: number.optional(),
});
const stage = z.looseObject({
  StageName: z.string(),
  MethodSettings: z.array(methodSetting).default([]),
  Variables: unsupported("stage variables are not kept"),
});
const response = z.looseObject({
  ResponseType: z.string(),
  StatusCode: number.optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

const unquoted = (value: string, what: string): string => {
  const literal = /^'(.*)'$/s.exec(value)?.[1];
  if (literal === undefined) throw startFailure(`${what} is ${value}; only fixed values in quotes are served locally`);
  return literal;
};

const headersOf = (parameters: Readonly<Record<string, string>>, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), unquoted(value, name)]] : [],
    ),
  );

const pathsOf = (resources: Resources): ((resourceId: string) => string) => {
  const parents = new Map(
    resources
      .of("AWS::ApiGateway::Resource")
      .map((resource): [string, z.infer<typeof resourceShape>] => [
        resource.ref,
        parseProperties(resourceShape, resource),
      ]),
  );
  const pathOf = (id: string): string => {
    const found = parents.get(id);
    return found === undefined ? "" : `${pathOf(found.ParentId)}/${found.PathPart}`;
  };
  return (id) => pathOf(id) || "/";
};

const integrationOf = (
  resource: Resource,
  { Integration: { Type, Uri = "", TimeoutInMillis, IntegrationResponses } }: z.infer<typeof method>,
): Integration => {
  if (Type === "MOCK") {
    const [only] = IntegrationResponses;
    return {
      kind: "fixed",
      status: only?.StatusCode ?? 200,
      headers: headersOf(only?.ResponseParameters ?? {}, "method.response.header."),
    };
  }
  const arn = /functions\/(arn:[^/]+)\/invocations$/.exec(Uri)?.[1];
  if (arn === undefined)
    throw startFailure(`Method ${resource.logicalId} calls ${Uri}; only functions are called locally`);
  return { kind: "function", arn, timeoutMilliseconds: TimeoutInMillis };
};

/** The most particular setting wins; `~1` stands for a slash within a path. */
const throttleOf = (
  settings: readonly z.infer<typeof methodSetting>[],
  httpMethod: string,
  path: string,
): Route["throttle"] => {
  const pattern = `/${path.replaceAll("/", "~1")}`;
  const found =
    settings.find((each) => each.ResourcePath === pattern && each.HttpMethod === httpMethod) ??
    settings.find((each) => each.ResourcePath === "/*" && each.HttpMethod === "*");
  if (found?.ThrottlingRateLimit === undefined || found.ThrottlingBurstLimit === undefined) return undefined;
  return { rate: found.ThrottlingRateLimit, burst: found.ThrottlingBurstLimit };
};

const readResponse = (resource: Resource): GatewayResponse => {
  const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = parseProperties(response, resource);
  const template = ResponseTemplates["application/json"];
  if (template !== undefined && /#(set|if|foreach|else|end)|\$(?!context\.|\{?context\.)/.test(template)) {
    throw startFailure(`Gateway response ${ResponseType} computes; only $context variables are filled in locally`);
  }
  return {
    type: ResponseType,
    ...(StatusCode !== undefined && { status: StatusCode }),
    headers: headersOf(ResponseParameters, "gatewayresponse.header."),
    ...(template !== undefined && { template }),
  };
};

/** The HTTP API of the app; undefined if it has none. */
export const readApi = (resources: Resources): RestApi | undefined => {
  const [found, ...others] = resources.of("AWS::ApiGateway::RestApi");
  if (found === undefined) return undefined;
  if (others.length > 0) throw startFailure("The local cloud serves one REST API; the template has several");
  const [stageResource] = resources.of("AWS::ApiGateway::Stage");
  if (stageResource === undefined) throw startFailure(`REST API ${found.logicalId} has no stage`);
  resources.of("AWS::ApiGateway::Authorizer").forEach((resource) => parseProperties(authorizer, resource));
  const { StageName, MethodSettings } = parseProperties(stage, stageResource);
  const { BinaryMediaTypes, MinimumCompressionSize } = parseProperties(api, found);
  const pathOf = pathsOf(resources);
  const routes = resources.of("AWS::ApiGateway::Method").map((resource): Route => {
    const properties = parseProperties(method, resource);
    const path = pathOf(properties.ResourceId);
    const throttle = throttleOf(MethodSettings, properties.HttpMethod, path);
    return {
      method: properties.HttpMethod,
      path,
      integration: integrationOf(resource, properties),
      signedIn: properties.AuthorizationType === "COGNITO_USER_POOLS",
      ...(throttle && { throttle }),
    };
  });
  return {
    id: found.ref,
    stage: StageName,
    routes,
    responses: resources.of("AWS::ApiGateway::GatewayResponse").map(readResponse),
    binaryMediaTypes: BinaryMediaTypes,
    ...(MinimumCompressionSize !== undefined && { compressFromBytes: MinimumCompressionSize }),
  };
};
