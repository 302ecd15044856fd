import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Stack } from "aws-cdk-lib/core";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { DynamoDBClient, ScanCommand, type AttributeValue } from "@aws-sdk/client-dynamodb";
import { RecordTables } from "../../infra/constructs/record-tables.ts";
import { makeTables } from "../../infra/local/engines/make-tables.ts";
import { startTablesEngine } from "../../infra/local/engines/tables-engine.ts";
import { readTables, type Table as TableShape } from "../../infra/local/plan/tables.ts";
import { createCall } from "../../infra/local/services/aws-json.ts";
import { readAssembly } from "../../infra/local/template/assembly.ts";
import { readResources } from "../../infra/local/template/resources.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { seedDirectoryStore } from "../../shared/store/directory-store.ts";

/**
 * A real engine with the tables as infra declares them: keys, indexes and streams are read out of the synthesized
 * template, so an index that a query needs and infra lacks fails here.
 */

export type Item = Readonly<Record<string, AttributeValue>>;

export type TestEngine = {
  readonly client: DynamoDBClient;
  /** Another client, for a test that does something to it. */
  readonly connect: () => DynamoDBClient;
  readonly store: ComplaintStore;
  readonly identityTable: string;
  readonly directoryTable: string;
  /** Everything that is in a table. */
  readonly itemsOf: (table: string) => Promise<readonly Item[]>;
  readonly stop: () => Promise<void>;
};

type Declared = { readonly shapes: readonly TableShape[]; readonly names: Readonly<Record<TableName, string>> };
type TableName = "complaints" | "identities" | "directory";

let declared: Declared | undefined;
const declaredTables = (): Declared => (declared ??= declare());

const declare = (): Declared => {
  const folder = mkdtempSync(join(tmpdir(), "tuntas-template-"));
  const app = new App({ outdir: folder, analyticsReporting: false, stackTraces: false, treeMetadata: false });
  const stack = new Stack(app, "Records", { env: { region: "ap-southeast-3" } });
  const tables = new RecordTables(stack, "Tables", {
    recordsKey: new Key(stack, "RecordsKey"),
    identityKey: new Key(stack, "IdentityKey"),
    protectData: false,
    recoveryDays: 1,
  });
  app.synth();
  const shapes = readTables(readResources(readAssembly(folder), { aws: "", api: "" }));
  rmSync(folder, { recursive: true, force: true });
  const nameOf = (table: Table): string => {
    const logicalId = stack.resolve(table.tableName) as { readonly Ref: string };
    const shape = shapes.find(({ name }) => name.endsWith(logicalId.Ref));
    if (!shape) throw new Error(`the template has no table ${logicalId.Ref}`);
    return shape.name;
  };
  return {
    shapes,
    names: {
      complaints: nameOf(tables.complaints),
      identities: nameOf(tables.identities),
      directory: nameOf(tables.directory),
    },
  };
};

/** @param withDirectory whether the seed lies in the directory's table; most tests know it without reading it there. */
export const startEngine = async ({ withDirectory = false } = {}): Promise<TestEngine> => {
  const folder = mkdtempSync(join(tmpdir(), "tuntas-store-"));
  const engine = await startTablesEngine(folder, join(folder, "tables.db"));
  const { shapes, names } = declaredTables();
  await makeTables(
    createCall(() => engine.url, "dynamodb", "DynamoDB_20120810"),
    shapes,
  );
  const connect = (): DynamoDBClient =>
    new DynamoDBClient({
      endpoint: engine.url,
      region: "ap-southeast-3",
      credentials: { accessKeyId: "dummy", secretAccessKey: "dummy" },
    });
  const client = connect();
  if (withDirectory) await seedDirectoryStore({ client, table: names.directory }, seedDirectory());

  const itemsOf = async (table: string): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({ TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
      );
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  };
  return {
    client,
    connect,
    store: { client, table: names.complaints },
    identityTable: names.identities,
    directoryTable: names.directory,
    itemsOf,
    stop: async () => {
      client.destroy();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
