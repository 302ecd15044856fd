import { Duration, RemovalPolicy, Size, Stack } from "aws-cdk-lib/core";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import { allowKeyOfFiles, allowOnFiles, allowToldWhatIsGone, reserveReading } from "./file-access.ts";
import type { FileBuckets } from "./file-buckets.ts";
import { keptDirectory } from "./kept-directory.ts";
import { MalwareScan } from "./malware-scan.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowReading } from "./secret-access.ts";
import { allowOnTable } from "./table-access.ts";

export type AttachmentsProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  readonly signingSecret: Secret;
  readonly files: FileBuckets;
  /** Whether originals are kept sealed beside the copies that are handed out. */
  readonly keepOriginals: boolean;
  /** Whether GuardDuty looks at what arrives, and its verdict is waited for. */
  readonly scanForMalware: boolean;
};

/** A file has 30 s in its own process; the rest is for fetching and keeping 50 MB. */
const inspectionTimeout = Duration.seconds(60);

/** Files: tickets and downloads for people, and the inspection of what arrives. */
export class Attachments extends Construct {
  /** What people ask. */
  readonly function: CapabilityFunction["function"];
  /** For whatever makes pages: where files are handed out from and sent to, as a browser sees it. */
  readonly addresses: Readonly<Record<"FILES_FROM" | "FILES_TO", string>>;

  constructor(scope: Construct, id: string, props: AttachmentsProps) {
    super(scope, id);
    const { defaults, tables, files } = props;
    const undelivered = new DeadLetters(this, "Undelivered", {
      what: "A file that arrived",
      runbook: "file-uninspected",
      alarms: defaults.alarms,
    });
    const waiting = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout, as Lambda advises for a source that retries.
      visibilityTimeout: Duration.seconds(inspectionTimeout.toSeconds() * 6),
      // A file is gone after a day, and so is what can be said of it.
      retentionPeriod: Duration.days(1),
      // Six minutes apart: it outlives two hours in which a table or storage refuses everything.
      deadLetterQueue: { queue: undelivered.queue, maxReceiveCount: 20 },
    };
    const arrivals = new Queue(this, "Arrivals", waiting);
    const incoming = this.#incoming(arrivals, props);
    const scan = props.scanForMalware
      ? new MalwareScan(this, "Scan", {
          bucket: incoming,
          key: files.key,
          undelivered: undelivered.queue,
          waiting,
        })
      : undefined;

    this.addresses = {
      FILES_FROM: `https://${files.evidence.bucketRegionalDomainName}`,
      FILES_TO: `https://${incoming.bucketRegionalDomainName}`,
    };
    const people = new CapabilityFunction(this, "People", {
      defaults,
      bundle: "attachments",
      capability: "attachments",
      description: "Gives tickets to send files, and addresses to have them",
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        ...keptDirectory(defaults, tables),
        SIGNING_SECRET_ARN: props.signingSecret.secretArn,
        INCOMING_BUCKET: incoming.bucketName,
        EVIDENCE_BUCKET: files.evidence.bucketName,
        ...this.addresses,
      },
    });
    this.function = people.function;
    // A wrong secret is counted, with what was counted before.
    allowOnTable(people.function, tables.complaints, { actions: ["GetItem", "Query", "PutItem", "UpdateItem"] });
    allowOnTable(people.function, tables.directory, { actions: ["Query"] });
    allowReading(people.function, props.signingSecret);
    // What a ticket or an address allows is what its signer may do.
    allowOnFiles(people.function, incoming, ["incoming/"], ["PutObject"]);
    allowOnFiles(people.function, files.evidence, ["clean/"], ["GetObject"]);
    allowKeyOfFiles(people.function, files.key, ["kms:Decrypt", "kms:GenerateDataKey"]);

    const inspect = new CapabilityFunction(this, "Inspect", {
      defaults,
      bundle: "attachments-inspect",
      capability: "attachments",
      description: "Inspects a file that arrived and makes the copy that is handed out",
      timeout: inspectionTimeout,
      // A photo of 48 megapixels takes a few hundred MB while it is decoded; `npm run bench` measures it.
      memory: 2048,
      storage: Size.mebibytes(1024),
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        ...keptDirectory(defaults, tables),
        INCOMING_BUCKET: incoming.bucketName,
        EVIDENCE_BUCKET: files.evidence.bucketName,
        KEEP_ORIGINALS: String(props.keepOriginals),
        MALWARE_VERDICT: props.scanForMalware ? "guardduty" : "here",
      },
    });
    allowOnTable(inspect.function, tables.complaints, { actions: ["Query", "PutItem"] });
    allowOnTable(inspect.function, tables.directory, { actions: ["Query"] });
    allowOnFiles(inspect.function, incoming, ["incoming/"], ["GetObject"]);
    allowToldWhatIsGone(inspect.function, incoming);
    const kept = props.keepOriginals ? ["clean/", "sealed/"] : ["clean/"];
    allowOnFiles(inspect.function, files.evidence, kept, ["PutObject", "DeleteObject"]);
    allowKeyOfFiles(inspect.function, files.key, ["kms:Decrypt", "kms:GenerateDataKey"]);
    const readers = [inspect.role, ...(scan ? [scan.role] : [])];
    reserveReading(
      incoming,
      "incoming/",
      readers.map(({ roleArn }) => roleArn),
    );
    this.#wake(inspect, arrivals, this, defaults);
    if (scan !== undefined) this.#wake(inspect, scan.verdicts, scan, defaults);
  }

  /** Has the inspector work off a queue, and an alarm ring where the queue is when that takes long. */
  #wake(inspect: CapabilityFunction, queue: Queue, beside: Construct, { alarms }: FunctionDefaults): void {
    inspect.function.addEventSource(
      new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: 10 }),
    );
    alarms.raise(beside, "Late", {
      metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: Duration.minutes(15).toSeconds(),
      says: "A file has been waiting for its inspection for a quarter of an hour.",
      runbook: "file-late",
    });
  }

  /** Where senders put files: read by the inspector alone, gone after a day. */
  #incoming(arrivals: Queue, { files, scanForMalware }: AttachmentsProps): Bucket {
    const incoming = new Bucket(this, "Incoming", {
      encryption: BucketEncryption.KMS,
      encryptionKey: files.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // No versions: what is gone after a day, or was sent anew, would go on beneath as an earlier one.
      versioned: false,
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [
        { id: "a-day", expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      // Programs in a browser send from wherever they are; what may be sent is in the ticket.
      cors: [{ allowedMethods: [HttpMethods.POST], allowedOrigins: ["*"], allowedHeaders: ["*"], maxAge: 3600 }],
    });
    const { account } = Stack.of(this);
    // By account, not by bucket: the policy must be there before the bucket is.
    arrivals.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("s3.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [arrivals.queueArn],
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
    // Written into the bucket itself: the library's own way is a function that sets it up from outside.
    const bucket = incoming.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: [
        {
          event: "s3:ObjectCreated:*",
          queue: arrivals.queueArn,
          // GuardDuty tries its rights by an object of its own, which is nobody's file.
          filter: { s3Key: { rules: [{ name: "prefix", value: "incoming/" }] } },
        },
      ],
      // GuardDuty hears of arrivals there, and would turn it on behind the template's back.
      ...(scanForMalware ? { eventBridgeConfiguration: { eventBridgeEnabled: true } } : {}),
    };
    // S3 tries the queue when the notification is set up.
    const policy = arrivals.node.findChild("Policy").node.defaultChild;
    if (policy) bucket.node.addDependency(policy);
    return incoming;
  }
}
