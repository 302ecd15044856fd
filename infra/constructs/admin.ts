import type { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";

export type AdminProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
};

/** What platform admins change in the directory. */
export class Admin extends CapabilityFunction {
  constructor(scope: Construct, id: string, { defaults, tables }: AdminProps) {
    super(scope, id, {
      defaults,
      bundle: "admin",
      capability: "admin",
      description: "Lets platform admins change the directory",
      environment: { DIRECTORY_TABLE: tables.directory.tableName },
    });
    allowOnTable(this.function, tables.directory, { actions: ["GetItem", "Query", "PutItem"] });
  }
}
