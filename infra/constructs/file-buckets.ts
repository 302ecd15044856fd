import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib/core";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { reserveReading } from "./file-access.ts";

export type FileBucketsProps = {
  /** Whether files refuse to be deleted with their stack. */
  readonly protectData: boolean;
  /** Days after which an inspected file goes, whatever became of its report. */
  readonly retentionDays: number;
  /** For how many days what was overwritten or deleted can be had back: no fewer than tables can be restored. */
  readonly recoveryDays: number;
  /** Name of the one role that reads what is sealed. By name: the role comes with the service, which needs the bucket. */
  readonly openerRoleName: string;
};

/** Where inspected files lie: copies without any tag under `clean/`, and under `sealed/` the originals, if kept at all. */
export class FileBuckets extends Construct {
  readonly key: Key;
  readonly evidence: Bucket;
  /** The role that has to have this name to read what is sealed. */
  readonly openerRoleName: string;

  constructor(scope: Construct, id: string, props: FileBucketsProps) {
    super(scope, id);
    const { protectData, retentionDays, recoveryDays } = props;
    this.openerRoleName = props.openerRoleName;
    const removalPolicy = protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = new Key(this, "Key", { description: "Files of reports", enableKeyRotation: true, removalPolicy });
    this.evidence = new Bucket(this, "Evidence", {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      removalPolicy,
      lifecycleRules: [
        {
          id: "retention",
          expiration: Duration.days(retentionDays),
          // A report that is restored has its files, whatever became of them meanwhile.
          noncurrentVersionExpiration: Duration.days(recoveryDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    const opener = Stack.of(this).formatArn({
      service: "iam",
      region: "",
      resource: "role",
      resourceName: props.openerRoleName,
    });
    reserveReading(this.evidence, "sealed/", [opener]);
  }
}
