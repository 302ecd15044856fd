import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Activity } from "../activity.ts";
import type { Bucket } from "../plan/buckets.ts";
import type { Faults } from "../services/faults.ts";
import type { Usage } from "../services/usage.ts";
import type { Context, ObjectAnswer, Operation } from "./context.ts";
import { type CorsRequest, corsHeaders, preflight } from "./cors.ts";
import { errorDocument, isObjectError, notImplemented, objectError, statusOf } from "./errors.ts";
import { getObject } from "./get.ts";
import { listObjects } from "./list.ts";
import { postObject } from "./post.ts";
import { copyObject, putObject } from "./put.ts";
import { deleteObject, deleteObjects } from "./remove.ts";
import { type ObjectRequest, checkKey, readRequest, refuseUnknown } from "./request.ts";
import { type Verifying, verify } from "./verify.ts";

/**
 * S3, as functions and browsers reach it. It has an address of its own: bodies go from the connection to the disk and
 * back piece by piece, whatever their size, and a signed URL is good for the address that it was signed for alone.
 */

export type ServiceOptions = Readonly<{
  context: Context;
  verifying: () => Verifying;
  activity: Activity;
  faults: Faults;
  usage: Usage;
}>;

const operations: Readonly<Record<string, Operation>> = {
  PutObject: putObject,
  CopyObject: copyObject,
  GetObject: getObject,
  HeadObject: getObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  ListObjectsV2: listObjects,
};

/** The name of the call that a request makes; undefined: none that is known here. */
const operationOf = ({ method, bucket, key, query, header }: ObjectRequest): string | undefined => {
  if (bucket === "") return undefined;
  const onObject: Readonly<Record<string, string>> = {
    PUT: header("x-amz-copy-source") === undefined ? "PutObject" : "CopyObject",
    GET: "GetObject",
    HEAD: "HeadObject",
    DELETE: "DeleteObject",
  };
  const onBucket: Readonly<Record<string, string>> = {
    GET: "ListObjectsV2",
    POST: query.has("delete") ? "DeleteObjects" : "PostObject",
  };
  return (key === "" ? onBucket : onObject)[method];
};

const noSuchBucket = (name: string): Error =>
  objectError("NoSuchBucket", "The specified bucket does not exist", { BucketName: name });

const crossOrigin = ({ method, message: { headers } }: ObjectRequest): CorsRequest | undefined =>
  headers.origin === undefined
    ? undefined
    : {
        origin: headers.origin,
        method: headers["access-control-request-method"] ?? method,
        headers: (headers["access-control-request-headers"] ?? "")
          .split(",")
          .map((name) => name.trim().toLowerCase())
          .filter((name) => name !== ""),
      };

const answerPreflight = (request: ObjectRequest, bucket: Bucket | undefined): ObjectAnswer => {
  const asked = crossOrigin(request);
  if (bucket === undefined) throw noSuchBucket(request.bucket);
  if (asked === undefined || request.message.headers["access-control-request-method"] === undefined)
    throw objectError("InvalidRequest", "Insufficient information. Origin request header needed.");
  return { status: 200, headers: preflight(bucket, asked) };
};

const refusalOf = (error: unknown, requestId: string): ObjectAnswer => {
  const known = isObjectError(error)
    ? error
    : objectError("InternalError", error instanceof Error ? error.message : String(error));
  if (known.status === 304) return { status: 304, headers: { etag: known.details["ETag"] ?? "" } };
  return {
    status: known.status,
    headers: { "content-type": "application/xml" },
    body: errorDocument(known, requestId),
  };
};

const sendAnswer = async (
  message: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: ObjectAnswer,
): Promise<void> => {
  if (body === undefined || typeof body === "string") {
    const bytes = Buffer.from(body ?? "");
    const length =
      message.method === "HEAD" || status === 304 || status === 204 ? {} : { "content-length": bytes.length };
    response.writeHead(status, { ...length, ...headers });
    response.end(message.method === "HEAD" ? undefined : bytes);
  } else {
    response.writeHead(status, headers);
    await pipeline(body, response);
  }
  // Who is refused while still sending can read why only after having sent everything.
  if (!message.complete) message.resume();
};

export const createObjectService = ({
  context,
  verifying,
  activity,
  faults,
  usage,
}: ServiceOptions): RequestListener => {
  const run = async (request: ObjectRequest, requestId: string): Promise<ObjectAnswer> => {
    const bucket = context.buckets.get(request.bucket);
    if (request.method === "OPTIONS") return answerPreflight(request, bucket);
    const name = operationOf(request);
    if (name === undefined) throw notImplemented(`${request.method} on this path`);
    const refused = faults.meetObjects(`${name} ${request.bucket}/${request.key}`);
    if (refused !== undefined) {
      return {
        status: statusOf(refused),
        headers: { "content-type": "application/xml" },
        body: errorDocument({ name: refused, message: "Refused for a test" }, requestId),
      };
    }
    const operation = operations[name];
    if (operation === undefined) {
      if (bucket === undefined) throw noSuchBucket(request.bucket);
      return postObject({ request, bucket, requestId }, context, verifying(), (caller) => {
        usage.call(caller, name);
      });
    }
    const signed = verify(request, verifying());
    usage.call(signed.caller, name);
    refuseUnknown(request);
    checkKey(request.key);
    if (bucket === undefined) throw noSuchBucket(request.bucket);
    return operation({ request, signed, bucket, requestId }, context);
  };

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomBytes(8).toString("hex").toUpperCase();
    response.setHeader("x-amz-request-id", requestId);
    response.setHeader("x-amz-id-2", "local");
    // The cloud's time: the SDK sets its clock by it when it is told that it is wrong.
    response.setHeader("date", new Date(context.now()).toUTCString());
    let done: ObjectAnswer;
    try {
      const request = readRequest(message);
      const [asked, bucket] = [crossOrigin(request), context.buckets.get(request.bucket)];
      if (asked !== undefined && bucket !== undefined && request.method !== "OPTIONS")
        for (const [name, value] of Object.entries(corsHeaders(bucket, asked))) response.setHeader(name, value);
      done = await run(request, requestId);
    } catch (error) {
      done = refusalOf(error, requestId);
    }
    await sendAnswer(message, response, done);
  };

  return (message, response) => {
    const end = activity.begin();
    answer(message, response)
      .catch(() => {
        response.destroy();
      })
      .finally(end);
  };
};
