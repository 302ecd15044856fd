import { Duration } from "aws-cdk-lib/core";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { eventSort } from "../../shared/store/keys.ts";
import { CapabilityFunction, type FunctionDefaults } from "./capability-function.ts";
import { DeadLetters } from "./dead-letters.ts";
import { keptDirectory } from "./kept-directory.ts";
import type { RecordTables } from "./record-tables.ts";
import { RoutingWorkflow } from "./routing-workflow.ts";
import { type TableAccess, allowOnTable } from "./table-access.ts";

export type RoutingProps = {
  readonly defaults: FunctionDefaults;
  readonly tables: RecordTables;
  readonly mailQueue: Queue;
};

/** What follows from each event in the life of a report: mail, and the next hop on its way. */
export class Routing extends Construct {
  readonly workflow: RoutingWorkflow;

  constructor(scope: Construct, id: string, { defaults, tables, mailQueue }: RoutingProps) {
    super(scope, id);
    const step = (
      name: string,
      bundle: string,
      description: string,
      access: TableAccess,
      { decides }: { readonly decides: boolean } = { decides: true },
    ): CapabilityFunction => {
      const one = new CapabilityFunction(this, name, {
        defaults,
        bundle,
        capability: "routing",
        description,
        timeout: Duration.seconds(20),
        environment: {
          COMPLAINT_TABLE: tables.complaints.tableName,
          ...(decides ? keptDirectory(defaults, tables) : {}),
        },
      });
      allowOnTable(one.function, tables.complaints, access);
      if (decides) allowOnTable(one.function, tables.directory, { actions: ["Query"] });
      return one;
    };
    this.workflow = new RoutingWorkflow(this, "Workflow", {
      steps: {
        load: step(
          "RouteLoad",
          "routing-load",
          "Loads a report for routing",
          { actions: ["GetItem"] },
          { decides: false },
        ),
        screen: step("RouteScreen", "routing-screen", "Masks personal data and links reports of the same thing", {
          actions: ["GetItem", "Query", "PutItem"],
          indexes: ["reporter"],
        }),
        suggest: step("RouteSuggest", "routing-suggest", "Suggests agency and category, with reasons", {
          actions: ["Query"],
        }),
        dispatch: step("RouteDispatch", "routing-dispatch", "Passes a report on to its agency", {
          actions: ["GetItem", "PutItem"],
        }),
        hold: step("RouteHold", "routing-hold", "Leaves a report to a person", {
          actions: ["GetItem", "PutItem"],
        }),
      },
      logRetention: defaults.logRetention,
      alarms: defaults.alarms,
    });
    this.#react(defaults, tables, mailQueue);
  }

  #react(defaults: FunctionDefaults, tables: RecordTables, mailQueue: Queue): void {
    const react = new CapabilityFunction(this, "React", {
      defaults,
      bundle: "routing-react",
      capability: "routing",
      description: "Turns each event of a report into mails and hops",
      timeout: Duration.seconds(30),
      environment: {
        MAIL_QUEUE_URL: mailQueue.queueUrl,
        ROUTING_STATE_MACHINE_ARN: this.workflow.stateMachine.stateMachineArn,
      },
    });
    mailQueue.grantSendMessages(react.function);
    this.workflow.stateMachine.grantStartExecution(react.function);

    const undelivered = new DeadLetters(this, "Undelivered", {
      what: "An event of a report",
      runbook: "event-undelivered",
      alarms: defaults.alarms,
    });
    react.function.addEventSource(
      new DynamoEventSource(tables.complaints as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [
          FilterCriteria.filter({
            eventName: ["INSERT"],
            dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(eventSort.prefix) } } },
          }),
        ],
        batchSize: 50,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        parallelizationFactor: 2,
        // Tried until it succeeds or is this old, however often that is: an outage of the queue or of the workflow
        // shorter than this loses nothing and needs nobody, and the alarm rings long before.
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(undelivered.queue),
      }),
    );
    defaults.alarms.raise(this, "Late", {
      metric: react.function.metric("IteratorAge", { period: Duration.minutes(1), statistic: "Maximum" }),
      threshold: Duration.minutes(5).toMilliseconds(),
      periods: 3,
      says: "Events of reports wait for more than five minutes: no receipt is mailed and nothing is passed on.",
      runbook: "events-late",
    });
  }
}
