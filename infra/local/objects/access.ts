import type { Bucket } from "../plan/buckets.ts";
import type { Authorize } from "../services/authorize.ts";
import type { Need } from "../services/needs.ts";
import { isServiceError } from "../services/aws-json.ts";
import { accessDenied, objectError } from "./errors.ts";
import type { StoredObject } from "./store.ts";

/**
 * Which actions a call needs, and on what: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export type Access = Readonly<{
  mayPut: (caller: string, bucket: Bucket, key: string) => void;
  mayGet: (caller: string, bucket: Bucket, key: string, version: string | undefined) => void;
  /** Reads what is encrypted; heads are not. */
  mayDecrypt: (caller: string, bucket: Bucket) => void;
  mayDelete: (caller: string, bucket: Bucket, key: string, version: string | undefined) => void;
  mayList: (caller: string, bucket: Bucket, prefix: string | undefined) => void;
  /** What to say of an object that is not there: who may not list the bucket does not learn so. */
  missing: (caller: string, bucket: Bucket, key: string) => Error;
}>;

export const createAccess = (authorize: Authorize): Access => {
  const ask = (caller: string, ...needs: Need[]): void => {
    try {
      authorize(caller, needs);
    } catch (error) {
      if (isServiceError(error)) throw accessDenied(error.message);
      throw error;
    }
  };
  const on = (bucket: Bucket, key: string): string => `${bucket.arn}/${key}`;
  const withKey = (action: string, { keyArn }: Bucket): Need[] =>
    keyArn === undefined ? [] : [{ action, resource: keyArn }];
  const mayList: Access["mayList"] = (caller, bucket, prefix) => {
    ask(caller, {
      action: "s3:ListBucket",
      resource: bucket.arn,
      ...(prefix !== undefined && { facts: { "s3:prefix": prefix } }),
    });
  };
  return {
    mayList,
    mayPut: (caller, bucket, key) => {
      ask(caller, { action: "s3:PutObject", resource: on(bucket, key) }, ...withKey("kms:GenerateDataKey", bucket));
    },
    mayGet: (caller, bucket, key, version) => {
      ask(caller, {
        action: version === undefined ? "s3:GetObject" : "s3:GetObjectVersion",
        resource: on(bucket, key),
      });
    },
    mayDecrypt: (caller, bucket) => {
      ask(caller, ...withKey("kms:Decrypt", bucket));
    },
    mayDelete: (caller, bucket, key, version) => {
      ask(caller, {
        action: version === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion",
        resource: on(bucket, key),
      });
    },
    missing: (caller, bucket, key) => {
      try {
        mayList(caller, bucket, undefined);
      } catch (error) {
        if (error instanceof Error) return error;
      }
      return objectError("NoSuchKey", "The specified key does not exist.", { Key: key });
    },
  };
};

/** The id of an object's version, in a bucket that has versions: each version has a file of its own. */
export const versionOf = ({ versioned }: Bucket, { file }: Pick<StoredObject, "file">): string | undefined =>
  versioned ? file.replaceAll("-", "") : undefined;
