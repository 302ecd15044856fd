import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nestsDeeperThan } from "../../shared/shell/nesting.ts";

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe("how deep a JSON text nests", () => {
  it("is what its value says, whatever is written in its strings", () => {
    const text = fc.string({ unit: fc.constantFrom("[", "]", "{", "}", '"', "\\", "a", "\n", "é") });
    const json = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 6 }, text, fc.array(tie("value")), fc.dictionary(text, tie("value"))),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const depth = depthOf(value);
        const written = JSON.stringify(value);
        expect(nestsDeeperThan(depth, written)).toBe(false);
        if (depth > 0) expect(nestsDeeperThan(depth - 1, written)).toBe(true);
      }),
    );
  });

  it.each(["", '"', "\\", "]]]]", '{"a', "[".repeat(32)])("is small in a text that is no JSON: %j", (text) => {
    expect(nestsDeeperThan(32, text)).toBe(false);
  });
});
