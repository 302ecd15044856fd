import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Directory } from "../../shared/domain/directory.ts";
import { suggest, type ReportToRoute } from "../../shared/domain/suggest.ts";
import { reason, reasonText, suggestion, type Reason } from "../../shared/domain/suggestion.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { suggestCases, type SuggestCase } from "./suggest-cases.ts";
import { suggestTuningCases } from "./suggest-tuning-cases.ts";

const today = "2026-05-04";
const always = { validFrom: "2020-01-01" };
const seed = seedDirectory();

const office = (code: string, more: Partial<Directory["agencies"][number]> = {}): Directory["agencies"][number] => ({
  code,
  name: `Office ${code}`,
  kind: "dinas",
  parent: null,
  regionCode: "64.08",
  timeZone: "Asia/Makassar",
  mail: [],
  coordinator: false,
  ...always,
  ...more,
});
const topic = (code: string, parent: string | null, agencyCode: string | null): Directory["categories"][number] => ({
  code,
  name: { id: `Topik ${code}`, en: `Topic ${code}` },
  parent,
  agencyCode,
  ...always,
});
const rule = (
  categoryCode: string,
  phrases: Readonly<Record<string, number>>,
  more: Partial<Directory["routingRules"][number]> = {},
): Directory["routingRules"][number] => ({
  code: `rule-${categoryCode}`,
  categoryCode,
  phrases: Object.entries(phrases).map(([phrase, weight]) => ({ phrase, weight })),
  ...always,
  ...more,
});

/** Three offices, a hospital under one of them, a district office, and a matter that no office has. */
const small = (more: Partial<Directory> = {}): Directory => ({
  ...seed,
  agencies: [
    office("roads"),
    office("waste"),
    office("health"),
    office("hospital", { kind: "hospital" }),
    office("closed", { validTo: "2024-12-31" }),
    office("north", { kind: "kecamatan", regionCode: "64.08.04" }),
  ],
  categories: [
    topic("road", "works", "roads"),
    topic("works", null, "roads"),
    topic("rubbish", null, "waste"),
    topic("care", null, "health"),
    topic("clinics", "care", null),
    topic("wards", "care", "hospital"),
    topic("counter", null, null),
    topic("power", null, null),
    topic("old", null, "closed"),
  ],
  routingRules: [
    rule("road", { "jalan rusak": 1, aspal: 0.5, "lampu jalan": -0.7 }),
    rule("rubbish", { sampah: 1 }),
    rule("clinics", { puskesmas: 1 }),
    rule("wards", { "rumah sakit": 1 }),
    rule("counter", { "kantor camat": 1 }, { agency: { kindAtPlace: "kecamatan" } }),
    rule("power", { listrik: 1 }),
    rule("old", { usang: 2 }),
  ],
  ...more,
});

const report = (text: string, more: Partial<ReportToRoute> = {}): ReportToRoute => ({ text, refusedBy: [], ...more });
const kinds = (reasons: readonly Reason[]): readonly string[] => reasons.map((its) => its.kind);

describe("a category of which each place has its own office", () => {
  const byPlace = small({
    categories: [
      ...small().categories,
      { ...topic("letters", null, null), agencyKind: "kecamatan" },
      topic("certificates", "letters", null),
    ],
    routingRules: [...small().routingRules, rule("certificates", { "surat keterangan": 1 })],
  });
  const ask = (report: Partial<ReportToRoute>) => suggest({ text: "-", refusedBy: [], ...report }, byPlace, today);

  it("goes to the office of the district, or of the district that a village is in", () => {
    for (const regionCode of ["64.08.04", "64.08.04.2001"]) {
      const chosen = ask({ categoryCode: "certificates", regionCode });
      expect(chosen).toMatchObject({ agencyCode: "north", categoryCode: "certificates", confident: true });
      expect(chosen.reasons).toContainEqual({ kind: "place", regionCode, agencyCode: "north" });
      const said = ask({ text: "Minta surat keterangan", regionCode });
      expect(said.agencyCode).toBe("north");
      expect(said.reasons).toContainEqual({ kind: "place", regionCode, agencyCode: "north" });
    }
  });

  it("goes to nobody by itself while the place is unknown, and says so", () => {
    expect(ask({ categoryCode: "certificates" })).toMatchObject({ agencyCode: null, confident: false });
    const said = ask({ text: "Minta surat keterangan" });
    expect(said).toMatchObject({ agencyCode: null, confident: false });
    expect(said.reasons.map(({ kind }) => kind)).toContain("placeUnknown");
  });
});

