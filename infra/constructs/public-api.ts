import { Duration, RemovalPolicy, Size, Stack } from "aws-cdk-lib/core";
import {
  AccessLogField,
  AccessLogFormat,
  AuthorizationType,
  CognitoUserPoolsAuthorizer,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type MethodOptions,
  type Resource,
  RestApi,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigateway";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { IUserPool } from "aws-cdk-lib/aws-cognito";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Route } from "../../shared/shell/contract.ts";
import type { AlarmBoard } from "./alarm-board.ts";
import { answerWithProblems } from "./gateway-problems.ts";
import { WebFirewall } from "./web-firewall.ts";

export type PublicApiProps = {
  /** Part of the API's address: `https://<api>.execute-api.<region>.amazonaws.com/<stage>`. */
  readonly stage: string;
  /** Knows the officers. */
  readonly userPool: IUserPool;
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  /** How many requests one address may make in five minutes. Default: no firewall */
  readonly requestsPerAddress?: number | undefined;
  /** Own domain and its certificate. Default: API Gateway's address */
  readonly domain?: { readonly name: string; readonly certificateArn: string } | undefined;
  readonly logRetention: RetentionDays;
  readonly logRemoval: RemovalPolicy;
  readonly alarms: AlarmBoard;
};

/** The HTTP API. Which routes there are is said by the contracts of each capability, and by nothing else. */
export class PublicApi extends Construct {
  readonly api: RestApi;
  /** Address that routes are appended to, without a slash at its end. */
  readonly baseUrl: string;
  /** Name that the own domain must point to in the DNS; undefined: there is no own domain. */
  readonly domainTarget: string | undefined;
  readonly #officers: CognitoUserPoolsAuthorizer;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    const { domain } = props;
    const accessLog = new LogGroup(this, "AccessLog", {
      retention: props.logRetention,
      removalPolicy: props.logRemoval,
    });
    this.api = new RestApi(this, "Api", {
      description: "Public-service complaints: citizens, agencies, officers",
      endpointConfiguration: { types: [EndpointType.REGIONAL] },
      minCompressionSize: Size.kibibytes(1),
      // API Gateway writes no log at all, in this region, until the account names a role for it.
      cloudWatchRole: true,
      ...(domain === undefined
        ? {}
        : {
            disableExecuteApiEndpoint: true,
            domainName: {
              domainName: domain.name,
              certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
              endpointType: EndpointType.REGIONAL,
              securityPolicy: SecurityPolicy.TLS_1_2,
            },
          }),
      deployOptions: {
        stageName: props.stage,
        throttlingRateLimit: props.requestsPerSecond,
        throttlingBurstLimit: props.requestBurst,
        // ERROR and no data trace: at INFO, API Gateway writes paths, headers and bodies into its log.
        loggingLevel: MethodLoggingLevel.ERROR,
        dataTraceEnabled: false,
        metricsEnabled: true,
        // The trace of an API stage records each request's full address, and with it tracking numbers and the tokens
        // of dispositions. Traces therefore begin in the functions.
        tracingEnabled: false,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: accessLogFormat(),
      },
    });
    this.#keepExecutionLog(props);
    answerWithProblems(this.api);

    this.#officers = new CognitoUserPoolsAuthorizer(this, "Officers", { cognitoUserPools: [props.userPool] });
    const { region, urlSuffix } = Stack.of(this);
    this.baseUrl =
      domain === undefined
        ? `https://${this.api.restApiId}.execute-api.${region}.${urlSuffix}/${props.stage}`
        : `https://${domain.name}`;
    this.domainTarget = this.api.domainName?.domainNameAliasDomainName;

    if (props.requestsPerAddress !== undefined) {
      new WebFirewall(this, "Firewall", {
        apiStage: this.api.deploymentStage,
        requestsPerAddress: props.requestsPerAddress,
      });
    }
    props.alarms.raise(this, "Fails", {
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: 5,
      says: "The API answered five or more requests with a 5xx within five minutes.",
      runbook: "api-fails",
    });
  }

  /** Opens a capability's routes; each leads to its one function. */
  serve(routes: readonly Route[], handler: IFunction): void {
    // One permission a function, for any method of this API, and not one a method: a stack holds 500 resources
    // (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
    const integration = new LambdaIntegration(handler, { scopePermissionToMethod: false });
    for (const { method, path, auth } of routes) {
      const resource = this.api.root.resourceForPath(path);
      resource.addMethod(method, integration, this.#authorization(auth));
    }
    for (const [path, atPath] of Map.groupBy(routes.filter(isForWebPages), (route) => route.path)) {
      this.#allowOtherOrigins(this.api.root.resourceForPath(path), atPath);
    }
  }

  /** The reporter's secret and an agency's token are checked by the functions: only they know the hash and the key. */
  #authorization(auth: Route["auth"]): MethodOptions {
    switch (auth) {
      case "officer":
        return { authorizationType: AuthorizationType.COGNITO, authorizer: this.#officers };
      case "optionalSecret":
      case "secret":
      case "none":
        return { authorizationType: AuthorizationType.NONE };
    }
  }

  /** Any web page may call: there is no cookie, so a page can do no more in a citizen's name than it was told. */
  #allowOtherOrigins(resource: Resource, routes: readonly Route[]): void {
    const headers = routes.flatMap((route) => Object.keys(route.headers ?? {}));
    resource.addCorsPreflight({
      allowOrigins: ["*"],
      allowMethods: routes.map((route) => route.method),
      allowHeaders: [...new Set(["accept-language", "authorization", "content-type", ...headers])].sort(),
      exposeHeaders: ["ETag", "Location", "Retry-After"],
      maxAge: Duration.hours(2),
    });
  }

  /** API Gateway would make this log itself, and keep it for ever. */
  #keepExecutionLog(props: PublicApiProps): void {
    const executionLog = new LogGroup(this, "ExecutionLog", {
      logGroupName: `API-Gateway-Execution-Logs_${this.api.restApiId}/${props.stage}`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api.deploymentStage.node.addDependency(executionLog);
  }
}

/** Agencies' own pages (`/d/...`) are served from the API's origin; officers have no page yet. */
const isForWebPages = ({ path, auth }: Route): boolean => path.startsWith("/v1/") && auth !== "officer";

/**
 * The route's pattern, never the path that was called, no query and no address of the caller: a tracking number, a
 * disposition's token or an IP address in a log would tell who reads about which report.
 */
const accessLogFormat = (): AccessLogFormat =>
  AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      at: AccessLogField.contextRequestTimeEpoch(),
      method: AccessLogField.contextHttpMethod(),
      route: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      bytes: AccessLogField.contextResponseLength(),
      milliseconds: AccessLogField.contextResponseLatency(),
      functionMilliseconds: AccessLogField.contextIntegrationLatency(),
      error: AccessLogField.contextErrorResponseType(),
    }),
  );
