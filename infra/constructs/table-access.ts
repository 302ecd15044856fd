import { Stack } from "aws-cdk-lib/core";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";

/** What a function may do with items; a transaction needs exactly the rights of the writes in it. */
export type TableAction =
  | "BatchGetItem"
  | "BatchWriteItem"
  | "ConditionCheckItem"
  | "DeleteItem"
  | "GetItem"
  | "PutItem"
  | "Query"
  | "UpdateItem";

export type TableAccess = {
  readonly actions: readonly TableAction[];
  /** Indexes that may be queried. Default: none */
  readonly indexes?: readonly string[];
};

/**
 * Allows just these actions on just this table and these indexes. The construct library's own grants come in two
 * sizes, all reading and all writing, and open every index.
 */
export const allowOnTable = (grantee: IGrantable, table: Table, { actions, indexes = [] }: TableAccess): void => {
  const principal = grantee.grantPrincipal;
  principal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [table.tableArn],
    }),
  );
  if (indexes.length > 0) {
    principal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["dynamodb:Query"],
        resources: indexes.map((index) => `${table.tableArn}/index/${index}`),
      }),
    );
  }
  if (table.encryptionKey === undefined) return;
  // DynamoDB opens the table's key in the caller's name; through any other service the key stays shut to the caller.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
  principal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      resources: [table.encryptionKey.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `dynamodb.${Stack.of(table).region}.amazonaws.com` } },
    }),
  );
};
