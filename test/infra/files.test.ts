import { describe, expect, it } from "vitest";
import { cleanKey, incomingKey, renditions, sealedKey } from "../../shared/store/file-keys.ts";
import { type Resource, type Synthesized, dev, only, prod, references, synthesize } from "./fixture.ts";
import { rightsOnFiles, statementsOf, statementsOfRole, type Statement } from "./policies.ts";

/** Two places for files, who may do what in each, and for how long they are there. */

const keeping = synthesize({ stage: "prod", mailDomain: "kutim.example", keepOriginals: "true" });

const bucket = ({ of }: Synthesized, part: string): Resource =>
  only(of("AWS::S3::Bucket").filter(({ id }) => id.includes(part)));

/** What each function may do with files, by its bundle; those that may do nothing are left out. */
const rightsOf = (stage: Synthesized): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    stage
      .of("AWS::Lambda::Function")
      .map((lambda) => {
        const statements = statementsOf(stage, lambda);
        const rights = ["Incoming", "Evidence"].flatMap((part) =>
          rightsOnFiles(statements, part).map((right) => `${part}: ${right}`),
        );
        return [stage.bundleOf(lambda), rights] as const;
      })
      .filter(([, rights]) => rights.length > 0),
  );

const theirs = {
  attachments: ["Incoming: PutObject incoming/*", "Evidence: GetObject clean/*"],
  "attachments-inspect": [
    "Incoming: GetObject incoming/*",
    "Incoming: ListBucket",
    "Evidence: DeleteObject clean/*",
    "Evidence: PutObject clean/*",
  ],
  originals: ["Evidence: GetObject sealed/*"],
  // Whoever erases reads nothing.
  rights: ["Evidence: DeleteObject clean/*", "Evidence: DeleteObject sealed/*"],
  "rights-retain": ["Evidence: DeleteObject clean/*", "Evidence: DeleteObject sealed/*"],
};

