import { describe, expect, it } from "vitest";
import { type Resource, type Synthesized, dev, only, prod, references } from "./fixture.ts";
import { type Statement, list, statementsOf } from "./policies.ts";

/** Who may do what to which table, as the policies of the functions' roles say. */

const named = ({ of }: Synthesized, name: string): Resource =>
  only(of("AWS::Lambda::Function").filter(({ id }) => new RegExp(`^${name}Function[0-9A-F]{8}$`).test(id)));

/** Actions without `dynamodb:` that a function has on whatever refers to `table`, sorted. */
const actionsOn = (stage: Synthesized, lambda: Resource, table: string): readonly string[] =>
  statementsOf(stage, lambda)
    .filter((statement) => references(statement.Resource).some((reference) => reference.includes(table)))
    .flatMap(({ Action }) => list(Action))
    .filter((action) => action.startsWith("dynamodb:"))
    .map((action) => action.slice("dynamodb:".length))
    .sort();

const touching = (stage: Synthesized, part: string): readonly string[] =>
  stage
    .of("AWS::Lambda::Function")
    .filter((lambda) =>
      statementsOf(stage, lambda).some(({ Resource: on }) => references(on).some((one) => one.includes(part))),
    )
    .map(({ at }) => String(at("Environment.Variables.SERVICE_NAME")))
    .sort();

