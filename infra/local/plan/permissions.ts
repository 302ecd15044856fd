import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resource, Resources } from "../template/resources.ts";
import { parseProperties } from "./shape.ts";

/** What a role may do: the statements of all policies attached to it. */
export type Permissions = Readonly<{ allows: (roleArn: string, action: string, resourceArn: string) => boolean }>;

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMore.optional(),
  NotAction: z.undefined({ error: "NotAction is not weighed locally" }),
  Resource: oneOrMore.optional(),
  NotResource: z.undefined({ error: "NotResource is not weighed locally" }),
  Condition: z.record(z.string(), z.unknown()).optional(),
});
type Statement = z.infer<typeof statement>;
const document = z.looseObject({ Statement: z.union([z.array(statement), statement.transform((one) => [one])]) });
const policy = z.looseObject({ PolicyDocument: document, Roles: z.array(z.string()).default([]) });
const role = z.looseObject({
  Policies: z.array(z.looseObject({ PolicyDocument: document })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});

/** `*` stands for any run of characters and `?` for any one, as in IAM. */
const matches = (pattern: string, value: string, flags = ""): boolean => {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, flags).test(value);
};

const speaksOf = ({ Action = [], Resource = [] }: Statement, action: string, resourceArn: string): boolean =>
  Action.some((pattern) => matches(pattern, action, "i")) && Resource.some((pattern) => matches(pattern, resourceArn));

/**
 * Reads who may do what. A condition on an allowance counts as met and one on a denial as not: conditions ask about
 * callers and keys that do not exist on one machine.
 */
export const readPermissions = (resources: Resources): Permissions => {
  const byRole = new Map<string, Statement[]>();
  const grant = (roleArn: string, statements: readonly Statement[]): void => {
    byRole.set(roleArn, [...(byRole.get(roleArn) ?? []), ...statements]);
  };
  const roles = resources.of("AWS::IAM::Role");
  const managed = new Map<string, Statement[]>();
  const attach = (resource: Resource): Statement[] => {
    const { PolicyDocument, Roles } = parseProperties(policy, resource);
    for (const name of Roles) {
      const found = roles.find(({ ref }) => ref === name);
      if (found === undefined)
        throw startFailure(`Policy ${resource.logicalId} is for the role ${name}, which does not exist`);
      grant(found.arn, PolicyDocument.Statement);
    }
    return PolicyDocument.Statement;
  };
  resources.of("AWS::IAM::Policy").forEach(attach);
  for (const resource of resources.of("AWS::IAM::ManagedPolicy")) managed.set(resource.arn, attach(resource));
  for (const resource of roles) {
    const { Policies, ManagedPolicyArns } = parseProperties(role, resource);
    for (const { PolicyDocument } of Policies) grant(resource.arn, PolicyDocument.Statement);
    for (const arn of ManagedPolicyArns) grant(resource.arn, managed.get(arn) ?? []);
  }
  return {
    allows: (roleArn, action, resourceArn) => {
      const speaking = (byRole.get(roleArn) ?? []).filter((each) => speaksOf(each, action, resourceArn));
      const denied = speaking.some(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined);
      return !denied && speaking.some(({ Effect }) => Effect === "Allow");
    },
  };
};
