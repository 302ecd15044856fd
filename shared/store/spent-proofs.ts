import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Proof } from "../shell/challenge.ts";
import { proofPartition, proofSort } from "./keys.ts";

/** One piece of work is good for one report: it is written down with it, until the challenge has expired anyway. */
export const spentItem = (table: string, { nonce, expiresAt }: Proof): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: marshall({ pk: proofPartition(nonce), sk: proofSort, expiresAt }),
    ConditionExpression: "attribute_not_exists(pk)",
  },
});
