import fc from "fast-check";
import * as z from "zod";
import { describe, expect, it } from "vitest";
import { readBy } from "../../shared/shell/field-words.ts";
import { writing } from "../../shared/shell/writing.ts";

/** Follows a JSON Pointer as RFC 6901 says. */
const follow = (value: unknown, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((at, part) => (at as Record<string, unknown>)[part], value);

const errorsOf = (schema: z.ZodType, value: unknown, language: "id" | "en" = "id") => {
  const read = readBy(schema, value, language);
  return read.ok ? [] : read.errors;
};

describe("the place of what is wrong", () => {
  it("can be followed to it whatever the fields are called", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("~", "/", "a", "0", "1", " ", '"', "é") }), {
          minLength: 1,
          maxLength: 4,
        }),
        (names) => {
          const schema = names.reduceRight<z.ZodType>(
            (inner, name) => z.strictObject({ [name]: inner }),
            z.literal("right"),
          );
          const value = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), "wrong");
          const [error] = errorsOf(schema, value);
          expect(follow(value, error?.pointer ?? "")).toBe("wrong");
        },
      ),
    );
  });

  it.each([
    ["a/b", "/a~1b"],
    ["m~n", "/m~0n"],
    ["~1", "/~01"],
    ["", "/"],
    [" ", "/ "],
  ])("of an unknown field %j is %j", (name, pointer) => {
    expect(errorsOf(z.strictObject({}), { [name]: 1 })).toEqual([{ pointer, detail: "Isian ini tidak dikenal." }]);
  });

  it("in a list names the position", () => {
    expect(errorsOf(z.strictObject({ copies: z.array(z.string()) }), { copies: ["a", 2] })[0]?.pointer).toBe(
      "/copies/1",
    );
  });
});

describe("the words", () => {
  it.each<[string, z.ZodType, unknown]>([
    ["a missing field", z.strictObject({ a: z.string() }), {}],
    ["a wrong type", z.strictObject({ a: z.string() }), { a: 1 }],
    ["a number out of bounds", z.strictObject({ a: z.number().max(90) }), { a: 91 }],
    ["a word not on the list", z.strictObject({ a: z.enum(["x", "y"]) }), { a: "z" }],
    ["no mail address", z.strictObject({ a: z.email() }), { a: "x" }],
    ["a control character", z.strictObject({ a: writing(10) }), { a: "\u0007" }],
    ["a direction override", z.strictObject({ a: writing(10) }), { a: "\u202E" }],
    ["half a character", z.strictObject({ a: writing(10) }), { a: "\uD83D" }],
    ["HTML", z.strictObject({ a: writing(10) }), { a: "<p>" }],
    ["too much", z.strictObject({ a: writing(2) }), { a: "abc" }],
    ["nothing", z.strictObject({ a: writing(2) }), { a: " " }],
    ["two lines", z.strictObject({ a: writing(9, { oneLine: true }) }), { a: "a\nb" }],
  ])("for %s are there in both languages", (_, schema, value) => {
    const [indonesian, english] = [errorsOf(schema, value, "id"), errorsOf(schema, value, "en")];
    expect(indonesian).toHaveLength(1);
    expect(english[0]?.pointer).toBe(indonesian[0]?.pointer);
    expect(english[0]?.detail).not.toBe(indonesian[0]?.detail);
    expect(`${indonesian[0]?.detail} ${english[0]?.detail}`).not.toContain("undefined");
  });

  it("for a field that is not there say so", () => {
    const schema = z.strictObject({ a: z.string(), b: z.enum(["x"]), c: z.boolean() });
    expect(errorsOf(schema, {}).map(({ detail }) => detail)).toEqual(["Wajib diisi.", "Wajib diisi.", "Wajib diisi."]);
    expect(errorsOf(schema, {}, "en")[0]?.detail).toBe("Required.");
  });

  it("do not repeat what was written", () => {
    const schema = z.strictObject({
      email: z.email(),
      class: z.enum(["a"]),
      text: writing(5),
      code: z.string().max(2),
    });
    const written = "Budi Santoso 08125555";
    for (const language of ["id", "en"] as const) {
      const said = JSON.stringify(
        errorsOf(schema, { email: written, class: written, text: written, code: written }, language),
      );
      expect(said).not.toContain("Budi");
      expect(said).not.toContain("0812");
    }
  });
});

describe("writing", () => {
  it("is kept composed, with plain line ends and no blank edges", () => {
    expect(writing(100).parse(" e\u0301\r\nbaris\rakhir\n ")).toBe("é\nbaris\nakhir");
  });
});
