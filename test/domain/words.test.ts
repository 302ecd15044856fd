import { describe, expect, it, test } from "vitest";
import { wordsAsWritten, wordsInStandardSpelling } from "../../shared/domain/words.ts";

describe("the words of a text", () => {
  test.each([
    ["Jl. Yos-Sudarso No.12!", ["jl", "yos", "sudarso", "no", "12"]],
    ["Café ﬁnal ＰＤＡＭ", ["cafe", "final", "pdam"]],
    ["😡 !!! ", []],
    ["", []],
  ])("of %j as written are %j", (text, words) => {
    expect(wordsAsWritten(text)).toStrictEqual(words);
  });

  test.each([
    ["jln berlobang", ["jalan", "berlubang"]],
    ["Jln2 nya", ["jalan", "nya"]],
    ["lampunya", ["lampu"]],
    ["banjiiiir", ["banjir"]],
    ["antrian, ijin, e-KTP, sdh ga", ["antre", "izin", "e", "ktp", "sudah", "tidak"]],
    // Too short to lose an ending, and numbers stay numbers.
    ["hanya tanya 2026 covid19 PPPK", ["hanya", "tanya", "2026", "covid19", "pppk"]],
  ])("of %j in standard spelling are %j", (text, words) => {
    expect(wordsInStandardSpelling(text)).toStrictEqual(words);
  });

  it("stay the same when they are put into standard spelling again", () => {
    const text = "jln2 lobangnya blm di perbaiki, tlg ijinnya sdh ada, kec Bengalon ds Sepaso";
    const once = wordsInStandardSpelling(text);
    expect(wordsInStandardSpelling(once.join(" "))).toStrictEqual(once);
  });
});
