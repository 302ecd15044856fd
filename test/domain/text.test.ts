import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstWords, lengthAsSeen, textFault, tidy } from "../../shared/domain/text.ts";

describe("what people write", () => {
  it.each([
    ["jalan", 5],
    ["👨‍👩‍👧‍👦", 1],
    ["👍🏽", 1],
    ["e\u0301", 1],
    ["🇮🇩", 1],
    ["baris\nbaris", 11],
  ])("%j is counted as people see it", (text, seen) => {
    expect(lengthAsSeen(text)).toBe(seen);
  });

  it.each([
    ["nol\u0000nol", { kind: "controlCharacter", codePoint: "U+0000", position: 3 }],
    ["bel\u0007", { kind: "controlCharacter", codePoint: "U+0007", position: 3 }],
    ["c1\u0085", { kind: "controlCharacter", codePoint: "U+0085", position: 2 }],
    ["abc\u202Etxt.exe", { kind: "directionOverride", codePoint: "U+202E", position: 3 }],
    ["\u2066isolate", { kind: "directionOverride", codePoint: "U+2066", position: 0 }],
    ["pecah \uD83D", { kind: "brokenCharacter", position: 6 }],
    ["<script>alert(1)</script>", { kind: "html", tag: "<script", position: 0 }],
    ["lihat <b>ini</b>", { kind: "html", tag: "<b", position: 6 }],
    ["</p>", { kind: "html", tag: "</p", position: 0 }],
    ["<!-- x -->", { kind: "html", tag: "<!--", position: 0 }],
    ["<IMG SRC=x>", { kind: "html", tag: "<IMG", position: 0 }],
  ])("%j is refused with its place", (text, fault) => {
    expect(textFault(text)).toEqual(fault);
  });

  it.each([
    "Jalan rusak,\nmohon\tdiperbaiki.",
    "a < b dan b > c",
    "Saya <3 Sangatta",
    "3<4",
    "👨‍👩‍👧‍👦 keluarga",
    "Rp 50.000 > Rp 20.000",
    "بسم الله",
  ])("%j is ordinary", (text) => {
    expect(textFault(text)).toBeNull();
  });

  it("is tidied once and for all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text));
        expect(tidy(text)).not.toMatch(/\r/);
      }),
    );
  });

  it("is cut to a line that is never longer than asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (text, most) => {
        const line = firstWords(text, most);
        expect(lengthAsSeen(line)).toBeLessThanOrEqual(most);
        expect(line).not.toMatch(/[\n\r\t]/);
      }),
    );
  });

  it("cuts a text whose characters are piled up of accents, however few they are", () => {
    const piledUp = `e${"\u0301".repeat(5_000)}`;
    expect(firstWords(`Jalan ${piledUp} rusak`, 80)).toBe("Jalan…");
    expect(firstWords(piledUp.repeat(3), 80)).toBe("…");
    const families = "👨‍👩‍👧‍👦".repeat(100);
    expect(lengthAsSeen(firstWords(families, 80))).toBe(80);
  });
});
