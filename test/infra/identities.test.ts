import { describe, expect, it } from "vitest";
import { dev, only, prod, references, synthesize } from "./fixture.ts";

/** Whoever opens who reporters are is watched, and not by those who open it. */

describe.each([
  ["dev", dev()],
  ["prod", prod()],
  ["a stage that logs errors alone", synthesize({ stage: "prod", mailDomain: "kutim.example", logLevel: "ERROR" })],
])("openings of identities in %s", (_, stage) => {
  const lambda = only(stage.of("AWS::Lambda::Function").filter((its) => stage.bundleOf(its) === "identities"));
  const filter = only(stage.of("AWS::Logs::MetricFilter"));

  it("are counted from the function's own log, which a stage cannot leave out", () => {
    expect(filter.at("FilterPattern")).toBe('{ $.code = "IDENTITY_OPENED" }');
    expect(references(filter.at("LogGroupName"))).toEqual(references(lambda.at("LoggingConfig.LogGroup")));
    const levels = ["DEBUG", "INFO", "WARN"];
    expect(levels).toContain(lambda.at("LoggingConfig.ApplicationLogLevel"));
    expect(levels).toContain(lambda.at("Environment.Variables.LOG_LEVEL"));
  });

  it("ring an alarm when there are more than a few in a day", () => {
    const [transformation] = filter.at("MetricTransformations") as { MetricName: string; MetricNamespace: string }[];
    const alarm = only(
      stage.of("AWS::CloudWatch::Alarm").filter(({ at }) => at("MetricName") === transformation?.MetricName),
    );
    expect(alarm.at("Namespace")).toBe(transformation?.MetricNamespace);
    expect([alarm.at("Statistic"), alarm.at("Period"), alarm.at("Threshold")]).toEqual(["Sum", 86_400, 4]);
  });
});
