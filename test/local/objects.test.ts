import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { callJson } from "./fixture/fixture-cloud.ts";
import { objectsOfFile } from "./fixture/objects-of-file.ts";

/** S3 as the official client uses it. */

const at = objectsOfFile();

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  at.s3.client.send(new PutObjectCommand({ Bucket: at.s3.kept, Key, Body: "isi", ...more }));
const get = (Key: string, more: Record<string, unknown> = {}) =>
  at.s3.client.send(new GetObjectCommand({ Bucket: at.s3.kept, Key, ...more }));
const textOf = async (Key: string, more: Record<string, unknown> = {}): Promise<string | undefined> =>
  (await get(Key, more)).Body?.transformToString();
const md5 = (bytes: string | Buffer): string => createHash("md5").update(bytes).digest("hex");

describe("An object", () => {
  it("is read as it was put, with all that was said of it", async () => {
    const { ETag } = await put("laporan/foto é+1 (a).png", {
      ContentType: "image/png",
      CacheControl: "private",
      ContentDisposition: "inline",
      Metadata: { asal: "loket", nama: "Kantor Désa" },
    });
    const { Body, ...got } = await get("laporan/foto é+1 (a).png");
    expect(await Body?.transformToString()).toBe("isi");
    expect(ETag).toBe(`"${md5("isi")}"`);
    expect(got).toMatchObject({
      ETag,
      ContentLength: 3,
      ContentType: "image/png",
      CacheControl: "private",
      ContentDisposition: "inline",
      AcceptRanges: "bytes",
      ServerSideEncryption: "AES256",
      Metadata: { asal: "loket", nama: `=?UTF-8?B?${Buffer.from("Kantor Désa").toString("base64")}?=` },
    });
    expect(Math.abs(Date.now() - (got.LastModified?.getTime() ?? 0))).toBeLessThan(60_000);
    expect(
      await at.s3.client.send(new HeadObjectCommand({ Bucket: at.s3.kept, Key: "laporan/foto é+1 (a).png" })),
    ).toMatchObject({ ETag, ContentLength: 3, ContentType: "image/png" });
  });

  it("is put from a stream, piece by piece, with its checksum behind it", async () => {
    const pieces = Array.from({ length: 40 }, () => randomBytes(30_011));
    const whole = Buffer.concat(pieces);
    await put("aliran", { Body: Readable.from(pieces), ContentLength: whole.length });
    const got = await get("aliran");
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
    expect(got.ETag).toBe(`"${md5(whole)}"`);
    expect(got.ContentEncoding).toBeUndefined();
    expect(got.ChecksumCRC32).toMatch(/^.{6}==$/);
  });

  it.each(["CRC32", "SHA1", "SHA256"] as const)("keeps the %s that it was put with", async (ChecksumAlgorithm) => {
    await put("jumlah", { ChecksumAlgorithm });
    expect((await get("jumlah", { ChecksumMode: "ENABLED" }))[`Checksum${ChecksumAlgorithm}`]).toMatch(/=$/);
  });

  it.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-2", "89", "bytes 8-9/10"],
    ["bytes=8-99", "89", "bytes 8-9/10"],
  ])("is read in part (%s)", async (Range, text, ContentRange) => {
    await put("angka", { Body: "0123456789" });
    const got = await get("angka", { Range });
    expect([await got.Body?.transformToString(), got.ContentRange, got.ContentLength]).toEqual([
      text,
      ContentRange,
      text.length,
    ]);
  });

  it("is not read beyond its end", async () => {
    await put("angka", { Body: "0123456789" });
    await expect(get("angka", { Range: "bytes=10-" })).rejects.toMatchObject({
      name: "InvalidRange",
      $metadata: { httpStatusCode: 416 },
    });
  });

  it("takes an earlier one's place, whole", async () => {
    await put("ganti", { Body: "lama", Metadata: { versi: "1" } });
    await put("ganti", { Body: "baru" });
    const got = await get("ganti");
    expect([await got.Body?.transformToString(), got.Metadata]).toEqual(["baru", {}]);
  });

  it("can be empty", async () => {
    await put("kosong", { Body: "" });
    expect(await textOf("kosong")).toBe("");
  });

  it("has a version of its own in a bucket with versions", async () => {
    const first = await put("versi", { Body: "satu" });
    const second = await put("versi", { Body: "dua" });
    expect(first.VersionId).not.toBe(second.VersionId);
    expect(await textOf("versi", { VersionId: second.VersionId })).toBe("dua");
    await expect(get("versi", { VersionId: first.VersionId })).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("has an ETag that is no MD5 where a key encrypts it", async () => {
    const { ETag, ServerSideEncryption } = await at.s3.client.send(
      new PutObjectCommand({ Bucket: at.s3.uploads, Key: "lain/rahasia", Body: "isi" }),
    );
    expect(ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(ETag).not.toBe(`"${md5("isi")}"`);
    expect(ServerSideEncryption).toBe("aws:kms");
  });

  it("is put and read only under the conditions that a request names", async () => {
    const { ETag = "" } = await put("syarat", { Body: "satu" });
    await expect(put("syarat", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put("syarat", { IfMatch: '"0123"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get("syarat", { IfMatch: '"0123"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get("syarat", { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    expect(await textOf("syarat", { IfMatch: ETag })).toBe("satu");
    await put("syarat", { IfMatch: ETag, Body: "dua" });
    expect(await textOf("syarat")).toBe("dua");
  });
});

describe("A copy", () => {
  const copy = (Key: string, source: string, more: Record<string, unknown> = {}) =>
    at.s3.client.send(
      new CopyObjectCommand({
        Bucket: at.s3.kept,
        Key,
        CopySource: `${at.s3.uploads}/${encodeURIComponent(source)}`,
        ...more,
      }),
    );

  it("has what the other had, or what is said of it anew, and outlives it", async () => {
    const Bucket = at.s3.uploads;
    await at.s3.client.send(
      new PutObjectCommand({ Bucket, Key: "asal é", Body: "isi", ContentType: "text/a", Metadata: { a: "1" } }),
    );
    const { CopyObjectResult } = await copy("salinan", "asal é");
    expect(CopyObjectResult?.ETag).toBe(`"${md5("isi")}"`);
    await copy("salinan-baru", "asal é", { MetadataDirective: "REPLACE", ContentType: "text/b", Metadata: { b: "2" } });
    await at.s3.client.send(new DeleteObjectCommand({ Bucket, Key: "asal é" }));
    expect(await get("salinan")).toMatchObject({ ContentType: "text/a", Metadata: { a: "1" } });
    expect(await get("salinan-baru")).toMatchObject({ ContentType: "text/b", Metadata: { b: "2" } });
    expect(await textOf("salinan")).toBe("isi");
  });

  it("of what is not there, or onto itself, is refused", async () => {
    await expect(copy("x", "tidak-ada")).rejects.toMatchObject({ name: "NoSuchKey" });
    await put("sendiri");
    const onto = new CopyObjectCommand({ Bucket: at.s3.kept, Key: "sendiri", CopySource: `${at.s3.kept}/sendiri` });
    await expect(at.s3.client.send(onto)).rejects.toMatchObject({ name: "InvalidRequest" });
  });
});

describe("Deleting", () => {
  it("takes one object or many, and succeeds where there is none", async () => {
    await Promise.all(["h/1", "h/2 &<é>", "h/3"].map((key) => put(key)));
    await at.s3.client.send(new DeleteObjectCommand({ Bucket: at.s3.kept, Key: "h/1" }));
    await at.s3.client.send(new DeleteObjectCommand({ Bucket: at.s3.kept, Key: "h/1" }));
    const Objects = ["h/2 &<é>", "h/3", "h/none"].map((Key) => ({ Key }));
    const { Deleted } = await at.s3.client.send(new DeleteObjectsCommand({ Bucket: at.s3.kept, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    await expect(get("h/3")).rejects.toMatchObject({ name: "NoSuchKey", $metadata: { httpStatusCode: 404 } });
  });
});

describe("A list", () => {
  it("goes by prefix, in the order of keys, page by page", async () => {
    const keys = ["d/a", "d/b/1", "d/b/2", "d/c", "d/é", "d/z <&>"];
    await Promise.all(keys.map((key) => put(key)));
    const found: string[] = [];
    const pages = paginateListObjectsV2({ client: at.s3.client, pageSize: 2 }, { Bucket: at.s3.kept, Prefix: "d/" });
    for await (const { Contents = [] } of pages) found.push(...Contents.map(({ Key = "" }) => Key));
    expect(found).toEqual(["d/a", "d/b/1", "d/b/2", "d/c", "d/z <&>", "d/é"]);
  });

  it("groups keys that are alike up to a delimiter", async () => {
    await Promise.all(["g/a", "g/b/1", "g/b/2", "g/c/1", "g/d"].map((key) => put(key)));
    const seen: unknown[] = [];
    const command = { Bucket: at.s3.kept, Prefix: "g/", Delimiter: "/" };
    for await (const page of paginateListObjectsV2({ client: at.s3.client, pageSize: 2 }, command)) {
      const { Contents = [], CommonPrefixes = [], KeyCount } = page;
      seen.push([Contents.map(({ Key }) => Key), CommonPrefixes.map(({ Prefix }) => Prefix), KeyCount]);
    }
    expect(seen).toEqual([
      [["g/a"], ["g/b/"], 2],
      [["g/d"], ["g/c/"], 2],
    ]);
    const { Contents = [] } = await at.s3.client.send(
      new ListObjectsV2Command({ Bucket: at.s3.kept, Prefix: "g/", StartAfter: "g/c", EncodingType: "url" }),
    );
    expect(Contents.map(({ Key }) => Key)).toEqual(["g/c/1", "g/d"]);
  });
});

describe("A fault", () => {
  it("makes S3 refuse in its own words, as often as asked", async () => {
    await callJson(`${at.url}/_local/faults`, { service: "s3", error: "SlowDown", times: 1, match: "PutObject" });
    await expect(put("sibuk")).rejects.toMatchObject({ name: "SlowDown", $metadata: { httpStatusCode: 503 } });
    await put("sibuk");
    await callJson(`${at.url}/_local/faults`, { service: "s3", error: "AccessDenied", times: 1, match: "sibuk" });
    await expect(get("sibuk")).rejects.toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
  });

  it("is no call less in the count of calls", async () => {
    await put("hitung");
    const { items } = (await callJson(`${at.url}/_local/usage`)).body as {
      items: { caller: string; operation: string; calls: number }[];
    };
    const own = items.find(
      ({ caller, operation }) => caller === at.s3.credentials.accessKeyId && operation === "PutObject",
    );
    expect(own?.calls).toBeGreaterThan(0);
  });
});
