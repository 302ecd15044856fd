import { Duration } from "aws-cdk-lib/core";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import { allowOnFiles } from "./file-access.ts";
import type { FileBuckets } from "./file-buckets.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowReading } from "./secret-access.ts";
import { allowOnTable } from "./table-access.ts";

export type RightsProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  readonly signingSecret: Secret;
  readonly files: FileBuckets;
};

const every = Duration.days(1);

/**
 * What reporters may ask about the data that are held on them, and what is erased after years. Both read who a reporter
 * is: to show it, and to find the name in what they wrote when it has to go.
 */
export class Rights extends Construct {
  /** What reporters, and platform admins, ask. */
  readonly function: CapabilityFunction["function"];

  constructor(scope: Construct, id: string, { defaults, tables, signingSecret, files }: RightsProps) {
    super(scope, id);
    const environment = {
      COMPLAINT_TABLE: tables.complaints.tableName,
      IDENTITY_TABLE: tables.identities.tableName,
      ...keptDirectory(defaults, tables),
      EVIDENCE_BUCKET: files.evidence.bucketName,
    };
    const people = new CapabilityFunction(this, "People", {
      defaults,
      bundle: "rights",
      capability: "rights",
      description: "Shows reporters what is held on them, corrects and erases it",
      environment: { ...environment, SIGNING_SECRET_ARN: signingSecret.secretArn },
    });
    this.function = people.function;
    // The index: what will go, for a platform admin.
    allowOnTable(people.function, tables.complaints, {
      actions: ["GetItem", "Query", "PutItem", "UpdateItem"],
      indexes: ["due"],
    });
    allowOnTable(people.function, tables.identities, { actions: ["GetItem", "PutItem", "DeleteItem"] });
    allowReading(people.function, signingSecret);

    const retain = new CapabilityFunction(this, "Retain", {
      defaults,
      bundle: "rights-retain",
      capability: "rights",
      description: "Erases what has been kept long enough after the end of a report",
      timeout: Duration.minutes(15),
      environment,
    });
    allowOnTable(retain.function, tables.complaints, { actions: ["Query", "PutItem"], indexes: ["due"] });
    allowOnTable(retain.function, tables.identities, { actions: ["GetItem", "DeleteItem"] });
    for (const { function: its } of [people, retain]) {
      allowOnTable(its, tables.directory, { actions: ["Query"] });
      // Nothing is read there: what goes is named by the report.
      allowOnFiles(its, files.evidence, ["clean/", "sealed/"], ["DeleteObject"]);
    }
    this.#everyDay(retain, defaults);
  }

  #everyDay(retain: CapabilityFunction, defaults: FunctionDefaults): void {
    const undelivered = new DeadLetters(this, "Undelivered", {
      what: "A day's erasing of what was kept long enough",
      runbook: "retention-undelivered",
      alarms: defaults.alarms,
    });
    retain.function.configureAsyncInvoke({
      onFailure: new SqsDestination(undelivered.queue),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
    });
    new Rule(this, "Schedule", {
      description: "Time to erase what has been kept long enough",
      schedule: Schedule.rate(every),
      targets: [
        new LambdaFunction(retain.function, {
          deadLetterQueue: undelivered.queue,
          retryAttempts: 3,
          maxEventAge: every,
        }),
      ],
    });
    defaults.alarms.raise(this, "Silent", {
      metric: retain.function.metricInvocations({ period: every, statistic: "Sum" }),
      threshold: 1,
      below: true,
      periods: 2,
      says: "For two days nothing has looked for what was kept long enough: data stay longer than they may.",
      runbook: "retention-silent",
    });
  }
}
