import type { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";

export type RegisterProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
};

/** What everybody may know: agencies, categories, regions, the API's own description. */
export class Register extends CapabilityFunction {
  constructor(scope: Construct, id: string, { defaults, tables }: RegisterProps) {
    super(scope, id, {
      defaults,
      bundle: "register",
      capability: "register",
      description: "Serves the lists that citizens pick from, and the API's description",
      environment: keptDirectory(defaults, tables),
    });
    allowOnTable(this.function, tables.directory, { actions: ["Query"] });
  }
}
