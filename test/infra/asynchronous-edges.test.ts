import { describe, expect, it } from "vitest";
import { type Resource, dev, prod, references } from "./fixture.ts";

describe.each([
  ["dev", dev()],
  ["prod", prod()],
])("asynchronous edges in %s", (_, stage) => {
  const queues = stage.of("AWS::SQS::Queue");
  const alarms = stage.of("AWS::CloudWatch::Alarm");
  const watched = (namespace: string, metric: string): readonly string[] =>
    alarms
      .filter(({ at }) => at("Namespace") === namespace && at("MetricName") === metric)
      .flatMap(({ at }) => references(at("Dimensions")));
  const redriveTargets = queues.flatMap(({ at }) => references(at("RedrivePolicy")));
  const asynchronous = [
    ...stage.of("AWS::Lambda::EventInvokeConfig"),
    ...stage.of("AWS::Lambda::EventSourceMapping").filter(({ at }) => at("StartingPosition") !== undefined),
  ];
  const failureDestination = ({ at }: Resource): readonly string[] => references(at("DestinationConfig.OnFailure"));
  const ruleTargets = stage
    .of("AWS::Events::Rule")
    .flatMap(({ at }) => at("Targets") as { Arn: unknown; DeadLetterConfig?: { Arn: unknown } }[]);
  const deadLetterQueues = new Set([
    ...redriveTargets,
    ...asynchronous.flatMap(failureDestination),
    ...ruleTargets.flatMap(({ DeadLetterConfig }) => references(DeadLetterConfig?.Arn)),
  ]);

  it("gives every working queue a dead-letter queue", () => {
    const working = queues.filter(({ id }) => !deadLetterQueues.has(id));
    expect(working.length).toBeGreaterThan(0);
    for (const { id, at } of working) expect(references(at("RedrivePolicy")), id).toHaveLength(1);
  });

  it("rings for the first message in any dead-letter queue", () => {
    const depth = watched("AWS/SQS", "ApproximateNumberOfMessagesVisible");
    expect(deadLetterQueues.size).toBeGreaterThan(0);
    for (const id of deadLetterQueues) expect(depth).toContain(id);
  });

  it("keeps dead letters for 14 days, the longest there is", () => {
    for (const queue of queues.filter(({ id }) => deadLetterQueues.has(id))) {
      expect(queue.at("MessageRetentionPeriod"), queue.id).toBe(14 * 86_400);
    }
  });

  it("rings when a message waits too long in a working queue", () => {
    const age = watched("AWS/SQS", "ApproximateAgeOfOldestMessage");
    for (const { id } of queues.filter((queue) => !deadLetterQueues.has(queue.id))) expect(age).toContain(id);
  });

  it("refuses unencrypted transport to every queue and topic", () => {
    const denies = [...stage.of("AWS::SQS::QueuePolicy"), ...stage.of("AWS::SNS::TopicPolicy")]
      .filter(({ at }) =>
        (at("PolicyDocument.Statement") as { Effect: string; Condition?: unknown }[]).some(
          ({ Effect, Condition }) => Effect === "Deny" && JSON.stringify(Condition).includes("aws:SecureTransport"),
        ),
      )
      .flatMap(({ at }) => references(at("Queues") ?? at("Topics")));
    expect(denies.sort()).toEqual([...queues, ...stage.of("AWS::SNS::Topic")].map(({ id }) => id).sort());
  });

  it("names a failure destination for every stream and every asynchronous call", () => {
    expect(asynchronous.length).toBeGreaterThan(0);
    for (const edge of asynchronous) expect(failureDestination(edge), edge.id).toHaveLength(1);
  });

  it("gives every target of a rule a dead-letter queue, and its function a destination for failed calls", () => {
    const configured = stage.of("AWS::Lambda::EventInvokeConfig").flatMap(({ at }) => references(at("FunctionName")));
    expect(ruleTargets.length).toBeGreaterThan(0);
    for (const { Arn, DeadLetterConfig } of ruleTargets) {
      const [target = ""] = references(Arn);
      // Bad news goes where an alarm rings for it at once.
      if (deadLetterQueues.has(target)) continue;
      expect(references(DeadLetterConfig?.Arn)).toHaveLength(1);
      if (queues.every(({ id }) => id !== target)) expect(configured).toContain(target);
    }
  });

  it("lets nothing but its own sources send to a queue", () => {
    for (const { id, at } of stage.of("AWS::SQS::QueuePolicy")) {
      const allowed = (at("PolicyDocument.Statement") as { Effect: string; Action: unknown; Condition?: object }[])
        .filter(({ Effect }) => Effect === "Allow")
        .map(({ Condition }) => JSON.stringify(Condition ?? {}));
      for (const condition of allowed) expect(condition, id).toMatch(/"aws:Source(Arn|Account)"/);
    }
  });

  it("gives the function behind the custom resource a destination for failed calls", () => {
    const [resource] = stage.of("AWS::CloudFormation::CustomResource");
    const configured = stage.of("AWS::Lambda::EventInvokeConfig").flatMap(({ at }) => references(at("FunctionName")));
    expect(configured).toContain(references(resource?.at("ServiceToken"))[0]);
  });

  const streams = stage.of("AWS::Lambda::EventSourceMapping").filter(({ at }) => at("StartingPosition") !== undefined);
  const patternsOf = (table: string): unknown[] =>
    streams
      .filter(({ at }) => references(at("EventSourceArn")).some((on) => on.includes(table)))
      .flatMap(({ at }) => at("FilterCriteria.Filters") as { Pattern: string }[])
      .map(({ Pattern }) => JSON.parse(Pattern) as unknown);

  it("lets one bad record or message fail alone", () => {
    for (const { id, at } of stage.of("AWS::Lambda::EventSourceMapping")) {
      expect(at("FunctionResponseTypes"), id).toEqual(["ReportBatchItemFailures"]);
    }
    expect(streams).toHaveLength(3);
    for (const { id, at } of streams) expect(at("BisectBatchOnFunctionError"), id).toBe(true);
  });

  it("wakes the reaction only for events that were written, never for the state beside them", () => {
    expect(patternsOf("TablesComplaints")).toEqual([
      { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: [{ prefix: "E#" }] } } } },
    ]);
  });

  it("acts on calendars and on offices, never on what else is in the directory or was in it", () => {
    const ofKind = (pk: string) => ({ dynamodb: { Keys: { pk: { S: [pk] } } } });
    expect(patternsOf("TablesDirectory")).toEqual([ofKind("calendars"), ofKind("agencies")]);
  });

  it("acts on a changed directory only when no function goes on with the old one", () => {
    const told = stage
      .of("AWS::Lambda::Function")
      .map(({ at }) => at("Environment.Variables") as Readonly<Record<string, string | undefined>>);
    const kept = told.flatMap(({ DIRECTORY_SECONDS }) => DIRECTORY_SECONDS ?? []);
    expect(new Set(kept)).toEqual(new Set(["60"]));
    const delays = told.flatMap(({ DELAY_SECONDS }) => DELAY_SECONDS ?? []);
    expect(delays).toHaveLength(2);
    for (const delay of delays) {
      // A call of API Gateway may go on for 29 seconds after it took the directory up.
      expect(Number(delay)).toBeGreaterThanOrEqual(60 + 29);
      // The longest that SQS delays anything.
      expect(Number(delay)).toBeLessThanOrEqual(900);
    }
  });

  it("hides a message for at least six times as long as its function may take", () => {
    for (const { at } of stage.of("AWS::Lambda::EventSourceMapping")) {
      const queue = queues.find(({ id }) => references(at("EventSourceArn")).includes(id));
      const [target] = references(at("FunctionName"));
      const lambda = stage.of("AWS::Lambda::Function").find(({ id }) => id === target);
      if (queue === undefined) continue;
      expect(queue.at("VisibilityTimeout")).toBeGreaterThanOrEqual(6 * Number(lambda?.at("Timeout")));
    }
  });

  it("rings when a function fails, a stream falls behind, a workflow fails or what runs by the clock is silent", () => {
    const functions = stage.of("AWS::Lambda::Function").map(({ id }) => id);
    expect([...watched("AWS/Lambda", "Errors")].sort()).toEqual([...functions].sort());
    const readers = streams.flatMap(({ at }) => references(at("FunctionName")));
    expect([...watched("AWS/Lambda", "IteratorAge")].sort()).toEqual([...readers].sort());
    const machines = stage.of("AWS::StepFunctions::StateMachine").map(({ id }) => id);
    expect(watched("AWS/States", "ExecutionsFailed")).toEqual(machines);
    expect(watched("AWS/States", "ExecutionsTimedOut")).toEqual(machines);
    const silent = alarms.filter(({ at }) => at("MetricName") === "Invocations");
    expect(silent.map(({ at }) => at("TreatMissingData") as string)).toEqual(["breaching", "breaching", "breaching"]);
  });

  it("sends every alarm to the one encrypted topic", () => {
    const [topic, ...others] = stage.of("AWS::SNS::Topic");
    expect(others).toEqual([]);
    expect(references(topic?.at("KmsMasterKeyId"))).toHaveLength(1);
    for (const { id, at } of alarms) expect(references(at("AlarmActions")), id).toEqual([topic?.id]);
  });
});
