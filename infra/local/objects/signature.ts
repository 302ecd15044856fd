import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Signature Version 4, as S3 computes it: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */

/** Percent-encodes all but the unreserved characters. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export type Scope = Readonly<{
  accessKeyId: string;
  /** `20260131` */
  date: string;
  region: string;
  service: string;
}>;

/** `AKID/20260131/ap-southeast-3/s3/aws4_request`; undefined if it is not one. */
export const readScope = (credential: string): Scope | undefined => {
  const [, accessKeyId = "", date = "", region = "", service = ""] =
    /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential) ?? [];
  return accessKeyId === "" ? undefined : { accessKeyId, date, region, service };
};

/** The instant that `20260131T120000Z` names; undefined if it names none. */
export const readDate = (text: string): number | undefined => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant) ? undefined : instant;
};

export type Canonical = Readonly<{
  method: string;
  /** Decoded, in segments. */
  path: string;
  query: readonly (readonly [string, string])[];
  headers: readonly (readonly [string, string])[];
  payload: string;
}>;

export const canonicalRequest = ({ method, path, query, headers, payload }: Canonical): string =>
  [
    method,
    path.split("/").map(encoded).join("/"),
    query
      .map(([name, value]) => [encoded(name), encoded(value)] as const)
      .sort(([left, leftValue], [right, rightValue]) =>
        left === right ? (leftValue < rightValue ? -1 : 1) : left < right ? -1 : 1,
      )
      .map((pair) => pair.join("="))
      .join("&"),
    ...headers.map(([name, value]) => `${name}:${value.trim().replaceAll(/ +/g, " ")}`),
    "",
    headers.map(([name]) => name).join(";"),
    payload,
  ].join("\n");

export const stringToSign = (canonical: string, at: string, { date, region, service }: Scope): string =>
  [
    "AWS4-HMAC-SHA256",
    at,
    `${date}/${region}/${service}/aws4_request`,
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n");

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** A text's signature in hexadecimal digits. */
export const sign = (secret: string, { date, region, service }: Scope, text: string): string =>
  hmac(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), "aws4_request"), text).toString("hex");

/** Compares without telling by its time how much was right. */
export const same = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
