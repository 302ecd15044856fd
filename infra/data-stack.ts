import { CfnOutput, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib/core";
import { Key } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { FileBuckets } from "./constructs/file-buckets.ts";
import { MailDomain } from "./constructs/mail-domain.ts";
import { OfficerSignIn } from "./constructs/officer-sign-in.ts";
import { RecordTables } from "./constructs/record-tables.ts";
import type { Settings } from "./stages.ts";

export type DataStackProps = StackProps & { readonly settings: Settings };

/** What must outlive every change of the service: records, keys, sign-ins and the right to send mail. */
export class DataStack extends Stack {
  readonly tables: RecordTables;
  /** Signs the links in dispositions and the pages of lists. */
  readonly signingSecret: Secret;
  readonly signIn: OfficerSignIn;
  readonly mailDomain: MailDomain;
  readonly files: FileBuckets;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const removalPolicy = settings.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const recordsKey = new Key(this, "RecordsKey", {
      description: `Complaints, directory and signing secret of ${this.stackName}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    const identityKey = new Key(this, "IdentityKey", {
      description: `Who the reporters are, ${this.stackName}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.tables = new RecordTables(this, "Tables", {
      recordsKey,
      identityKey,
      protectData: settings.protectData,
      recoveryDays: settings.recoveryDays,
      warmThroughput:
        settings.warmReads === undefined || settings.warmWrites === undefined
          ? undefined
          : { readUnitsPerSecond: settings.warmReads, writeUnitsPerSecond: settings.warmWrites },
    });
    this.signingSecret = new Secret(this, "SigningSecret", {
      description: "Signs the answer links that agencies get by mail",
      encryptionKey: recordsKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    this.signIn = new OfficerSignIn(this, "Officers", {
      protectData: settings.protectData,
      watchSignIns: settings.watchSignIns,
    });
    this.files = new FileBuckets(this, "Files", {
      protectData: settings.protectData,
      retentionDays: settings.attachmentYears * 366,
      recoveryDays: settings.recoveryDays,
      // Names of roles are unique in an account, whatever the region.
      openerRoleName: `tuntas-${settings.stage}-originals-${settings.region}`,
    });
    this.mailDomain = new MailDomain(this, "Mail", { domain: settings.mailDomain });

    new CfnOutput(this, "ComplaintTableName", { value: this.tables.complaints.tableName });
    new CfnOutput(this, "IdentityTableName", { value: this.tables.identities.tableName });
    new CfnOutput(this, "DirectoryTableName", { value: this.tables.directory.tableName });
    new CfnOutput(this, "SigningSecretArn", { value: this.signingSecret.secretArn });
    new CfnOutput(this, "UserPoolId", { value: this.signIn.pool.userPoolId });
    new CfnOutput(this, "UserPoolClientId", { value: this.signIn.client.userPoolClientId });
  }
}
