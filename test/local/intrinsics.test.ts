import { describe, expect, it } from "vitest";
import type { Stack, Template } from "../../infra/local/template/assembly.ts";
import { type Identity, type Surroundings, resolveValue } from "../../infra/local/template/intrinsics.ts";
import { readResources } from "../../infra/local/template/resources.ts";

const stackOf = (template: Partial<Template>, name = "Toko"): Stack => ({
  name,
  region: "ap-southeast-3",
  account: "000000000000",
  assets: new Map(),
  template: { Parameters: {}, Mappings: {}, Conditions: {}, Resources: {}, Outputs: {}, ...template },
});

const identities: Readonly<Record<string, Identity>> = {
  Queue: { ref: "http://queue", attributes: { Arn: "arn:queue", QueueName: "queue" } },
};
const around = (template: Partial<Template> = {}): Surroundings => ({
  stack: stackOf(template),
  identify: (id) => identities[id],
  importValue: (name) => `imported ${name}`,
  dynamicReference: (reference) => (reference.startsWith("secretsmanager:") ? "hush" : undefined),
});

describe("An intrinsic function", () => {
  it.each<[unknown, unknown]>([
    [{ Ref: "Queue" }, "http://queue"],
    [{ Ref: "AWS::Region" }, "ap-southeast-3"],
    [{ Ref: "AWS::URLSuffix" }, "amazonaws.com"],
    [{ "Fn::GetAtt": ["Queue", "Arn"] }, "arn:queue"],
    [{ "Fn::GetAtt": "Queue.QueueName" }, "queue"],
    [{ "Fn::Join": ["-", ["a", { Ref: "AWS::Partition" }, "c"]] }, "a-aws-c"],
    [{ "Fn::Sub": "${Queue.QueueName} in ${AWS::Region}, not ${!Literal}" }, "queue in ap-southeast-3, not ${Literal}"],
    [{ "Fn::Sub": ["${name}!", { name: { Ref: "Queue" } }] }, "http://queue!"],
    [{ "Fn::Select": [1, { "Fn::Split": [":", "a:b:c"] }] }, "b"],
    [{ "Fn::Select": ["0", ["x", "y"]] }, "x"],
    [{ "Fn::ImportValue": { "Fn::Sub": "out-${AWS::StackName}" } }, "imported out-Toko"],
    [{ "Fn::FindInMap": ["Sizes", "small", "memory"] }, 128],
    [{ "Fn::If": ["IsProd", "big", "small"] }, "small"],
    [{ "Fn::If": ["IsDev", { Ref: "Queue" }, "none"] }, "http://queue"],
    [{ "Fn::Base64": "ya" }, "eWE="],
    [{ "Fn::Join": ["", ["{{resolve:secretsmanager:", { Ref: "Queue" }, ":SecretString}}"]] }, "hush"],
    [
      { kept: 1, dropped: { Ref: "AWS::NoValue" }, list: [1, { Ref: "AWS::NoValue" }, 2] },
      { kept: 1, list: [1, 2] },
    ],
    [
      { Effect: "Allow", Condition: { StringEquals: { a: "b" } } },
      { Effect: "Allow", Condition: { StringEquals: { a: "b" } } },
    ],
  ])("%j is %j", (value, expected) => {
    const template: Partial<Template> = {
      Mappings: { Sizes: { small: { memory: 128 } } },
      Conditions: {
        IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
        IsDev: {
          "Fn::And": [
            { "Fn::Not": [{ Condition: "IsProd" }] },
            { "Fn::Or": [{ "Fn::Equals": [1, 2] }, { "Fn::Equals": [1, 1] }] },
          ],
        },
      },
      Parameters: { Stage: { Type: "String", Default: "dev" } },
    };
    expect(resolveValue(value, around(template))).toEqual(expected);
  });

  it.each<[unknown, RegExp]>([
    [{ "Fn::Cidr": ["10.0.0.0/16", 1, 8] }, /does not know the intrinsic function Fn::Cidr/],
    [{ Ref: "Nothing" }, /refers to Nothing/],
    [{ "Fn::GetAtt": ["Queue", "Colour"] }, /reads Queue.Colour/],
    [{ "Fn::FindInMap": ["No", "such", "map"] }, /finds nothing/],
    [{ "Fn::Select": [7, ["a"]] }, /no element 7/],
    ["{{resolve:ssm:/unknown}}", /resolves ssm:\/unknown/],
  ])("%j stops the start", (value, message) => {
    expect(() => resolveValue(value, around())).toThrow(message);
  });
});

describe("The resources of a template", () => {
  const endpoints = { aws: "http://127.0.0.1:1", api: "http://127.0.0.1:2" };
  const resource = (Type: string, Properties: Record<string, unknown> = {}): Template["Resources"][string] => ({
    Type,
    Properties,
  });

  it("see what another stack exports", () => {
    const data = stackOf(
      {
        Resources: { Table: resource("AWS::DynamoDB::Table", { TableName: "laporan" }) },
        Outputs: { Name: { Value: { "Fn::GetAtt": ["Table", "Arn"] }, Export: { Name: "data-table" } } },
      },
      "Data",
    );
    const service = stackOf(
      { Resources: { Queue: resource("AWS::SQS::Queue", { QueueName: { "Fn::ImportValue": "data-table" } }) } },
      "Service",
    );
    expect(readResources([data, service], endpoints).of("AWS::SQS::Queue")[0]?.properties).toEqual({
      QueueName: "arn:aws:dynamodb:ap-southeast-3:000000000000:table/laporan",
    });
  });

  it("are left out where their condition is false", () => {
    const stack = stackOf({
      Conditions: { Never: { "Fn::Equals": [1, 2] } },
      Resources: { Queue: { ...resource("AWS::SQS::Queue"), Condition: "Never" } },
    });
    expect(readResources([stack], endpoints).of("AWS::SQS::Queue")).toEqual([]);
  });

  it("of an unknown type stop the start", () => {
    const stack = stackOf({ Resources: { Cluster: resource("AWS::ECS::Cluster") } });
    expect(() => readResources([stack], endpoints)).toThrow(/cannot run AWS::ECS::Cluster/);
  });
});
