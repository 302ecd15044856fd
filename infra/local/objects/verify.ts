import type { Credential, Credentials } from "../lambda/credentials.ts";
import { type ErrorCode, accessDenied, objectError } from "./errors.ts";
import { type ObjectRequest, asMeant, queryPairs } from "./request.ts";
import { type Scope, canonicalRequest, readDate, readScope, same, sign, stringToSign } from "./signature.ts";

/** Who signed a request, and what the signature says of its body. */
export type Signed = Readonly<{ caller: string; payload: string }>;

export type Verifying = Readonly<{ credentials: Credentials; region: string; now: number }>;

/** How far a signer's clock may be off, in milliseconds. */
const skew = 900_000;
/** Seconds for which a presigned URL can be good at most. */
const longest = 604_800;

const iso = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/** Reads a credential's scope. Throws `code` if it is not of this region. */
export const scopeOf = (credential: string, region: string, code: ErrorCode): Scope => {
  const scope = readScope(credential);
  if (scope === undefined) throw objectError(code, "The credential is malformed");
  if (scope.service !== "s3") throw objectError(code, `The service "${scope.service}" is wrong; expecting "s3"`);
  if (scope.region !== region)
    throw objectError(code, `The region '${scope.region}' is wrong; expecting '${region}'`, { Region: region });
  return scope;
};

/** Whose key signed; throws if nobody's, or if it came without its session's token. */
export const signerOf = ({ accessKeyId }: Scope, token: string | undefined, { credentials }: Verifying): Credential => {
  const found = credentials.find(accessKeyId);
  if (found === undefined || (found.sessionToken !== undefined && token === undefined)) {
    throw objectError("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", {
      AWSAccessKeyId: accessKeyId,
    });
  }
  if (token !== found.sessionToken)
    throw objectError("InvalidToken", "The provided token is malformed or otherwise invalid.");
  return found;
};

const mismatch = (details: Readonly<Record<string, string>>): Error =>
  objectError(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    details,
  );

/** Throws if `text` is not signed so. `seen` helps whoever signs by hand. */
export const checkSignature = (
  { accessKeyId, secretAccessKey }: Credential,
  scope: Scope,
  text: string,
  given: string,
  seen: Readonly<Record<string, string>> = {},
): void => {
  if (same(sign(secretAccessKey, scope, text), given)) return;
  throw mismatch({ AWSAccessKeyId: accessKeyId, StringToSign: text, SignatureProvided: given, ...seen });
};

type Claim = Readonly<{ scope: Scope; signedHeaders: string; signature: string; at: string; payload: string }>;

const inHeader = ({ message, header }: ObjectRequest, authorization: string, { region, now }: Verifying): Claim => {
  const [, credential = "", signedHeaders = "", signature = ""] =
    /^AWS4-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (credential === "")
    throw objectError("AuthorizationHeaderMalformed", "The authorization header that you provided is not valid.");
  const scope = scopeOf(credential, region, "AuthorizationHeaderMalformed");
  const at = String(message.headers["x-amz-date"] ?? "");
  const instant = readDate(at);
  if (instant === undefined || !at.startsWith(scope.date))
    throw accessDenied("AWS authentication requires a valid Date or x-amz-date header");
  if (Math.abs(now - instant) > skew) {
    throw objectError(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      { RequestTime: at, ServerTime: iso(now), MaxAllowedSkewMilliseconds: skew },
    );
  }
  const payload = header("x-amz-content-sha256");
  if (payload === undefined)
    throw objectError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  return { scope, signedHeaders, signature, at, payload };
};

const inQuery = (query: ReadonlyMap<string, string>, { region, now }: Verifying): Claim => {
  const code = "AuthorizationQueryParametersError";
  const parameter = (name: string): string => {
    const value = query.get(name);
    if (value === undefined) {
      throw objectError(
        code,
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
      );
    }
    return value;
  };
  if (parameter("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256")
    throw objectError(code, 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const scope = scopeOf(parameter("X-Amz-Credential"), region, code);
  const at = parameter("X-Amz-Date");
  const instant = readDate(at);
  if (instant === undefined || !at.startsWith(scope.date))
    throw objectError(code, "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const seconds = parameter("X-Amz-Expires");
  if (!/^\d{1,9}$/.test(seconds)) throw objectError(code, "X-Amz-Expires should be a number");
  if (Number(seconds) > longest) {
    throw objectError(
      code,
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    );
  }
  if (now < instant - skew) throw accessDenied("Request is not yet valid");
  const ends = instant + Number(seconds) * 1000;
  if (now > ends) {
    throw accessDenied("Request has expired", {
      "X-Amz-Expires": seconds,
      Expires: iso(ends),
      ServerTime: iso(now),
    });
  }
  const payload = query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD";
  return {
    scope,
    signedHeaders: parameter("X-Amz-SignedHeaders"),
    signature: parameter("X-Amz-Signature"),
    at,
    payload,
  };
};

/** Every header that S3 acts on has to be signed, or whoever passes a signed request on could change what it does. */
const checkAllSigned = ({ message }: ObjectRequest, signed: readonly string[]): void => {
  const left = Object.keys(message.headers).filter((name) => name.startsWith("x-amz-") && !signed.includes(name));
  if (!signed.includes("host")) left.unshift("host");
  if (left.length === 0) return;
  throw accessDenied("There were headers present in the request which were not signed", {
    HeadersNotSigned: left.join(", "),
  });
};

/** Verifies a request's signature, in its header or in its URL. Throws S3's refusal if there is none or a wrong one. */
export const verify = (request: ObjectRequest, options: Verifying): Signed => {
  const { message, query, rawPath, rawQuery, header } = request;
  const { authorization } = message.headers;
  if (authorization === undefined && !query.has("X-Amz-Algorithm")) throw accessDenied();
  if (authorization !== undefined && query.has("X-Amz-Algorithm"))
    throw objectError("InvalidArgument", "Only one auth mechanism allowed");
  const claim = authorization === undefined ? inQuery(query, options) : inHeader(request, authorization, options);
  const { scope, at, payload } = claim;
  const signer = signerOf(scope, header("x-amz-security-token"), options);
  const names = claim.signedHeaders.split(";");
  checkAllSigned(request, names);
  const canonical = canonicalRequest({
    method: request.method,
    path: decodeURIComponent(rawPath),
    query: queryPairs(rawQuery).filter(([name]) => name !== "X-Amz-Signature"),
    headers: names.map((name) => [name, asMeant((message.headersDistinct[name] ?? []).join(","))] as const),
    payload,
  });
  const text = stringToSign(canonical, at, scope);
  checkSignature(signer, scope, text, claim.signature, { CanonicalRequest: canonical });
  return { caller: signer.accessKeyId, payload };
};
