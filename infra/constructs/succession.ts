import { Duration } from "aws-cdk-lib/core";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { agencyPartition } from "../../shared/store/entry-keys.ts";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import { delayAfterChange } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";
import { partTimeout, queueOfParts } from "./work-in-parts.ts";

export type SuccessionProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
};

/**
 * The last day of an office passes in silence, and a report comes back to one that is closed when its reporter reopens
 * it: nobody waits longer than this for the office that follows.
 */
const every = Duration.hours(1);

/** What follows from a closed office: its open reports go to its successor. */
export class Succession extends Construct {
  constructor(scope: Construct, id: string, { defaults, tables }: SuccessionProps) {
    super(scope, id);
    const queue = queueOfParts(this, {
      alarms: defaults.alarms,
      what: "The desk of a closed office, or a report on it, to be cleared",
      late: "An office has closed more than half an hour ago, and its successor still has not got all of its reports.",
      runbook: "succession",
    });
    this.#look(defaults, tables, queue);
    this.#takeOver(defaults, tables, queue);
  }

  #look(defaults: FunctionDefaults, tables: RecordTables, queue: Queue): void {
    const room = new Construct(this, "Looking");
    const look = new CapabilityFunction(this, "Look", {
      defaults,
      bundle: "succession-look",
      capability: "succession",
      description: "Has closed offices looked for, when an office is changed and every hour",
      timeout: Duration.seconds(30),
      environment: {
        SUCCESSION_QUEUE_URL: queue.queueUrl,
        DELAY_SECONDS: String(delayAfterChange(defaults).toSeconds()),
      },
    });
    queue.grantSendMessages(look.function);
    const undelivered = new DeadLetters(room, "Undelivered", {
      what: "A change of an office, or an hourly look for closed ones",
      runbook: "succession-undelivered",
      alarms: defaults.alarms,
    });
    look.function.addEventSource(
      new DynamoEventSource(tables.directory as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [
          FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: FilterRule.isEqual(agencyPartition) as unknown } } } }),
        ],
        // One look sees what a whole import has changed.
        batchSize: 100,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(undelivered.queue),
      }),
    );
    look.function.configureAsyncInvoke({
      onFailure: new SqsDestination(undelivered.queue),
      retryAttempts: 2,
      maxEventAge: every,
    });
    new Rule(room, "Schedule", {
      description: "Time to look for offices whose last day has passed",
      schedule: Schedule.rate(every),
      targets: [
        new LambdaFunction(look.function, {
          deadLetterQueue: undelivered.queue,
          retryAttempts: 3,
          maxEventAge: every,
        }),
      ],
    });
    defaults.alarms.raise(room, "Silent", {
      metric: look.function.metricInvocations({ period: every, statistic: "Sum" }),
      threshold: 1,
      below: true,
      periods: 3,
      says: "Nobody has looked for closed offices for three hours: their reports stay where nobody reads them.",
      runbook: "succession-late",
    });
    defaults.alarms.raise(room, "Late", {
      metric: look.function.metric("IteratorAge", { period: Duration.minutes(1), statistic: "Maximum" }),
      threshold: Duration.minutes(5).toMilliseconds(),
      periods: 3,
      says: "A changed office waits for more than five minutes, and nobody looks whether it has closed.",
      runbook: "succession-late",
    });
  }

  #takeOver(defaults: FunctionDefaults, tables: RecordTables, queue: Queue): void {
    const takeOver = new CapabilityFunction(this, "TakeOver", {
      defaults,
      bundle: "succession-take-over",
      capability: "succession",
      description: "Gives the open reports of a closed office to its successor",
      timeout: partTimeout,
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        DIRECTORY_TABLE: tables.directory.tableName,
        SUCCESSION_QUEUE_URL: queue.queueUrl,
      },
    });
    allowOnTable(takeOver.function, tables.complaints, { actions: ["GetItem", "PutItem"], indexes: ["queue"] });
    allowOnTable(takeOver.function, tables.directory, { actions: ["Query"] });
    queue.grantSendMessages(takeOver.function);
    takeOver.function.addEventSource(
      new SqsEventSource(queue, {
        // One desk fills a call; two at a time leave the table to the citizens.
        batchSize: 1,
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      }),
    );
  }
}
