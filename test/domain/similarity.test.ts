import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { sameReport } from "../../shared/domain/similarity.ts";

describe("two reports", () => {
  test.each([
    ["Lampu jalan mati di Jl. Yos Sudarso", "lampu jalan MATI, di jl yos sudarso!!! 😡", "case, punctuation and emoji"],
    ["Sampah menumpuk   dekat pasar\n", "Sampah\nmenumpuk dekat pasar", "white space"],
    ["Café di depan kantor ribut", "Cafe di depan kantor ribut", "accents"],
    ["banjir", "Banjir!", "a single word"],
    ["", "", "nothing at all"],
    ["!!!", "!!! ", "nothing but punctuation"],
  ])("%j and %j are exactly the same: %s do not count", (a, b) => {
    expect(sameReport(a, b)).toBe("exact");
  });

  test.each([
    [
      "Lampu jalan di depan pasar induk mati sudah dua minggu tolong diperbaiki",
      "Lampu jalan di depan pasar induk mati sudah tiga minggu tolong diperbaiki",
      "one word differs",
    ],
    [
      "Sampah menumpuk di TPS Gang Rukun sudah lima hari tidak diangkut dan baunya menyengat",
      "Sampah menumpuk di TPS Gang Rukun sudah lima hari tidak diangkut dan baunya menyengat sekali, tolong min",
      "words were added at the end",
    ],
  ])("%j and %j are near: %s", (a, b) => {
    expect(sameReport(a, b)).toBe("near");
  });

  test.each([
    ["Lampu jalan mati", "Sampah menumpuk", "another matter"],
    [
      "Jalan rusak parah di Desa Singa Gembara mohon diperbaiki",
      "Jalan rusak parah di Desa Swarga Bara mohon diperbaiki",
      "another village in the same words",
    ],
    ["Lampu jalan mati", "mati jalan lampu", "the same words in another order"],
    ["banjir", "listrik", "two single words"],
    ["", "banjir", "something and nothing"],
    ["!!!", "???", "two kinds of nothing"],
  ])("%j and %j are different: %s", (a, b) => {
    expect(sameReport(a, b)).toBe("different");
  });

  it("are as alike one way round as the other, and each is exactly itself", () => {
    const text = fc
      .array(fc.constantFrom("jalan", "rusak", "lampu", "mati", "di", "depan", "pasar"), { maxLength: 12 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(sameReport(a, b)).toBe(sameReport(b, a));
        expect(sameReport(a, a)).toBe("exact");
      }),
    );
  });
});
