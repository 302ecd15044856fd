import * as z from "zod";
import { startFailure } from "../failure.ts";
import { type Pattern, readPattern } from "../events/pattern.ts";
import type { Resources } from "../template/resources.ts";
import type { LambdaFunction } from "./functions.ts";
import { flag, number, parseProperties, unsupported } from "./shape.ts";

type Common = Readonly<{
  id: string;
  function: LambdaFunction;
  sourceArn: string;
  batchSize: number;
  /** An event goes to the function if any of these matches; none given: every event. */
  filters: readonly Pattern[];
  reportsItemFailures: boolean;
}>;
export type StreamMapping = Common &
  Readonly<{
    kind: "stream";
    fromLatest: boolean;
    bisect: boolean;
    /** Undefined: until the record expires. */
    retries?: number;
    maximumAgeSeconds?: number;
    onFailureArn?: string;
  }>;
export type QueueMapping = Common & Readonly<{ kind: "queue"; concurrency?: number }>;

const shape = z.looseObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: flag.default(true),
  BatchSize: number.optional(),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).optional(),
  BisectBatchOnFunctionError: flag.default(false),
  MaximumRetryAttempts: number.default(-1),
  MaximumRecordAgeInSeconds: number.default(-1),
  DestinationConfig: z.looseObject({ OnFailure: z.looseObject({ Destination: z.string() }) }).optional(),
  FilterCriteria: z.looseObject({ Filters: z.array(z.looseObject({ Pattern: z.string() })) }).optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  ScalingConfig: z.looseObject({ MaximumConcurrency: number }).optional(),
  TumblingWindowInSeconds: unsupported("tumbling windows are not kept"),
});

/**
 * Event source mappings. `MaximumBatchingWindowInSeconds` is not followed: it only waits for fuller batches, and
 * `ParallelizationFactor` only for more of them at once; an event's order and its retries do not depend on them.
 */
export const readMappings = (
  resources: Resources,
  functions: readonly LambdaFunction[],
): readonly (StreamMapping | QueueMapping)[] =>
  resources.of("AWS::Lambda::EventSourceMapping").flatMap((resource): (StreamMapping | QueueMapping)[] => {
    const properties = parseProperties(shape, resource);
    if (!properties.Enabled) return [];
    const target = functions.find(({ name, arn }) => [name, arn].includes(properties.FunctionName));
    if (target === undefined)
      throw startFailure(`${resource.logicalId} feeds the function ${properties.FunctionName}, which does not exist`);
    const common = {
      id: `${resource.stackName}/${resource.logicalId}`,
      function: target,
      sourceArn: properties.EventSourceArn,
      filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
        readPattern(Pattern, resource.logicalId),
      ),
      reportsItemFailures: properties.FunctionResponseTypes.length > 0,
    };
    const service = properties.EventSourceArn.split(":")[2];
    if (service === "sqs") {
      const concurrency = properties.ScalingConfig?.MaximumConcurrency;
      return [
        {
          ...common,
          kind: "queue",
          batchSize: properties.BatchSize ?? 10,
          ...(concurrency !== undefined && { concurrency }),
        },
      ];
    }
    if (service !== "dynamodb")
      throw startFailure(`${resource.logicalId} reads events from ${service}, which the local cloud does not have`);
    const onFailureArn = properties.DestinationConfig?.OnFailure.Destination;
    return [
      {
        ...common,
        kind: "stream",
        batchSize: properties.BatchSize ?? 100,
        fromLatest: properties.StartingPosition === "LATEST",
        bisect: properties.BisectBatchOnFunctionError,
        ...(properties.MaximumRetryAttempts >= 0 && { retries: properties.MaximumRetryAttempts }),
        ...(properties.MaximumRecordAgeInSeconds >= 0 && { maximumAgeSeconds: properties.MaximumRecordAgeInSeconds }),
        ...(onFailureArn !== undefined && { onFailureArn }),
      },
    ];
  });
