import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resource, Resources } from "../template/resources.ts";
import { type Addresses, localAddress } from "./local-address.ts";
import { keptForRoles } from "./permissions.ts";
import { number, parseProperties, unsupported } from "./shape.ts";

export type Bucket = Readonly<{
  name: string;
  arn: string;
  /** Whether objects have version ids. Earlier versions are not kept: what is replaced or deleted is gone. */
  versioned: boolean;
  encryption: "AES256" | "aws:kms";
  /** The key that readers and writers need too; undefined: none, or AWS's own. */
  keyArn?: string;
  cors: readonly CorsRule[];
  expirations: readonly Expiration[];
  notifications: readonly Notification[];
}>;
export type CorsRule = Readonly<z.infer<typeof corsRule>>;
export type Expiration = Readonly<{ prefix: string; days: number }>;
/** Which arrivals a queue is told of. */
export type Notification = Readonly<{ queueArn: string; event: string; prefix: string; suffix: string }>;

const corsRule = z.looseObject({
  AllowedHeaders: z.array(z.string()).default([]),
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: number.optional(),
});

/** Classes whose objects are read at once, like any other; the rest would have to be restored first. */
const readAtOnce = ["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"] as const;
const transition = z.looseObject({
  StorageClass: z.enum(readAtOnce, { error: "objects are not put where they must be restored from" }),
});
/** What is to be done about earlier versions and unfinished multipart uploads is left out: neither exists here. */
const lifecycleRule = z.looseObject({
  Status: z.enum(["Enabled", "Disabled"]),
  Prefix: z.string().default(""),
  ExpirationInDays: number.optional(),
  Transition: transition.optional(),
  Transitions: z.array(transition).optional(),
  ExpirationDate: unsupported("objects expire by their age alone"),
  TagFilters: unsupported("objects have no tags"),
  ObjectSizeGreaterThan: unsupported("rules go by prefix alone"),
  ObjectSizeLessThan: unsupported("rules go by prefix alone"),
});

const queueConfiguration = z.looseObject({
  Event: z.string().regex(/^s3:ObjectCreated:/, "only the arrival of objects is told"),
  Queue: z.string(),
  Filter: z
    .looseObject({
      S3Key: z.looseObject({
        Rules: z.array(
          z.looseObject({
            Name: z
              .string()
              .toLowerCase()
              .pipe(z.enum(["prefix", "suffix"])),
            Value: z.string(),
          }),
        ),
      }),
    })
    .optional(),
});

const encryptionRule = z.looseObject({
  ServerSideEncryptionByDefault: z
    .looseObject({
      SSEAlgorithm: z.enum(["AES256", "aws:kms"]),
      KMSMasterKeyID: z.string().startsWith("arn:", "only a key's ARN is understood").optional(),
    })
    .optional(),
});

/** Who owns objects, what is public, access logs, inventories and metrics mean nothing on one machine. */
const shape = z.looseObject({
  VersioningConfiguration: z.looseObject({ Status: z.string() }).optional(),
  BucketEncryption: z.looseObject({ ServerSideEncryptionConfiguration: z.array(encryptionRule) }).optional(),
  CorsConfiguration: z.looseObject({ CorsRules: z.array(corsRule) }).optional(),
  LifecycleConfiguration: z.looseObject({ Rules: z.array(lifecycleRule) }).optional(),
  NotificationConfiguration: z
    .looseObject({
      QueueConfigurations: z.array(queueConfiguration).default([]),
      LambdaConfigurations: unsupported("only queues are told"),
      TopicConfigurations: unsupported("only queues are told"),
      EventBridgeConfiguration: unsupported("only queues are told"),
    })
    .optional(),
  ObjectLockEnabled: z.literal([false, "false", undefined], { error: "objects are not locked" }).optional(),
  ObjectLockConfiguration: unsupported("objects are not locked"),
  ReplicationConfiguration: unsupported("objects are not replicated"),
  WebsiteConfiguration: unsupported("websites are not served"),
});

const policyShape = z.looseObject({
  PolicyDocument: z.looseObject({
    Statement: z.union([z.array(z.looseObject({ Effect: z.string() })), z.looseObject({ Effect: z.string() })]),
  }),
});

/**
 * Bucket policies are read for what they forbid. That calls come over TLS cannot be asked of a connection within one
 * machine, and what is kept for a few roles is weighed with their permissions; any other denial would be missing here.
 * What they allow beyond roles goes to services that do not exist here.
 */
const refuseDenials = (resource: Resource): void => {
  const { PolicyDocument } = parseProperties(policyShape, resource);
  for (const { Effect, Condition } of [PolicyDocument.Statement].flat()) {
    const keys = Object.values((Condition ?? {}) as Record<string, object>).flatMap(Object.keys);
    const onlyTransport = keys.length > 0 && keys.every((key) => /^(aws:SecureTransport|s3:TlsVersion)$/.test(key));
    if (Effect !== "Allow" && !onlyTransport && !keptForRoles(Condition))
      throw startFailure(
        `${resource.type} ${resource.stackName}/${resource.logicalId} cannot run locally: of what a bucket policy denies, only calls without TLS and by all but some roles are known`,
      );
  }
};

const notificationOf = ({ Event, Queue, Filter }: z.infer<typeof queueConfiguration>): Notification => {
  const ruled = (name: "prefix" | "suffix"): string =>
    Filter?.S3Key.Rules.find(({ Name }) => Name === name)?.Value ?? "";
  return { event: Event, queueArn: Queue, prefix: ruled("prefix"), suffix: ruled("suffix") };
};

export const readBuckets = (resources: Resources, addresses: Addresses): readonly Bucket[] => {
  const toLocal = localAddress(resources, addresses);
  const queues = new Set(resources.of("AWS::SQS::Queue").map(({ arn }) => arn));
  resources.of("AWS::S3::BucketPolicy").forEach(refuseDenials);
  return resources.of("AWS::S3::Bucket").map((resource) => {
    const properties = parseProperties(shape, resource);
    const [encryption] = properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
    const { SSEAlgorithm = "AES256", KMSMasterKeyID } = encryption?.ServerSideEncryptionByDefault ?? {};
    const notifications = (properties.NotificationConfiguration?.QueueConfigurations ?? []).map(notificationOf);
    const missing = notifications.find(({ queueArn }) => !queues.has(queueArn));
    if (missing !== undefined)
      throw startFailure(`Bucket ${resource.logicalId} tells ${missing.queueArn}, which does not exist`);
    return {
      name: resource.ref,
      arn: resource.arn,
      versioned: properties.VersioningConfiguration?.Status === "Enabled",
      encryption: SSEAlgorithm,
      ...(KMSMasterKeyID !== undefined && { keyArn: KMSMasterKeyID }),
      cors: (properties.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
        ...rule,
        // Pages come from the local API here.
        AllowedOrigins: rule.AllowedOrigins.map(toLocal),
      })),
      expirations: (properties.LifecycleConfiguration?.Rules ?? []).flatMap(({ Status, Prefix, ExpirationInDays }) =>
        Status === "Enabled" && ExpirationInDays !== undefined ? [{ prefix: Prefix, days: ExpirationInDays }] : [],
      ),
      notifications,
    };
  });
};
