import { Duration } from "aws-cdk-lib/core";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowOnTable } from "./table-access.ts";

export type DeadlinesProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  /** Where mails go that waited for an office to open. */
  readonly mailQueue: Queue;
  /** Time between two sweeps. */
  readonly every: Duration;
};

/**
 * Most of the time until the next sweep, within Lambda's 15 minutes. Two sweeps at once would do no harm, since each
 * write names its version.
 */
const timeoutOf = (every: Duration): Duration => Duration.seconds(Math.min(every.toSeconds() - 30, 15 * 60));

/** Looks again and again for what has fallen due, and lets it have its consequence. */
export class Deadlines extends Construct {
  constructor(scope: Construct, id: string, { defaults, tables, mailQueue, every }: DeadlinesProps) {
    super(scope, id);
    const sweep = new CapabilityFunction(this, "Sweep", {
      defaults,
      bundle: "deadlines-sweep",
      capability: "deadlines",
      description: "Acts on deadlines that have passed and wakes mails whose office has opened",
      timeout: timeoutOf(every),
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        MAIL_QUEUE_URL: mailQueue.queueUrl,
        ...keptDirectory(defaults, tables),
      },
    });
    allowOnTable(sweep.function, tables.complaints, { actions: ["GetItem", "PutItem"], indexes: ["due"] });
    allowOnTable(sweep.function, tables.directory, { actions: ["Query"] });
    mailQueue.grantSendMessages(sweep.function);

    const undelivered = new DeadLetters(this, "Undelivered", {
      what: "A sweep of the deadlines",
      runbook: "sweep-undelivered",
      alarms: defaults.alarms,
    });
    // A sweep that is older than the next one has nothing left to do.
    sweep.function.configureAsyncInvoke({
      onFailure: new SqsDestination(undelivered.queue),
      retryAttempts: 1,
      maxEventAge: every,
    });
    new Rule(this, "Schedule", {
      description: "Time to look for deadlines that have passed",
      schedule: Schedule.rate(every),
      targets: [
        new LambdaFunction(sweep.function, {
          deadLetterQueue: undelivered.queue,
          retryAttempts: 3,
          maxEventAge: every,
        }),
      ],
    });
    defaults.alarms.raise(this, "Silent", {
      metric: sweep.function.metricInvocations({ period: every, statistic: "Sum" }),
      threshold: 1,
      below: true,
      periods: 3,
      says: "No sweep of the deadlines has started for three intervals: no deadline is acted on.",
      runbook: "sweep-silent",
    });
  }
}
