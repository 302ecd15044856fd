import type { GatewayResponse } from "../plan/api.ts";
import type { Answer } from "../services/http.ts";

/**
 * What API Gateway itself answers, as the template words it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export type Refusal =
  | "ACCESS_DENIED"
  | "BAD_REQUEST_BODY"
  | "EXPIRED_TOKEN"
  | "INTEGRATION_FAILURE"
  | "INTEGRATION_TIMEOUT"
  | "MISSING_AUTHENTICATION_TOKEN"
  | "REQUEST_TOO_LARGE"
  | "THROTTLED"
  | "UNAUTHORIZED"
  /** A function that crashes or answers what API Gateway cannot read has no type of its own. */
  | "BAD_GATEWAY";

const defaults: Readonly<Record<Refusal, { status: number; message: string }>> = {
  ACCESS_DENIED: { status: 403, message: "User is not authorized to access this resource" },
  BAD_REQUEST_BODY: { status: 400, message: "Bad Request" },
  EXPIRED_TOKEN: { status: 401, message: "The incoming token has expired" },
  INTEGRATION_FAILURE: { status: 504, message: "Internal server error" },
  INTEGRATION_TIMEOUT: { status: 504, message: "Endpoint request timed out" },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: "Missing Authentication Token" },
  REQUEST_TOO_LARGE: { status: 413, message: "Request Too Long" },
  THROTTLED: { status: 429, message: "Too Many Requests" },
  UNAUTHORIZED: { status: 401, message: "Unauthorized" },
  BAD_GATEWAY: { status: 502, message: "Internal server error" },
};

export type RefusalContext = Readonly<{
  requestId: string;
  path: string;
  method: string;
  stage: string;
  apiId: string;
}>;

const fill = (template: string, context: RefusalContext, refusal: Refusal, message: string): string => {
  const known: Readonly<Record<string, string>> = {
    "error.message": message,
    "error.messageString": JSON.stringify(message),
    "error.responseType": refusal,
    requestId: context.requestId,
    extendedRequestId: context.requestId,
    path: context.path,
    httpMethod: context.method,
    stage: context.stage,
    apiId: context.apiId,
  };
  const variable = /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)|\$\{context\.([A-Za-z.]+)\}/g;
  return template.replaceAll(
    variable,
    (_, bare: string | undefined, braced: string | undefined) => known[bare ?? braced ?? ""] ?? "",
  );
};

export type Refuse = (refusal: Refusal, context: RefusalContext) => Answer;

export const createRefuse = (responses: readonly GatewayResponse[]): Refuse => {
  const byType = new Map(responses.map((response) => [response.type, response]));
  return (refusal, context) => {
    const standard = defaults[refusal];
    const worded = byType.get(refusal) ?? byType.get(standard.status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
    const template = worded?.template ?? '{"message":$context.error.messageString}';
    return {
      status: worded?.status ?? standard.status,
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": context.requestId,
        "x-amzn-errortype": refusal,
        ...Object.fromEntries(
          Object.entries(worded?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
        ),
      },
      body: Buffer.from(fill(template, context, refusal, standard.message)),
    };
  };
};
