import { type Operation, xmlHeaders } from "./context.ts";
import { notImplemented, objectError } from "./errors.ts";
import type { StoredObject } from "./store.ts";
import { tag, xmlDocument } from "./xml.ts";

const mostKeys = 1_000;

const countOf = (text: string | undefined): number => {
  if (text === undefined) return mostKeys;
  if (!/^\d{1,9}$/.test(text))
    throw objectError("InvalidArgument", "Provided max-keys not an integer or within integer range", {
      ArgumentName: "max-keys",
      ArgumentValue: text,
    });
  return Math.min(mostKeys, Number(text));
};

const tokenOf = (key: string): string => Buffer.from(key).toString("base64url");
const afterToken = (token: string): string => Buffer.from(token, "base64url").toString("utf8");

type Page = { contents: StoredObject[]; prefixes: string[]; last: string; more: boolean };

/** The first `most` keys, or groups of keys that are alike up to the next delimiter. */
const readPage = (
  all: Iterable<StoredObject>,
  prefix: string,
  delimiter: string,
  after: string,
  most: number,
): Page => {
  const page: Page = { contents: [], prefixes: [], last: "", more: false };
  for (const object of all) {
    const end = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    const group = end < 0 ? undefined : object.key.slice(0, end + delimiter.length);
    // A page before may have ended with this group.
    if (group !== undefined && (group === page.prefixes.at(-1) || group === after)) continue;
    if (page.contents.length + page.prefixes.length >= most) {
      page.more = most > 0;
      break;
    }
    if (group === undefined) page.contents.push(object);
    else page.prefixes.push(group);
    page.last = group ?? object.key;
  }
  return page;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjects: Operation = ({ request: { query }, signed: { caller }, bucket }, { access, store }) => {
  if (query.get("list-type") !== "2") throw notImplemented("lists other than version 2");
  const prefix = query.get("prefix") ?? "";
  access.mayList(caller, bucket, prefix);
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const after = token === undefined ? (query.get("start-after") ?? "") : afterToken(token);
  const most = countOf(query.get("max-keys"));
  const { contents, prefixes, last, more } = readPage(
    store.list(bucket.name, prefix, after),
    prefix,
    delimiter,
    after,
    most,
  );
  const asUrl = query.get("encoding-type") === "url";
  const shown = (key: string): string => (asUrl ? encodeURIComponent(key).replaceAll("%2F", "/") : key);
  return {
    status: 200,
    headers: xmlHeaders,
    body: xmlDocument("ListBucketResult", [
      tag("Name", bucket.name),
      tag("Prefix", shown(prefix)),
      ...(delimiter === "" ? [] : [tag("Delimiter", shown(delimiter))]),
      ...(asUrl ? [tag("EncodingType", "url")] : []),
      tag("MaxKeys", most),
      tag("KeyCount", contents.length + prefixes.length),
      tag("IsTruncated", more),
      ...(token === undefined ? [] : [tag("ContinuationToken", token)]),
      ...(more ? [tag("NextContinuationToken", tokenOf(last))] : []),
      ...contents.map((object) =>
        tag("Contents", [
          tag("Key", shown(object.key)),
          tag("LastModified", new Date(object.modified).toISOString()),
          tag("ETag", `"${object.etag}"`),
          tag("Size", object.size),
          tag("StorageClass", "STANDARD"),
        ]),
      ),
      ...prefixes.map((each) => tag("CommonPrefixes", [tag("Prefix", shown(each))])),
    ]),
  };
};
