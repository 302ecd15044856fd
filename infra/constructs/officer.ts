import type { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";

export type OfficerProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
};

/** What officers do after they signed in. */
export class Officer extends CapabilityFunction {
  constructor(scope: Construct, id: string, { defaults, tables }: OfficerProps) {
    super(scope, id, {
      defaults,
      bundle: "officer",
      capability: "officer",
      description: "Shows officers their queue and takes their moves",
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        ...keptDirectory(defaults, tables),
      },
    });
    allowOnTable(this.function, tables.complaints, { actions: ["GetItem", "Query", "PutItem"], indexes: ["queue"] });
    allowOnTable(this.function, tables.directory, { actions: ["Query"] });
  }
}
