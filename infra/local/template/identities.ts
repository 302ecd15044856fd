import type { Identity } from "./intrinsics.ts";

/**
 * What `Ref` and `Fn::GetAtt` give for each type of resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */

export type Named = Readonly<{
  logicalId: string;
  stackName: string;
  region: string;
  account: string;
  /** Resolves a property of the resource; undefined where the template does not set it. */
  property: (name: string) => unknown;
}>;

export type Endpoints = Readonly<{
  /** Base URL of the AWS services that functions call, without a trailing slash. */
  aws: string;
  /** Base URL of the API, without a trailing slash. */
  api: string;
}>;

type Identify = (resource: Named, endpoints: Endpoints) => Identity;

const nameOf = ({ logicalId, stackName, property }: Named, key: string, limit = 128): string => {
  const given = property(key);
  return typeof given === "string" && given !== ""
    ? given
    : `${stackName}-${logicalId}`.slice(-limit).replace(/^-+/, "");
};

/** IAM is in no region. */
const arn = ({ region, account }: Named, service: string, rest: string): string =>
  `arn:aws:${service}:${service === "iam" ? "" : region}:${account}:${rest}`;

const byArn =
  (
    service: string,
    prefix: string,
    nameKey: string,
    more: (name: string) => Record<string, string> = () => ({}),
  ): Identify =>
  (resource) => {
    const name = nameOf(resource, nameKey);
    const own = arn(resource, service, prefix + name);
    return { ref: own, attributes: { Arn: own, ...more(name) } };
  };

const byName =
  (service: string, prefix: string, nameKey: string, limit?: number): Identify =>
  (resource) => {
    const name = nameOf(resource, nameKey, limit);
    return { ref: name, attributes: { Arn: arn(resource, service, prefix + name) } };
  };

const table: Identify = (resource) => {
  const name = nameOf(resource, "TableName", 255);
  const own = arn(resource, "dynamodb", `table/${name}`);
  return { ref: name, attributes: { Arn: own, StreamArn: `${own}/stream/local`, TableId: name } };
};

const queue: Identify = (resource, { aws }) => {
  const name = nameOf(resource, "QueueName", 80);
  const url = `${aws}/${resource.account}/${name}`;
  return { ref: url, attributes: { Arn: arn(resource, "sqs", name), QueueName: name, QueueUrl: url } };
};

const bucket: Identify = (resource) => {
  // Names of buckets are domain names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  const name = nameOf(resource, "BucketName", 63).toLowerCase();
  const { region } = resource;
  const attributes = {
    Arn: `arn:aws:s3:::${name}`,
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
  };
  return { ref: name, attributes };
};

const userPool: Identify = (resource, { api }) => {
  const id = `${resource.region}_${resource.logicalId.replace(/[^A-Za-z0-9]/g, "").slice(-9)}`;
  const issuer = `${api}/_local/issuer`;
  const attributes = {
    Arn: arn(resource, "cognito-idp", `userpool/${id}`),
    UserPoolId: id,
    ProviderURL: issuer,
    ProviderName: issuer,
  };
  return { ref: id, attributes };
};

const plain =
  (attributes: (id: string) => Record<string, string> = () => ({})): Identify =>
  ({ logicalId }) => ({ ref: logicalId, attributes: attributes(logicalId) });

const identities: Readonly<Record<string, Identify>> = {
  "AWS::ApiGateway::Authorizer": plain((id) => ({ AuthorizerId: id })),
  "AWS::ApiGateway::Deployment": plain((id) => ({ DeploymentId: id })),
  "AWS::ApiGateway::Resource": plain((id) => ({ ResourceId: id })),
  "AWS::ApiGateway::RestApi": ({ logicalId }) => {
    const id = logicalId.toLowerCase().slice(-10);
    return { ref: id, attributes: { RestApiId: id, RootResourceId: `${id}-root` } };
  },
  "AWS::ApiGateway::Stage": (resource) => ({ ref: nameOf(resource, "StageName"), attributes: {} }),
  "AWS::Cognito::UserPool": userPool,
  "AWS::Cognito::UserPoolClient": ({ logicalId }) => {
    const id = logicalId.toLowerCase().slice(-26);
    return { ref: id, attributes: { ClientId: id } };
  },
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::Events::Rule": byName("events", "rule/", "Name", 64),
  "AWS::IAM::ManagedPolicy": byArn("iam", "policy/", "ManagedPolicyName"),
  "AWS::IAM::Role": byName("iam", "role/", "RoleName", 64),
  "AWS::KMS::Key": byName("kms", "key/", "KeyId"),
  "AWS::Lambda::Function": byName("lambda", "function:", "FunctionName", 64),
  "AWS::Logs::LogGroup": (resource) => {
    const name = nameOf(resource, "LogGroupName", 512);
    return { ref: name, attributes: { Arn: arn(resource, "logs", `log-group:${name}:*`) } };
  },
  "AWS::S3::Bucket": bucket,
  "AWS::SNS::Topic": byArn("sns", "", "TopicName", (name) => ({ TopicName: name })),
  "AWS::SQS::Queue": queue,
  "AWS::Scheduler::Schedule": byName("scheduler", "schedule/default/", "Name", 64),
  "AWS::SecretsManager::Secret": byArn("secretsmanager", "secret:", "Name"),
  "AWS::StepFunctions::StateMachine": byArn("states", "stateMachine:", "StateMachineName", (name) => ({ Name: name })),
};

/** For resources without a meaning here: a recognizable text, whatever attribute is asked for. */
const unmeant = (type: string, resource: Named): Identity => {
  const [, service = "", kind = ""] = type.toLowerCase().split("::");
  const own = arn(resource, service, `${kind}/${resource.logicalId}`);
  const get = (_: object, name: string | symbol): string =>
    name === "Arn" ? own : `${resource.logicalId}.${String(name)}`;
  return { ref: resource.logicalId, attributes: new Proxy<Record<string, string>>({}, { get }) };
};

/**
 * The addresses of a resource of the given type in the local cloud; undefined for a custom resource, whose address
 * is known only once its function has answered.
 */
export const identityOf = (type: string, resource: Named, endpoints: Endpoints): Identity | undefined => {
  if (type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource") return undefined;
  return identities[type]?.(resource, endpoints) ?? unmeant(type, resource);
};
