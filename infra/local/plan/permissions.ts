import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resource, Resources } from "../template/resources.ts";
import { parseProperties } from "./shape.ts";

/** What a role may do: the statements of all policies attached to it. */
export type Permissions = Readonly<{
  /** `facts` are what conditions may ask about. */
  allows: (roleArn: string, action: string, resourceArn: string, facts?: Readonly<Record<string, string>>) => boolean;
}>;

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.looseObject({
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMore.optional(),
  NotAction: z.undefined({ error: "NotAction is not weighed locally" }).optional(),
  Resource: oneOrMore.optional(),
  NotResource: z.undefined({ error: "NotResource is not weighed locally" }).optional(),
  Condition: z.record(z.string(), z.unknown()).optional(),
});
type Statement = z.infer<typeof statement>;
const document = z.looseObject({ Statement: z.union([z.array(statement), statement.transform((one) => [one])]) });
const policy = z.looseObject({ PolicyDocument: document, Roles: z.array(z.string()).default([]) });
const role = z.looseObject({
  Policies: z.array(z.looseObject({ PolicyDocument: document })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});

const bucketPolicy = z.looseObject({ PolicyDocument: document });
const butForRoles = z.strictObject({ ArnNotEquals: z.strictObject({ "aws:PrincipalArn": oneOrMore }) });

/** The roles that a denial to everybody else leaves out; undefined: it is not such a denial. */
export const keptForRoles = (condition: unknown): readonly string[] | undefined =>
  butForRoles.safeParse(condition).data?.ArnNotEquals["aws:PrincipalArn"];

/** `*` stands for any run of characters and `?` for any one, as in IAM. */
const matches = (pattern: string, value: string, flags = ""): boolean => {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, flags).test(value);
};

/**
 * Whether a statement's conditions hold. One about something that is not known here counts as met on an allowance and
 * as not met on a denial: it asks about keys and networks that do not exist on one machine.
 */
const holds = ({ Effect, Condition = {} }: Statement, facts: Readonly<Record<string, string>>): boolean =>
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys as Record<string, unknown>).every(([key, expected]) => {
      const fact = facts[key];
      if (fact === undefined || !operator.startsWith("String")) return Effect === "Allow";
      const values = [expected].flat().map(String);
      const found = values.some((value) => (operator.includes("Like") ? matches(value, fact) : value === fact));
      return operator.includes("Not") ? !found : found;
    }),
  );

const speaksOf = ({ Action = [], Resource = [] }: Statement, action: string, resourceArn: string): boolean =>
  Action.some((pattern) => matches(pattern, action, "i")) && Resource.some((pattern) => matches(pattern, resourceArn));

/** Reads who may do what. */
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
  const kept = resources
    .of("AWS::S3::BucketPolicy")
    .flatMap((resource) => parseProperties(bucketPolicy, resource).PolicyDocument.Statement)
    .flatMap((each) => {
      const roleArns = each.Effect === "Deny" ? keptForRoles(each.Condition) : undefined;
      return roleArns ? [{ each, roleArns }] : [];
    });
  return {
    allows: (roleArn, action, resourceArn, facts = {}) => {
      if (kept.some(({ each, roleArns }) => speaksOf(each, action, resourceArn) && !roleArns.includes(roleArn)))
        return false;
      const speaking = (byRole.get(roleArn) ?? []).filter(
        (each) => speaksOf(each, action, resourceArn) && holds(each, facts),
      );
      return speaking.some(({ Effect }) => Effect === "Allow") && speaking.every(({ Effect }) => Effect === "Allow");
    },
  };
};
