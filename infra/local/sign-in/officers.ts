import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { officer } from "../../../shared/domain/directory.ts";
import type { LambdaFunction } from "../plan/functions.ts";
import type { Call } from "../services/aws-json.ts";
import type { SeededOfficer } from "./issuer.ts";

/** Keys and bookkeeping of the store stand beside the officer's own fields. */
const stored = z.object(officer.shape);

/** The officers in the directory that the functions themselves read. */
export const readOfficers = async (
  dynamodb: Call,
  functions: readonly LambdaFunction[],
): Promise<readonly SeededOfficer[]> => {
  const TableName = functions
    .map(({ environment }) => environment["DIRECTORY_TABLE"])
    .find((name) => name !== undefined);
  if (TableName === undefined) return [];
  const found: SeededOfficer[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const { Items, LastEvaluatedKey } = await dynamodb("Query", {
      TableName,
      KeyConditionExpression: "pk = :kind",
      ExpressionAttributeValues: { ":kind": { S: "officers" } },
      ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
    });
    for (const item of Items as Parameters<typeof unmarshall>[0][]) found.push(stored.parse(unmarshall(item)));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return found;
};
