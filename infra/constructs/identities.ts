import { Duration } from "aws-cdk-lib/core";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";

export type IdentitiesProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
};

/** A government opens an identity now and then, in danger or for a court; more in a day is somebody who looks around. */
const manyInOneDay = 4;

/** Where a supervisor opens who a reporter is; the only function for officers that can read it. */
export class Identities extends CapabilityFunction {
  constructor(scope: Construct, id: string, { defaults, tables }: IdentitiesProps) {
    super(scope, id, {
      // What is opened is logged whatever a stage leaves out: the alarm below hears it there.
      defaults: { ...defaults, logLevel: defaults.logLevel === "ERROR" ? "WARN" : defaults.logLevel },
      bundle: "identities",
      capability: "identities",
      description: "Opens who a reporter is to a supervisor who says why",
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        IDENTITY_TABLE: tables.identities.tableName,
        ...keptDirectory(defaults, tables),
      },
    });
    allowOnTable(this.function, tables.complaints, { actions: ["GetItem", "Query", "PutItem"] });
    // One at a time, by the name of its report: nobody can list them.
    allowOnTable(this.function, tables.identities, { actions: ["GetItem"] });
    allowOnTable(this.function, tables.directory, { actions: ["Query"] });

    const opened = new MetricFilter(this, "Opened", {
      logGroup: this.function.logGroup,
      filterPattern: FilterPattern.stringValue("$.code", "=", "IDENTITY_OPENED"),
      metricNamespace: "Tuntas",
      metricName: `IdentitiesOpened-${defaults.stage}`,
      metricValue: "1",
    });
    defaults.alarms.raise(this, "ManyOpened", {
      metric: opened.metric({ period: Duration.days(1), statistic: "Sum" }),
      threshold: manyInOneDay,
      says: "Four or more identities of reporters were opened within a day.",
      runbook: "identities-opened",
    });
  }
}
