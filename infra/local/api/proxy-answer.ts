import { gzipSync } from "node:zlib";
import type { IncomingMessage } from "node:http";
import * as z from "zod";
import type { RestApi } from "../plan/api.ts";
import type { Answer } from "../services/http.ts";
import { isBinary } from "./proxy-event.ts";

/** What a function may answer; anything else is a bad gateway. */
const shape = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Headers that API Gateway keeps for itself, and how it renames them. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const renamed: Readonly<Record<string, string>> = Object.fromEntries(
  ["www-authenticate", "authorization", "date", "server", "host", "user-agent", "content-md5"].map((name) => [
    name,
    `x-amzn-remapped-${name}`,
  ]),
);
const dropped = new Set([
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const headersOf = ({ headers, multiValueHeaders }: z.infer<typeof shape>): Record<string, string[]> => {
  const lists: Record<string, string[]> = {};
  const add = (name: string, values: readonly unknown[]): void => {
    const key = name.toLowerCase();
    if (!dropped.has(key)) lists[renamed[key] ?? key] = values.map(String);
  };
  for (const [name, value] of Object.entries(headers ?? {})) add(name, [value]);
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) add(name, values);
  return lists;
};

const compressed = (answer: Answer, { compressFromBytes }: RestApi, request: IncomingMessage): Answer => {
  const accepted = [request.headers["accept-encoding"] ?? ""].flat().join(",").includes("gzip");
  if (
    compressFromBytes === undefined ||
    answer.body.length < compressFromBytes ||
    !accepted ||
    "content-encoding" in answer.headers
  )
    return answer;
  return { ...answer, headers: { ...answer.headers, "content-encoding": "gzip" }, body: gzipSync(answer.body) };
};

/** Reads a function's answer; undefined if API Gateway could not. */
export const proxyAnswer = (
  json: string,
  api: RestApi,
  request: IncomingMessage,
  requestId: string,
): Answer | undefined => {
  const parsed = shape.safeParse(JSON.parse(json));
  if (!parsed.success) return undefined;
  const { statusCode, body, isBase64Encoded } = parsed.data;
  const accepted = (request.headers.accept ?? "").split(",")[0]?.split(";")[0]?.trim() ?? "";
  const binary = isBase64Encoded === true && isBinary(accepted, api.binaryMediaTypes);
  const answer = {
    status: statusCode,
    headers: { "content-type": ["application/json"], "x-amzn-requestid": [requestId], ...headersOf(parsed.data) },
    body: Buffer.from(body ?? "", binary ? "base64" : "utf8"),
  };
  return compressed(answer, api, request);
};
