import type { Bucket } from "../plan/buckets.ts";
import { type Context, type ObjectAnswer, addressOf, keepObject, putHeaders, xmlHeaders } from "./context.ts";
import { accessDenied, notImplemented, objectError } from "./errors.ts";
import { type Form, readForm } from "./form.ts";
import { checkEncryption, readSaid } from "./headers.ts";
import { checked, expectChecksums } from "./payload.ts";
import { checkPolicy, within } from "./post-policy.ts";
import { type ObjectRequest, checkKey, refuseList } from "./request.ts";
import { type Verifying, checkSignature, scopeOf, signerOf } from "./verify.ts";
import { tag } from "./xml.ts";

/** Fields that S3 acts on and that are acted on here. */
const knownFields =
  /^x-amz-(algorithm|credential|date|signature|security-token|meta-.+|checksum-(crc32|sha1|sha256|algorithm)|server-side-encryption|server-side-encryption-aws-kms-key-id)$/;

const required = (fields: Form["fields"], name: string): string => {
  const value = fields.get(name.toLowerCase());
  if (value !== undefined) return value;
  throw objectError(
    "InvalidArgument",
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    { ArgumentName: name, ArgumentValue: "" },
  );
};

/** Verifies the policy's signature and returns who signed it. */
const signerOfForm = (fields: Form["fields"], options: Verifying): string => {
  const policy = fields.get("policy");
  if (policy === undefined) throw accessDenied();
  if (required(fields, "X-Amz-Algorithm") !== "AWS4-HMAC-SHA256")
    throw objectError("InvalidArgument", "X-Amz-Algorithm only supports AWS4-HMAC-SHA256");
  const scope = scopeOf(required(fields, "X-Amz-Credential"), options.region, "InvalidArgument");
  if (!required(fields, "X-Amz-Date").startsWith(scope.date))
    throw objectError("InvalidArgument", "X-Amz-Date must be in the ISO8601 Long Format and of the credential's day");
  const signature = required(fields, "X-Amz-Signature");
  const signer = signerOf(scope, fields.get("x-amz-security-token"), options);
  checkSignature(signer, scope, policy, signature);
  return signer.accessKeyId;
};

/** The name that a file has where it comes from can be part of its key. */
const keyOf = ({ fields, fileName }: Form): string =>
  required(fields, "key").replaceAll("${filename}", fileName.split(/[/\\]/).at(-1) ?? "");

const answerTo = (
  fields: Form["fields"],
  headers: Readonly<Record<string, string>>,
  at: Readonly<{ location: string; bucket: string; key: string; etag: string }>,
): ObjectAnswer => {
  const redirect = fields.get("success_action_redirect") ?? "";
  if (/^https?:\/\//.test(redirect) && URL.canParse(redirect)) {
    const to = new URL(redirect);
    for (const name of ["bucket", "key", "etag"] as const) to.searchParams.set(name, at[name]);
    return { status: 303, headers: { ...headers, location: to.href } };
  }
  const status = fields.get("success_action_status");
  if (status === "200") return { status: 200, headers: { ...headers, location: at.location } };
  if (status !== "201") return { status: 204, headers: { ...headers, location: at.location } };
  return {
    status: 201,
    headers: { ...headers, ...xmlHeaders, location: at.location },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${tag("PostResponse", [
      tag("Location", at.location),
      tag("Bucket", at.bucket),
      tag("Key", at.key),
      tag("ETag", at.etag),
    ])}`,
  };
};

/** A form as it can be signed: `bucket` is where it was sent, whatever its field says. */
const asWeighed = (form: Form, bucket: Bucket, key: string): Form["fields"] =>
  new Map([...form.fields, ["bucket", bucket.name], ["key", key]]);

/**
 * An upload from a page, by a form that somebody with a key has signed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export const postObject = async (
  { request, bucket, requestId }: { request: ObjectRequest; bucket: Bucket; requestId: string },
  context: Context,
  verifying: Verifying,
  onCaller: (caller: string) => void,
): Promise<ObjectAnswer> => {
  const form = await readForm(request.message);
  const { fields } = form;
  const caller = signerOfForm(fields, verifying);
  onCaller(caller);
  const key = keyOf(form);
  checkKey(key);
  const size = checkPolicy(fields.get("policy") ?? "", asWeighed(form, bucket, key), verifying.now);
  const unknown = [...fields.keys()].find(
    (name) => /^(x-amz-.*|tagging|redirect)$/.test(name) && !knownFields.test(name),
  );
  if (unknown !== undefined) throw notImplemented(`the field ${unknown}`);
  context.access.mayPut(caller, bucket, key);
  const read = (name: string): string | undefined => fields.get(name);
  refuseList(read("acl"));
  checkEncryption(bucket, read);
  const said = readSaid([...fields.keys()], read);
  const { expectations, checksums } = expectChecksums(
    [...fields.keys()].flatMap((name) => /^x-amz-checksum-(.+)$/.exec(name)?.[1] ?? []),
    (name) => read(`x-amz-checksum-${name}`),
  );
  const content = await context.store.write(checked(within(form.file, size), expectations));
  const object = await keepObject(
    context,
    { bucket, key, content, said, checksums: checksums() },
    { how: "Post", caller, address: addressOf(request), requestId },
  );
  const location = `http://${request.message.headers.host ?? ""}/${bucket.name}/${key.split("/").map(encodeURIComponent).join("/")}`;
  const headers = putHeaders(bucket, object);
  return answerTo(fields, headers, { location, bucket: bucket.name, key, etag: `"${object.etag}"` });
};
