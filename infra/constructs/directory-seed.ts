import { CfnCustomResource, Duration } from "aws-cdk-lib/core";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";

export type DirectorySeedProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  /** Changes exactly when the seed does; then the next deployment seeds again. */
  readonly seedDigest: string;
};

/** Fills the directory during the deployment, so that the first report already finds its agency. */
export class DirectorySeed extends Construct {
  constructor(scope: Construct, id: string, { defaults, tables, seedDigest }: DirectorySeedProps) {
    super(scope, id);
    const seed = new CapabilityFunction(this, "Seed", {
      defaults,
      bundle: "directory-seed",
      capability: "directory",
      description: "Writes what is missing into the directory during a deployment",
      timeout: Duration.minutes(2),
      environment: { DIRECTORY_TABLE: tables.directory.tableName },
    });
    allowOnTable(seed.function, tables.directory, { actions: ["PutItem"] });
    const undelivered = new DeadLetters(this, "Undelivered", {
      what: "A request of CloudFormation to seed the directory",
      runbook: "directory-seed-undelivered",
      alarms: defaults.alarms,
    });
    seed.function.configureAsyncInvoke({ onFailure: new SqsDestination(undelivered.queue), retryAttempts: 2 });
    new CfnCustomResource(this, "Resource", {
      serviceToken: seed.function.functionArn,
      // Three attempts of two minutes, a minute and two between them; CloudFormation itself would wait an hour.
      serviceTimeout: Duration.minutes(10).toSeconds(),
    }).addPropertyOverride("seed", seedDigest);
  }
}
