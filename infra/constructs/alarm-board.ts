import { Stack } from "aws-cdk-lib/core";
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

/** The entries of docs/runbook.md; each alarm belongs to exactly one. */
export type RunbookEntry =
  | "api-fails"
  | "directory-seed-undelivered"
  | "event-undelivered"
  | "events-late"
  | "file-late"
  | "file-uninspected"
  | "function-fails"
  | "identities-opened"
  | "mail-bounces"
  | "mail-late"
  | "mail-marked-as-spam"
  | "mail-undelivered"
  | "succession-late"
  | "succession-undelivered"
  | "recompute-late"
  | "recompute-undelivered"
  | "retention-silent"
  | "retention-undelivered"
  | "routing-fails"
  | "sweep-silent"
  | "sweep-undelivered";

export type RaiseProps = Pick<AlarmProps, "threshold"> & {
  readonly metric: IMetric;
  /** What is wrong when the alarm rings, in one sentence. */
  readonly says: string;
  /** The entry of docs/runbook.md that tells what to do. */
  readonly runbook: RunbookEntry;
  /** How many periods in a row must be bad. Default: 1 */
  readonly periods?: number;
  /** Whether the alarm rings when there is too little instead of too much. Default: false */
  readonly below?: boolean;
};

export type AlarmBoardProps = {
  /** Where alarms are mailed. Default: nowhere, the topic stands ready for other subscriptions. */
  readonly mail?: string | undefined;
};

/** One topic that every alarm of the service speaks to. Alarms carry names of resources, never data of a report. */
export class AlarmBoard extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmBoardProps) {
    super(scope, id);
    const key = new Key(this, "Key", { description: "Alarms on their way to the operator", enableKeyRotation: true });
    // CloudWatch cannot publish to a topic under the key that AWS manages for SNS.
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    this.topic = new Topic(this, "Topic", { displayName: "Tuntas", masterKey: key, enforceSSL: true });
    if (props.mail !== undefined) this.topic.addSubscription(new EmailSubscription(props.mail));
  }

  /** Puts an alarm beside what it watches. */
  raise(scope: Construct, id: string, props: RaiseProps): Alarm {
    const below = props.below ?? false;
    const alarm = new Alarm(scope, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Silence is the very thing that a lower bound listens for; an upper bound takes it as nothing wrong.
      treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.says} What to do: docs/runbook.md#${props.runbook}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }
}
