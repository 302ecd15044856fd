import { Stack } from "aws-cdk-lib/core";
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";

/** What a function may do with single files. */
export type FileAction = "DeleteObject" | "GetObject" | "PutObject";

/**
 * Allows just these actions on files under just these prefixes. The construct library's own grants open all of a
 * bucket, and list it.
 */
export const allowOnFiles = (
  grantee: IGrantable,
  bucket: Bucket,
  prefixes: readonly string[],
  actions: readonly FileAction[],
): void => {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `s3:${action}`),
      resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
    }),
  );
};

/** S3 tells a file that is gone from one that is forbidden to those alone who may list its bucket. */
export const allowToldWhatIsGone = (grantee: IGrantable, bucket: Bucket): void => {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.bucketArn] }),
  );
};

/** S3 opens the files' key in the caller's name: to read takes the one right, to write both. */
export const allowKeyOfFiles = (
  grantee: IGrantable,
  key: IKey,
  actions: readonly ("kms:Decrypt" | "kms:GenerateDataKey")[],
): void => {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [key.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${Stack.of(key).region}.amazonaws.com` } },
    }),
  );
};

/**
 * Refuses to read files under a prefix to everybody but these roles, whatever anybody's own policies allow. Only reading:
 * who runs the account still manages the bucket, and can change even this, which is then in CloudTrail.
 */
export const reserveReading = (bucket: Bucket, prefix: string, roleArns: readonly string[]): void => {
  bucket.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ["s3:GetObject*"],
      resources: [bucket.arnForObjects(`${prefix}*`)],
      conditions: { ArnNotEquals: { "aws:PrincipalArn": [...roleArns] } },
    }),
  );
};
