import type { Language } from "../../../shared/shell/language.ts";
import { namedSchemas, type JsonSchema } from "./schema-book.ts";

/** One field as a person reads it. */
export type Field = {
  /** With its way from the top: `reporter.email`, `items[].code`. */
  readonly name: string;
  readonly required: boolean;
  /** "1–200 characters", "one of a, b". */
  readonly kind: string;
  /** The named schema that says more; null: there is none. */
  readonly model: string | null;
  readonly description: string | null;
};

const words = {
  id: {
    characters: "karakter",
    oneOf: "salah satu dari",
    date: "tanggal (YYYY-MM-DD)",
    time: "waktu (ISO 8601)",
    email: "alamat surel",
    uri: "alamat web",
    text: "teks",
    number: "angka",
    integer: "bilangan bulat",
    boolean: "true atau false",
    object: "objek",
    list: "daftar",
    items: "butir",
    of: "berisi",
    orNull: "atau null",
    or: "atau",
    to: "sampai",
    absent: "bila kosong",
    always: "selalu",
    anything: "apa saja",
  },
  en: {
    characters: "characters",
    oneOf: "one of",
    date: "date (YYYY-MM-DD)",
    time: "time (ISO 8601)",
    email: "e-mail address",
    uri: "web address",
    text: "text",
    number: "number",
    integer: "whole number",
    boolean: "true or false",
    object: "object",
    list: "list",
    items: "items",
    of: "of",
    orNull: "or null",
    or: "or",
    to: "to",
    absent: "if absent",
    always: "always",
    anything: "anything",
  },
} as const satisfies Record<Language, Record<string, string>>;
type Say = (typeof words)[Language];

const between = (least: number | undefined, most: number | undefined, unit: string): string => {
  if (least === undefined && most === undefined) return "";
  if (least !== undefined && most !== undefined) return least === most ? ` ${most}${unit}` : ` ${least}–${most}${unit}`;
  return most === undefined ? ` ≥ ${least}${unit}` : ` ≤ ${most}${unit}`;
};

/** zod bounds every integer by what a double holds exactly; that says nothing to a reader. */
const said = (bound: number | undefined): number | undefined =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;

/** In words: a dash before a negative number reads as another minus. */
const inBounds = (schema: JsonSchema, say: Say): string => {
  const [least, most] = [said(schema.minimum), said(schema.maximum)];
  return least !== undefined && most !== undefined ? ` ${least} ${say.to} ${most}` : between(least, most, "");
};

const ofText = (schema: JsonSchema, say: Say): string => {
  const formats: Readonly<Record<string, string>> = {
    date: say.date,
    "date-time": say.time,
    email: say.email,
    uri: say.uri,
  };
  const format = formats[schema.format ?? ""] ?? say.text;
  return format + between(schema.minLength, schema.maxLength, ` ${say.characters}`);
};

const ofType = (type: string, schema: JsonSchema, say: Say): string => {
  switch (type) {
    case "string":
      return ofText(schema, say);
    case "integer":
      return say.integer + inBounds(schema, say);
    case "number":
      return say.number + inBounds(schema, say);
    case "boolean":
      return say.boolean;
    case "array":
      return `${say.list}${between(schema.minItems, schema.maxItems, ` ${say.items}`)} ${say.of} ${kindOf(schema.items ?? {}, say)}`;
    case "null":
      return "null";
    default:
      return say.object;
  }
};

const nameIn = (reference: string): string => reference.slice(namedSchemas.length);

const kindOf = (schema: JsonSchema, say: Say): string => {
  if (schema.$ref !== undefined) return nameIn(schema.$ref);
  if (schema.enum) return `${say.oneOf} ${schema.enum.map((value) => JSON.stringify(value)).join(", ")}`;
  if (schema.const !== undefined) return `${say.always} ${JSON.stringify(schema.const)}`;
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    const real = alternatives.filter(({ type }) => type !== "null");
    const kinds = [...new Set(real.map((alternative) => kindOf(alternative, say)))].join(` ${say.or} `);
    return real.length < alternatives.length ? `${kinds} ${say.orNull}` : kinds;
  }
  if (typeof schema.type === "string") return ofType(schema.type, schema, say);
  if (schema.type) {
    const real = schema.type.filter((type) => type !== "null").map((type) => ofType(type, schema, say));
    return real.length < schema.type.length ? `${real.join(` ${say.or} `)} ${say.orNull}` : real.join(` ${say.or} `);
  }
  return say.anything;
};

const modelOf = (schema: JsonSchema): string | null => {
  if (schema.$ref !== undefined) return nameIn(schema.$ref);
  const inside = [...(schema.anyOf ?? schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])];
  return inside.map(modelOf).find((model) => model !== null) ?? null;
};

/** The fields inside a field that has no name of its own to look up. */
const inside = (name: string, schema: JsonSchema, say: Say): readonly Field[] => {
  if (schema.properties) return fieldsWithin(`${name}.`, schema, say);
  if (schema.items) return inside(`${name}[]`, schema.items, say);
  return (schema.anyOf ?? schema.oneOf ?? []).flatMap((alternative) => inside(name, alternative, say));
};

const fieldsWithin = (prefix: string, schema: JsonSchema, say: Say): readonly Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = `${prefix}${key}`;
    const absent = property.default === undefined ? "" : `; ${say.absent}: ${JSON.stringify(property.default)}`;
    const field: Field = {
      name,
      required: schema.required?.includes(key) ?? false,
      kind: kindOf(property, say) + absent,
      model: modelOf(property),
      description: property.description ?? null,
    };
    return [field, ...inside(name, property, say)];
  });

/**
 * Every field of an object, with those of the objects inside it, in words of one language. Where a schema has several
 * shapes, the fields of all of them, each once.
 */
export const fieldsOf = (schema: JsonSchema, language: Language): readonly Field[] => {
  const say = words[language];
  const shapes = schema.anyOf ?? schema.oneOf ?? [schema];
  const fields = shapes.flatMap((shape) => fieldsWithin("", shape, say));
  return fields.filter((field, at) => fields.findIndex(({ name }) => name === field.name) === at);
};

/** The name of the schema, if that is all it says. */
export const modelNamed = (schema: JsonSchema): string | null =>
  schema.$ref === undefined ? null : nameIn(schema.$ref);
