import type { IncomingMessage } from "node:http";
import { notImplemented, objectError } from "./errors.ts";

/** A request as S3 reads it. The bucket stands in the path: an address of numbers has no subdomains. */
export type ObjectRequest = Readonly<{
  method: string;
  /** As sent, for the signature. */
  rawPath: string;
  rawQuery: string;
  bucket: string;
  /** Empty: the request is about the bucket. */
  key: string;
  query: ReadonlyMap<string, string>;
  /** A header, or the parameter of the URL that stands for it: a presigned URL carries `x-amz-` headers so. */
  header: (name: string) => string | undefined;
  /** Names of all headers, and of parameters that stand for one, in lower case. */
  headerNames: readonly string[];
  message: IncomingMessage;
}>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const longestKey = 1024;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw objectError("InvalidURI", "Couldn't parse the specified URI.");
  }
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A header as it was meant: Node reads each byte as one character, and sends some headers in UTF-8. */
export const asMeant = (value: string): string => {
  try {
    return utf8.decode(Buffer.from(value, "latin1"));
  } catch {
    return value;
  }
};

/** Pairs of a URL's query, decoded. */
export const queryPairs = (rawQuery: string): readonly (readonly [string, string])[] =>
  rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.replaceAll("+", "%20").split("=");
      return [decoded(name), decoded(value.join("="))] as const;
    });

export const checkKey = (key: string): void => {
  const size = Buffer.byteLength(key);
  if (size > longestKey)
    throw objectError("KeyTooLongError", "Your key is too long", { Size: size, MaxSizeAllowed: longestKey });
};

export const readRequest = (message: IncomingMessage): ObjectRequest => {
  const url = message.url ?? "/";
  const mark = url.indexOf("?");
  const rawPath = mark < 0 ? url : url.slice(0, mark);
  const rawQuery = mark < 0 ? "" : url.slice(mark + 1);
  const [, bucket = "", key = ""] = /^\/([^/]*)\/?(.*)$/s.exec(rawPath) ?? [];
  const pairs = queryPairs(rawQuery);
  const hoisted = new Map(
    pairs.map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => name.startsWith("x-amz-")),
  );
  const header = (name: string): string | undefined => {
    const value = message.headers[name];
    if (value === undefined) return hoisted.get(name);
    return asMeant(Array.isArray(value) ? value.join(",") : value);
  };
  return {
    method: message.method ?? "GET",
    rawPath,
    rawQuery,
    bucket: decoded(bucket),
    key: decoded(key),
    query: new Map(pairs),
    header,
    headerNames: [...Object.keys(message.headers), ...hoisted.keys()],
    message,
  };
};

const knownHeaders =
  /^x-amz-(date|content-sha256|security-token|user-agent|algorithm|credential|signedheaders|signature|expires|meta-.+|checksum-(crc32|sha1|sha256|mode|algorithm)|sdk-checksum-algorithm|trailer|decoded-content-length|copy-source|copy-source-if-match|metadata-directive|acl|server-side-encryption|server-side-encryption-aws-kms-key-id|bypass-governance-retention|optional-object-attributes)$/;
const knownParameters =
  /^(x-id|versionId|delete|list-type|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner|response-(content-type|content-language|expires|cache-control|content-disposition|content-encoding))$/;

/** Throws at what S3 would act on and this does not: silently left out, it would be missed only in the cloud. */
export const refuseUnknown = ({ headerNames, query, header }: ObjectRequest): void => {
  const unknown =
    headerNames.find((name) => name.startsWith("x-amz-") && !knownHeaders.test(name)) ??
    [...query.keys()].find((name) => !/^x-amz-/i.test(name) && !knownParameters.test(name));
  if (unknown !== undefined) throw notImplemented(unknown);
  refuseList(header("x-amz-acl"));
};

/** Buckets whose owner owns all objects, the default since April 2023, take this list of permissions alone. */
export const refuseList = (acl: string | undefined): void => {
  if (acl !== undefined && acl !== "bucket-owner-full-control")
    throw objectError("AccessControlListNotSupported", "The bucket does not allow ACLs");
};
