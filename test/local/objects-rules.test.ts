import { describe, expect, it } from "vitest";
import { lastExpired } from "../../infra/local/objects/lifecycle.ts";
import { checkPolicy } from "../../infra/local/objects/post-policy.ts";
import { canonicalRequest, readScope, sign, stringToSign } from "../../infra/local/objects/signature.ts";
import type { Resource } from "../../infra/local/template/resources.ts";
import { bucket, planOf, queue, resource } from "./fixture/planned-buckets.ts";

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
    for (const other of others)
      expect(() => planOf(policy([other]))).toThrow(/only calls without TLS and by all but some roles are known/);
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