describe("the office that is suggested", () => {
  it("follows from the phrases of a rule and the office of its category", () => {
    expect(suggest(report("Jalan rusak di kampung"), small(), today)).toStrictEqual({
      agencyCode: "roads",
      categoryCode: "road",
      confidence: 0.735,
      confident: true,
      reasons: [
        {
          kind: "phrase",
          phrase: "jalan rusak",
          ruleCode: "rule-road",
          categoryCode: "road",
          inTitle: false,
          weight: 1,
        },
      ],
    });
  });

  it("is none, with no confidence at all, without any sign", () => {
    expect(suggest(report("Mohon dibantu"), small(), today)).toStrictEqual({
      agencyCode: null,
      categoryCode: null,
      confidence: 0,
      confident: false,
      reasons: [{ kind: "noSignal" }],
    });
  });

  it("comes from the office of the group where a leaf has none", () => {
    expect(suggest(report("Puskesmas tutup"), small(), today).agencyCode).toBe("health");
  });

  it("is the district office of the place, be it a district or a village in it", () => {
    for (const regionCode of ["64.08.04", "64.08.04.2001"]) {
      const its = suggest(report("Kantor camat tutup", { regionCode }), small(), today);
      expect(its).toMatchObject({ agencyCode: "north", categoryCode: "counter", confident: true });
      expect(its.reasons).toContainEqual({ kind: "place", regionCode, agencyCode: "north" });
    }
  });

  it("is the district office of the one district that the text names, where no place was given", () => {
    expect(suggest(report("Kantor camat Sangatta Utara tutup"), small(), today).agencyCode).toBe("north");
    expect(suggest(report("Kantor camat antara Sangatta Utara dan Teluk Pandan"), small(), today).agencyCode).toBe(
      null,
    );
    // Karangan is a district and a wreath: alone it names nothing.
    expect(suggest(report("Kantor camat kirim karangan bunga"), seed, today).agencyCode).toBe(null);
    expect(suggest(report("Kantor camat Karangan tutup"), seed, today).agencyCode).toBe("kutim.kec.karangan");
  });

  it("is none while the district is unknown, but the matter is clear", () => {
    const its = suggest(report("Kantor camat tutup", { regionCode: "64.08" }), small(), today);
    expect(its).toMatchObject({ agencyCode: null, categoryCode: "counter", confidence: 0, confident: false });
    expect(kinds(its.reasons)).toContain("placeUnknown");
  });

  it("is none for a matter that no office of the directory has", () => {
    const its = suggest(report("Listrik padam"), small(), today);
    expect(its).toMatchObject({ agencyCode: null, categoryCode: "power", confidence: 0, confident: false });
    expect(kinds(its.reasons)).toContain("noOfficeHere");
  });

  it("is never one that handed the report back: the next best is", () => {
    const text = "Jalan rusak, aspal hancur, dan sampah di mana-mana";
    expect(suggest(report(text), small(), today).agencyCode).toBe("roads");
    const next = suggest(report(text, { refusedBy: ["roads"] }), small(), today);
    expect(next).toMatchObject({ agencyCode: "waste", categoryCode: "rubbish" });
    expect(next.reasons).toContainEqual({ kind: "agencyRefused", agencyCode: "roads" });
    expect(suggest(report(text, { refusedBy: ["roads", "waste"] }), small(), today).agencyCode).toBe(null);
  });

  it("is one that exists on the day", () => {
    expect(suggest(report("barang usang"), small(), "2024-12-31").agencyCode).toBe("closed");
    expect(suggest(report("barang usang"), small(), "2025-01-01").agencyCode).toBe(null);
  });

  it("follows only from rules that hold on the day", () => {
    const directory = small({
      routingRules: [rule("rubbish", { sampah: 1 }, { validFrom: "2026-01-01", validTo: "2026-06-30" })],
    });
    expect(suggest(report("sampah"), directory, "2025-12-31").agencyCode).toBe(null);
    expect(suggest(report("sampah"), directory, "2026-01-01").agencyCode).toBe("waste");
    expect(suggest(report("sampah"), directory, "2026-06-30").agencyCode).toBe("waste");
    expect(suggest(report("sampah"), directory, "2026-07-01").agencyCode).toBe(null);
  });
});

