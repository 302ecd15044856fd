import * as z from "zod";
import type { Resources } from "../template/resources.ts";
import { flag, parseProperties } from "./shape.ts";

export type Queue = Readonly<{ name: string; arn: string; url: string; attributes: Readonly<Record<string, string>> }>;

const attribute = z.coerce.string().optional();
const shape = z.looseObject({
  VisibilityTimeout: attribute,
  DelaySeconds: attribute,
  MaximumMessageSize: attribute,
  MessageRetentionPeriod: attribute,
  ReceiveMessageWaitTimeSeconds: attribute,
  FifoQueue: flag.optional(),
  ContentBasedDeduplication: flag.optional(),
  RedrivePolicy: z.looseObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

export const readQueues = (resources: Resources): readonly Queue[] =>
  resources.of("AWS::SQS::Queue").map((resource) => {
    const { RedrivePolicy, FifoQueue, ContentBasedDeduplication, ...properties } = parseProperties(shape, resource);
    const {
      VisibilityTimeout,
      DelaySeconds,
      MaximumMessageSize,
      MessageRetentionPeriod,
      ReceiveMessageWaitTimeSeconds,
    } = properties;
    const given = {
      VisibilityTimeout,
      DelaySeconds,
      MaximumMessageSize,
      MessageRetentionPeriod,
      ReceiveMessageWaitTimeSeconds,
      FifoQueue: FifoQueue === true ? "true" : undefined,
      ContentBasedDeduplication: ContentBasedDeduplication === true ? "true" : undefined,
      RedrivePolicy: RedrivePolicy === undefined ? undefined : JSON.stringify(RedrivePolicy),
    };
    const attributes = Object.entries(given).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    );
    return {
      name: resource.arn.split(":").at(-1) ?? resource.ref,
      arn: resource.arn,
      url: resource.ref,
      attributes: Object.fromEntries(attributes),
    };
  });
