import { Duration } from "aws-cdk-lib/core";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { calendarPartition } from "../../shared/store/calendar-keys.ts";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import { delayAfterChange } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";
import { partTimeout, queueOfParts } from "./work-in-parts.ts";

export type RecomputeProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
};

/** What follows from a changed calendar: every open deadline is computed anew. */
export class Recompute extends Construct {
  constructor(scope: Construct, id: string, { defaults, tables }: RecomputeProps) {
    super(scope, id);
    const queue = queueOfParts(this, {
      alarms: defaults.alarms,
      what: "A part of the open reports, or one of them, to be computed anew",
      late: "A calendar changed more than half an hour ago, and deadlines are still not computed anew.",
      runbook: "recompute",
    });
    this.#changes(defaults, tables, queue);
    this.#reports(defaults, tables, queue);
  }

  #changes(defaults: FunctionDefaults, tables: RecordTables, queue: Queue): void {
    const room = new Construct(this, "Changes");
    const changed = new CapabilityFunction(this, "Calendar", {
      defaults,
      bundle: "deadlines-calendar-changed",
      capability: "deadlines",
      description: "Turns a changed calendar into work on the open reports",
      timeout: Duration.seconds(30),
      environment: {
        RECOMPUTE_QUEUE_URL: queue.queueUrl,
        DELAY_SECONDS: String(delayAfterChange(defaults).toSeconds()),
      },
    });
    queue.grantSendMessages(changed.function);
    const undelivered = new DeadLetters(room, "Undelivered", {
      what: "A change of a calendar",
      runbook: "recompute-undelivered",
      alarms: defaults.alarms,
    });
    changed.function.addEventSource(
      new DynamoEventSource(tables.directory as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [
          FilterCriteria.filter({
            dynamodb: { Keys: { pk: { S: FilterRule.isEqual(calendarPartition) as unknown } } },
          }),
        ],
        batchSize: 10,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(undelivered.queue),
      }),
    );
    defaults.alarms.raise(room, "Late", {
      metric: changed.function.metric("IteratorAge", { period: Duration.minutes(1), statistic: "Maximum" }),
      threshold: Duration.minutes(5).toMilliseconds(),
      periods: 3,
      says: "A changed calendar waits for more than five minutes, and no deadline is computed anew.",
      runbook: "recompute-late",
    });
  }

  #reports(defaults: FunctionDefaults, tables: RecordTables, queue: Queue): void {
    const reports = new CapabilityFunction(this, "Reports", {
      defaults,
      bundle: "deadlines-recompute",
      capability: "deadlines",
      description: "Computes open deadlines anew after a calendar changed",
      timeout: partTimeout,
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        DIRECTORY_TABLE: tables.directory.tableName,
        RECOMPUTE_QUEUE_URL: queue.queueUrl,
      },
    });
    allowOnTable(reports.function, tables.complaints, { actions: ["GetItem", "PutItem"], indexes: ["due"] });
    allowOnTable(reports.function, tables.directory, { actions: ["Query"] });
    queue.grantSendMessages(reports.function);
    reports.function.addEventSource(
      new SqsEventSource(queue, {
        // One part of the reports fills a call; four at a time leave the table to the citizens.
        batchSize: 1,
        maxConcurrency: 4,
        reportBatchItemFailures: true,
      }),
    );
  }
}
