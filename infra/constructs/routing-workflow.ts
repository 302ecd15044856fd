import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib/core";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import {
  Choice,
  Condition,
  DefinitionBody,
  JitterType,
  LogLevel,
  StateMachine,
  StateMachineType,
  Timeout,
} from "aws-cdk-lib/aws-stepfunctions";
import { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import { Construct } from "constructs";
import type { AlarmBoard } from "./alarm-board.ts";
import type { CapabilityFunction } from "./capability-function.ts";

/** The functions of the steps, in the order in which a report passes them. */
export type RoutingSteps = {
  readonly load: CapabilityFunction;
  readonly screen: CapabilityFunction;
  readonly suggest: CapabilityFunction;
  readonly dispatch: CapabilityFunction;
  readonly hold: CapabilityFunction;
};

export type RoutingWorkflowProps = {
  readonly steps: RoutingSteps;
  readonly logRetention: RetentionDays;
  readonly alarms: AlarmBoard;
};

/**
 * One execution for each hop of a report: load, screen, suggest, then dispatch, or hold for a person. Whatever fails
 * for good on the way is held too. Input and every step's result are ids, codes and numbers: the history of an
 * execution, which any operator can open, holds no word of a report.
 */
export class RoutingWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: RoutingWorkflowProps) {
    super(scope, id);
    const { steps } = props;
    const hold = this.#task("Hold", steps.hold, "$.held");
    // The last resort has no other. With at most 2 + 4 + ... + 256 seconds and then 16 times five minutes of waiting, half
    // of that on average, it outlives an outage of 45 minutes before the execution fails and an alarm rings.
    retry(hold, { attempts: 24, most: Duration.minutes(5) });

    const [load, screen, suggest, dispatch] = [
      this.#task("Load", steps.load, "$.report"),
      this.#task("Screen", steps.screen, "$.screening"),
      this.#task("Suggest", steps.suggest, "$.suggestion"),
      this.#task("Dispatch", steps.dispatch, "$.dispatched"),
    ] as const;
    for (const task of [load, screen, suggest, dispatch]) {
      // At most 2 + 4 + 8 + 16 + 32 seconds of waiting: a table's hiccup passes, a citizen does not wait for an hour.
      retry(task, { attempts: 5, most: Duration.seconds(32) });
      task.addCatch(hold, { errors: ["States.ALL"], resultPath: "$.failure" });
    }

    const confident = new Choice(this, "Confident?")
      .when(Condition.booleanEquals("$.suggestion.confident", true), dispatch)
      .otherwise(hold);

    const logs = new LogGroup(this, "Logs", {
      // The prefix keeps the grant to Step Functions out of the account's log policy, which has a limit of size.
      // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
      logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-routing`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stateMachine = new StateMachine(this, "Machine", {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(load.next(screen).next(suggest).next(confident)),
      comment: "One hop of a report on its way to whoever must answer it",
      // Above the sum of all waits and timeouts (under 2 h), so that a report's fate is always decided by a step.
      timeout: Duration.hours(3),
      tracingEnabled: true,
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
      role: this.#role(steps).withoutPolicyUpdates(),
    });

    props.alarms.raise(this, "Fails", {
      metric: this.stateMachine.metricFailed({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: 1,
      says: "A report could neither be dispatched nor held.",
      runbook: "routing-fails",
    });
    props.alarms.raise(this, "TimesOut", {
      metric: this.stateMachine.metricTimedOut({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: 1,
      says: "Routing a report took longer than three hours.",
      runbook: "routing-fails",
    });
  }

  /** The construct library would also grant every version and alias of the functions, of which there are none. */
  #role(steps: RoutingSteps): Role {
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("states.amazonaws.com"),
      description: "Routing workflow: calls its steps, writes its log and traces",
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: Object.values(steps).map((step) => step.function.functionArn),
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html and .../xray-iam.html
        actions: [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ],
        resources: ["*"],
      }),
    );
    return role;
  }

  #task(id: string, step: CapabilityFunction, resultPath: string): LambdaInvoke {
    return new LambdaInvoke(this, id, {
      lambdaFunction: step.function,
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
      resultPath,
      // Above the functions' own timeout, so that what they say is heard first.
      taskTimeout: Timeout.duration(Duration.seconds(30)),
    });
  }
}

/** Full jitter: the reports of a burst that failed together do not come back together. */
const retry = (
  task: LambdaInvoke,
  { attempts, most }: { readonly attempts: number; readonly most: Duration },
): void => {
  task.addRetry({
    errors: ["States.ALL"],
    interval: Duration.seconds(2),
    backoffRate: 2,
    maxAttempts: attempts,
    maxDelay: most,
    jitterStrategy: JitterType.FULL,
  });
};
