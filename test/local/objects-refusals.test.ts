import { request } from "node:http";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeAll, describe, expect, it } from "vitest";
import { callJson } from "./fixture/fixture-cloud.ts";
import { clientOf, refusal } from "./fixture/object-client.ts";
import { objectsOfFile } from "./fixture/objects-of-file.ts";

/** What S3 refuses, in its words; the official client signs, and only then something is changed. */

const at = objectsOfFile();
beforeAll(() => at.s3.client.send(new PutObjectCommand({ Bucket: at.s3.kept, Key: "ada", Body: "isi" })));

const command = (Key = "ada") => new GetObjectCommand({ Bucket: at.s3.kept, Key });
const link = (expiresIn = 300, client: S3Client = at.s3.client, more: Partial<GetObjectCommand["input"]> = {}) =>
  getSignedUrl(client, new GetObjectCommand({ Bucket: at.s3.kept, Key: "ada", ...more }), { expiresIn });
const changed = async (change: (url: URL) => void): Promise<Response> => {
  const url = new URL(await link());
  change(url);
  return fetch(url);
};
const status = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });

/** Lets the official client sign and then changes the request on its way. */
const tampered = (change: (request: { path: string; headers: Record<string, string>; body?: unknown }) => void) => {
  const client = clientOf(at.s3.endpoint, at.s3.credentials);
  client.middlewareStack.add(
    (next) => (given) => {
      change(given.request as never);
      return next(given);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  return client;
};

describe("A request without a good signature", () => {
  it("is refused if it has none", async () => {
    expect(await refusal(fetch(`${at.s3.endpoint}/${at.s3.kept}/ada`))).toEqual([403, "AccessDenied", "Access Denied"]);
    expect((await refusal(fetch(`${at.s3.endpoint}/${at.s3.kept}/x`, { method: "PUT", body: "x" })))[1]).toBe(
      "AccessDenied",
    );
  });

  it("is refused if the secret is another", async () => {
    const wrong = clientOf(at.s3.endpoint, { ...at.s3.credentials, secretAccessKey: "wrong" });
    await expect(wrong.send(command())).rejects.toMatchObject(status("SignatureDoesNotMatch", 403));
    expect((await refusal(fetch(await link(300, wrong))))[1]).toBe("SignatureDoesNotMatch");
  });

  it("is refused if nobody has this key", async () => {
    const nobody = clientOf(at.s3.endpoint, { accessKeyId: "AKIANOBODY", secretAccessKey: "x" });
    await expect(nobody.send(command())).rejects.toMatchObject(status("InvalidAccessKeyId", 403));
  });

  it("is refused if it is for another region", async () => {
    const elsewhere = clientOf(at.s3.endpoint, at.s3.credentials, "us-east-1");
    expect(await refusal(fetch(await link(300, elsewhere)))).toEqual([
      400,
      "AuthorizationQueryParametersError",
      "The region &apos;us-east-1&apos; is wrong; expecting &apos;ap-southeast-3&apos;",
    ]);
  });

  it("is refused if a function's key comes without its session", async () => {
    const { functions } = (await callJson(`${at.url}/_local/engines`)).body as {
      functions: { logicalId: string }[];
    };
    const accessKeyId = `LOCAL${functions[0]?.logicalId ?? ""}`;
    const without = clientOf(at.s3.endpoint, { accessKeyId, secretAccessKey: "x" });
    await expect(without.send(command())).rejects.toMatchObject(status("InvalidAccessKeyId", 403));
    const forged = clientOf(at.s3.endpoint, { accessKeyId, secretAccessKey: "x", sessionToken: "forged" });
    await expect(forged.send(command())).rejects.toMatchObject(status("InvalidToken", 400));
  });

  it.each<[string, (request: { path: string; headers: Record<string, string> }) => void, string, number]>([
    ["another key", (sent) => (sent.path += "x"), "SignatureDoesNotMatch", 403],
    ["another type", (sent) => (sent.headers["content-type"] = "text/html"), "SignatureDoesNotMatch", 403],
    ["more said of it", (sent) => (sent.headers["x-amz-meta-role"] = "admin"), "AccessDenied", 403],
    [
      "a signature cut short",
      (sent) => (sent.headers["authorization"] = sent.headers["authorization"]?.slice(0, -1) ?? ""),
      "AuthorizationHeaderMalformed",
      400,
    ],
  ])("is refused if it has %s than was signed", async (_, change, name, httpStatusCode) => {
    const put = new PutObjectCommand({ Bucket: at.s3.kept, Key: "asli", Body: "isi", ContentType: "text/plain" });
    await expect(tampered(change).send(put)).rejects.toMatchObject(status(name, httpStatusCode));
    await expect(at.s3.client.send(command("asli"))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is refused if its bytes are others than were signed", async () => {
    const put = new PutObjectCommand({ Bucket: at.s3.kept, Key: "asli", Body: "isi" });
    const other = tampered((sent) => (sent.body = "ubah".slice(0, 3)));
    // The checksum is wrong too; which S3 tells first is not said.
    await expect(other.send(put)).rejects.toMatchObject({
      name: expect.stringMatching(/BadDigest|Mismatch/) as unknown,
    });
    await expect(at.s3.client.send(command("asli"))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is refused if its clock is wrong", async () => {
    const put = new PutObjectCommand({ Bucket: at.s3.kept, Key: "asli", Body: "isi" });
    const late = clientOf(at.s3.endpoint, at.s3.credentials);
    late.config.systemClockOffset = -20 * 60_000;
    await expect(late.send(put)).rejects.toMatchObject(status("RequestTimeTooSkewed", 403));
  });
});

describe("A presigned URL", () => {
  it("gives the object, under the headers that it asks for", async () => {
    const response = await fetch(
      await link(300, at.s3.client, {
        ResponseContentDisposition: 'attachment; filename="bukti é.txt"',
        ResponseContentType: "text/plain; charset=utf-8",
        ResponseCacheControl: "no-store",
      }),
    );
    expect([
      response.status,
      await response.text(),
      response.headers.get("content-type"),
      response.headers.get("content-disposition"),
      response.headers.get("cache-control"),
    ]).toEqual([200, "isi", "text/plain; charset=utf-8", 'attachment; filename="bukti é.txt"', "no-store"]);
  });

  it("asks for no header that cannot be sent", async () => {
    const odd = await link(300, at.s3.client, { ResponseContentDisposition: 'attachment; filename="→.txt"' });
    expect((await refusal(fetch(odd))).slice(0, 2)).toEqual([400, "InvalidArgument"]);
  });

  it.each<[string, (url: URL) => void, string]>([
    ["another key", (url) => (url.pathname += "x"), "SignatureDoesNotMatch"],
    [
      "a longer life",
      (url) => {
        url.searchParams.set("X-Amz-Expires", "3000");
      },
      "SignatureDoesNotMatch",
    ],
    [
      "another signature",
      (url) => {
        url.searchParams.set("X-Amz-Signature", "0".repeat(64));
      },
      "SignatureDoesNotMatch",
    ],
    [
      "more parameters",
      (url) => {
        url.searchParams.set("response-content-type", "text/html");
      },
      "SignatureDoesNotMatch",
    ],
    [
      "fewer parameters",
      (url) => {
        url.searchParams.delete("X-Amz-Date");
      },
      "AuthorizationQueryParametersError",
    ],
    [
      "too long a life",
      (url) => {
        url.searchParams.set("X-Amz-Expires", "604801");
      },
      "AuthorizationQueryParametersError",
    ],
  ])("is refused with %s", async (_, change, code) => {
    expect((await refusal(changed(change)))[1]).toBe(code);
  });

  it("is good for one method alone", async () => {
    const url = await link();
    expect((await refusal(fetch(url, { method: "DELETE" })))[1]).toBe("SignatureDoesNotMatch");
  });

  it("says of no header that it was signed if it was not", async () => {
    const url = await link();
    expect((await refusal(fetch(url, { headers: { "x-amz-meta-more": "x" } })))[1]).toBe("AccessDenied");
  });

  it("puts an object of the type that was signed", async () => {
    const put = new PutObjectCommand({ Bucket: at.s3.kept, Key: "lewat-tautan", ContentType: "text/plain" });
    const client = clientOf(at.s3.endpoint, at.s3.credentials);
    client.config.requestChecksumCalculation = () => Promise.resolve("WHEN_REQUIRED");
    const url = await getSignedUrl(client, put, { expiresIn: 60, signableHeaders: new Set(["content-type"]) });
    const send = (type: string): Promise<Response> =>
      fetch(url, { method: "PUT", body: "isi", headers: { "content-type": type } });
    expect((await refusal(send("text/html")))[1]).toBe("SignatureDoesNotMatch");
    expect((await send("text/plain")).status).toBe(200);
  });
});

describe("What S3 does not have, or this one does not do", () => {
  it("is said by name", async () => {
    const { client } = at.s3;
    await expect(client.send(command("tidak-ada"))).rejects.toMatchObject(status("NoSuchKey", 404));
    await expect(client.send(new HeadObjectCommand({ Bucket: at.s3.kept, Key: "tidak-ada" }))).rejects.toMatchObject(
      status("NotFound", 404),
    );
    await expect(client.send(new ListObjectsV2Command({ Bucket: "tidak-ada-sama-sekali" }))).rejects.toMatchObject(
      status("NoSuchBucket", 404),
    );
    await expect(client.send(command("x".repeat(1_025)))).rejects.toMatchObject(status("KeyTooLongError", 400));
    const put = (more: object): Promise<unknown> =>
      client.send(new PutObjectCommand({ Bucket: at.s3.kept, Key: "lain", Body: "isi", ...more }));
    await expect(put({ Metadata: { a: "x".repeat(2_050) } })).rejects.toMatchObject(status("MetadataTooLarge", 400));
    await expect(put({ ACL: "public-read" })).rejects.toMatchObject(status("AccessControlListNotSupported", 400));
    await expect(put({ Tagging: "a=b" })).rejects.toMatchObject(status("NotImplemented", 501));
    await expect(put({ ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" })).rejects.toMatchObject(status("BadDigest", 400));
    await expect(put({ ChecksumSHA256: "A".repeat(43) + "=" })).rejects.toMatchObject(status("BadDigest", 400));
    const tags = new PutObjectTaggingCommand({ Bucket: at.s3.kept, Key: "ada", Tagging: { TagSet: [] } });
    await expect(client.send(tags)).rejects.toMatchObject(status("NotImplemented", 501));
    await expect(client.send(command("lain"))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is a body without a length", async () => {
    const url = await getSignedUrl(at.s3.client, new PutObjectCommand({ Bucket: at.s3.kept, Key: "lain" }));
    const answered = new Promise<number | undefined>((resolve, reject) => {
      const sending = request(url, { method: "PUT", headers: { "transfer-encoding": "chunked" } }, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      sending.on("error", reject);
      sending.end("isi");
    });
    expect(await answered).toBe(411);
  });
});

describe("A function", () => {
  const attempt = async (how: string): Promise<unknown> => (await callJson(`${at.url}/v1/files/${how}?key=ada`)).body;
  const denied = (action: string): unknown => ({
    name: "AccessDenied",
    message: expect.stringContaining(`is not authorized to perform: ${action}`) as unknown,
  });

  it("may do only what its role allows", async () => {
    expect(await attempt("read-upload")).toEqual(denied("s3:GetObject"));
    expect(await attempt("write-kept")).toEqual(denied("s3:PutObject"));
  });

  it("learns that something is not there, for it may list", async () => {
    expect(await attempt("read-missing")).toMatchObject({ name: "NoSuchKey" });
  });

  it("can sign what it may not do, to no avail", async () => {
    const { url } = (await attempt("forbidden-link")) as { url: string };
    expect((await refusal(fetch(url))).slice(0, 2)).toEqual([403, "AccessDenied"]);
    const { url: good } = (await attempt("link")) as { url: string };
    const response = await fetch(good);
    expect([response.status, response.headers.get("content-disposition")]).toEqual([
      200,
      'attachment; filename="bukti.png"',
    ]);
  });
});
