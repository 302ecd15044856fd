import { type Resource, type Synthesized, references } from "./fixture.ts";

/** What a policy of a role says. */
export type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Every statement of the policies of a function's role. */
export const statementsOf = ({ of }: Synthesized, lambda: Resource): readonly Statement[] => {
  const [role] = references(lambda.at("Role"));
  const policies = of("AWS::IAM::Policy").filter(({ at }) => references(at("Roles")).includes(role ?? ""));
  return policies.flatMap(({ at }) => at("PolicyDocument.Statement") as Statement[]);
};
