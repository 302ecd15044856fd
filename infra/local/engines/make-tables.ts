import type { Table } from "../plan/tables.ts";
import { startFailure } from "../failure.ts";
import { type Call, isServiceError } from "../services/aws-json.ts";

type Described = Readonly<{
  Table: { KeySchema: unknown; GlobalSecondaryIndexes?: { IndexName: string }[]; LatestStreamArn?: string };
}>;

const attributesFor = ({ attributeDefinitions }: Table, keySchemas: readonly unknown[]): unknown => {
  const used = JSON.stringify(keySchemas);
  return attributeDefinitions.filter(({ AttributeName }) => used.includes(`"${AttributeName}"`));
};

const create = async (dynamodb: Call, table: Table): Promise<void> => {
  await dynamodb("CreateTable", {
    TableName: table.name,
    KeySchema: table.keySchema,
    AttributeDefinitions: table.attributeDefinitions,
    BillingMode: "PAY_PER_REQUEST",
    ...(table.indexes.length > 0 && { GlobalSecondaryIndexes: table.indexes }),
    ...(table.streamViewType !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamViewType },
    }),
  });
  if (table.timeToLiveAttribute === undefined) return;
  await dynamodb("UpdateTimeToLive", {
    TableName: table.name,
    TimeToLiveSpecification: { AttributeName: table.timeToLiveAttribute, Enabled: true },
  });
};

/** Brings a table of an earlier start to what the template says now, as far as CloudFormation could without replacing it. */
const update = async (dynamodb: Call, table: Table, { Table: present }: Described): Promise<void> => {
  if (JSON.stringify(present.KeySchema) !== JSON.stringify(table.keySchema)) {
    throw startFailure(
      `The key of table ${table.name} changed since this data folder was made; start on another (TUNTAS_DATA)`,
    );
  }
  const has = new Set((present.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName));
  const wants = new Set(table.indexes.map(({ IndexName }) => IndexName));
  for (const index of table.indexes.filter(({ IndexName }) => !has.has(IndexName))) {
    const AttributeDefinitions = attributesFor(table, [table.keySchema, index["KeySchema"]]);
    await dynamodb("UpdateTable", {
      TableName: table.name,
      AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
  }
  for (const IndexName of has) {
    if (!wants.has(IndexName))
      await dynamodb("UpdateTable", {
        TableName: table.name,
        GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }],
      });
  }
  if (table.streamViewType !== undefined && present.LatestStreamArn === undefined) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType: table.streamViewType };
    await dynamodb("UpdateTable", { TableName: table.name, StreamSpecification });
  }
};

/**
 * Makes the tables that are missing. Returns the names of those that were there before. Expired items are not
 * deleted: in the cloud that takes up to two days too, so no function may rely on it.
 */
export const makeTables = async (dynamodb: Call, tables: readonly Table[]): Promise<ReadonlySet<string>> => {
  const earlier = new Set<string>();
  for (const table of tables) {
    try {
      // The protocol's answers are plain JSON; this is what the engine gives for this call.
      const described = (await dynamodb("DescribeTable", { TableName: table.name })) as unknown as Described;
      earlier.add(table.name);
      await update(dynamodb, table, described);
    } catch (error) {
      if (!isServiceError(error, "ResourceNotFoundException")) throw error;
      await create(dynamodb, table);
    }
  }
  return earlier;
};
