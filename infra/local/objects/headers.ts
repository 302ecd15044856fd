import type { Bucket } from "../plan/buckets.ts";
import { notImplemented, objectError } from "./errors.ts";
import type { StoredObject } from "./store.ts";

/** What is said of an object when it is put, and again whenever it is read. */
export type Said = Pick<StoredObject, "headers" | "metadata">;

/** Told as they were put. */
const kept = ["cache-control", "content-disposition", "content-encoding", "content-language", "expires"] as const;

/** Bytes of names and values: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const mostMetadata = 2_048;
const prefix = "x-amz-meta-";

/** What a header can hold. */
export const checkValue = (name: string, value: string): string => {
  if (/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) return value;
  throw objectError("InvalidArgument", "Header value cannot be represented using ISO-8859-1.", {
    ArgumentName: name,
    ArgumentValue: value,
  });
};

/** `aws-chunked` is how a body is sent, not what it is. */
const lasting = (name: string, value: string): string =>
  name === "content-encoding"
    ? value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "aws-chunked" && part !== "")
        .join(",")
    : value;

const metadataOf = (names: readonly string[], read: (name: string) => string | undefined): Said["metadata"] => {
  const metadata = Object.fromEntries(
    names
      .filter((name) => name.startsWith(prefix))
      .map((name): [string, string] => [name.slice(prefix.length), read(name) ?? ""]),
  );
  const size = Object.entries(metadata).reduce((sum, pair) => sum + Buffer.byteLength(pair.join("")), 0);
  if (size <= mostMetadata) return metadata;
  throw objectError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", {
    Size: size,
    MaxSizeAllowed: mostMetadata,
  });
};

/** Reads what is said in a request's headers or a form's fields. */
export const readSaid = (names: readonly string[], read: (name: string) => string | undefined): Said => {
  const headers = kept.flatMap((name): [string, string][] => {
    const value = lasting(name, read(name) ?? "");
    return value === "" ? [] : [[name, checkValue(name, value)]];
  });
  const type = read("content-type") ?? "";
  return {
    headers: {
      "content-type": checkValue("content-type", type === "" ? "binary/octet-stream" : type),
      ...Object.fromEntries(headers),
    },
    metadata: metadataOf(names, read),
  };
};

/** A bucket encrypts as its template says; S3 would let a request choose otherwise. */
export const checkEncryption = ({ encryption, keyArn }: Bucket, read: (name: string) => string | undefined): void => {
  const asked = read("x-amz-server-side-encryption");
  const key = read("x-amz-server-side-encryption-aws-kms-key-id");
  if ((asked !== undefined && asked !== encryption) || (key !== undefined && key !== keyArn))
    throw notImplemented("encryption other than the bucket's own");
};

export const encryptionHeaders = ({ encryption, keyArn }: Bucket): Readonly<Record<string, string>> => ({
  "x-amz-server-side-encryption": encryption,
  ...(keyArn !== undefined && { "x-amz-server-side-encryption-aws-kms-key-id": keyArn }),
});

/** What is not plain ASCII is told as in mail: https://www.rfc-editor.org/rfc/rfc2047 */
const inHeader = (value: string): string =>
  /^[\x20-\x7e]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString("base64")}?=`;

export const metadataHeaders = ({ metadata }: Said): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [prefix + name, inHeader(value)]));

export const checksumHeaders = ({ checksums }: Pick<StoredObject, "checksums">): Readonly<Record<string, string>> => {
  const all = Object.entries(checksums).map(([name, value]): [string, string] => [`x-amz-checksum-${name}`, value]);
  return Object.fromEntries(all.length === 0 ? [] : [...all, ["x-amz-checksum-type", "FULL_OBJECT"] as const]);
};
