import { RemovalPolicy } from "aws-cdk-lib/core";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { queueCardAttributes } from "../../shared/store/indexes.ts";

export type RecordTablesProps = {
  /** Encrypts complaints and the directory. */
  readonly recordsKey: Key;
  /** Encrypts who the reporters are, and nothing else. */
  readonly identityKey: Key;
  /** Whether the tables refuse to be deleted, and outlive their stack. */
  readonly protectData: boolean;
  /** How far back, in days, a table can be restored to any second. */
  readonly recoveryDays: number;
  /** Units a second that the complaint table serves from its first minute. Default: DynamoDB's own, 12,000 and 4,000 */
  readonly warmThroughput?: { readonly readUnitsPerSecond: number; readonly writeUnitsPerSecond: number } | undefined;
};

/** The three tables; shared/store says how they are used. */
export class RecordTables extends Construct {
  readonly complaints: Table;
  readonly identities: Table;
  readonly directory: Table;

  constructor(scope: Construct, id: string, props: RecordTablesProps) {
    super(scope, id);
    const common = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: props.recoveryDays,
      },
      deletionProtection: props.protectData,
      removalPolicy: props.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    const pk = { name: "pk", type: AttributeType.STRING };
    const sk = { name: "sk", type: AttributeType.STRING };

    this.complaints = new Table(this, "Complaints", {
      ...common,
      encryptionKey: props.recordsKey,
      partitionKey: pk,
      sortKey: sk,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: "expiresAt",
      ...(props.warmThroughput === undefined ? {} : { warmThroughput: props.warmThroughput }),
    });
    this.complaints.addGlobalSecondaryIndex({
      indexName: "due",
      partitionKey: { name: "duePartition", type: AttributeType.STRING },
      sortKey: { name: "dueSort", type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.complaints.addGlobalSecondaryIndex({
      indexName: "queue",
      partitionKey: { name: "queuePartition", type: AttributeType.STRING },
      sortKey: { name: "queueSort", type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...queueCardAttributes],
    });
    this.complaints.addGlobalSecondaryIndex({
      indexName: "reporter",
      partitionKey: { name: "reporterPartition", type: AttributeType.STRING },
      sortKey: { name: "filedAt", type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.complaints.addGlobalSecondaryIndex({
      indexName: "filed",
      partitionKey: { name: "filedPartition", type: AttributeType.STRING },
      sortKey: { name: "filedAt", type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });

    this.identities = new Table(this, "Identities", {
      ...common,
      encryptionKey: props.identityKey,
      partitionKey: pk,
      // Of a former address alone, which is kept for one mail.
      timeToLiveAttribute: "expiresAt",
    });
    this.directory = new Table(this, "Directory", {
      ...common,
      encryptionKey: props.recordsKey,
      partitionKey: pk,
      sortKey: sk,
      // With the old image: only days that are no longer the same move a deadline.
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    });
  }
}
