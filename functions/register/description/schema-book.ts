import * as z from "zod/mini";
import type { Language, Words } from "../../../shared/shell/language.ts";

/** As much of JSON Schema (draft 2020-12, which OpenAPI 3.1 uses) as zod makes of the contracts. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
};

/** `request`: what may be sent; `answer`: what comes back. */
export type Direction = "request" | "answer";

export type SchemaBook = {
  /** The JSON Schema of a schema; what has a name (registered under an `id`) is a reference to the named schemas. */
  readonly of: (schema: z.ZodMiniType, direction: Direction) => JsonSchema;
  /** What a reference leads to; any other schema as it is. */
  readonly dereferenced: (schema: JsonSchema) => JsonSchema;
  /** The named schemas that were referred to so far. */
  readonly named: () => Readonly<Record<string, JsonSchema>>;
};

export const namedSchemas = "#/components/schemas/";

type Draft = Record<string, unknown> & { note?: Words };

const inWords = (draft: Draft, direction: Direction, language: Language): void => {
  if (draft.note) draft["description"] = draft.note[language];
  delete draft.note;
  delete draft["id"];
  // A format says what its pattern of 200 characters says.
  if (draft["format"] !== undefined) delete draft["pattern"];
  // Unknown fields are refused in what is sent. An answer may grow new ones, so a reader must not refuse them.
  if (direction === "answer" && draft["additionalProperties"] === false) delete draft["additionalProperties"];
};

/** The same with every reference leading to `namedSchemas`. */
const resolved = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => [
      key,
      key === "$ref" && typeof part === "string" ? part.replace(/^#\/\$defs\//, namedSchemas) : resolved(part),
    ]),
  );
};

/**
 * Turns the schemas of the contracts into JSON Schema, described in one language.
 * Throws if a schema cannot be represented, or if two schemas share a name.
 */
export const schemaBook = (language: Language): SchemaBook => {
  const named = new Map<string, JsonSchema>();
  const keep = (name: string, schema: JsonSchema): void => {
    const present = named.get(name);
    if (present && JSON.stringify(present) !== JSON.stringify(schema)) {
      throw new Error(`two schemas are named ${name}`);
    }
    named.set(name, schema);
  };
  return {
    of: (schema, direction) => {
      const {
        $schema: _,
        $defs = {},
        ...root
      } = z.toJSONSchema(schema, {
        io: direction === "request" ? "input" : "output",
        override: ({ jsonSchema }) => {
          inWords(jsonSchema, direction, language);
        },
      });
      for (const [name, definition] of Object.entries($defs)) {
        keep(name, resolved(definition) as JsonSchema);
      }
      return resolved(root) as JsonSchema;
    },
    dereferenced: (schema) => named.get(schema.$ref?.slice(namedSchemas.length) ?? "") ?? schema,
    named: () => Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};
