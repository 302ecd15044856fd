import { startFailure } from "../failure.ts";
import type { Stack } from "./assembly.ts";

/**
 * What CloudFormation's intrinsic functions evaluate to. One that is not known here stops the start: a value that
 * is silently wrong locally would hide what is wrong in the cloud.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */

/** How a resource is addressed: `Ref` gives one string, `Fn::GetAtt` one string per attribute. */
export type Identity = Readonly<{ ref: string; attributes: Readonly<Record<string, string>> }>;

export type Surroundings = Readonly<{
  stack: Stack;
  /** Identity of a resource of this stack; undefined where it has none, or where its condition is false. */
  identify: (logicalId: string) => Identity | undefined;
  /** Value of an export of any stack. */
  importValue: (name: string) => unknown;
  /** Values for `{{resolve:...}}`; undefined where the reference is unknown. */
  dynamicReference: (reference: string) => string | undefined;
}>;

const noValue = Symbol("AWS::NoValue");

type Evaluate = (value: unknown, around: Surroundings) => unknown;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const list = (value: unknown, what: string): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  throw startFailure(`${what} wants a list in the template, not ${JSON.stringify(value)}`);
};
const text = (value: unknown, what: string): string => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw startFailure(`${what} wants a text in the template, not ${JSON.stringify(value)}`);
};

const pseudoParameters: Readonly<Record<string, (stack: Stack) => unknown>> = {
  "AWS::Region": (stack) => stack.region,
  "AWS::AccountId": (stack) => stack.account,
  "AWS::Partition": () => "aws",
  "AWS::URLSuffix": () => "amazonaws.com",
  "AWS::StackName": (stack) => stack.name,
  "AWS::StackId": (stack) => `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.name}/local`,
  "AWS::NotificationARNs": () => [],
  "AWS::NoValue": () => noValue,
};

const reference = (name: string, { stack, identify }: Surroundings): unknown => {
  const pseudo = pseudoParameters[name];
  if (pseudo !== undefined) return pseudo(stack);
  const parameter = stack.template.Parameters[name];
  if (parameter !== undefined) return parameter.Default;
  const identity = identify(name);
  if (identity === undefined) throw startFailure(`Stack ${stack.name} refers to ${name}, which has no address here`);
  return identity.ref;
};

const attribute = (logicalId: string, name: string, { stack, identify }: Surroundings): string => {
  const value = identify(logicalId)?.attributes[name];
  if (value === undefined)
    throw startFailure(`Stack ${stack.name} reads ${logicalId}.${name}, which is not known here`);
  return value;
};

const substitute = (pattern: string, own: Readonly<Record<string, unknown>>, around: Surroundings): string =>
  pattern.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    if (name in own) return text(own[name], `\${${name}}`);
    const dot = name.indexOf(".");
    return dot < 0
      ? text(reference(name, around), `\${${name}}`)
      : attribute(name.slice(0, dot), name.slice(dot + 1), around);
  });

export const condition = (name: string, around: Surroundings): boolean => {
  const declared = around.stack.template.Conditions[name];
  if (declared === undefined) throw startFailure(`Stack ${around.stack.name} has no condition ${name}`);
  return test(declared, around);
};

const test = (expression: unknown, around: Surroundings): boolean => {
  const value = resolveValue(expression, around);
  if (typeof value === "boolean") return value;
  throw startFailure(
    `A condition of stack ${around.stack.name} is neither true nor false: ${JSON.stringify(expression)}`,
  );
};

