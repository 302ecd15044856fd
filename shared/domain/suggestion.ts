import * as z from "zod/mini";
import type { Directory } from "./directory.ts";
import { agencyName, categoryName, regionName, type Language } from "./names.ts";

/** What routing makes of a report: an office, a category, how sure it is, and why. Read back from workflow and events. */

/** `weight` is what the reason added to the office's score, see suggest.ts; it never quotes the report itself. */
export const reason = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("agencyNamed"), agencyCode: z.string() }),
    z.strictObject({ kind: z.literal("namedAgencyUnavailable"), agencyCode: z.string() }),
    z.strictObject({ kind: z.literal("agencyRefused"), agencyCode: z.string() }),
    z.strictObject({ kind: z.literal("categoryChosen"), categoryCode: z.string(), weight: z.number() }),
    z.strictObject({
      kind: z.literal("phrase"),
      phrase: z.string(),
      ruleCode: z.string(),
      categoryCode: z.string(),
      inTitle: z.boolean(),
      weight: z.number(),
    }),
    z.strictObject({ kind: z.literal("place"), regionCode: z.string(), agencyCode: z.string() }),
    z.strictObject({ kind: z.literal("placeUnknown"), categoryCode: z.string(), weight: z.number() }),
    z.strictObject({ kind: z.literal("noOfficeHere"), categoryCode: z.string(), weight: z.number() }),
    z.strictObject({ kind: z.literal("runnerUp"), agencyCode: z.string(), weight: z.number() }),
    /** It does not say whom it is about: reporters read these too. */
    z.strictObject({ kind: z.literal("conflictOfInterest") }),
    z.strictObject({ kind: z.literal("noSignal") }),
  ]),
);
export type Reason = z.infer<typeof reason>;

export const suggestion = z.strictObject({
  agencyCode: z.nullable(z.string()),
  categoryCode: z.nullable(z.string()),
  /** 0 to 1; comparable between reports, but no measured probability. */
  confidence: z.number().check(z.gte(0), z.lte(1)),
  /** Whether it may be dispatched without a person: an agency, and at least the policy's confidence. */
  confident: z.boolean(),
  reasons: z.array(reason),
});
export type Suggestion = z.infer<typeof suggestion>;

/** One sentence for an officer. Codes that the directory no longer knows are shown as they are. */
export const reasonText = (reason: Reason, directory: Directory, language: Language): string => {
  const inIndonesian = language === "id";
  const agency = (code: string): string => agencyName(directory, code);
  const category = (code: string): string => categoryName(directory, code, language);
  switch (reason.kind) {
    case "agencyNamed":
      return inIndonesian
        ? `Pelapor menyebut ${agency(reason.agencyCode)}.`
        : `The reporter named ${agency(reason.agencyCode)}.`;
    case "namedAgencyUnavailable":
      return inIndonesian
        ? `Pelapor menyebut ${agency(reason.agencyCode)}, yang tidak dapat menerima laporan ini.`
        : `The reporter named ${agency(reason.agencyCode)}, which cannot take this report.`;
    case "agencyRefused":
      return inIndonesian
        ? `${agency(reason.agencyCode)} sudah mengembalikan laporan ini.`
        : `${agency(reason.agencyCode)} has handed this report back.`;
    case "categoryChosen":
      return inIndonesian
        ? `Pelapor memilih kategori ${category(reason.categoryCode)}.`
        : `The reporter chose the category ${category(reason.categoryCode)}.`;
    case "phrase":
      return phraseText(reason, category(reason.categoryCode), inIndonesian);
    case "place":
      return inIndonesian
        ? `Tempat kejadian di ${regionName(directory, reason.regionCode)}: wilayah ${agency(reason.agencyCode)}.`
        : `It happened in ${regionName(directory, reason.regionCode)}: the area of ${agency(reason.agencyCode)}.`;
    case "placeUnknown":
      return inIndonesian
        ? `Urusan kantor di tempat kejadian (${category(reason.categoryCode)}), tetapi tempatnya belum diketahui.`
        : `A matter for the office at the place (${category(reason.categoryCode)}), but the place is not known.`;
    case "noOfficeHere":
      return inIndonesian
        ? `${category(reason.categoryCode)} bukan urusan instansi dalam daftar ini.`
        : `${category(reason.categoryCode)} is no matter for an office in this directory.`;
    case "runnerUp":
      return inIndonesian
        ? `Sebagian petunjuk mengarah ke ${agency(reason.agencyCode)}.`
        : `Some signs point to ${agency(reason.agencyCode)}.`;
    case "conflictOfInterest":
      return inIndonesian
        ? "Laporan menyangkut instansi atau petugas pemerintah, jadi ditangani oleh yang bebas kepentingan."
        : "The report is about an office or officer, so somebody independent of them handles it.";
    case "noSignal":
      return inIndonesian
        ? "Tidak ada petunjuk instansi mana yang berwenang."
        : "Nothing says which office is responsible.";
  }
};

const phraseText = (
  found: Extract<Reason, { kind: "phrase" }>,
  categoryName: string,
  inIndonesian: boolean,
): string => {
  const against = found.weight < 0;
  if (inIndonesian) {
    const where = found.inTitle ? "Judul" : "Isi laporan";
    return `${where} memuat "${found.phrase}", petunjuk ${against ? "bukan " : ""}${categoryName}.`;
  }
  const where = found.inTitle ? "title" : "text";
  return `The ${where} has "${found.phrase}", a sign ${against ? "against" : "of"} ${categoryName}.`;
};
