import { startFailure } from "../failure.ts";
import type { Resources } from "../template/resources.ts";
import type { LambdaFunction } from "./functions.ts";

export type CustomResource = Readonly<{
  id: string;
  logicalId: string;
  stackName: string;
  type: string;
  function: LambdaFunction;
  properties: Readonly<Record<string, unknown>>;
}>;

/** CloudFormation hands a custom resource its numbers and booleans as text. */
const asText = (value: unknown): unknown => {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asText(item)]));
};

export const readCustomResources = (
  resources: Resources,
  functions: readonly LambdaFunction[],
): readonly CustomResource[] =>
  resources.custom().map(({ logicalId, stackName, type, properties }) => {
    const target = functions.find(({ arn }) => arn === properties["ServiceToken"]);
    if (target === undefined) throw startFailure(`Custom resource ${logicalId} is not served by a function of the app`);
    return {
      id: `${stackName}/${logicalId}`,
      logicalId,
      stackName,
      type,
      function: target,
      properties: asText(properties) as Record<string, unknown>,
    };
  });
