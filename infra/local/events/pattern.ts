import { startFailure } from "../failure.ts";

/**
 * The patterns that choose which events reach a function.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export type Pattern = (event: unknown) => boolean;

/** Tests one value; an absent one is undefined. */
type Test = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
};

const numeric = (rule: unknown, where: string): Test => {
  if (!Array.isArray(rule) || rule.length === 0 || rule.length % 2 !== 0)
    throw startFailure(`${where}: numeric wants pairs`);
  const pairs = Array.from({ length: rule.length / 2 }, (_, index): ((value: number) => boolean) => {
    const compare = comparisons[String(rule[index * 2])];
    if (compare === undefined) throw startFailure(`${where}: numeric does not know ${String(rule[index * 2])}`);
    const limit = Number(rule[index * 2 + 1]);
    return (value) => compare(value, limit);
  });
  // DynamoDB's numbers come as text within {"N": "5"}.
  return (value) => {
    const known =
      typeof value === "number" || (typeof value === "string" && value.trim() !== "") ? Number(value) : Number.NaN;
    return !Number.isNaN(known) && pairs.every((holds) => holds(known));
  };
};

const operators: Readonly<Record<string, (rule: unknown, where: string) => Test>> = {
  prefix: (rule) => (value) => typeof value === "string" && value.startsWith(String(rule)),
  suffix: (rule) => (value) => typeof value === "string" && value.endsWith(String(rule)),
  "equals-ignore-case": (rule) => (value) =>
    typeof value === "string" && value.toLowerCase() === String(rule).toLowerCase(),
  exists: (rule) => (value) => (value !== undefined) === rule,
  numeric,
  "anything-but": (rule, where) => {
    const refused = (Array.isArray(rule) ? rule : [rule]).map((each) => leaf(each, where));
    return (value) => value !== undefined && !refused.some((test) => test(value));
  },
};

const leaf = (rule: unknown, where: string): Test => {
  if (!isRecord(rule)) return (value) => value === rule;
  const [[name, argument] = ["", undefined], ...others] = Object.entries(rule);
  const operator = operators[name];
  if (operator === undefined || others.length > 0)
    throw startFailure(`${where}: the filter ${JSON.stringify(rule)} is not known locally`);
  return operator(argument, where);
};

const branch = (pattern: Record<string, unknown>, where: string): Test => {
  const tests = Object.entries(pattern).map(([key, rule]): Test => {
    if (key === "$or") {
      if (!Array.isArray(rule) || !rule.every(isRecord)) throw startFailure(`${where}: $or wants a list of patterns`);
      const alternatives = rule.map((each) => branch(each, where));
      return (event) => alternatives.some((test) => test(event));
    }
    const test = Array.isArray(rule) ? anyOf(rule, where) : isRecord(rule) ? branch(rule, where) : undefined;
    if (test === undefined) throw startFailure(`${where}: ${key} wants a list of values in a filter`);
    return (event) => test(isRecord(event) ? event[key] : undefined);
  });
  return (event) => tests.every((test) => test(event));
};

const anyOf = (rules: readonly unknown[], where: string): Test => {
  const tests = rules.map((rule) => leaf(rule, where));
  // A list in the event matches if any of its values does.
  return (value) => tests.some((test) => (Array.isArray(value) ? value.some(test) : test(value)));
};

/** Compiles a pattern as a template writes it. Throws a start failure naming `where` if it holds an unknown rule. */
export const readPattern = (json: string, where: string): Pattern => {
  const pattern = JSON.parse(json) as unknown;
  if (!isRecord(pattern)) throw startFailure(`${where}: a filter is an object`);
  return branch(pattern, where);
};
