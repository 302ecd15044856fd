import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resources, Resource } from "../template/resources.ts";
import type { LambdaFunction } from "./functions.ts";
import { parseProperties, unsupported } from "./shape.ts";

export type Schedule = Readonly<{
  id: string;
  arn: string;
  /** `rate(5 minutes)` or `cron(0 1 * * ? *)`. */
  expression: string;
  timeZone: string;
  targets: readonly Readonly<{ function: LambdaFunction; event: unknown }>[];
}>;

const target = z.looseObject({
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: unsupported("only a constant input is passed"),
  InputTransformer: unsupported("only a constant input is passed"),
});
const rule = z.looseObject({
  ScheduleExpression: z.string({ error: "only scheduled rules are run" }),
  EventPattern: unsupported("only scheduled rules are run"),
  State: z.string().default("ENABLED"),
  Targets: z.array(target).default([]),
});
const schedule = z.looseObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  State: z.string().default("ENABLED"),
  Target: target,
});

const scheduledEvent = ({ arn }: Resource, { region, account }: Resources): unknown => ({
  version: "0",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account,
  region,
  resources: [arn],
  detail: {},
});

/** Rules of EventBridge and schedules of EventBridge Scheduler that call functions. */
export const readSchedules = (resources: Resources, functions: readonly LambdaFunction[]): readonly Schedule[] => {
  const targetOf = (resource: Resource, { Arn, Input }: z.infer<typeof target>): Schedule["targets"][number] => {
    const called = functions.find(({ arn }) => arn === Arn);
    if (called === undefined)
      throw startFailure(`${resource.logicalId} calls ${Arn}; only functions are called locally`);
    return {
      function: called,
      event: Input === undefined ? scheduledEvent(resource, resources) : (JSON.parse(Input) as unknown),
    };
  };
  const rules = resources.of("AWS::Events::Rule").flatMap((resource): Schedule[] => {
    const { ScheduleExpression: expression, State, Targets } = parseProperties(rule, resource);
    if (State !== "ENABLED") return [];
    const targets = Targets.map((each) => targetOf(resource, each));
    return [
      { id: `${resource.stackName}/${resource.logicalId}`, arn: resource.arn, expression, timeZone: "UTC", targets },
    ];
  });
  const schedules = resources.of("AWS::Scheduler::Schedule").flatMap((resource): Schedule[] => {
    const {
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: timeZone,
      State,
      Target,
    } = parseProperties(schedule, resource);
    if (State !== "ENABLED") return [];
    return [
      {
        id: `${resource.stackName}/${resource.logicalId}`,
        arn: resource.arn,
        expression,
        timeZone,
        targets: [targetOf(resource, Target)],
      },
    ];
  });
  return [...rules, ...schedules];
};
