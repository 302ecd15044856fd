import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { contracts } from "../../functions/contracts.ts";
import { openApi } from "../../functions/register/description/openapi.ts";
import { everyRoute } from "./match.ts";

type Json = { readonly [key: string]: Json | readonly Json[] | string | number | boolean | null };

const documentIn = (language: "id" | "en") => ({
  ...openApi(contracts, language),
  servers: [{ url: "https://lapor.example/dev" }],
});

const valuesOf = (key: string, within: unknown): readonly unknown[] => {
  if (Array.isArray(within)) return within.flatMap((part) => valuesOf(key, part));
  if (typeof within !== "object" || within === null) return [];
  return Object.entries(within).flatMap(([name, value]: [string, unknown]) => [
    ...(name === key ? [value] : []),
    ...valuesOf(key, value),
  ]);
};

const follow = (document: unknown, reference: string): unknown =>
  reference
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, part) => (at as Json | undefined)?.[part], document);

describe.each(["id", "en"] as const)("the OpenAPI document in %s", (language) => {
  const document = documentIn(language);

  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  it("describes every route, under its name", () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual(everyRoute.map(({ name, method, path }) => `${name} ${method} ${path}`).sort());
  });

  it("has no reference that leads nowhere, and describes nothing that nobody refers to", () => {
    const references = new Set(valuesOf("$ref", document).map(String));
    for (const reference of references) expect(follow(document, reference), reference).toBeDefined();
    for (const kind of ["schemas", "responses", "parameters"] as const) {
      for (const name of Object.keys(document.components[kind] ?? {})) {
        expect(references, name).toContain(`#/components/${kind}/${name}`);
      }
    }
  });

  it("names what programs speak of", () => {
    expect(Object.keys(document.components["schemas"] ?? {})).toEqual(
      expect.arrayContaining(["Agency", "Category", "Complaint", "Deadline", "Filing", "Problem", "Receipt", "Region"]),
    );
    expect(Object.keys(document.components["securitySchemes"] ?? {})).toEqual(["trackingSecret", "officer"]);
  });

  it("answers every refusal as problem+json", () => {
    for (const methods of Object.values(document.paths)) {
      for (const { operationId, responses } of Object.values(methods)) {
        for (const [status, response] of Object.entries(responses)) {
          if (Number(status) < 400) continue;
          const described = follow(document, (response as { $ref: string }).$ref) as { content: object };
          expect(Object.keys(described.content), `${operationId} ${status}`).toContain("application/problem+json");
        }
      }
    }
  });

  it("leaves no word in the other language, or of the making of it", () => {
    expect(valuesOf("note", document)).toEqual([]);
    expect(valuesOf("$defs", document)).toEqual([]);
    for (const description of valuesOf("description", document)) expect(typeof description).toBe("string");
  });
});

describe("the two languages", () => {
  it("describe the same API", () => {
    const bare = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(bare);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .filter(
            ([key, text]: [string, unknown]) => !(typeof text === "string" && /description|summary|title/.test(key)),
          )
          .map(([key, part]: [string, unknown]) => [key, bare(part)]),
      );
    };
    expect(bare(documentIn("en"))).toEqual(bare(documentIn("id")));
    expect(documentIn("en")).not.toEqual(documentIn("id"));
  });
});

describe("a filing, as described", () => {
  const schema = follow(documentIn("en"), "#/components/schemas/Filing") as {
    required: readonly string[];
    properties: Readonly<Record<string, Json>>;
    additionalProperties: boolean;
  };

  it("needs a class and a text, and knows its limits", () => {
    expect(schema.required).toEqual(["class", "text"]);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties["text"]).toMatchObject({ type: "string", minLength: 1, maxLength: 3000 });
    expect(schema.properties["title"]).toMatchObject({ maxLength: 200 });
    expect(schema.properties["channel"]).toMatchObject({ default: "web" });
  });
});

describe("an answer, as described", () => {
  it("may grow: a program that reads it need not refuse what it does not know", () => {
    const complaint = follow(documentIn("en"), "#/components/schemas/Complaint");
    expect(complaint).toHaveProperty("properties");
    expect(complaint).not.toHaveProperty("additionalProperties");
  });
});