describe("an agency that the reporter named", () => {
  it("wins with full confidence, whatever the words say", () => {
    const its = suggest(report("Sampah menumpuk", { agencyCode: "health" }), small(), today);
    expect(its).toMatchObject({ agencyCode: "health", categoryCode: "rubbish", confidence: 1, confident: true });
    expect(its.reasons[0]).toStrictEqual({ kind: "agencyNamed", agencyCode: "health" });
    expect(its.reasons).toContainEqual({ kind: "runnerUp", agencyCode: "waste", weight: 1 });
  });

  it("wins without any other sign", () => {
    const its = suggest(report("Mohon dibantu", { agencyCode: "health" }), small(), today);
    expect(its).toMatchObject({ agencyCode: "health", categoryCode: null, confidence: 1 });
  });

  test.each(["closed", "unknown"])("is passed over when it cannot take the report: %s", (agencyCode) => {
    const its = suggest(report("Sampah menumpuk", { agencyCode }), small(), today);
    expect(its).toMatchObject({ agencyCode: "waste", confidence: 0.735 });
    expect(its.reasons).toContainEqual({ kind: "namedAgencyUnavailable", agencyCode });
  });

  it("is passed over after it handed the report back", () => {
    const its = suggest(report("Sampah menumpuk", { agencyCode: "health", refusedBy: ["health"] }), small(), today);
    expect(its.agencyCode).toBe("waste");
  });
});

describe("the category that the reporter picked", () => {
  it("alone is enough when it is a leaf, and not when it is a group of leaves", () => {
    expect(suggest(report("Tolong", { categoryCode: "road" }), small(), today)).toMatchObject({
      agencyCode: "roads",
      categoryCode: "road",
      confident: true,
    });
    expect(suggest(report("Tolong", { categoryCode: "works" }), small(), today)).toMatchObject({
      agencyCode: "roads",
      categoryCode: "works",
      confident: false,
    });
  });

  it("speaks for the office that the words found within it, not only for the usual one", () => {
    const its = suggest(report("Kamar rumah sakit penuh", { categoryCode: "care" }), small(), today);
    expect(its).toMatchObject({ agencyCode: "hospital", categoryCode: "wards", confident: true });
  });

  it("stays the category of the report when it is a leaf, even where the words win the office", () => {
    const its = suggest(report("Sampah", { title: "Sampah", categoryCode: "road" }), small(), today);
    expect(its).toMatchObject({ agencyCode: "waste", categoryCode: "road" });
  });

  it("counts for nothing when the directory does not know it", () => {
    expect(suggest(report("Tolong", { categoryCode: "?" }), small(), today).agencyCode).toBe(null);
  });
});

