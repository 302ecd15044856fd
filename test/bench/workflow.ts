import { dev, only, references, type Synthesized } from "../infra/fixture.ts";

/** What the synthesized template says that matters for the figures. */

type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Default?: string;
};
type Definition = { readonly StartAt: string; readonly States: Readonly<Record<string, State>> };

export type Path = { readonly to: string; readonly states: readonly string[] };

const definitionIn = (template: Synthesized): Definition => {
  const [, parts] = only(template.of("AWS::StepFunctions::StateMachine")).at("DefinitionString.Fn::Join") as [
    string,
    readonly (string | object)[],
  ];
  return JSON.parse(
    parts.map((part) => (typeof part === "string" ? part : (references(part)[0] ?? ""))).join(""),
  ) as Definition;
};

/** The states that an execution enters which ends in the state `to`. */
const pathTo = ({ StartAt, States }: Definition, to: string): Path => {
  const states: string[] = [];
  for (let name: string | undefined = StartAt; name !== undefined;) {
    const state: State | undefined = States[name];
    if (!state || states.includes(name)) throw new Error(`the workflow does not lead to ${to}`);
    states.push(name);
    const ways: readonly (string | undefined)[] = [state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)];
    name = state.Type === "Choice" ? ways.find((way) => way === to) : state.Next;
  }
  if (states.at(-1) !== to) throw new Error(`the workflow does not lead to ${to}`);
  return { to, states };
};

/** What is entered, not counting retries: https://aws.amazon.com/step-functions/pricing/ counts those too. */
export const routingPaths = (): readonly Path[] => {
  const definition = definitionIn(dev());
  return ["Dispatch", "Hold"].map((to) => pathTo(definition, to));
};

/** Memory of the function that runs this bundle. */
export const megabytesOf = (template: Synthesized, bundle: string): number =>
  Number(
    only(template.of("AWS::Lambda::Function").filter((its) => template.bundleOf(its) === bundle)).at("MemorySize"),
  );

/** Every variable that any function's environment has; what only a deployment knows is an address that is none. */
export const functionEnvironment = (): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ["AWS_REGION", "ap-southeast-3"],
    ["AWS_ACCESS_KEY_ID", "dummy"],
    ["AWS_SECRET_ACCESS_KEY", "dummy"],
    ["AWS_SESSION_TOKEN", "dummy"],
    ["AWS_LAMBDA_FUNCTION_NAME", "bench"],
    ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"],
    ["AWS_EXECUTION_ENV", "AWS_Lambda_nodejs24.x"],
    ...dev()
      .of("AWS::Lambda::Function")
      .flatMap((its) => Object.entries((its.at("Environment.Variables") ?? {}) as Record<string, unknown>))
      .map(([name, value]) => [name, typeof value === "string" ? value : "https://deployed.example/dev"]),
  ]) as Record<string, string>;
