import * as z from "zod";
import { startFailure } from "../failure.ts";
import type { Resource, Resources } from "../template/resources.ts";
import { parseProperties } from "./shape.ts";

/** One action on one resource that a statement of a policy allows a role. */
export type Grant = Readonly<{
  roleArn: string;
  action: string;
  resource: string;
  condition?: Readonly<Record<string, unknown>>;
}>;
type Facts = Readonly<Record<string, string>>;

/** What a role may do: the statements of all policies attached to it. */
export type Permissions = Readonly<{
  /** `facts` are what conditions may ask about. */
  allows: (roleArn: string, action: string, resourceArn: string, facts?: Facts) => boolean;
  /** The grants because of which it is allowed; none: it is not. */
  because: (roleArn: string, action: string, resourceArn: string, facts?: Facts) => readonly Grant[];
  grants: readonly Grant[];
  /** What would be left if the template did not have this grant. */
  without: (grant: Grant) => Permissions;
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
const holds = (Effect: Statement["Effect"], Condition: Statement["Condition"] = {}, facts: Facts): boolean =>
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

const grantsOf = (roleArn: string, statements: readonly Statement[]): readonly Grant[] =>
  statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action = [], Resource = [], Condition }) =>
      Action.flatMap((action) =>
        Resource.map((resource) => ({ roleArn, action, resource, ...(Condition && { condition: Condition }) })),
      ),
    );

type Denials = Readonly<{
  ofRoles: ReadonlyMap<string, readonly Statement[]>;
  /** To everybody but a few roles. */
  ofBuckets: readonly Readonly<{ each: Statement; roleArns: readonly string[] }>[];
}>;

const weigh = (grants: readonly Grant[], denials: Denials): Permissions => {
  const denied = (roleArn: string, action: string, resourceArn: string, facts: Facts): boolean =>
    denials.ofBuckets.some(
      ({ each, roleArns }) => speaksOf(each, action, resourceArn) && !roleArns.includes(roleArn),
    ) ||
    (denials.ofRoles.get(roleArn) ?? []).some(
      (each) => speaksOf(each, action, resourceArn) && holds("Deny", each.Condition, facts),
    );
  const because: Permissions["because"] = (roleArn, action, resourceArn, facts = {}) =>
    denied(roleArn, action, resourceArn, facts)
      ? []
      : grants.filter(
          (grant) =>
            grant.roleArn === roleArn &&
            matches(grant.action, action, "i") &&
            matches(grant.resource, resourceArn) &&
            holds("Allow", grant.condition, facts),
        );
  return {
    grants,
    because,
    allows: (...asked) => because(...asked).length > 0,
    without: (grant) =>
      weigh(
        grants.filter((each) => each !== grant),
        denials,
      ),
  };
};

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
  const denied = [...byRole].map(
    ([roleArn, statements]) => [roleArn, statements.filter(({ Effect }) => Effect === "Deny")] as const,
  );
  return weigh(
    [...byRole].flatMap(([roleArn, statements]) => grantsOf(roleArn, statements)),
    { ofRoles: new Map(denied), ofBuckets: kept },
  );
};
