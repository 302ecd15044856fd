import type { Need } from "../services/needs.ts";
import type { LambdaFunction } from "./functions.ts";
import type { QueueMapping, StreamMapping } from "./mappings.ts";

/**
 * What Lambda itself does in a function's name. Here the engines do it, and ask nobody; in the cloud the function
 * would get nothing to do, or what failed would be lost, if its role did not allow it.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html#events-dynamodb-permissions
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
 */
export type PlatformNeed = Need & Readonly<{ function: LambdaFunction }>;

const reading = {
  stream: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
  queue: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
} as const;

export const platformNeeds = (
  functions: readonly LambdaFunction[],
  mappings: readonly (StreamMapping | QueueMapping)[],
): readonly PlatformNeed[] => [
  ...mappings.flatMap((mapping) => [
    ...reading[mapping.kind].map((action) => ({ function: mapping.function, action, resource: mapping.sourceArn })),
    ...(mapping.kind === "stream" ? leaving(mapping.function, mapping.onFailureArn) : []),
  ]),
  ...functions.flatMap((own) => leaving(own, own.asynchronous.deadLetterArn)),
];

const leaving = (own: LambdaFunction, queueArn: string | undefined): readonly PlatformNeed[] =>
  queueArn === undefined ? [] : [{ function: own, action: "sqs:SendMessage", resource: queueArn }];
