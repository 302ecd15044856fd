import { describe, expect, it, test } from "vitest";
import { filing } from "../../functions/intake/filing.ts";
import { demoReports } from "../../infra/local/demo-reports.ts";
import { lengthAsSeen } from "../../shared/domain/text.ts";
import { maskPersonalData } from "../../shared/domain/masking.ts";
import { sameReport } from "../../shared/domain/similarity.ts";
import { suggest } from "../../shared/domain/suggest.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";

const seed = seedDirectory();
const numbered = demoReports.map((report, index) => ({ ...report, number: index + 1 }));
const wordsOf = ({ title, text }: { readonly title?: string; readonly text: string }): string =>
  `${title ?? ""}\n${text}`;

describe("the demo's reports", () => {
  test.each(numbered)("number $number goes where it belongs", ({ filing: filed, expect: wanted }) => {
    const { title, text, categoryCode, agencyCode, location } = filed;
    const regionCode = location?.regionCode;
    const its = suggest({ title, text, categoryCode, agencyCode, regionCode, refusedBy: [] }, seed, "2026-11-24");
    expect(its.confident ? { agencyCode: its.agencyCode } : { held: true }, JSON.stringify(its.reasons)).toStrictEqual(
      wanted,
    );
  });

  test.each(numbered)("number $number is one that the API takes", ({ filing: filed }) => {
    expect(filing.safeParse(filed).error).toBeUndefined();
    expect(filed.categoryCode === undefined || seed.categories.some((its) => its.code === filed.categoryCode)).toBe(
      true,
    );
    expect(filed.agencyCode === undefined || seed.agencies.some((its) => its.code === filed.agencyCode)).toBe(true);
    const region = filed.location?.regionCode;
    expect(region === undefined || seed.regions.some((its) => its.code === region)).toBe(true);
  });

  it("are many, for most of the offices, and some cannot be routed", () => {
    const offices = new Set(demoReports.flatMap(({ expect: its }) => ("agencyCode" in its ? [its.agencyCode] : [])));
    expect(demoReports.length).toBeGreaterThanOrEqual(44);
    expect(offices.size).toBeGreaterThanOrEqual(20);
    expect(demoReports.filter(({ expect: its }) => "held" in its).length).toBeGreaterThanOrEqual(3);
  });

  it("are as shy as real ones: about half are anonymous, confidential or both", () => {
    const shy = demoReports.filter(({ filing: its }) => its.anonymous === true || its.confidential === true);
    expect(shy.length / demoReports.length).toBeGreaterThan(0.45);
    expect(shy.length / demoReports.length).toBeLessThan(0.75);
  });

  it("are short and long, with and without a title, a place, a contact, a category and an agency", () => {
    const filings = demoReports.map(({ filing: its }) => its);
    const lengths = filings.map((its) => lengthAsSeen(its.text));
    expect(Math.min(...lengths)).toBeLessThan(20);
    expect(Math.max(...lengths)).toBeGreaterThan(1500);
    for (const field of ["title", "location", "reporter", "categoryCode", "agencyCode"] as const) {
      const having = filings.filter((its) => its[field] !== undefined).length;
      expect(having).toBeGreaterThan(0);
      expect(having).toBeLessThan(filings.length);
    }
    expect(demoReports.filter((its) => its.language === "en").length).toBeGreaterThan(0);
  });

  it("carry personal data in a few texts, for masking to find", () => {
    const kinds = demoReports.flatMap(({ filing: its }) =>
      maskPersonalData(wordsOf(its)).found.map(({ kind }) => kind),
    );
    expect(new Set(kinds)).toStrictEqual(new Set(["nationalId", "phone", "email"]));
  });

  it("have one that says nearly the same as another of the same reporter, and no other pair alike", () => {
    const pairs = demoReports.flatMap(({ filing: a }, index) =>
      demoReports.slice(index + 1).map(({ filing: b }) => ({ a, b, likeness: sameReport(wordsOf(a), wordsOf(b)) })),
    );
    const alike = pairs.filter((pair) => pair.likeness !== "different");
    expect(alike.map((pair) => pair.likeness)).toStrictEqual(["near"]);
    expect(alike[0]?.a.reporter?.email).toBe(alike[0]?.b.reporter?.email);
  });

  it("happen within the regency, to nobody: reserved mail domains, unassigned numbers, numbered names", () => {
    for (const { filing: its } of demoReports) {
      const { latitude = 0.5, longitude = 117.5 } = its.location ?? {};
      expect(latitude > 0 && latitude < 1.9 && longitude > 115.9 && longitude < 119).toBe(true);
      expect(its.reporter?.email ?? "pelapor00@surel.example").toMatch(/^pelapor\d\d@surel\.example$/);
      expect(its.reporter?.phone ?? "+6284000000000").toMatch(/^\+62840000000\d\d$/);
      expect(its.reporter?.name ?? "Pelapor Contoh 00").toMatch(/^Pelapor Contoh \d\d$/);
    }
  });
});
