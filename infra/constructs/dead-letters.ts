import { Duration } from "aws-cdk-lib/core";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { AlarmBoard, RunbookEntry } from "./alarm-board.ts";

export type DeadLettersProps = {
  /** What lies in the queue, as in "... could not be delivered". */
  readonly what: string;
  readonly runbook: RunbookEntry;
  readonly alarms: AlarmBoard;
};

/** Where one asynchronous edge leaves what it could not deliver, with the alarm that says so. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The longest that SQS keeps anything: an operator's holiday must not lose a letter.
      retentionPeriod: Duration.days(14),
    });
    props.alarms.raise(this, "NotEmpty", {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: "Maximum",
      }),
      threshold: 1,
      says: `${props.what} could not be delivered.`,
      runbook: props.runbook,
    });
  }
}