const functions: Readonly<Record<string, (argument: unknown, around: Surroundings, evaluate: Evaluate) => unknown>> = {
  Ref: (argument, around) => reference(text(argument, "Ref"), around),
  Condition: (argument, around) => condition(text(argument, "Condition"), around),
  "Fn::GetAtt": (argument, around, evaluate) => {
    const [logicalId, ...path] = typeof argument === "string" ? argument.split(".") : list(argument, "Fn::GetAtt");
    const name = path.map((part) => text(evaluate(part, around), "Fn::GetAtt")).join(".");
    return attribute(text(logicalId, "Fn::GetAtt"), name, around);
  },
  "Fn::Join": (argument, around, evaluate) => {
    const [separator, parts] = list(argument, "Fn::Join");
    return list(evaluate(parts, around), "Fn::Join")
      .map((part) => text(part, "Fn::Join"))
      .join(text(separator, "Fn::Join"));
  },
  "Fn::Sub": (argument, around, evaluate) => {
    if (typeof argument === "string") return substitute(argument, {}, around);
    const [pattern, variables] = list(argument, "Fn::Sub");
    const own = evaluate(variables, around);
    return substitute(text(pattern, "Fn::Sub"), isRecord(own) ? own : {}, around);
  },
  "Fn::Select": (argument, around, evaluate) => {
    const [index, from] = list(argument, "Fn::Select");
    const values = list(evaluate(from, around), "Fn::Select");
    const at = Number(evaluate(index, around));
    if (!(at in values)) throw startFailure(`Fn::Select has no element ${at} in ${JSON.stringify(values)}`);
    return values[at];
  },
  "Fn::Split": (argument, around, evaluate) => {
    const [separator, from] = list(argument, "Fn::Split");
    return text(evaluate(from, around), "Fn::Split").split(text(separator, "Fn::Split"));
  },
  "Fn::If": (argument, around, evaluate) => {
    const [name, then, otherwise] = list(argument, "Fn::If");
    return evaluate(condition(text(name, "Fn::If"), around) ? then : otherwise, around);
  },
  "Fn::Equals": (argument, around, evaluate) => {
    const [left, right] = list(evaluate(argument, around), "Fn::Equals");
    return JSON.stringify(left) === JSON.stringify(right);
  },
  "Fn::Not": (argument, around) => !test(list(argument, "Fn::Not")[0], around),
  "Fn::And": (argument, around) => list(argument, "Fn::And").every((part) => test(part, around)),
  "Fn::Or": (argument, around) => list(argument, "Fn::Or").some((part) => test(part, around)),
  "Fn::FindInMap": (argument, around, evaluate) => {
    const [map, first, second] = list(evaluate(argument, around), "Fn::FindInMap").map((key) =>
      text(key, "Fn::FindInMap"),
    );
    const found = around.stack.template.Mappings[map ?? ""]?.[first ?? ""]?.[second ?? ""];
    if (found === undefined) throw startFailure(`Fn::FindInMap finds nothing at ${map}.${first}.${second}`);
    return found;
  },
  "Fn::ImportValue": (argument, around, evaluate) =>
    around.importValue(text(evaluate(argument, around), "Fn::ImportValue")),
  "Fn::Base64": (argument, around, evaluate) =>
    Buffer.from(text(evaluate(argument, around), "Fn::Base64")).toString("base64"),
  "Fn::GetAZs": (_, { stack }) => ["a", "b", "c"].map((zone) => `${stack.region}${zone}`),
  "Fn::ToJsonString": (argument, around, evaluate) => JSON.stringify(evaluate(argument, around)),
  "Fn::Length": (argument, around, evaluate) => list(evaluate(argument, around), "Fn::Length").length,
};

const withDynamicReferences = (value: string, around: Surroundings): string =>
  value.replaceAll(/\{\{resolve:([^}]+)\}\}/g, (_, name: string) => {
    const found = around.dynamicReference(name);
    if (found === undefined) throw startFailure(`The template resolves ${name}, which is not known here`);
    return found;
  });

const evaluateValue: Evaluate = (value, around) => {
  if (typeof value === "string") return value.includes("{{resolve:") ? withDynamicReferences(value, around) : value;
  if (Array.isArray(value)) return value.map((item) => evaluateValue(item, around)).filter((item) => item !== noValue);
  if (!isRecord(value)) return value;
  const [[key, argument] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0) {
    const evaluate = functions[key];
    if (evaluate !== undefined && (key !== "Condition" || typeof argument === "string")) {
      const result = evaluate(argument, around, evaluateValue);
      return typeof result === "string" && result.includes("{{resolve:")
        ? withDynamicReferences(result, around)
        : result;
    }
    if (key.startsWith("Fn::")) throw startFailure(`The local cloud does not know the intrinsic function ${key}`);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]): [string, unknown] => [name, evaluateValue(item, around)])
      .filter(([, item]) => item !== noValue),
  );
};

/** Evaluates every intrinsic function in `value`. Throws a start failure at one that is unknown or finds nothing. */
export const resolveValue = (value: unknown, around: Surroundings): unknown => {
  const result = evaluateValue(value, around);
  return result === noValue ? undefined : result;
};