describe("a key phrase", () => {
  const confidenceIn = (text: string, title?: string): number =>
    suggest(report(text, { title }), small(), today).confidence;

  it("counts more in the title than in the text, and once in both", () => {
    expect(confidenceIn("Halo", "Sampah")).toBeGreaterThan(confidenceIn("Sampah"));
    expect(confidenceIn("Sampah", "Sampah")).toBe(confidenceIn("Halo", "Sampah"));
    expect(confidenceIn("Sampah sampah sampah")).toBe(confidenceIn("Sampah"));
  });

  it("is found in any case, spelling and punctuation that people use", () => {
    for (const text of [
      "JALAN RUSAK!!",
      "jln2 rsk",
      "jalan-jalannya rusak",
      "jalannn... ruusak? rusaaak",
      "Jálan   rusak",
    ]) {
      expect(suggest(report(text), small(), today).agencyCode).toBe("roads");
    }
  });

  it("counts less the more words stand within it, and not at all with more than three", () => {
    const near = confidenceIn("jalan rusak");
    const one = confidenceIn("jalan kampung rusak");
    const three = confidenceIn("jalan di kampung kami rusak");
    expect(near).toBeGreaterThan(one);
    expect(one).toBeGreaterThan(three);
    expect(three).toBeGreaterThan(0);
    expect(confidenceIn("jalan kaki ke kampung yang rusak")).toBe(0);
  });

  it("is found as whole words only", () => {
    expect(confidenceIn("persampahan")).toBe(0);
  });

  it("counts little as a landmark", () => {
    const its = suggest(report("jalan rusak di depan puskesmas dan dekat kantor puskesmas"), small(), today);
    expect(its).toMatchObject({ agencyCode: "roads", confident: true });
    expect(suggest(report("puskesmas rusak, jalan rusak"), small(), today).confident).toBe(false);
  });

  it("can speak against", () => {
    expect(confidenceIn("lampu jalan rusak")).toBeLessThan(confidenceIn("jalan rusak"));
    expect(suggest(report("lampu jalan"), small(), today).agencyCode).toBe(null);
  });
});

describe("confidence, whatever the report", () => {
  const words = [
    "jalan",
    "rusak",
    "aspal",
    "sampah",
    "puskesmas",
    "rumah",
    "sakit",
    "listrik",
    "kantor",
    "camat",
    "di",
  ];
  const anyReport = fc.record({
    title: fc.option(
      fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((its) => its.join(" ")),
      { nil: undefined },
    ),
    text: fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((its) => its.join(" ")),
    categoryCode: fc.constantFrom(undefined, "road", "care", "power", "?"),
    agencyCode: fc.constantFrom(undefined, "roads", "closed", "?"),
    regionCode: fc.constantFrom(undefined, "64.08", "64.08.04", "64.08.05"),
    refusedBy: fc.subarray(["roads", "waste", "health", "hospital", "north"]),
  });
  const directory = small();

  it("lies between 0 and 1, is 0 just without an office, and no refusing office is suggested", () => {
    fc.assert(
      fc.property(anyReport, (its) => {
        const made = suggest(its, directory, today);
        expect(suggestion.parse(made)).toStrictEqual(made);
        expect(made.confidence === 0).toBe(made.agencyCode === null);
        expect(its.refusedBy).not.toContain(made.agencyCode);
        expect(made.confident).toBe(made.agencyCode !== null && made.confidence >= directory.policy.dispatchConfidence);
        expect(made.reasons.length).toBeGreaterThan(0);
      }),
    );
  });

  it("depends on the lead over the next office", () => {
    const alone = suggest(report("jalan rusak"), directory, today).confidence;
    const contested = suggest(report("jalan rusak dekat sampah"), directory, today).confidence;
    const tied = suggest(report("jalan rusak, sampah"), directory, today);
    expect(alone).toBeGreaterThan(contested);
    expect(contested).toBeGreaterThan(tied.confidence);
    expect(tied.confidence).toBeLessThan(0.5);
    expect(tied.confident).toBe(false);
  });
});

