import { join } from "node:path";
import { Duration, type RemovalPolicy, type Size } from "aws-cdk-lib/core";
import { Effect, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { AlarmBoard } from "./alarm-board.ts";

/** What all functions of a stage have in common. */
export type FunctionDefaults = {
  /** Folder with one bundle a function. */
  readonly bundles: string;
  readonly stage: string;
  readonly logLevel: "DEBUG" | "INFO" | "WARN" | "ERROR";
  readonly logRetention: RetentionDays;
  /** What becomes of the logs when their stack is deleted. */
  readonly logRemoval: RemovalPolicy;
  readonly alarms: AlarmBoard;
  /** For how long, in seconds, a function goes on with the directory that it has read. */
  readonly directorySeconds: number;
};

export type CapabilityFunctionProps = {
  readonly defaults: FunctionDefaults;
  /** Name of the bundle, as `bundleName` in infra/bundle.ts gives it. */
  readonly bundle: string;
  /** The capability it belongs to; names the service in logs and metrics. */
  readonly capability: string;
  /** What it does, for whoever reads the console. */
  readonly description: string;
  /** How long one call may take. Default: 28 s, API Gateway's limit of 29 s less one to answer in. */
  readonly timeout?: Duration;
  /** In MB; the share of a processor grows with it. Default: 512, where starting Node stops being the longest part. */
  readonly memory?: number;
  /** Room for files while it works. Default: 512 MB, what every function has. */
  readonly storage?: Size;
  /** Name of its role, where a policy elsewhere speaks of it. Default: what CloudFormation calls it */
  readonly roleName?: string;
  /** Default: none beyond what every function gets. */
  readonly environment?: Readonly<Record<string, string>>;
};

/** One Lambda function with a role, a log group and an error alarm of its own. */
export class CapabilityFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: CapabilityFunctionProps) {
    super(scope, id);
    const { defaults } = props;
    const logGroup = new LogGroup(this, "Logs", {
      retention: defaults.logRetention,
      removalPolicy: defaults.logRemoval,
    });
    // Not Lambda's basic execution role, which may write to every log group of the account.
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `${props.description} (${defaults.stage})`,
      ...(props.roleName === undefined ? {} : { roleName: props.roleName }),
    });
    this.role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.function = new LambdaFunction(this, "Function", {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(join(defaults.bundles, props.bundle)),
      role: this.role,
      logGroup,
      timeout: props.timeout ?? Duration.seconds(28),
      memorySize: props.memory ?? 512,
      ...(props.storage === undefined ? {} : { ephemeralStorageSize: props.storage }),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[defaults.logLevel],
      environment: {
        STAGE: defaults.stage,
        LOG_LEVEL: defaults.logLevel,
        SERVICE_NAME: props.capability,
        ...props.environment,
      },
    });
    defaults.alarms.raise(this, "Fails", {
      metric: this.function.metricErrors({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: 1,
      says: `The function ${props.bundle} ended with an error.`,
      runbook: "function-fails",
    });
  }
}
