import { Duration, Stack } from "aws-cdk-lib/core";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import type { MailDomain } from "./mail-domain.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { allowReading } from "./secret-access.ts";
import { allowOnTable } from "./table-access.ts";

export type NotificationsProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  readonly signingSecret: Secret;
  readonly mailDomain: MailDomain;
  /** Address that the links in mails begin with, without a slash at its end. */
  readonly portalUrl: string;
  /** Batches of up to five mails in work at the same time, at least 2. */
  readonly mailBatchesAtOnce: number;
};

const timeout = Duration.seconds(30);

/** Mail to reporters, agencies and the coordinator, through a queue. */
export class Notifications extends Construct {
  /** One message for each mail to send; it names the event, not the person. */
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: NotificationsProps) {
    super(scope, id);
    const { defaults, tables } = props;
    const undelivered = new DeadLetters(this, "Undelivered", {
      what: "A mail",
      runbook: "mail-undelivered",
      alarms: defaults.alarms,
    });
    this.queue = new Queue(this, "Queue", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout, as Lambda advises for a source that retries.
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      // 40 tries, first seconds and then three minutes apart (send-batch.ts): a mail outlives an hour and three quarters
      // in which SES or a table refuses everything.
      deadLetterQueue: { queue: undelivered.queue, maxReceiveCount: 40 },
    });

    const send = new CapabilityFunction(this, "Send", {
      defaults,
      bundle: "notifications-send",
      capability: "notifications",
      description: "Sends mail to reporters and agencies",
      timeout,
      environment: {
        COMPLAINT_TABLE: tables.complaints.tableName,
        IDENTITY_TABLE: tables.identities.tableName,
        ...keptDirectory(defaults, tables),
        SIGNING_SECRET_ARN: props.signingSecret.secretArn,
        MAIL_QUEUE_URL: this.queue.queueUrl,
        MAIL_FROM: props.mailDomain.from,
        PORTAL_URL: props.portalUrl,
      },
    });
    allowOnTable(send.function, tables.complaints, { actions: ["GetItem", "Query", "PutItem", "UpdateItem"] });
    // Besides the reporter's own rights the only reader of who a reporter is.
    allowOnTable(send.function, tables.identities, { actions: ["GetItem"] });
    allowOnTable(send.function, tables.directory, { actions: ["Query"] });
    allowReading(send.function, props.signingSecret);
    this.#allowSending(send, props.mailDomain);
    send.function.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 5,
        reportBatchItemFailures: true,
        maxConcurrency: props.mailBatchesAtOnce,
      }),
    );

    defaults.alarms.raise(this, "Late", {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: Duration.minutes(15).toSeconds(),
      says: "A mail has been waiting for a quarter of an hour.",
      runbook: "mail-late",
    });
    // SES reviews an account from 5 % bounces and 0.1 % marks as spam on, and may pause its sending.
    // https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html
    defaults.alarms.raise(this, "Bounces", {
      metric: reputation("Reputation.BounceRate", props.mailDomain),
      threshold: 0.03,
      says: "More than 3 % of the mails bounce.",
      runbook: "mail-bounces",
    });
    defaults.alarms.raise(this, "MarkedAsSpam", {
      metric: reputation("Reputation.ComplaintRate", props.mailDomain),
      threshold: 0.0008,
      says: "More than 0.08 % of the mails are marked as spam.",
      runbook: "mail-marked-as-spam",
    });
  }

  #allowSending(send: CapabilityFunction, mailDomain: MailDomain): void {
    const { partition, region, account } = Stack.of(this);
    send.function.addToRolePolicy(
      new PolicyStatement({
        actions: ["ses:SendRawEmail"],
        resources: [
          // Any identity, because in SES's sandbox the recipient's address is one that the right is asked for; the
          // condition keeps the sender to our own.
          `arn:${partition}:ses:${region}:${account}:identity/*`,
          `arn:${partition}:ses:${region}:${account}:configuration-set/${mailDomain.configurationSet.configurationSetName}`,
        ],
        conditions: { StringEquals: { "ses:FromAddress": mailDomain.from } },
      }),
    );
  }
}

const reputation = (metricName: string, { configurationSet }: MailDomain): Metric =>
  new Metric({
    namespace: "AWS/SES",
    metricName,
    dimensionsMap: { "ses:configuration-set": configurationSet.configurationSetName },
    period: Duration.hours(1),
    statistic: "Maximum",
  });
