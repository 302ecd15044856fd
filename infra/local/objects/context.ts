import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type { Bucket } from "../plan/buckets.ts";
import { type Access, versionOf } from "./access.ts";
import { checksumHeaders, encryptionHeaders, type Said } from "./headers.ts";
import type { Arrival, Notifications } from "./notifications.ts";
import type { ObjectRequest } from "./request.ts";
import type { Content, Store, StoredObject } from "./store.ts";
import type { Signed } from "./verify.ts";

/** What every operation works with. */
export type Context = Readonly<{
  buckets: ReadonlyMap<string, Bucket>;
  store: Store;
  access: Access;
  notifications: Notifications;
  now: () => number;
}>;

/** A request whose signature is verified, and the bucket that it is about. */
export type Call = Readonly<{ request: ObjectRequest; signed: Signed; bucket: Bucket; requestId: string }>;

export type ObjectAnswer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string | number>>;
  body?: string | Readable;
}>;
export type Operation = (call: Call, context: Context) => Promise<ObjectAnswer> | ObjectAnswer;

export const xmlHeaders = { "content-type": "application/xml" };

/** Where a key is encrypted with, an ETag is not the MD5 of what was put, and nobody may take it for that. */
const etagOf = ({ encryption }: Bucket, { file, md5 }: Content): string =>
  encryption === "AES256" ? md5 : createHash("md5").update(`${file} ${md5}`).digest("hex");

/**
 * Makes written bytes an object and tells of its arrival. `check` is asked at the last moment whether it may be; the
 * bytes are discarded if it throws.
 */
export const keepObject = async (
  { store, notifications, now }: Context,
  {
    bucket,
    key,
    content,
    said,
    checksums,
  }: {
    bucket: Bucket;
    key: string;
    content: Content;
    said: Said;
    checksums: Readonly<Record<string, string>>;
  },
  arrival: Omit<Arrival, "versionId">,
  check: (earlier: StoredObject | undefined) => void = () => undefined,
): Promise<StoredObject> => {
  const object: StoredObject = {
    ...content,
    ...said,
    bucket: bucket.name,
    key,
    etag: etagOf(bucket, content),
    modified: now(),
    checksums,
  };
  try {
    check(store.find(bucket.name, key));
    store.put(object, () => {
      notifications.keep(bucket, object, { ...arrival, versionId: versionOf(bucket, object) });
    });
  } catch (error) {
    await store.discard(content);
    throw error;
  }
  notifications.send();
  return object;
};

/** What is told of an object that was just put. */
export const putHeaders = (bucket: Bucket, object: StoredObject): Readonly<Record<string, string>> => {
  const version = versionOf(bucket, object);
  return {
    etag: `"${object.etag}"`,
    ...encryptionHeaders(bucket),
    ...checksumHeaders(object),
    ...(version !== undefined && { "x-amz-version-id": version }),
  };
};

export const addressOf = ({ message }: ObjectRequest): string => message.socket.remoteAddress ?? "";
