import { type Resource, type Synthesized, references } from "./fixture.ts";

/** What a policy of a role says. */
export type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Every statement of the policies of a role. */
export const statementsOfRole = ({ of }: Synthesized, role: string): readonly Statement[] =>
  of("AWS::IAM::Policy")
    .filter(({ at }) => references(at("Roles")).includes(role))
    .flatMap(({ at }) => at("PolicyDocument.Statement") as Statement[]);

/** Every statement of the policies of a function's role. */
export const statementsOf = (stage: Synthesized, lambda: Resource): readonly Statement[] =>
  statementsOfRole(stage, references(lambda.at("Role"))[0] ?? "");

/** What text there is in a value that CloudFormation puts together. */
const textIn = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  const [, parts] = (value as { readonly "Fn::Join"?: readonly [string, readonly unknown[]] })["Fn::Join"] ?? [];
  return (parts ?? []).map(textIn).join("");
};

/** `GetObject clean/*`: what statements allow on files in the bucket whose id has this in it, sorted. */
export const rightsOnFiles = (statements: readonly Statement[], bucket: string): readonly string[] =>
  statements
    .flatMap(({ Action, Resource: on }) =>
      list(on)
        .filter((one) => references(one).some((id) => id.includes(bucket)))
        .flatMap((one) => list(Action).map((action) => ({ action, files: textIn(one).replace(/^\//, "") }))),
    )
    .filter(({ action }) => action.startsWith("s3:"))
    .map(({ action, files }) => `${action.slice("s3:".length)} ${files}`.trim())
    .sort();