describe.each([
  ["dev", dev(), 7],
  ["prod", prod(), 35],
])("files in %s", (_, stage, recoveryDays) => {
  const [incoming, evidence] = [bucket(stage, "Incoming"), bucket(stage, "Evidence")];
  const buckets = [incoming, evidence];
  const rulesOf = ({ at }: Resource) => at("LifecycleConfiguration.Rules") as Record<string, unknown>[];

  it("lie in two buckets, of which nothing is public and nothing belongs to others", () => {
    expect(stage.of("AWS::S3::Bucket")).toHaveLength(2);
    for (const { id, at } of buckets) {
      expect(at("PublicAccessBlockConfiguration"), id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(at("OwnershipControls.Rules"), id).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
      expect(at("WebsiteConfiguration"), id).toBeUndefined();
    }
  });

  it("are encrypted under a key of their own, which functions use through S3 alone", () => {
    for (const { id, at } of buckets) {
      const [rule] = at("BucketEncryption.ServerSideEncryptionConfiguration") as Record<string, unknown>[];
      expect(rule?.["BucketKeyEnabled"], id).toBe(true);
      expect(JSON.stringify(rule), id).toContain("aws:kms");
      expect(references(rule), id).toEqual([expect.stringContaining("FilesKey")]);
    }
    const onKey = stage
      .of("AWS::IAM::Policy")
      .flatMap(({ at }) => at("PolicyDocument.Statement") as Statement[])
      .filter(({ Resource: on }) => references(on).some((id) => id.includes("FilesKey")));
    expect(onKey.length).toBeGreaterThan(2);
    for (const { Condition } of onKey) {
      expect(Condition).toEqual({ StringEquals: { "kms:ViaService": "s3.ap-southeast-3.amazonaws.com" } });
    }
  });

  it("come and go over TLS 1.2 or later", () => {
    for (const { id } of buckets) {
      const policy = only(
        stage.of("AWS::S3::BucketPolicy").filter(({ at }) => references(at("Bucket")).some((on) => on === id)),
      );
      const denied = (policy.at("PolicyDocument.Statement") as Statement[])
        .filter(({ Effect, Action }) => Effect === "Deny" && Action === "s3:*")
        .map(({ Condition }) => Condition);
      expect(denied, id).toEqual([
        { Bool: { "aws:SecureTransport": "false" } },
        { NumericLessThan: { "s3:TlsVersion": 1.2 } },
      ]);
    }
  });

  it("that arrive are gone after a day, whatever they are called, and have no earlier versions beneath", () => {
    expect(incoming.at("VersioningConfiguration")).toBeUndefined();
    expect(rulesOf(incoming)).toEqual([
      {
        Id: expect.any(String) as string,
        Status: "Enabled",
        ExpirationInDays: 1,
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
  });

  it("that were inspected stay for the years of the settings, earlier versions as long as tables can be restored", () => {
    expect(evidence.at("VersioningConfiguration")).toEqual({ Status: "Enabled" });
    expect(rulesOf(evidence)).toEqual([
      {
        Id: expect.any(String) as string,
        Status: "Enabled",
        ExpirationInDays: 7 * 366,
        NoncurrentVersionExpiration: { NoncurrentDays: recoveryDays },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
  });

  it("are each function's as far as it works on them: one alone reads what arrives, one alone what is sealed", () => {
    expect(rightsOf(stage)).toEqual(theirs);
  });

  it("are kept from everybody else's eyes, whatever their own policies allow: what arrives and what is sealed", () => {
    const reserved = stage
      .of("AWS::S3::BucketPolicy")
      .flatMap(({ at }) => at("PolicyDocument.Statement") as (Statement & { Principal: unknown })[])
      .filter(({ Effect, Action }) => Effect === "Deny" && Action !== "s3:*");
    // To read, and nothing else: a bucket that nobody may manage is lost.
    expect(reserved.map(({ Action, Principal }) => [Action, Principal])).toEqual([
      ["s3:GetObject*", { AWS: "*" }],
      ["s3:GetObject*", { AWS: "*" }],
    ]);
    const [sealed, arrived] = reserved;
    const butFor = (statement: Statement | undefined): unknown =>
      statement?.Condition?.["ArnNotEquals"]?.["aws:PrincipalArn"];
    expect(rightsOnFiles(reserved, "Evidence")).toEqual(["GetObject* sealed/*"]);
    const opener = only(stage.of("AWS::Lambda::Function").filter((lambda) => stage.bundleOf(lambda) === "originals"));
    const role = only(stage.of("AWS::IAM::Role").filter(({ id }) => references(opener.at("Role")).includes(id)));
    expect(JSON.stringify(butFor(sealed))).toContain(`:role/${String(role.at("RoleName"))}"`);
    expect(rightsOnFiles(reserved, "Incoming")).toEqual(["GetObject* incoming/*"]);
    const readers = stage
      .of("AWS::IAM::Role")
      .filter(({ id }) => rightsOnFiles(statementsOfRole(stage, id), "Incoming").includes("GetObject incoming/*"));
    expect([...references(butFor(arrived))].sort()).toEqual(readers.map(({ id }) => id).sort());
  });

  it("have keys below the prefixes that these rights are on", () => {
    const of = { complaintId: "c".repeat(22), attachmentId: "a".repeat(16), upload: "u" };
    expect(incomingKey.build(of)).toMatch(/^incoming\//);
    for (const rendition of renditions) expect(cleanKey(of, rendition)).toMatch(/^clean\//);
    expect(sealedKey(of)).toMatch(/^sealed\//);
  });

  it("are told of when they arrive, by S3 alone, to whoever inspects them", () => {
    const [told, ...others] = incoming.at("NotificationConfiguration.QueueConfigurations") as Record<string, unknown>[];
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      Event: "s3:ObjectCreated:*",
      Filter: { S3Key: { Rules: [{ Name: "prefix", Value: incomingKey.prefix }] } },
    });
    const [queue = ""] = references(told?.["Queue"]);
    const policy = only(stage.of("AWS::SQS::QueuePolicy").filter(({ at }) => references(at("Queues")).includes(queue)));
    const allowed = (policy.at("PolicyDocument.Statement") as (Statement & { Principal: unknown })[]).filter(
      ({ Effect }) => Effect === "Allow",
    );
    expect(allowed).toMatchObject([
      {
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
      },
    ]);
    // S3 tries the queue when it is told of it.
    expect(incoming.DependsOn).toContain(policy.id);
  });

  it("are sent by a form alone, from a page of any origin", () => {
    expect(incoming.at("CorsConfiguration.CorsRules")).toMatchObject([
      { AllowedMethods: ["POST"], AllowedOrigins: ["*"] },
    ]);
    expect(evidence.at("CorsConfiguration")).toBeUndefined();
  });
});

describe("originals", () => {
  const told = (stage: Synthesized): unknown =>
    only(stage.of("AWS::Lambda::Function").filter((lambda) => stage.bundleOf(lambda) === "attachments-inspect")).at(
      "Environment.Variables.KEEP_ORIGINALS",
    );

  it("are kept only where a government says so: then the inspector may put them where it cannot read them", () => {
    expect(told(prod())).toBe("false");
    expect(told(keeping)).toBe("true");
    expect(rightsOf(keeping)).toEqual({
      ...theirs,
      "attachments-inspect": [
        ...theirs["attachments-inspect"].slice(0, 3),
        "Evidence: DeleteObject sealed/*",
        "Evidence: PutObject clean/*",
        "Evidence: PutObject sealed/*",
      ],
    });
  });
});
