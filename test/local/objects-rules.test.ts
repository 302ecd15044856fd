import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { createActivity } from "../../infra/local/activity.ts";
import { openJournal } from "../../infra/local/data/journal.ts";
import { unchunked } from "../../infra/local/objects/chunked.ts";
import { readForm } from "../../infra/local/objects/form.ts";
import { lastExpired } from "../../infra/local/objects/lifecycle.ts";
import { createNotifications } from "../../infra/local/objects/notifications.ts";
import { checkPolicy } from "../../infra/local/objects/post-policy.ts";
import { canonicalRequest, readScope, sign, stringToSign } from "../../infra/local/objects/signature.ts";
import { openStore, type StoredObject } from "../../infra/local/objects/store.ts";
import { type Bucket, readBuckets } from "../../infra/local/plan/buckets.ts";
import type { Resource, Resources } from "../../infra/local/template/resources.ts";

const addresses = { aws: "http://aws", api: "http://127.0.0.1:3000", objects: "http://127.0.0.1:3002" };
const resource = (type: string, ref: string, properties: Record<string, unknown>): Resource => ({
  type,
  ref,
  logicalId: ref,
  stackName: "s",
  arn: `arn:${ref}`,
  properties,
});
const planOf = (...all: Resource[]): readonly Bucket[] =>
  readBuckets(
    { of: (...types: string[]) => all.filter(({ type }) => types.includes(type)) } as unknown as Resources,
    addresses,
  );
const bucket = (properties: Record<string, unknown>): Resource => resource("AWS::S3::Bucket", "b", properties);
const queue = resource("AWS::SQS::Queue", "q", {});
const api = resource("AWS::ApiGateway::RestApi", "abc", {});

describe("A bucket", () => {
  it("is read with what its template says", () => {
    const [read] = planOf(
      queue,
      api,
      bucket({
        VersioningConfiguration: { Status: "Enabled" },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "arn:key" } },
          ],
        },
        CorsConfiguration: {
          CorsRules: [{ AllowedMethods: ["POST"], AllowedOrigins: ["https://abc.execute-api.x.amazonaws.com"] }],
        },
        LifecycleConfiguration: {
          Rules: [
            { Status: "Enabled", Prefix: "in/", ExpirationInDays: "1", AbortIncompleteMultipartUpload: {} },
            { Status: "Disabled", ExpirationInDays: 9 },
            { Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
          ],
        },
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: "s3:ObjectCreated:*",
              Queue: "arn:q",
              Filter: { S3Key: { Rules: [{ Name: "prefix", Value: "in/" }] } },
            },
          ],
        },
      }),
    );
    expect(read).toMatchObject({
      name: "b",
      arn: "arn:b",
      versioned: true,
      encryption: "aws:kms",
      keyArn: "arn:key",
      cors: [{ AllowedOrigins: ["http://127.0.0.1:3000"] }],
      expirations: [{ prefix: "in/", days: 1 }],
      notifications: [{ event: "s3:ObjectCreated:*", queueArn: "arn:q", prefix: "in/", suffix: "" }],
    });
  });

  const rule = (more: object): object => ({ LifecycleConfiguration: { Rules: [{ Status: "Enabled", ...more }] } });
  const told = (more: object): object => ({ NotificationConfiguration: more });
  it.each<[object, RegExp]>([
    [rule({ TagFilters: [{}] }), /objects have no tags/],
    [rule({ Transitions: [{ StorageClass: "GLACIER" }] }), /must be restored from/],
    [told({ LambdaConfigurations: [{}] }), /only queues are told/],
    [told({ QueueConfigurations: [{ Event: "s3:ObjectRemoved:*", Queue: "arn:q" }] }), /only the arrival/],
    [told({ QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: "arn:none" }] }), /which does not exist/],
    [{ WebsiteConfiguration: {} }, /websites are not served/],
    [{ ObjectLockEnabled: true }, /objects are not locked/],
  ])("stops the start with %j", (properties, reason) => {
    expect(() => planOf(queue, bucket(properties as Record<string, unknown>))).toThrow(reason);
  });

  const policy = (Statement: unknown): Resource =>
    resource("AWS::S3::BucketPolicy", "p", { PolicyDocument: { Statement } });
  it("may refuse calls without TLS, which there are none of, and nothing else", () => {
    const secure = { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    expect(planOf(bucket({}), policy([secure, { Effect: "Allow" }]))).toHaveLength(1);
    const others = [{ Effect: "Deny" }, { Effect: "Deny", Condition: { StringEquals: { "s3:x-amz-acl": "private" } } }];
    for (const other of others) expect(() => planOf(policy([other]))).toThrow(/only calls without TLS are known/);
  });
});

