import * as z from "zod/mini";
import { agency, category, region } from "../../shared/domain/directory.ts";
import { note, type Answer, type Route } from "../../shared/shell/contract.ts";
import type { Words } from "../../shared/shell/language.ts";

/** What everybody may know: the lists that citizens pick from, and what the API says of itself. */

const code = z.string().check(z.minLength(1), z.maxLength(40));
const parent = z
  .nullable(code)
  .check(note("Kode satu tingkat di atasnya; null: teratas.", "Code of the level above; null: the top."));

export const agencyItem = z
  .strictObject({
    code,
    name: z.string(),
    kind: agency.shape.kind,
    parent,
    regionCode: code.check(note("Wilayah kerjanya.", "The region that it serves.")),
    coordinator: z
      .boolean()
      .check(
        note(
          "Instansi yang memverifikasi dan meneruskan laporan.",
          "The office that verifies reports and passes them on.",
        ),
      ),
  })
  .register(z.globalRegistry, { id: "Agency" });
export type AgencyItem = z.infer<typeof agencyItem>;

export const categoryItem = z
  .strictObject({
    code: category.shape.code,
    name: z
      .string()
      .check(note("Dalam bahasa yang diminta (Accept-Language).", "In the language asked for (Accept-Language).")),
    parent,
    sensitive: z
      .boolean()
      .check(
        note(
          "Tentang penyimpangan: laporannya rahasia, dan instansi yang disebut pelapor tidak melihatnya.",
          "About misconduct: a report is confidential, and an office that the reporter names does not see it.",
        ),
      ),
  })
  .register(z.globalRegistry, { id: "Category" });
export type CategoryItem = z.infer<typeof categoryItem>;

export const regionItem = z
  .strictObject({ code, name: z.string(), level: region.shape.level, parent })
  .register(z.globalRegistry, { id: "Region" });
export type RegionItem = z.infer<typeof regionItem>;

const caching = {
  headers: {
    "if-none-match": {
      id: "ETag jawaban yang sudah dimiliki; bila belum berubah, jawabannya 304 tanpa isi.",
      en: "ETag of the answer that you have; if nothing changed, the answer is 304 and empty.",
    },
  },
} as const;

const cachedHeaders: Readonly<Record<string, Words>> = {
  etag: { id: "Penanda isi, untuk If-None-Match.", en: "Marks the content, for If-None-Match." },
  "cache-control": { id: "Berapa lama boleh disimpan.", en: "How long it may be kept." },
  vary: { id: "Isinya bergantung pada Accept-Language.", en: "The content depends on Accept-Language." },
};

const unchanged: Answer = {
  description: { id: "Belum berubah; tanpa isi.", en: "Not changed; empty." },
  headers: cachedHeaders,
};

const list = <Item extends z.ZodMiniType>(item: Item) =>
  ({
    200: {
      description: {
        id: "Yang berlaku hari ini di zona waktu pemerintah daerah.",
        en: "What is valid today, in the government's time zone.",
      },
      schema: z.strictObject({ items: z.array(item) }),
      headers: cachedHeaders,
    },
    304: unchanged,
  }) as const;

export const listAgencies = {
  ...caching,
  name: "listAgencies",
  method: "GET",
  path: "/v1/agencies",
  auth: "none",
  summary: { id: "Daftar instansi.", en: "The agencies." },
  answers: list(agencyItem),
  problems: [],
} as const satisfies Route;

export const listCategories = {
  ...caching,
  name: "listCategories",
  method: "GET",
  path: "/v1/categories",
  auth: "none",
  summary: {
    id: "Daftar kategori: kelompok (parent null) dan rinciannya.",
    en: "The categories: groups (parent null) and their leaves.",
  },
  answers: list(categoryItem),
  problems: [],
} as const satisfies Route;

export const listRegions = {
  ...caching,
  name: "listRegions",
  method: "GET",
  path: "/v1/regions",
  auth: "none",
  summary: {
    id: "Daftar wilayah satu tingkat di bawah `parent`; tanpa `parent`, tingkat teratas.",
    en: "The regions one level below `parent`; without `parent`, the top level.",
  },
  query: z.strictObject({
    parent: z
      .optional(code)
      .check(
        note(
          "Kode wilayah, misalnya 64.08. Wilayah tanpa bawahan memberi daftar kosong; kode yang tidak dikenal ditolak.",
          "Code of a region, such as 64.08. A region with nothing below it gives an empty list; an unknown code is refused.",
        ),
      ),
  }),
  answers: list(regionItem),
  problems: [422],
} as const satisfies Route;

export const checkHealth = {
  name: "checkHealth",
  method: "GET",
  path: "/v1/health",
  auth: "none",
  summary: {
    id: "Apakah layanan hidup. Tidak membaca data apa pun.",
    en: "Whether the service is alive. Reads no data.",
  },
  answers: {
    200: {
      description: { id: "Hidup.", en: "Alive." },
      schema: z
        .strictObject({
          status: z.literal("ok"),
          time: z.iso.datetime({ offset: true }).check(note("Jam layanan.", "The service's clock.")),
        })
        .register(z.globalRegistry, { id: "Health" }),
    },
  },
  problems: [],
} as const satisfies Route;

export const describeApi = {
  ...caching,
  name: "describeApi",
  method: "GET",
  path: "/v1/openapi.json",
  auth: "none",
  summary: { id: "Uraian API ini untuk program (OpenAPI 3.1).", en: "This API described for programs (OpenAPI 3.1)." },
  answers: {
    200: {
      description: { id: "Dokumen OpenAPI.", en: "The OpenAPI document." },
      schema: z.looseObject({ openapi: z.string().check(z.regex(/^3\.1\./)) }),
      headers: cachedHeaders,
    },
    304: unchanged,
  },
  problems: [],
} as const satisfies Route;

export const readDocs = {
  ...caching,
  name: "readDocs",
  method: "GET",
  path: "/docs",
  auth: "none",
  summary: { id: "Uraian API ini untuk dibaca orang.", en: "This API described for people." },
  answers: {
    200: {
      description: { id: "Halaman HTML.", en: "An HTML page." },
      contentType: "text/html",
      headers: {
        ...cachedHeaders,
        "content-security-policy": { id: "Halaman tanpa skrip.", en: "The page has no scripts." },
      },
    },
    304: unchanged,
  },
  problems: [],
} as const satisfies Route;

export const routes: readonly Route[] = [listAgencies, listCategories, listRegions, checkHealth, describeApi, readDocs];
