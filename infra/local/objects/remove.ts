import { versionOf } from "./access.ts";
import { type Context, type Call, type Operation, xmlHeaders } from "./context.ts";
import { isObjectError, objectError } from "./errors.ts";
import { payloadOf, readWhole } from "./payload.ts";
import { elementsOf, tag, textWithin, xmlDocument } from "./xml.ts";

/** Keys in one request, and bytes that so many can take: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const mostKeys = 1_000;
const mostBytes = 2 * 1024 * 1024;

const removeOne = (
  { signed: { caller }, bucket }: Call,
  { access, store }: Context,
  key: string,
  version: string | undefined,
): void => {
  access.mayDelete(caller, bucket, key, version);
  const object = store.find(bucket.name, key);
  if (object === undefined || (version !== undefined && version !== versionOf(bucket, object))) return;
  store.remove(object);
};

/** Deleting what is not there succeeds. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: Operation = (call, context) => {
  const { key, query } = call.request;
  removeOne(call, context, key, query.get("versionId"));
  return { status: 204, headers: {} };
};

export const deleteObjects: Operation = async (call, context) => {
  const { request, signed } = call;
  if (
    request.header("content-md5") === undefined &&
    !request.headerNames.some((name) => name.startsWith("x-amz-checksum-"))
  )
    throw objectError("InvalidRequest", "Missing required header for this request: Content-MD5");
  const xml = (await readWhole(payloadOf(request, signed.payload), mostBytes)).toString("utf8");
  const objects = elementsOf(xml, "Object").map((element) => ({
    key: textWithin(element, "Key"),
    version: textWithin(element, "VersionId"),
  }));
  if (objects.length === 0 || objects.length > mostKeys || !xml.includes("<Delete"))
    throw objectError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  const quiet = textWithin(xml, "Quiet") === "true";
  const results = objects.map(({ key, version }) => {
    if (key === undefined || key === "") throw objectError("MalformedXML", "An object of the list has no key");
    const named = [tag("Key", key), ...(version === undefined ? [] : [tag("VersionId", version)])];
    try {
      removeOne(call, context, key, version);
      return quiet ? "" : tag("Deleted", named);
    } catch (error) {
      if (!isObjectError(error)) throw error;
      return tag("Error", [...named, tag("Code", error.name), tag("Message", error.message)]);
    }
  });
  return { status: 200, headers: xmlHeaders, body: xmlDocument("DeleteResult", results) };
};