describe.each([
  ["dev", dev()],
  ["prod", prod()],
])("access in %s", (_, stage) => {
  it("gives every function a role of its own", () => {
    const lambdas = stage.of("AWS::Lambda::Function");
    const roles = lambdas.map(({ at }) => references(at("Role"))[0]);
    expect(new Set(roles).size).toBe(lambdas.length);
  });

  it("lets only the mailer, the reporter's rights and a supervisor with a reason read who a reporter is", () => {
    const allowed = stage
      .of("AWS::Lambda::Function")
      .map((lambda) => [lambda.id.replace(/Function[0-9A-F]{8}$/, ""), actionsOn(stage, lambda, "TablesIdentities")])
      .filter(([, actions]) => (actions ?? []).length > 0);
    expect(Object.fromEntries(allowed)).toEqual({
      Identities: ["GetItem"],
      Intake: ["PutItem"],
      NotificationsSend: ["GetItem"],
      RightsPeople: ["DeleteItem", "GetItem", "PutItem"],
      RightsRetain: ["DeleteItem", "GetItem"],
    });
  });

  it("opens the key of the identities to those alone, and only through DynamoDB", () => {
    expect(touching(stage, "IdentityKey")).toEqual(["identities", "intake", "notifications", "rights", "rights"]);
    const statements = stage
      .of("AWS::Lambda::Function")
      .flatMap((lambda) => statementsOf(stage, lambda))
      .filter(({ Resource: on }) => references(on).some((one) => one.includes("IdentityKey")));
    for (const { Condition } of statements) {
      expect(Condition?.["StringEquals"]?.["kms:ViaService"]).toBe("dynamodb.ap-southeast-3.amazonaws.com");
    }
  });

  it("tells the name of the identity table to no other function", () => {
    const told = stage
      .of("AWS::Lambda::Function")
      .filter(({ at }) => at("Environment.Variables.IDENTITY_TABLE") !== undefined)
      .map(({ at }) => String(at("Environment.Variables.SERVICE_NAME")));
    expect(told.sort()).toEqual(["identities", "intake", "notifications", "rights", "rights"]);
  });

  it("gives each function just the actions on reports that it uses", () => {
    const actions = (name: string): readonly string[] => actionsOn(stage, named(stage, name), "TablesComplaints");
    const write = ["GetItem", "PutItem", "Query"];
    expect(actions("Intake")).toEqual([...write, "UpdateItem"]);
    expect(actions("Portal")).toEqual(["PutItem", "Query"]);
    expect(actions("Officer")).toEqual(["GetItem", "PutItem", "Query", "Query"]);
    expect(actions("AttachmentsPeople")).toEqual([...write, "UpdateItem"]);
    expect(actions("AttachmentsInspect")).toEqual(["PutItem", "Query"]);
    expect(actions("Originals")).toEqual(write);
    expect(actions("Identities")).toEqual(write);
    expect(actions("RightsPeople")).toEqual([...write, "Query", "UpdateItem"]);
    expect(actions("RightsRetain")).toEqual(["PutItem", "Query", "Query"]);
    expect(actions("Register")).toEqual([]);
    expect(actions("Admin")).toEqual([]);
    expect(actions("RoutingRouteLoad")).toEqual(["GetItem"]);
    expect(actions("RoutingRouteScreen")).toEqual([...write, "Query"]);
    expect(actions("RoutingRouteSuggest")).toEqual(["Query"]);
    expect(actions("RoutingRouteDispatch")).toEqual(["GetItem", "PutItem"]);
    expect(actions("RoutingRouteHold")).toEqual(["GetItem", "PutItem"]);
    expect(actions("NotificationsSend")).toEqual(["GetItem", "PutItem", "Query", "UpdateItem"]);
    expect(actions("DeadlinesSweep")).toEqual(["GetItem", "PutItem", "Query"]);
    expect(actions("RecomputeReports")).toEqual(["GetItem", "PutItem", "Query"]);
    expect(actions("RecomputeCalendar")).toEqual([]);
    expect(actions("DirectorySeed")).toEqual([]);
    expect(actions("RoutingReact")).toEqual(["DescribeStream", "GetRecords", "GetShardIterator"]);
  });

  it("lets nothing write the directory but its seed and a platform admin", () => {
    const writers = stage
      .of("AWS::Lambda::Function")
      .filter((lambda) =>
        actionsOn(stage, lambda, "TablesDirectory").some((action) => /Put|Update|Delete|Write/.test(action)),
      );
    expect(writers.map(({ id }) => id).sort()).toEqual([named(stage, "Admin").id, named(stage, "DirectorySeed").id]);
  });

  it("never allows a scan, a deletion of a report or a wildcard of actions", () => {
    const actions = stage
      .of("AWS::IAM::Policy")
      .flatMap(({ at }) => at("PolicyDocument.Statement") as Statement[])
      // Who a reporter is may go; that there was a report, and what happened to it, may not.
      .filter(({ Resource: on }) => !references(on).some((one) => one.includes("TablesIdentities")))
      .flatMap(({ Action }) => list(Action));
    expect(actions.filter((action) => /Scan|DeleteItem|DeleteTable|\*/.test(action))).toEqual([]);
  });

  it("lets only those who sign or check links read the signing secret", () => {
    expect(touching(stage, "SigningSecret")).toEqual(["attachments", "intake", "notifications", "portal", "rights"]);
  });

  it("lets the mailer send as our own address only", () => {
    const sending = stage
      .of("AWS::Lambda::Function")
      .flatMap((lambda) => statementsOf(stage, lambda).map((statement) => ({ lambda, statement })))
      .filter(({ statement }) => list(statement.Action).some((action) => action.startsWith("ses:")));
    expect(sending).toHaveLength(1);
    expect(sending[0]?.lambda.id).toBe(named(stage, "NotificationsSend").id);
    const from = sending[0]?.lambda.at("Environment.Variables.MAIL_FROM") as string;
    expect(from).toMatch(/^laporan@/);
    expect(sending[0]?.statement.Condition).toEqual({ StringEquals: { "ses:FromAddress": from } });
  });

  it("makes nothing public: no function address, no open bucket, queue, topic, key or secret", () => {
    expect(stage.of("AWS::Lambda::Url")).toEqual([]);
    const policies = [
      ...stage.of("AWS::S3::BucketPolicy").map(({ at }) => at("PolicyDocument")),
      ...stage.of("AWS::SQS::QueuePolicy").map(({ at }) => at("PolicyDocument")),
      ...stage.of("AWS::SNS::TopicPolicy").map(({ at }) => at("PolicyDocument")),
      ...stage.of("AWS::KMS::Key").map(({ at }) => at("KeyPolicy")),
      ...stage.of("AWS::SecretsManager::ResourcePolicy").map(({ at }) => at("ResourcePolicy")),
    ] as { Statement: (Statement & { Principal: unknown })[] }[];
    const open = policies
      .flatMap(({ Statement: statements }) => statements)
      .filter(({ Effect, Principal }) => Effect === "Allow" && JSON.stringify(Principal).includes('"*"'));
    expect(open).toEqual([]);
    const callers = stage.of("AWS::Lambda::Permission").map(({ at }) => String(at("Principal")));
    expect(new Set(callers)).toEqual(new Set(["apigateway.amazonaws.com", "events.amazonaws.com"]));
    expect(stage.of("AWS::Lambda::Permission").filter(({ at }) => !at("SourceArn"))).toEqual([]);
  });
});
