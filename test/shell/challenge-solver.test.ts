import { describe, expect, it } from "vitest";
import { solves } from "../../shared/shell/challenge.ts";
import { answerTo } from "../intake/solving.ts";

describe("the solver of the docs", () => {
  it.each([0, 1, 4, 8, 12, 15])("finds the first answer that begins with %d zero bits", (bits) => {
    const token = `some token of ${bits} bits`;
    const answer = answerTo({ token, bits });
    const earlier = Array.from({ length: Number.parseInt(answer, 36) }, (_, tried) => tried.toString(36));
    expect(solves(token, answer, bits)).toBe(true);
    expect(earlier.some((one) => solves(token, one, bits))).toBe(false);
  });

  it("knows SHA-256 of every length, over the edges of its blocks", () => {
    for (let length = 0; length < 200; length += 1) {
      const token = "x".repeat(length);
      expect(solves(token, answerTo({ token, bits: 8 }), 8), `${length}`).toBe(true);
    }
  });
});
