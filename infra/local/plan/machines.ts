import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resources } from "../template/resources.ts";
import { parseProperties, unsupported } from "./shape.ts";

export type StateMachine = Readonly<{
  name: string;
  arn: string;
  roleArn: string;
  definition: Readonly<{ StartAt: string; States: Readonly<Record<string, State>> }>;
}>;
export type State = Readonly<{ Type: string; Resource?: string | undefined; [field: string]: unknown }>;

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Assign: unsupported("variables are not kept"),
  HeartbeatSeconds: unsupported("heartbeats are not counted"),
});
const definition = z.looseObject({
  QueryLanguage: z.literal("JSONPath", { error: "only JSONPath is run" }).optional(),
  StartAt: z.string(),
  States: z.record(z.string(), state),
});
const shape = z.looseObject({
  DefinitionString: z.string(),
  StateMachineType: z.literal("STANDARD", { error: "only standard workflows are run" }).default("STANDARD"),
  RoleArn: z.string(),
});

/** Types of states that run as in the cloud. A wait would not follow the moving clock: people's waiting is a due date. */
const runnable = new Set(["Task", "Pass", "Choice", "Succeed", "Fail", "Parallel", "Map"]);

const refuse = (machine: string, name: string, { Type, Resource, ...fields }: State): void => {
  if (!runnable.has(Type))
    throw startFailure(`State ${name} of ${machine} is of type ${Type}, which is not run locally`);
  if (Type === "Task" && Resource?.split(":")[2] !== "lambda") {
    throw startFailure(`Task ${name} of ${machine} calls ${Resource}; only functions are called locally`);
  }
  const unknown = /\$\$\.(?!Execution\.|Map\.)[A-Za-z.]+/.exec(JSON.stringify(fields));
  if (unknown !== null)
    throw startFailure(`State ${name} of ${machine} reads ${unknown[0]}, which is not known locally`);
};

export const readMachines = (resources: Resources): readonly StateMachine[] =>
  resources.of("AWS::StepFunctions::StateMachine").map((resource) => {
    const properties = parseProperties(shape, resource);
    const parsed = definition.safeParse(JSON.parse(properties.DefinitionString));
    const name = resource.arn.split(":").at(-1) ?? resource.logicalId;
    if (!parsed.success)
      throw startFailure(`State machine ${name} cannot run locally: ${z.prettifyError(parsed.error)}`);
    for (const [stateName, each] of Object.entries(parsed.data.States)) refuse(name, stateName, each);
    return { name, arn: resource.arn, roleArn: properties.RoleArn, definition: parsed.data };
  });