describe("A signature", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, the first example
  it("is the one of the documentation's example", () => {
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const canonical = canonicalRequest({
      method: "GET",
      path: "/test.txt",
      query: [],
      headers: [
        ["host", "examplebucket.s3.amazonaws.com"],
        ["range", "bytes=0-9"],
        ["x-amz-content-sha256", empty],
        ["x-amz-date", "20130524T000000Z"],
      ],
      payload: empty,
    });
    const scope = readScope("AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request");
    if (scope === undefined) throw new Error("no scope");
    expect(
      sign("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", scope, stringToSign(canonical, "20130524T000000Z", scope)),
    ).toBe("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  });
});

describe("A policy", () => {
  const now = Date.parse("2026-01-02T03:04:05Z");
  const weigh = (conditions: unknown, fields: Record<string, string>, expiration = "2026-01-02T03:04:06Z"): unknown =>
    checkPolicy(
      Buffer.from(JSON.stringify({ expiration, conditions })).toString("base64"),
      new Map(Object.entries(fields)),
      now,
    );

  it("allows what fits all of its conditions", () => {
    const conditions = [
      ["starts-with", "$key", "a/"],
      ["eq", "$KEY", "a/b"],
      ["content-length-range", "1", 9],
      ["content-length-range", 2, 99],
    ];
    expect(weigh(conditions, { key: "a/b", "x-ignore-me": "x" })).toEqual({ least: 2, most: 9 });
  });
  it.each<[unknown, string, string]>([
    [[["starts-with", "$key", "a/"]], "2026-01-02T03:04:05Z", "AccessDenied"],
    [[["starts-with", "$key", "b/"]], "2026-01-02T03:04:06Z", "AccessDenied"],
    [[], "2026-01-02T03:04:06Z", "AccessDenied"],
    [[["ends-with", "$key", "b"]], "2026-01-02T03:04:06Z", "InvalidPolicyDocument"],
    [[{ key: "a/b", acl: "private" }], "2026-01-02T03:04:06Z", "InvalidPolicyDocument"],
    [{}, "2026-01-02T03:04:06Z", "InvalidPolicyDocument"],
    [[{ key: "a/b" }], "besok", "InvalidPolicyDocument"],
  ])("%j until %s is refused", (conditions, expiration, name) => {
    expect(() => weigh(conditions, { key: "a/b" }, expiration)).toThrow(expect.objectContaining({ name }) as Error);
  });
});

describe("A day in a bucket", () => {
  it.each([
    ["2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"],
    ["2026-01-02T00:00:01Z", "2026-01-04T00:00:00Z"],
    ["2026-01-02T23:59:59Z", "2026-01-04T00:00:00Z"],
  ])("that begins at %s ends at %s", (put, end) => {
    const [from, to] = [Date.parse(put), Date.parse(end)];
    expect(from <= lastExpired(to, 1)).toBe(true);
    expect(from <= lastExpired(to - 1, 1)).toBe(false);
  });
});

describe("A body in pieces", () => {
  const read = async (text: string, size: number): Promise<[string, unknown]> => {
    const pieces = async function* (): AsyncGenerator<Buffer, void> {
      for (let at = 0; at < text.length; at += size)
        yield await Promise.resolve(Buffer.from(text.slice(at, at + size)));
    };
    const trailers = new Map<string, string>();
    let body = "";
    for await (const chunk of unchunked(pieces(), trailers)) body += chunk.toString();
    return [body, Object.fromEntries(trailers)];
  };
  it.each([1, 2, 3, 7, 100])("is put together however it comes (%i bytes at a time)", async (size) => {
    expect(await read("5\r\nhello\r\nC\r\nagain\r\nagain\r\n0\r\nX-Amz-Checksum-Crc32:abc=\r\n\r\n", size)).toEqual([
      "helloagain\r\nagain",
      { "x-amz-checksum-crc32": "abc=" },
    ]);
  });
  it.each([
    "",
    "5\r\nhell",
    "5\r\nhello\r\n",
    "5\r\nhelloo\r\n0\r\n\r\n",
    "zz\r\n",
    "0\r\n",
    "5;chunk-signature=a\r\nhello\r\n0\r\n\r\n",
  ])("is refused if it is %j", async (text) => {
    await expect(read(text, 100)).rejects.toMatchObject({ name: "IncompleteBody" });
  });
});

describe("A form", () => {
  const read = async (text: string, size: number): Promise<[Record<string, string>, string]> => {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
      Buffer.from(text.slice(index * size, (index + 1) * size), "latin1"),
    );
    const message = Object.assign(Readable.from(pieces), {
      headers: { "content-type": 'multipart/form-data; boundary="--b"', "content-length": String(text.length) },
    });
    const form = await readForm(message as unknown as IncomingMessage);
    let file = "";
    for await (const chunk of form.file) file += chunk.toString("latin1");
    return [{ ...Object.fromEntries(form.fields), file: form.fileName }, file];
  };
  const part = (name: string, value: string): string =>
    `----b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  // What a delimiter looks like until its last byte.
  const file = "\r\n----\r\n----a\r\n-\r\r\n----\r\n\r\n---";
  const text = `${part("Key", "k")}${part('file"; filename="C:/a%22.png', file)}${part("late", "x")}----b--\r\n`;

  it.each([1, 2, 3, 5, 8, 13, 1_000])("is read however it comes (%i bytes at a time)", async (size) => {
    expect(await read(text, size)).toEqual([{ key: "k", file: 'C:/a".png' }, file]);
  });
  it.each([text.slice(0, -4), text.slice(0, -60), text.slice(0, 90), part("key", "k") + part("key", "k") + text])(
    "that is cut off, or says a thing twice, is refused (%#)",
    async (cut) => {
      await expect(read(cut, 1_000)).rejects.toMatchObject({ name: "MalformedPOSTRequest" });
    },
  );
});

describe("An arrival", () => {
  const folder = mkdtempSync(join(tmpdir(), "objects-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const [told] = planOf(
    queue,
    bucket({
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Event: "s3:ObjectCreated:Put",
            Queue: "arn:q",
            Filter: { S3Key: { Rules: [{ Name: "Suffix", Value: ".png" }] } },
          },
        ],
      },
    }),
  );
  if (told === undefined) throw new Error("no bucket");

  it("is told at least once, in S3's form, though the queue refuses at first", async () => {
    const journal = openJournal(":memory:", "memory");
    const store = await openStore(folder, journal);
    const bytes = async function* (): AsyncGenerator<Buffer, void> {
      yield await Promise.resolve(Buffer.from("isi"));
    };
    const sent: string[] = [];
    let refuse = true;
    const activity = createActivity();
    const start = () =>
      createNotifications({
        buckets: [told],
        journal,
        region: "ap-southeast-3",
        account: "1",
        now: Date.now,
        activity,
        sendTo: (_, body) => {
          if (refuse) {
            refuse = false;
            return Promise.reject(new Error("busy"));
          }
          sent.push(body);
          return Promise.resolve();
        },
        onFailure: () => undefined,
      });
    const first = start();
    const put = async (key: string, how: "Put" | "Post"): Promise<void> => {
      const content = await store.write(bytes());
      const object: StoredObject = {
        ...content,
        bucket: "b",
        key,
        etag: content.md5,
        modified: Date.parse("2026-01-02T03:04:05Z"),
        headers: {},
        metadata: {},
        checksums: {},
      };
      store.put(object, () => {
        first.keep(told, object, { how, caller: "me", address: "127.0.0.1", requestId: "r", versionId: undefined });
      });
    };
    await put("a b/é+.png", "Put");
    await put("lain.txt", "Put");
    await put("lain.png", "Post");
    await first.stop();
    expect(sent).toEqual([]);

    const second = start();
    expect(activity.progress()).toBe("working");
    second.send();
    while (sent.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await activity.settled();
    await second.stop();
    const [test, record] = sent.map((body) => JSON.parse(body) as { Event?: string; Records?: unknown[] });
    expect(test?.Event).toBe("s3:TestEvent");
    expect(record?.Records).toEqual([
      expect.objectContaining({
        eventVersion: "2.1",
        eventName: "ObjectCreated:Put",
        eventTime: "2026-01-02T03:04:05.000Z",
        s3: expect.objectContaining({
          bucket: { name: "b", arn: "arn:b", ownerIdentity: { principalId: "1" } },
          object: {
            key: "a+b/%C3%A9%2B.png",
            size: 3,
            eTag: createHash("md5").update("isi").digest("hex"),
            sequencer: expect.stringMatching(/^[0-9A-F]{16}$/) as unknown,
          },
        }) as unknown,
      }),
    ]);
  });

  it("leaves nothing if its bytes end with an error", async () => {
    const store = await openStore(folder, openJournal(":memory:", "memory"));
    const bytes = async function* (): AsyncGenerator<Buffer, void> {
      yield await Promise.resolve(Buffer.from("isi"));
      throw new Error("broken");
    };
    const before = readdirSync(folder);
    await expect(store.write(bytes())).rejects.toThrow("broken");
    expect(readdirSync(folder)).toEqual(before);
  });
});
