import { tag } from "./xml.ts";

/** S3's refusals and their statuses: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const statuses = {
  AccessControlListNotSupported: 400,
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MalformedXML: 400,
  MaxMessageLengthExceeded: 400,
  MaxPostPreDataLengthExceededError: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  XAmzContentSHA256Mismatch: 400,
} as const;
export type ErrorCode = keyof typeof statuses;

class ObjectError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly details: Readonly<Record<string, string | number>>;
  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, string | number>>) {
    super(message);
    this.name = code;
    this.status = statuses[code];
    this.details = details;
  }
}

/** `details` stand beside code and message, as S3 tells each error's own. */
export const objectError = (
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, string | number>> = {},
): ObjectError => new ObjectError(code, message, details);

export const isObjectError = (error: unknown): error is ObjectError => error instanceof ObjectError;

/** The status that goes with an error's name; a name that is not among S3's is the caller's fault. */
export const statusOf = (code: string): number => (code in statuses ? statuses[code as ErrorCode] : 400);

export const accessDenied = (message = "Access Denied", details: Readonly<Record<string, string | number>> = {}) =>
  objectError("AccessDenied", message, details);

export const notImplemented = (what: string) =>
  objectError("NotImplemented", `The local cloud's S3 does not know ${what}`);

export const errorDocument = (
  { name, message, details = {} }: { name: string; message: string; details?: ObjectError["details"] },
  requestId: string,
): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${tag("Error", [
    tag("Code", name),
    tag("Message", message),
    ...Object.entries(details).map(([key, value]) => tag(key, value)),
    tag("RequestId", requestId),
    tag("HostId", "local"),
  ])}`;