describe("a reason", () => {
  const every: readonly Reason[] = [
    { kind: "agencyNamed", agencyCode: "roads" },
    { kind: "namedAgencyUnavailable", agencyCode: "closed" },
    { kind: "agencyRefused", agencyCode: "waste" },
    { kind: "categoryChosen", categoryCode: "road", weight: 1 },
    { kind: "phrase", phrase: "jalan rusak", ruleCode: "r", categoryCode: "road", inTitle: true, weight: 1.5 },
    { kind: "phrase", phrase: "lampu jalan", ruleCode: "r", categoryCode: "road", inTitle: false, weight: -0.7 },
    { kind: "place", regionCode: "64.08.04", agencyCode: "north" },
    { kind: "placeUnknown", categoryCode: "counter", weight: 1 },
    { kind: "noOfficeHere", categoryCode: "power", weight: 1 },
    { kind: "runnerUp", agencyCode: "health", weight: 0.5 },
    { kind: "conflictOfInterest" },
    { kind: "noSignal" },
  ];

  it("of every kind is a sentence in Indonesian and in English", () => {
    expect(new Set(kinds(every)).size).toBe(reason.def.getter().def.options.length);
    expect(every.map((its) => reasonText(its, small(), "id"))).toStrictEqual([
      "Pelapor menyebut Office roads.",
      "Pelapor menyebut Office closed, yang tidak dapat menerima laporan ini.",
      "Office waste sudah mengembalikan laporan ini.",
      "Pelapor memilih kategori Topik road.",
      'Judul memuat "jalan rusak", petunjuk Topik road.',
      'Isi laporan memuat "lampu jalan", petunjuk bukan Topik road.',
      "Tempat kejadian di Sangatta Utara: wilayah Office north.",
      "Urusan kantor di tempat kejadian (Topik counter), tetapi tempatnya belum diketahui.",
      "Topik power bukan urusan instansi dalam daftar ini.",
      "Sebagian petunjuk mengarah ke Office health.",
      "Laporan menyangkut instansi atau petugas pemerintah, jadi ditangani oleh yang bebas kepentingan.",
      "Tidak ada petunjuk instansi mana yang berwenang.",
    ]);
    expect(every.map((its) => reasonText(its, small(), "en"))).toStrictEqual([
      "The reporter named Office roads.",
      "The reporter named Office closed, which cannot take this report.",
      "Office waste has handed this report back.",
      "The reporter chose the category Topic road.",
      'The title has "jalan rusak", a sign of Topic road.',
      'The text has "lampu jalan", a sign against Topic road.',
      "It happened in Sangatta Utara: the area of Office north.",
      "A matter for the office at the place (Topic counter), but the place is not known.",
      "Topic power is no matter for an office in this directory.",
      "Some signs point to Office health.",
      "The report is about an office or officer, so somebody independent of them handles it.",
      "Nothing says which office is responsible.",
    ]);
  });

  it("shows a code that the directory no longer knows as it is", () => {
    expect(reasonText({ kind: "agencyNamed", agencyCode: "gone" }, small(), "en")).toBe("The reporter named gone.");
  });

  it("never quotes the report", () => {
    const { reasons } = suggest(report("Jalan rusak kata Pelapor Contoh 084012345678"), seed, today);
    expect(JSON.stringify(reasons)).not.toMatch(/Contoh|0840/);
  });
});

describe.each([
  ["that nobody had in mind when the rules were written", suggestCases],
  ["that the rules were tuned on", suggestTuningCases],
] as const)("short reports %s", (_, cases: readonly SuggestCase[]) => {
  const route = ({ text, regionCode }: SuggestCase): string | null => {
    const its = suggest(report(text, { regionCode }), seed, today);
    return its.confident ? its.agencyCode : null;
  };

  it("go to the right office, or to a person where none is right, in at least nine of ten cases", () => {
    const right = cases.filter((its) => route(its) === its.agencyCode);
    expect(right.length / cases.length).toBeGreaterThanOrEqual(0.9);
  });

  it("hardly ever go to a wrong office: in doubt a person looks", () => {
    const wrong = cases.filter((its) => ![null, its.agencyCode].includes(route(its)));
    expect(wrong.length / cases.length).toBeLessThanOrEqual(0.02);
  });
});
