import type { Bucket, CorsRule } from "../plan/buckets.ts";
import { objectError } from "./errors.ts";

/** What a browser may do for pages of other origins: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */

export type CorsRequest = Readonly<{ origin: string; method: string; headers: readonly string[] }>;

/** One `*` stands for any run of characters. */
const matches = (pattern: string, value: string): boolean => {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return pattern === value;
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
};

const ruleFor = (rules: readonly CorsRule[], { origin, method, headers }: CorsRequest): CorsRule | undefined =>
  rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders }) =>
      AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
      AllowedMethods.includes(method) &&
      headers.every((name) => AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name))),
  );

/** Headers that let a page read an answer; none if no rule of the bucket speaks for it. */
export const corsHeaders = (bucket: Bucket, request: CorsRequest): Readonly<Record<string, string>> => {
  const rule = ruleFor(bucket.cors, request);
  if (rule === undefined) return {};
  const { AllowedOrigins, AllowedMethods, ExposedHeaders, MaxAge } = rule;
  const anybody = AllowedOrigins.includes("*");
  return {
    "access-control-allow-origin": anybody ? "*" : request.origin,
    "access-control-allow-methods": AllowedMethods.join(", "),
    ...(request.headers.length > 0 && { "access-control-allow-headers": request.headers.join(", ") }),
    ...(ExposedHeaders.length > 0 && { "access-control-expose-headers": ExposedHeaders.join(", ") }),
    ...(MaxAge !== undefined && { "access-control-max-age": String(MaxAge) }),
    ...(!anybody && { "access-control-allow-credentials": "true" }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
};

/** The answer to a preflight. Throws S3's refusal if no rule allows what is asked. */
export const preflight = (bucket: Bucket, request: CorsRequest): Readonly<Record<string, string>> => {
  if (bucket.cors.length === 0)
    throw objectError("AccessForbidden", "CORSResponse: CORS is not enabled for this bucket.");
  const headers = corsHeaders(bucket, request);
  if (!("vary" in headers)) {
    throw objectError(
      "AccessForbidden",
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    );
  }
  return headers;
};
