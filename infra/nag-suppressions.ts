import { type App, CfnResource, Stack, Validations } from "aws-cdk-lib/core";
import { AuthorizationType, CfnMethod, CfnRestApi, CfnStage } from "aws-cdk-lib/aws-apigateway";
import { CfnUserPool } from "aws-cdk-lib/aws-cognito";
import { CfnPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnBucket } from "aws-cdk-lib/aws-s3";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import type { Settings } from "./stages.ts";

/** A rule of cdk-nag's AwsSolutions pack that does not hold somewhere, and why that is right. */
type Exception = {
  readonly rule: string;
  readonly at: (resource: CfnResource) => boolean;
  readonly reason: string;
};

/** Actions that IAM can only grant on every resource. */
const unscopable = new Set([
  "dynamodb:ListStreams",
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
]);

type Statement = { readonly Action: string | readonly string[]; readonly Resource: unknown };

const documentOf = (policy: CfnPolicy): { readonly Statement: readonly Statement[] } =>
  Stack.of(policy).resolve(policy.policyDocument) as { Statement: Statement[] };

const everywhereOnlyWhatHasNoScope = (resource: CfnResource): boolean => {
  if (!(resource instanceof CfnPolicy)) return false;
  const { Statement: statements } = documentOf(resource);
  const everywhere = statements.filter((statement) => statement.Resource === "*");
  return everywhere.length > 0 && everywhere.flatMap(({ Action }) => Action).every((action) => unscopable.has(action));
};

const under =
  (path: string) =>
  (resource: CfnResource): boolean =>
    `/${resource.node.path}`.includes(path);

const withoutOfficer = (resource: CfnResource): boolean =>
  resource instanceof CfnMethod &&
  resource.authorizationType === AuthorizationType.NONE &&
  resource.httpMethod !== "OPTIONS";

/** Rights on files: which there will be nobody knows beforehand. */
const ofFiles = (bucket: string, prefix: string): Exception => ({
  rule: `AwsSolutions-IAM5[Resource::${bucket}/${prefix}/*]`,
  at: (resource) => resource instanceof CfnPolicy && JSON.stringify(documentOf(resource)).includes(`/${prefix}/*`),
  reason: "Which files there will be nobody knows beforehand; a prefix is the narrowest that rights on them can be.",
});
const incoming = "<AttachmentsIncomingABFD8C66.Arn>";
/** As the service's stack names what it has from the other. */
const evidenceOf = ({ stage }: Settings): string =>
  `tuntas-${stage}-data:ExportsOutputFnGetAttFilesEvidenceD6D50A4FArn9EB02230`;

const ruleOfGuardDuty = ({ region }: Settings): Exception => ({
  rule: `AwsSolutions-IAM5[Resource::arn:aws:events:${region}:<AWS::AccountId>:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*]`,
  at: (resource) => resource instanceof CfnPolicy && under("/Attachments/Scan/")(resource),
  reason:
    "GuardDuty chooses the end of its rule's name; a condition keeps the right to change it to rules that it manages itself.",
});

const withoutFirewall: Exception = {
  rule: "AwsSolutions-APIG3",
  at: (resource) => resource instanceof CfnStage,
  reason: "This installation's settings do without a firewall; throttling stays.",
};

const withoutWatchedSignIns: Exception = {
  rule: "AwsSolutions-COG8",
  at: (resource) => resource instanceof CfnUserPool,
  reason: "This installation's settings do without Cognito's Plus plan; a second factor is asked for all the same.",
};

/** All exceptions of an installation; what it could have and does without is among them. */
export const exceptionsOf = (settings: Settings): readonly Exception[] => [
  {
    rule: "AwsSolutions-IAM5[Resource::*]",
    at: everywhereOnlyWhatHasNoScope,
    reason: "Every action that this policy grants on all resources is one that IAM cannot grant on fewer.",
  },
  {
    rule: `AwsSolutions-IAM5[Resource::arn:aws:ses:${settings.region}:<AWS::AccountId>:identity/*]`,
    at: (resource) => resource instanceof CfnPolicy && under("/Notifications/Send/")(resource),
    reason:
      "In SES's sandbox the right is also asked for the recipient's identity, whose name nobody knows beforehand; a condition on the sender keeps the right to our own address.",
  },
  ofFiles(incoming, "incoming"),
  ...["clean", "sealed"].map((prefix) => ofFiles(evidenceOf(settings), prefix)),
  ...(settings.scanForMalware ? [ruleOfGuardDuty(settings)] : []),
  {
    rule: "AwsSolutions-S1",
    at: (resource) => resource instanceof CfnBucket,
    reason:
      "S3's access log would put the address of a reporter's phone beside the id of their report, which no other log of the service does. What officers fetch, and each original that is opened, is an event in the report's own history instead.",
  },
  {
    rule: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
    at: (resource) => resource instanceof CfnRole && under("/PublicApi/")(resource),
    reason:
      "API Gateway has one role for logging in an account, shared by all its APIs; AWS's own policy for it is what it asks for.",
  },
  {
    rule: "AwsSolutions-SQS3",
    // Those of the queues for mails, for reports and for files are ones that the rule recognises.
    at: (resource) =>
      resource instanceof CfnQueue &&
      under("/Undelivered/")(resource) &&
      !under("/Notifications/")(resource) &&
      !under("/Attachments/")(resource) &&
      !under("/Recompute/Undelivered/")(resource) &&
      !under("/Succession/Undelivered/")(resource),
    reason:
      "This is a dead-letter queue: of a stream, of a schedule or of asynchronous calls, which the rule does not look at.",
  },
  {
    rule: "AwsSolutions-SMG4",
    at: (resource) => resource instanceof CfnSecret,
    reason:
      "A new secret makes every answer link in agencies' mailboxes invalid at once. It is replaced when there is a reason to, never by the calendar.",
  },
  {
    rule: "AwsSolutions-APIG2",
    at: (resource) => resource instanceof CfnRestApi,
    reason:
      "The functions check every request against its contract and name each wrong field, in the caller's language; API Gateway's validator would answer first, and name none.",
  },
  ...["AwsSolutions-APIG4", "AwsSolutions-COG4"].map((rule) => ({
    rule,
    at: withoutOfficer,
    reason:
      "Citizens have no account, by design: a report is opened by its secret and a disposition by its signed link, both checked by the function; the lists are for everybody.",
  })),
  ...(settings.firewall ? [] : [withoutFirewall]),
  ...(settings.watchSignIns ? [] : [withoutWatchedSignIns]),
];

/** Records each exception at the resources that it concerns. */
export const acknowledgeFindings = (app: App, settings: Settings): void => {
  const resources = app.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  for (const { rule, at, reason } of exceptionsOf(settings)) {
    for (const resource of resources.filter(at)) Validations.of(resource).acknowledge({ id: rule, reason });
  }
};

/** Makes synthesis fail on whatever the AwsSolutions pack finds and no exception explains. */
export const checkWithNag = (app: App): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
};
