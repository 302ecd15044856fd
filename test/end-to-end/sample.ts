import * as z from "zod";
import type { Route } from "../../shared/shell/contract.ts";

/**
 * A body that a route's contract takes, made of the contract: so that a new route is tried by itself, and what refuses
 * the call is never the form of its body.
 */

type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
};

const strings = ["contoh", "0", "08:00", "64.08", "a@contoh.example", "AAAAAAAAAAAAAAAA"];
const formats: Readonly<Record<string, string>> = {
  date: "2026-01-05",
  "date-time": "2026-01-05T01:00:00Z",
  email: "a@contoh.example",
  uri: "https://contoh.example/",
};

const sample = (schema: Schema, root: Schema): unknown => {
  if (schema.$ref !== undefined) return sample(root.$defs?.[schema.$ref.split("/").at(-1) ?? ""] ?? {}, root);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [either] = schema.anyOf ?? schema.oneOf ?? [];
  if (either !== undefined) return sample(either, root);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {}, root)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, root));
    case "string": {
      const pattern = new RegExp(schema.pattern ?? "");
      return formats[schema.format ?? ""] ?? strings.find((one) => pattern.test(one)) ?? "contoh";
    }
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return false;
    default:
      return null;
  }
};

/** @throws if the contract refuses it: then the route needs a body of its own in `given` */
export const bodyFor = (route: Route, given: Readonly<Record<string, unknown>> = {}): unknown => {
  if (!route.body) return undefined;
  const made = given[route.name] ?? fromSchema(route.body);
  if (route.bodyKind !== "csv" && !route.body.safeParse(made).success)
    throw new Error(`no body that the contract takes is known for ${route.name}: ${JSON.stringify(made)}`);
  return made;
};

const fromSchema = (its: NonNullable<Route["body"]>): unknown => {
  const schema = z.toJSONSchema(its as unknown as z.ZodType, { io: "input", unrepresentable: "any" }) as Schema;
  return sample(schema, schema);
};

/** What a route cannot be asked without, as it stands behind its address. */
export const queryFor = ({ query }: Route): string => {
  if (!query) return "";
  const asked = new URLSearchParams(fromSchema(query) as Record<string, string>).toString();
  return asked === "" ? "" : `?${asked}`;
};

/** The body as it goes over the line, and the type that is said of it. */
export const asSent = ({ bodyKind = "json" }: Route, body: unknown): { text: string; contentType: string } => {
  switch (bodyKind) {
    case "json":
      return { text: JSON.stringify(body), contentType: "application/json" };
    case "form":
      return {
        text: new URLSearchParams(body as Record<string, string>).toString(),
        contentType: "application/x-www-form-urlencoded",
      };
    case "csv":
      return { text: String(body), contentType: "text/csv" };
  }
};
