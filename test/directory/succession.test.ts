import { describe, expect, it, test } from "vitest";
import { directoryFaults } from "../../shared/domain/directory-check.ts";
import type { Agency, Directory } from "../../shared/domain/directory.ts";
import { placeOfFault } from "../../shared/domain/fault-place.ts";
import { agenciesByCode, inPlaceOf } from "../../shared/domain/succession.ts";
import { suggest } from "../../shared/domain/suggest.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";

const seed = seedDirectory();
const health = "kutim.dinkes";
const having = (...changes: readonly (Partial<Agency> & { code: string })[]): Directory => ({
  ...seed,
  agencies: [
    ...seed.agencies.map((its) => ({ ...its, ...changes.find(({ code }) => code === its.code) })),
    ...changes
      .filter(({ code }) => !seed.agencies.some((its) => its.code === code))
      .flatMap((its) => seed.agencies.filter(({ code }) => code === health).map((like) => ({ ...like, ...its }))),
  ],
});
const closing = { code: health, validTo: "2026-12-31", successor: "kutim.dinkes-baru" };
const next = { code: "kutim.dinkes-baru", validFrom: "2027-01-01" };

describe("an office that closes", () => {
  const merged = having(closing, next);
  it("is followed by its successor, and by that one's", () => {
    expect(directoryFaults(merged)).toEqual([]);
    const known = agenciesByCode(merged);
    const on = (day: string): string | undefined => inPlaceOf(known, health, day)?.code;
    expect([on("2019-12-31"), on("2026-12-31"), on("2027-01-01")]).toEqual([undefined, health, next.code]);
    const twice = having(
      closing,
      { ...next, validTo: "2027-12-31", successor: "kutim.dinkes-ketiga" },
      { code: "kutim.dinkes-ketiga", validFrom: "2028-01-01" },
    );
    expect(directoryFaults(twice)).toEqual([]);
    expect(inPlaceOf(agenciesByCode(twice), health, "2028-06-01")?.code).toBe("kutim.dinkes-ketiga");
  });

  it("leaves its successor what routing would have given it", () => {
    const report = { text: "Vaksin di puskesmas habis", refusedBy: [], agencyCode: health };
    expect(suggest(report, merged, "2026-12-31").agencyCode).toBe(health);
    expect(suggest(report, merged, "2027-01-01").agencyCode).toBe(next.code);
    const byWords = { text: "Vaksin di puskesmas habis", refusedBy: [] };
    expect(suggest(byWords, merged, "2026-12-31").agencyCode).toBe(health);
    expect(suggest(byWords, merged, "2027-01-01").agencyCode).toBe(next.code);
  });

  test.each<[string, Directory, string]>([
    [
      "nobody to follow",
      having({ code: health, validTo: "2026-12-31" }),
      `agency ${health} closes and has no successor`,
    ],
    ["a successor that closes no later", having(closing, { ...next, validTo: "2026-12-31" }), "which closes no later"],
    ["a gap", having(closing, { ...next, validFrom: "2027-01-02" }), "which begins only after a gap"],
    ["a successor but no last day", having({ code: health, successor: "kutim.dpu" }), "but does not close"],
    [
      "offices still under it",
      having({ ...closing, code: "kutim.dpu", successor: "kutim.dishub" }),
      "lies under kutim.dpu, which closes before it does",
    ],
    [
      "the whole government without a coordinator",
      having({ code: seed.policy.coordinatorAgencyCode, validTo: "2026-12-31" }),
      `agency ${health} has no coordinator's office above it`,
    ],
    [
      "categories that outlive whoever follows",
      having(closing, { ...next, validTo: "2027-12-31" }),
      `names agency ${health}, which ends before it does`,
    ],
    [
      "a new government's offices, but no coordinator for them",
      having({ code: "berau", kind: "regency", parent: "kaltim" }, { code: "berau.dinkes", parent: "berau" }),
      "agency berau.dinkes has no coordinator's office above it",
    ],
  ])("with %s is refused", (_, directory, sentence) => {
    expect(directoryFaults(directory).join("\n")).toContain(sentence);
  });
});

describe("a fault", () => {
  test.each<[string, ReturnType<typeof placeOfFault>]>([
    ["agency a.b is above itself", { collection: "agencies", key: "a.b", field: "/parent" }],
    ["officer x ends before it begins", { collection: "officers", key: "x", field: "/validTo" }],
    [
      "routing rule ktp names agency x, which does not exist",
      { collection: "routingRules", key: "ktp", field: "/agency/code" },
    ],
    [
      "deadline rule d starts verification at x, where it cannot start",
      { collection: "deadlineRules", key: "d", field: "/startEvents" },
    ],
    ["category c occurs twice", { collection: "categories", key: "c", field: "" }],
    ["officer's mail address a@b.example occurs twice", null],
    ["the policy names region x, which does not exist", null],
  ])("(%s) has its place", (sentence, place) => {
    expect(placeOfFault(sentence)).toStrictEqual(place);
  });
});
