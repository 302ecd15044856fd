import type { StoredObject } from "./store.ts";
import { versionOf } from "./access.ts";
import { checkBeforeRead } from "./conditions.ts";
import type { Operation } from "./context.ts";
import { objectError } from "./errors.ts";
import { checkValue, checksumHeaders, encryptionHeaders, metadataHeaders } from "./headers.ts";
import type { ObjectRequest } from "./request.ts";

type Range = Readonly<{ start: number; end: number }>;

/** The bytes that a `Range` header asks for; undefined: all. What S3 cannot read, or more than one run, counts as all. */
const rangeOf = (text: string | undefined, size: number): Range | undefined => {
  const [whole, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(text ?? "") ?? [];
  if (whole === undefined || (first === "" && last === "")) return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  if (start <= end && start < size) return { start, end };
  throw objectError("InvalidRange", "The requested range is not satisfiable", {
    RangeRequested: whole,
    ActualObjectSize: size,
  });
};

/** Headers that the URL asks for in the place of the object's: `response-content-type` and its like. */
const overrides = ({ query }: ObjectRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...query]
      .filter(([name]) => name.startsWith("response-"))
      .map(([name, value]) => [name.slice("response-".length), checkValue(name, value)]),
  );

const checkVersion = (asked: string | undefined, present: string | undefined, key: string): void => {
  if (asked === undefined || asked === present) return;
  throw objectError("NoSuchVersion", "The specified version does not exist.", { Key: key, VersionId: asked });
};

/**
 * GetObject and HeadObject.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const getObject: Operation = ({ request, signed: { caller }, bucket }, { access, store }) => {
  const { method, key, query, header } = request;
  const version = query.get("versionId");
  access.mayGet(caller, bucket, key, version);
  const object: StoredObject | undefined = store.find(bucket.name, key);
  if (object === undefined) throw access.missing(caller, bucket, key);
  const present = versionOf(bucket, object);
  checkVersion(version, present, key);
  checkBeforeRead(object, header);
  const head = method === "HEAD";
  if (!head) access.mayDecrypt(caller, bucket);
  const range = rangeOf(header("range"), object.size);
  const wanted = header("x-amz-checksum-mode") === "ENABLED" && range === undefined;
  const headers = {
    ...object.headers,
    ...metadataHeaders(object),
    ...encryptionHeaders(bucket),
    ...(wanted && checksumHeaders(object)),
    ...(present !== undefined && { "x-amz-version-id": present }),
    ...overrides(request),
    etag: `"${object.etag}"`,
    "last-modified": new Date(object.modified).toUTCString(),
    "accept-ranges": "bytes",
    "content-length": range === undefined ? object.size : range.end - range.start + 1,
    ...(range !== undefined && { "content-range": `bytes ${range.start}-${range.end}/${object.size}` }),
  };
  const status = range === undefined ? 200 : 206;
  return head ? { status, headers } : { status, headers, body: store.open(object, range) };
};
