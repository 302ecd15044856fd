import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeTrackingNumber, readTrackingNumber } from "../../shared/domain/tracking-number.ts";

const chance = fc.uint8Array({ minLength: 5, maxLength: 5 });
const number = chance.map((bytes) => makeTrackingNumber("KTM", bytes));
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const places = [4, 5, 6, 8, 9, 10, 12, 13, 14];

const replaced = (text: string, at: number, by: string): string => text.slice(0, at) + by + text.slice(at + 1);

describe("a tracking number", () => {
  it("reads as three letters and three groups of three", () => {
    fc.assert(fc.property(number, (made) => /^KTM(-[0-9A-HJKMNP-TV-Z]{3}){3}$/.test(made)));
  });

  it("reads back as itself, however it is written", () => {
    fc.assert(
      fc.property(number, fc.constantFrom("", " ", "-"), fc.boolean(), (made, gap, lower) => {
        const written = made.replaceAll("-", gap);
        const reading = readTrackingNumber(lower ? written.toLowerCase() : written);
        expect(reading).toEqual({ ok: true, trackingNumber: made });
      }),
    );
  });

  it("takes O for 0, and I and L for 1", () => {
    fc.assert(
      fc.property(number, fc.constantFrom("I", "L"), (made, one) => {
        const heard = `KTM${made.slice(3).replaceAll("0", "O").replaceAll("1", one)}`;
        expect(readTrackingNumber(heard)).toEqual({ ok: true, trackingNumber: made });
      }),
    );
  });

  it("catches any single wrong character", () => {
    fc.assert(
      fc.property(
        number,
        fc.constantFrom(...places),
        fc.constantFrom(...Array.from(alphabet)),
        (made, place, wrong) => {
          fc.pre(made.charAt(place) !== wrong);
          expect(readTrackingNumber(replaced(made, place, wrong))).toEqual({ ok: false, why: "mistyped" });
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("catches any two swapped characters", () => {
    fc.assert(
      fc.property(number, fc.constantFrom(...places), fc.constantFrom(...places), (made, one, other) => {
        fc.pre(made.charAt(one) !== made.charAt(other));
        const swapped = replaced(replaced(made, one, made.charAt(other)), other, made.charAt(one));
        expect(readTrackingNumber(swapped)).toEqual({ ok: false, why: "mistyped" });
      }),
      { numRuns: 3000 },
    );
  });

  it("uses all 40 bits of chance", () => {
    const ones = makeTrackingNumber("KTM", Uint8Array.from([255, 255, 255, 255, 255]));
    const zeros = makeTrackingNumber("KTM", Uint8Array.from([0, 0, 0, 0, 0]));
    expect(ones.slice(4, 14)).toBe("ZZZ-ZZZ-ZZ");
    expect(zeros).toBe("KTM-000-000-000");
    for (let bit = 0; bit < 40; bit += 1) {
      const bytes = Uint8Array.from([0, 0, 0, 0, 0]);
      bytes[Math.floor(bit / 8)] = 1 << (bit % 8);
      expect(makeTrackingNumber("KTM", bytes)).not.toBe(zeros);
    }
  });

  it.each(["", "KTM", "KTM-000-000", "K1M-000-000-000", "KTM-000-000-0000", "KTM-U00-000-000", "../../etc/passwd"])(
    "is not read out of %j",
    (written) => {
      expect(readTrackingNumber(written)).toEqual({ ok: false, why: "malformed" });
    },
  );
});
