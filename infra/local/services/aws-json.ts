import { type Answer, forward, jsonAnswer } from "./http.ts";

/**
 * AWS's JSON protocol, as the local cloud itself speaks it to its engines. Their own form is kept: a stream's
 * records reach a function just as the engine wrote them.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */

/** A refusal in the words of an AWS service. */
class ServiceError extends Error {
  override readonly name: string;
  readonly status: number;
  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = code;
    this.status = status;
  }
}

export const serviceError = (code: string, message: string, status = 400): Error =>
  new ServiceError(code, message, status);

export const isServiceError = (error: unknown, code?: string): error is ServiceError =>
  error instanceof ServiceError && (code === undefined || error.name === code);

const contentType = "application/x-amz-json-1.0";

export const okAnswer = (value: unknown): Answer => jsonAnswer(200, value, contentType);

export const errorAnswer = (error: unknown): Answer => {
  const known = isServiceError(error)
    ? error
    : new ServiceError("InternalFailure", error instanceof Error ? error.message : String(error), 500);
  return jsonAnswer(known.status, { __type: known.name, message: known.message }, contentType);
};

export type Call = (operation: string, input: unknown) => Promise<Record<string, unknown>>;

/** Speaks to one service of an engine. Rejects with a service error if it refuses. */
export const createCall = (base: () => string, service: string, prefix: string): Call => {
  const authorization = `AWS4-HMAC-SHA256 Credential=LOCALCLOUD/20260101/ap-southeast-3/${service}/aws4_request, SignedHeaders=host, Signature=local`;
  return async (operation, input) => {
    const headers = {
      "content-type": contentType,
      "x-amz-target": `${prefix}.${operation}`,
      "x-amz-date": new Date().toISOString().replaceAll(/[-:]|\.\d+/g, ""),
      authorization,
    };
    const answer = await forward(base(), {
      method: "POST",
      path: "/",
      headers,
      body: Buffer.from(JSON.stringify(input)),
    });
    const output = JSON.parse(answer.body.toString("utf8") || "{}") as Record<string, unknown>;
    if (answer.status < 300) return output;
    const code =
      (typeof output["__type"] === "string" ? output["__type"] : "UnknownError").split("#").at(-1) ?? "UnknownError";
    throw new ServiceError(
      code,
      typeof output["message"] === "string" ? output["message"] : JSON.stringify(output),
      answer.status,
    );
  };
};
