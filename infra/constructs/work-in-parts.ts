import { Duration } from "aws-cdk-lib/core";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";

/** How long a part may take; what is left of it goes on with a message of its own. */
export const partTimeout = Duration.minutes(2);

export type WorkInParts = {
  readonly alarms: FunctionDefaults["alarms"];
  /** What a message is, as the alarm of what could not be done names it. */
  readonly what: string;
  /** What the alarm says of work that is late. */
  readonly late: string;
  /** The runbook's entries begin with it: `<runbook>-undelivered`, `<runbook>-late`. */
  readonly runbook: "recompute" | "succession";
};

/** The queue of work on many reports that follows from a change of the directory, with what rings when it fails or lasts. */
export const queueOfParts = (scope: Construct, { alarms, what, late, runbook }: WorkInParts): Queue => {
  const undelivered = new DeadLetters(scope, "Undelivered", { what, runbook: `${runbook}-undelivered`, alarms });
  const queue = new Queue(scope, "Queue", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // Six times the function's timeout, as Lambda advises for a source that retries.
    visibilityTimeout: Duration.seconds(partTimeout.toSeconds() * 6),
    retentionPeriod: Duration.days(4),
    // Twelve minutes apart: it outlives two hours in which a table refuses everything.
    deadLetterQueue: { queue: undelivered.queue, maxReceiveCount: 10 },
  });
  alarms.raise(scope, "QueueLate", {
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: "Maximum" }),
    threshold: Duration.minutes(30).toSeconds(),
    says: late,
    runbook: `${runbook}-late`,
  });
  return queue;
};
