import * as z from "zod";
import type { Resources } from "../template/resources.ts";
import { flag, parseProperties, unsupported } from "./shape.ts";

export type Table = Readonly<{
  name: string;
  arn: string;
  keySchema: readonly unknown[];
  attributeDefinitions: readonly { AttributeName: string; AttributeType: string }[];
  indexes: readonly Readonly<Record<string, unknown> & { IndexName: string }>[];
  streamViewType?: string;
  timeToLiveAttribute?: string;
}>;

const shape = z.looseObject({
  KeySchema: z.array(z.unknown()),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z
    .array(z.looseObject({ IndexName: z.string(), KeySchema: z.unknown(), Projection: z.unknown() }))
    .default([]),
  LocalSecondaryIndexes: unsupported("local indexes are not made"),
  StreamSpecification: z.looseObject({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.looseObject({ AttributeName: z.string().optional(), Enabled: flag }).optional(),
});

/** Tables of either type: a global table with one replica is what CDK's `TableV2` makes. */
export const readTables = (resources: Resources): readonly Table[] =>
  resources.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").map((resource) => {
    const properties = parseProperties(shape, resource);
    const timeToLive = properties.TimeToLiveSpecification;
    return {
      name: resource.ref,
      arn: resource.arn,
      keySchema: properties.KeySchema,
      attributeDefinitions: properties.AttributeDefinitions,
      indexes: properties.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
      ...(properties.StreamSpecification && { streamViewType: properties.StreamSpecification.StreamViewType }),
      ...(timeToLive?.Enabled === true &&
        timeToLive.AttributeName !== undefined && { timeToLiveAttribute: timeToLive.AttributeName }),
    };
  });
