import { startFailure } from "../failure.ts";
import type { Stack, Template } from "./assembly.ts";
import { type Endpoints, identityOf } from "./identities.ts";
import { type Identity, type Surroundings, condition, resolveValue } from "./intrinsics.ts";
import { isKnownType, type RunningType } from "./known-types.ts";

/** A resource as CloudFormation would make it: every intrinsic function evaluated. */
export type Resource = Readonly<{
  logicalId: string;
  stackName: string;
  type: string;
  /** What `Ref` gives. */
  ref: string;
  /** What `Fn::GetAtt` of `Arn` gives; empty where the type has none. */
  arn: string;
  properties: Readonly<Record<string, unknown>>;
}>;

/** The resources of all stacks that have a meaning locally. */
export type Resources = Readonly<{
  region: string;
  account: string;
  of: (...types: readonly RunningType[]) => readonly Resource[];
  custom: () => readonly Resource[];
  /** Path of the asset that a function's `Code` names. */
  asset: (key: string) => string | undefined;
}>;

const isCustom = (type: string): boolean =>
  type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource";

const surroundings = (
  stack: Stack,
  endpoints: Endpoints,
  importValue: (name: string) => unknown,
  dynamicReference: (reference: string) => string | undefined,
): Surroundings => {
  const identities = new Map<string, Identity | undefined>();
  const { region, account, template, name: stackName } = stack;
  const identify = (logicalId: string): Identity | undefined => {
    if (identities.has(logicalId)) return identities.get(logicalId);
    const resource = template.Resources[logicalId];
    const property = (name: string): unknown => resolveValue(resource?.Properties[name], around);
    const named = { logicalId, stackName, region, account, property };
    const identity = resource === undefined ? undefined : identityOf(resource.Type, named, endpoints);
    identities.set(logicalId, identity);
    return identity;
  };
  const around: Surroundings = { stack, identify, importValue, dynamicReference };
  return around;
};

const refuseUnknown = (stacks: readonly Stack[]): void => {
  const unknown = new Set(
    stacks
      .flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type))
      .filter((type) => !isKnownType(type)),
  );
  if (unknown.size === 0) return;
  throw startFailure(
    `The local cloud cannot run ${[...unknown].sort().join(", ")}; teach it, or say in known-types.ts that nothing is to be done`,
  );
};

const present = (resource: Template["Resources"][string], around: Surroundings): boolean =>
  resource.Condition === undefined || condition(resource.Condition, around);

/**
 * Evaluates the resources of all stacks. Throws a start failure at a type, an intrinsic function or an address that
 * is not known.
 */
export const readResources = (
  stacks: readonly Stack[],
  endpoints: Endpoints,
  dynamicReference: (reference: string) => string | undefined = () => undefined,
): Resources => {
  refuseUnknown(stacks);
  const exported = new Map<string, () => unknown>();
  const importValue = (name: string): unknown => {
    const value = exported.get(name);
    if (value === undefined) throw startFailure(`No stack exports ${name}`);
    return value();
  };
  const all: Resource[] = [];
  for (const stack of stacks) {
    const around = surroundings(stack, endpoints, importValue, dynamicReference);
    for (const { Value, Export } of Object.values(stack.template.Outputs)) {
      if (Export !== undefined)
        exported.set(String(resolveValue(Export.Name, around)), () => resolveValue(Value, around));
    }
    for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
      if (!present(resource, around)) continue;
      const identity = around.identify(logicalId);
      // Resolved on first reading: what has no meaning here may hold what is not known here.
      const properties = (): Record<string, unknown> =>
        resolveValue(resource.Properties, around) as Record<string, unknown>;
      let resolved: Record<string, unknown> | undefined;
      all.push({
        logicalId,
        stackName: stack.name,
        type: resource.Type,
        ref: identity?.ref ?? logicalId,
        arn: identity?.attributes["Arn"] ?? "",
        get properties() {
          return (resolved ??= properties());
        },
      });
    }
  }
  const [first] = stacks;
  if (first === undefined) throw startFailure("The synthesized app has no stack");
  return {
    region: first.region,
    account: first.account,
    of: (...types) => all.filter(({ type }) => (types as readonly string[]).includes(type)),
    custom: () => all.filter(({ type }) => isCustom(type)),
    asset: (key) => stacks.map(({ assets }) => assets.get(key)).find((path) => path !== undefined),
  };
};
