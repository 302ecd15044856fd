import { versionOf } from "./access.ts";
import { checkBeforeCopy, checkBeforePut } from "./conditions.ts";
import { type Operation, addressOf, keepObject, putHeaders, xmlHeaders } from "./context.ts";
import { objectError } from "./errors.ts";
import { checkEncryption, readSaid } from "./headers.ts";
import { payloadOf } from "./payload.ts";
import { tag, xmlDocument } from "./xml.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: Operation = async ({ request, signed, bucket, requestId }, context) => {
  const { key, header, headerNames } = request;
  context.access.mayPut(signed.caller, bucket, key);
  checkEncryption(bucket, header);
  const said = readSaid(headerNames, header);
  const { bytes, checksums } = payloadOf(request, signed.payload);
  const content = await context.store.write(bytes);
  const object = await keepObject(
    context,
    { bucket, key, content, said, checksums: checksums() },
    { how: "Put", caller: signed.caller, address: addressOf(request), requestId },
    (earlier) => {
      checkBeforePut(earlier, key, header);
    },
  );
  return { status: 200, headers: putHeaders(bucket, object) };
};

/** `bucket/key` or `/bucket/key`, percent-encoded, with the version behind it. */
const readSource = (text: string): { bucket: string; key: string; version: string | undefined } => {
  const [, path = "", version] = /^\/?(.*?)(?:\?versionId=([^&]+))?$/s.exec(text) ?? [];
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A key with a percent sign that nobody encoded.
  }
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1)
    throw objectError("InvalidArgument", "Invalid copy source object key", { ArgumentName: "x-amz-copy-source" });
  return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1), version };
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: Operation = async ({ request, signed: { caller }, bucket, requestId }, context) => {
  const { key, header, headerNames } = request;
  const { access, buckets, store } = context;
  const from = readSource(header("x-amz-copy-source") ?? "");
  const sourceBucket = buckets.get(from.bucket);
  if (sourceBucket === undefined)
    throw objectError("NoSuchBucket", "The specified bucket does not exist", { BucketName: from.bucket });
  access.mayGet(caller, sourceBucket, from.key, from.version);
  access.mayPut(caller, bucket, key);
  checkEncryption(bucket, header);
  const source = store.find(sourceBucket.name, from.key);
  if (source === undefined) throw access.missing(caller, sourceBucket, from.key);
  if (from.version !== undefined && from.version !== versionOf(sourceBucket, source))
    throw objectError("NoSuchVersion", "The specified version does not exist.", { Key: from.key });
  access.mayDecrypt(caller, sourceBucket);
  checkBeforeCopy(source, header);
  const directive = header("x-amz-metadata-directive") ?? "COPY";
  if (directive !== "COPY" && directive !== "REPLACE")
    throw objectError("InvalidArgument", "Unknown metadata directive.", { ArgumentName: "x-amz-metadata-directive" });
  if (directive === "COPY" && source.bucket === bucket.name && source.key === key) {
    throw objectError(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const said = directive === "COPY" ? source : readSaid(headerNames, header);
  const object = await keepObject(
    context,
    {
      bucket,
      key,
      content: store.copy(source),
      said: { headers: said.headers, metadata: said.metadata },
      checksums: source.checksums,
    },
    { how: "Copy", caller, address: addressOf(request), requestId },
    (earlier) => {
      checkBeforePut(earlier, key, header);
    },
  );
  const { etag, ...headers } = putHeaders(bucket, object);
  return {
    status: 200,
    headers: { ...headers, ...xmlHeaders },
    body: xmlDocument("CopyObjectResult", [
      tag("ETag", etag ?? ""),
      tag("LastModified", new Date(object.modified).toISOString()),
    ]),
  };
};
