import { describe, expect, it } from "vitest";
import { officerRole } from "../../shared/domain/directory.ts";
import { queueCardAttributes } from "../../shared/store/indexes.ts";
import { type Resource, bundleNames, dev, only, prod, references } from "./fixture.ts";

const production = prod();

describe.each([
  ["dev", dev()],
  ["prod", production],
])("protection in %s", (name, stage) => {
  const tables = stage.of("AWS::DynamoDB::Table");
  const table = (part: string): Resource => only(tables.filter(({ id }) => id.includes(part)));

  it("can restore every table to any second, for which nobody has to plan capacity", () => {
    expect(tables).toHaveLength(3);
    for (const { id, at } of tables) {
      expect(at("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"), id).toBe(true);
      expect(at("BillingMode"), id).toBe("PAY_PER_REQUEST");
    }
  });

  it("encrypts every table and the secret under keys of our own that rotate, the identities under one apart", () => {
    const keyOf = (id: string): readonly string[] => references(table(id).at("SSESpecification.KMSMasterKeyId"));
    const [identityKey] = keyOf("Identities");
    expect(keyOf("Complaints")).toHaveLength(1);
    expect(keyOf("Complaints")).not.toContain(identityKey);
    expect(keyOf("Directory")).not.toContain(identityKey);
    const [secret] = stage.of("AWS::SecretsManager::Secret");
    expect(references(secret?.at("KmsKeyId"))).toEqual(keyOf("Complaints"));
    for (const { id, at } of stage.of("AWS::KMS::Key")) expect(at("EnableKeyRotation"), id).toBe(true);
  });

  it("streams what is new in the complaint table, forgets what has expired, and has the indexes that are read", () => {
    const { at } = table("Complaints");
    expect(at("StreamSpecification")).toEqual({ StreamViewType: "NEW_IMAGE" });
    expect(at("TimeToLiveSpecification")).toEqual({ AttributeName: "expiresAt", Enabled: true });
    const indexes = at("GlobalSecondaryIndexes") as {
      IndexName: string;
      KeySchema: { AttributeName: string }[];
      Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
    }[];
    expect(
      indexes.map(({ IndexName, KeySchema, Projection }) => [
        IndexName,
        ...KeySchema.map(({ AttributeName }) => AttributeName),
        Projection.ProjectionType,
      ]),
    ).toEqual([
      ["due", "duePartition", "dueSort", "KEYS_ONLY"],
      ["queue", "queuePartition", "queueSort", "INCLUDE"],
      ["reporter", "reporterPartition", "filedAt", "KEYS_ONLY"],
      ["filed", "filedPartition", "filedAt", "KEYS_ONLY"],
    ]);
    expect(indexes[1]?.Projection.NonKeyAttributes).toEqual([...queueCardAttributes]);
  });

  it("streams no identities, and the directory with what was before", () => {
    expect(table("Identities").at("StreamSpecification")).toBeUndefined();
    expect(table("Directory").at("StreamSpecification.StreamViewType")).toBe("NEW_AND_OLD_IMAGES");
  });

  it("lets no officer sign up alone or sign in without a second factor, and knows every role", () => {
    const [pool] = stage.of("AWS::Cognito::UserPool");
    expect(pool?.at("AdminCreateUserConfig.AllowAdminCreateUserOnly")).toBe(true);
    expect(pool?.at("MfaConfiguration")).toBe("ON");
    expect(pool?.at("EnabledMfas")).toEqual(["SOFTWARE_TOKEN_MFA"]);
    const groups = stage.of("AWS::Cognito::UserPoolGroup").map(({ at }) => String(at("GroupName")));
    expect(groups.sort()).toEqual([...officerRole.options].sort());
  });

  it("lets no officer take another's address, keeps a working day signed in, and can sign out at once", () => {
    const [pool] = stage.of("AWS::Cognito::UserPool");
    expect(pool?.at("UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate")).toEqual(["email"]);
    const [client, ...others] = stage.of("AWS::Cognito::UserPoolClient");
    expect(others).toEqual([]);
    // An empty or absent list would mean every attribute.
    expect(client?.at("WriteAttributes")).toEqual(["locale"]);
    expect(client?.at("EnableTokenRevocation")).toBe(true);
    expect(client?.at("ExplicitAuthFlows")).toEqual(["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]);
    expect([client?.at("IdTokenValidity"), client?.at("RefreshTokenValidity")]).toEqual([60, 600]);
    expect(client?.at("TokenValidityUnits")).toMatchObject({ IdToken: "minutes", RefreshToken: "minutes" });
    expect(client?.at("PreventUserExistenceErrors")).toBe("ENABLED");
  });

  it("deletes every log some day", () => {
    const groups = stage.of("AWS::Logs::LogGroup");
    expect(groups.length).toBeGreaterThan(bundleNames.length);
    for (const { id, at } of groups) expect(at("RetentionInDays"), id).toBeGreaterThan(0);
  });

  it("gives every function a log of its own, a trace, Node 24 on arm64, and a role that writes to that log alone", () => {
    const lambdas = stage.of("AWS::Lambda::Function");
    const logs = lambdas.map(({ at }) => references(at("LoggingConfig.LogGroup"))[0]);
    expect(new Set(logs).size).toBe(lambdas.length);
    for (const { id, at } of lambdas) {
      expect(at("Runtime"), id).toBe("nodejs24.x");
      expect(at("Architectures"), id).toEqual(["arm64"]);
      expect(at("TracingConfig"), id).toEqual({ Mode: "Active" });
      expect(at("Handler"), id).toBe("index.handler");
      expect(at("Environment.Variables.STAGE"), id).toBe(name);
      expect(at("Environment.Variables"), id).not.toHaveProperty("NODE_OPTIONS");
    }
    expect(stage.of("AWS::IAM::Role").flatMap(({ at }) => (at("ManagedPolicyArns") ?? []) as unknown[])).toHaveLength(
      1,
    );
  });

  it("has one function for each handler", () => {
    expect(stage.of("AWS::Lambda::Function")).toHaveLength(bundleNames.length);
    const code = stage.of("AWS::Lambda::Function").map(({ at }) => String(at("Code.S3Key")));
    expect(new Set(code).size).toBe(bundleNames.length);
  });

  it("sends mail only over encrypted connections, and not again to who refused it", () => {
    const [sending] = stage.of("AWS::SES::ConfigurationSet");
    expect(sending?.at("DeliveryOptions")).toEqual({ TlsPolicy: "REQUIRE" });
    expect(sending?.at("SuppressionOptions.SuppressedReasons")).toEqual(["BOUNCE", "COMPLAINT"]);
  });

  it("hands everything that runs beside it its names as outputs", () => {
    expect(Object.keys(stage.outputs.Service)).toEqual(
      expect.arrayContaining(["ApiUrl", "MailQueueUrl", "RoutingStateMachineArn", "AlarmTopicArn"]),
    );
    expect(Object.keys(stage.outputs.Data)).toEqual(
      expect.arrayContaining([
        "ComplaintTableName",
        "IdentityTableName",
        "DirectoryTableName",
        "SigningSecretArn",
        "UserPoolId",
        "UserPoolClientId",
      ]),
    );
  });
});

describe("protection in prod alone", () => {
  const stateful = [
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::Cognito::UserPool",
    "AWS::KMS::Key",
    "AWS::SecretsManager::Secret",
  ];

  it("keeps records, files, sign-ins, keys and the secret when their stack is deleted", () => {
    const kept = production.all.filter(({ stack, Type }) => stack === "Data" && stateful.includes(Type));
    expect(new Set(kept.map(({ Type }) => Type))).toEqual(new Set(stateful));
    for (const { id, DeletionPolicy, UpdateReplacePolicy } of kept) {
      expect([DeletionPolicy, UpdateReplacePolicy], id).toEqual(["Retain", "Retain"]);
    }
  });

  it("protects tables and sign-ins from deletion", () => {
    for (const { id, at } of production.of("AWS::DynamoDB::Table")) {
      expect(at("DeletionProtectionEnabled"), id).toBe(true);
    }
    expect(production.of("AWS::Cognito::UserPool")[0]?.at("DeletionProtection")).toBe("ACTIVE");
  });

  it("stands behind a firewall that limits each address and refuses no report for its words", () => {
    const [acl] = production.of("AWS::WAFv2::WebACL");
    const [association] = production.of("AWS::WAFv2::WebACLAssociation");
    expect(references(association?.at("WebACLArn"))).toEqual([acl?.id]);
    const rules = acl?.at("Rules") as {
      Name: string;
      Action?: unknown;
      VisibilityConfig: { SampledRequestsEnabled: boolean };
      Statement: { ManagedRuleGroupStatement?: { RuleActionOverrides?: { Name: string; ActionToUse: object }[] } };
    }[];
    expect(rules.map(({ Name }) => Name)).toEqual([
      "RequestsPerAddress",
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesCommonRuleSet",
    ]);
    for (const { Name, VisibilityConfig } of rules) expect(VisibilityConfig.SampledRequestsEnabled, Name).toBe(false);
    const overridden = rules[3]?.Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [];
    expect(overridden.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(["CrossSiteScripting_BODY", "GenericRFI_BODY", "SizeRestrictions_BODY"]),
    );
    for (const { ActionToUse } of overridden) expect(ActionToUse).toEqual({ Count: {} });
  });

  it("is ready for a disaster's 500 reports a second of 12 write units", () => {
    const complaints = production.of("AWS::DynamoDB::Table").find(({ id }) => id.includes("Complaints"));
    expect(complaints?.at("WarmThroughput.WriteUnitsPerSecond")).toBeGreaterThanOrEqual(500 * 12);
  });
});
