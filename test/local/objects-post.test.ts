import { connect } from "node:net";
import { type PresignedPostOptions, createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { describe, expect, it } from "vitest";
import { callJson, settled } from "./fixture/fixture-cloud.ts";
import { type Form, clientOf, refusal, submit } from "./fixture/object-client.ts";
import { objectsOfFile } from "./fixture/objects-of-file.ts";

/** Uploads by forms that the official client signed. */

const at = objectsOfFile();

const presign = (Key: string, more: Partial<PresignedPostOptions> = {}): Promise<Form> =>
  createPresignedPost(at.s3.client, {
    Bucket: at.s3.kept,
    Key,
    Conditions: [["content-length-range", 4, 10]],
    Fields: { "Content-Type": "image/png" },
    Expires: 900,
    ...more,
  });

describe("A form", () => {
  it("puts the object that was signed for", async () => {
    const response = await submit(await presign("bukti é/1.png"), "12345");
    expect([response.status, await response.text()]).toEqual([204, ""]);
    const { Body, ContentType, ETag } = await at.read("bukti é/1.png");
    expect([await Body?.transformToString(), ContentType]).toEqual(["12345", "image/png"]);
    expect(response.headers.get("etag")).toBe(ETag);
  });

  it("puts an object of S3's own type, whatever the browser thinks, if none was signed", async () => {
    expect((await submit(await presign("polos", { Fields: {} }), "12345")).status).toBe(204);
    expect((await at.read("polos")).ContentType).toBe("binary/octet-stream");
  });

  it("is answered as it asks", async () => {
    const withField = (name: string, value: string): Promise<Form> =>
      presign("jawab", { Fields: { [name]: value, "x-amz-meta-a": "b" } });
    expect((await submit(await withField("success_action_status", "200"), "12345")).status).toBe(200);
    const created = await submit(await withField("success_action_status", "201"), "12345");
    expect([created.status, await created.text()]).toEqual([
      201,
      expect.stringContaining(`<Bucket>${at.s3.kept}</Bucket><Key>jawab</Key>`),
    ]);
    const redirected = await submit(await withField("success_action_redirect", `${at.url}/selesai?a=1`), "12345");
    const to = new URL(redirected.headers.get("location") ?? "");
    expect([redirected.status, to.pathname, to.searchParams.get("a"), to.searchParams.get("key")]).toEqual([
      303,
      "/selesai",
      "1",
      "jawab",
    ]);
    expect((await at.read("jawab")).Metadata).toEqual({ a: "b" });
  });

  it("can take the name of the file", async () => {
    expect((await submit(await presign("nama/${filename}"), "12345")).status).toBe(204);
    expect(await at.keys(at.s3.kept)).toContain("nama/bukti.png");
  });

  it.each([4, 10])("takes a file of %i bytes, the bounds of what was signed", async (size) => {
    expect((await submit(await presign("batas"), "x".repeat(size))).status).toBe(204);
  });
});

describe("A form that is not as it was signed", () => {
  const failed = (condition: unknown): string =>
    `Invalid according to Policy: Policy Condition failed: ${JSON.stringify(condition)}`;
  const but =
    (fields: Record<string, string>) =>
    (form: Form): Form => ({ ...form, fields: { ...form.fields, ...fields } });
  const without =
    (name: string) =>
    ({ url, fields: { [name]: _, ...fields } }: Form): Form => ({ url, fields });
  const loosened = (form: Form): Form => {
    const policy = Buffer.from(form.fields["Policy"] ?? "", "base64")
      .toString()
      .replace("4,10", "0,99");
    return but({ Policy: Buffer.from(policy).toString("base64") })(form);
  };

  it.each<[string, (form: Form) => Form, number, string, string]>([
    ["has another key", but({ key: "lain" }), 403, "AccessDenied", failed(["eq", "$key", "sah"])],
    [
      "has another type",
      but({ "Content-Type": "text/html" }),
      403,
      "AccessDenied",
      failed(["eq", "$content-type", "image/png"]),
    ],
    ["has no type", without("Content-Type"), 403, "AccessDenied", failed(["eq", "$content-type", "image/png"])],
    [
      "says more",
      but({ "x-amz-meta-role": "admin" }),
      403,
      "AccessDenied",
      "Invalid according to Policy: Extra input fields: x-amz-meta-role",
    ],
    [
      "has a policy that somebody loosened",
      loosened,
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated",
    ],
    [
      "has another signature",
      but({ "X-Amz-Signature": "0".repeat(64) }),
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated",
    ],
    [
      "has no signature",
      without("X-Amz-Signature"),
      400,
      "InvalidArgument",
      "Bucket POST must contain a field named &apos;X-Amz-Signature",
    ],
    ["has no policy", without("Policy"), 403, "AccessDenied", "Access Denied"],
    ["has no key", without("key"), 400, "InvalidArgument", "Bucket POST must contain a field named &apos;key&apos;"],
    ["is of another day", but({ "X-Amz-Date": "20200101T000000Z" }), 400, "InvalidArgument", "X-Amz-Date"],
    [
      "is signed by nobody",
      but({
        "X-Amz-Credential": "AKIANOBODY/20200101/ap-southeast-3/s3/aws4_request",
        "X-Amz-Date": "20200101T000000Z",
      }),
      403,
      "InvalidAccessKeyId",
      "The AWS Access Key Id",
    ],
    [
      "goes to another bucket",
      (form) => ({ ...form, url: form.url.replace(at.s3.kept, at.s3.uploads) }),
      403,
      "AccessDenied",
      'Invalid according to Policy: Policy Condition failed: ["eq","$bucket"',
    ],
  ])("is refused if it %s", async (_, change, status, code, message) => {
    const form = change(await presign("sah"));
    expect(await refusal(submit(form, "12345"))).toEqual([status, code, expect.stringContaining(message)]);
    expect(await at.keys(at.s3.kept)).not.toContain("sah");
    expect(await at.keys(at.s3.kept)).not.toContain("lain");
  });

  it.each([
    ["1 byte less", 3, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"],
    ["1 byte more", 11, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"],
    ["megabytes more", 5_000_000, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"],
  ])("is refused with %s", async (_, size, code, message) => {
    expect(await refusal(submit(await presign("sah"), "x".repeat(size)))).toEqual([400, code, message]);
    expect(await at.keys(at.s3.kept)).not.toContain("sah");
  });

  it("is refused if another secret signed it", async () => {
    const wrong = clientOf(at.s3.endpoint, { ...at.s3.credentials, secretAccessKey: "wrong" });
    const form = await createPresignedPost(wrong, { Bucket: at.s3.kept, Key: "sah" });
    expect((await refusal(submit(form, "12345")))[1]).toBe("SignatureDoesNotMatch");
  });

  it("is refused if its checksum is another", async () => {
    const form = await presign("sah", { Fields: { "x-amz-checksum-sha256": `${"A".repeat(43)}=` } });
    expect((await refusal(submit(form, "12345"))).slice(0, 2)).toEqual([400, "BadDigest"]);
    expect(await at.keys(at.s3.kept)).not.toContain("sah");
  });

  it("is refused if its signer may not put there", async () => {
    const form = await at.signedBy("form", "key=milik");
    const elsewhere = { ...form, url: form.url.replace(at.s3.uploads, at.s3.kept) };
    expect((await refusal(submit(elsewhere, "12345")))[1]).toBe("AccessDenied");
  });

  it("is refused if it is no form, or has no file, or too much before it", async () => {
    const { url, fields } = await presign("sah");
    expect((await refusal(fetch(url, { method: "POST", body: "x" }))).slice(0, 2)).toEqual([412, "PreconditionFailed"]);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    expect((await refusal(fetch(url, { method: "POST", body: form }))).slice(0, 2)).toEqual([400, "InvalidArgument"]);
    form.append("x-ignore-this", "x".repeat(21_000));
    expect((await refusal(fetch(url, { method: "POST", body: form })))[1]).toBe("MaxPostPreDataLengthExceededError");
    const broken = fetch(url, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b" },
      body: '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nsah\r\n--c',
    });
    expect((await refusal(broken)).slice(0, 2)).toEqual([400, "MalformedPOSTRequest"]);
  });

  it("leaves nothing if its file breaks off", async () => {
    const { url, fields } = await presign("putus", { Conditions: [["content-length-range", 1, 1_000_000]] });
    const head = Object.entries(fields)
      .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join("");
    const { pathname, port } = new URL(url);
    const socket = connect(Number(port), "127.0.0.1");
    const body = `${head}--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${"x".repeat(70_000)}`;
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 500000\r\n\r\n${body}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await callJson(`${at.url}/_local/state`)).body["busy"]).toBe(true);
    socket.destroy();
    await settled(at.url);
    expect(await at.keys(at.s3.kept)).not.toContain("putus");
  });
});
