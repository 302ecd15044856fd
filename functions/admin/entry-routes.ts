import * as z from "zod/mini";
import { collections, type Collection } from "../../shared/domain/collections.ts";
import { note, type Route } from "../../shared/shell/contract.ts";
import type { Words } from "../../shared/shell/language.ts";
import { answers, bodies } from "./entry-schemas.ts";

/** The same four addresses for each list of the directory. */

type Named = { readonly url: string; readonly route: string; readonly one: Words; readonly many: Words };

export const named: Readonly<Record<Collection, Named>> = {
  agencies: {
    url: "agencies",
    route: "Agency",
    one: { id: "instansi", en: "agency" },
    many: { id: "Instansi", en: "The agencies" },
  },
  officers: {
    url: "officers",
    route: "Officer",
    one: { id: "petugas", en: "officer" },
    many: { id: "Petugas", en: "The officers" },
  },
  categories: {
    url: "categories",
    route: "Category",
    one: { id: "kategori", en: "category" },
    many: { id: "Kategori", en: "The categories" },
  },
  routingRules: {
    url: "routing-rules",
    route: "RoutingRule",
    one: { id: "aturan penerusan", en: "routing rule" },
    many: { id: "Aturan penerusan", en: "The routing rules" },
  },
  deadlineRules: {
    url: "deadline-rules",
    route: "DeadlineRule",
    one: { id: "aturan tenggat", en: "deadline rule" },
    many: { id: "Aturan tenggat", en: "The deadline rules" },
  },
};

const longestPage = 200;
const page = {
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(longestPage)), 50),
  cursor: z.optional(z.string().check(z.maxLength(200))),
};
export const pageQuery = z.lazy(() => z.strictObject(page));
export type PageQuery = z.infer<typeof pageQuery>;

const onePage: Words = {
  id: "Satu halaman; `cursor` meminta halaman berikutnya, null: tidak ada lagi.",
  en: "A page; `cursor` asks for the next one, null: there is none.",
};
const cursor = z.nullable(z.string());
const etag = { etag: { id: "Penanda isi entri, untuk If-Match.", en: "Marks the entry's content, for If-Match." } };

const listOf = (collection: Collection) => {
  const { url, route, many } = named[collection];
  return {
    name: `list${route}Entries`,
    method: "GET",
    path: `/v1/admin/${url}`,
    auth: "officer",
    summary: {
      id: `${many.id} dalam direktori, yang sudah berakhir juga, menurut kode; untuk admin platform.`,
      en: `${many.en} of the directory, those that have ended too, by code; for platform admins.`,
    },
    query: pageQuery,
    answers: {
      200: {
        description: onePage,
        schema: z.lazy(() => z.strictObject({ items: z.array(answers[collection]), cursor })),
      },
    },
    problems: [401, 403, 422],
  } as const satisfies Route;
};

const viewOf = (collection: Collection) => {
  const { url, route, one } = named[collection];
  return {
    name: `view${route}Entry`,
    method: "GET",
    path: `/v1/admin/${url}/{code}`,
    auth: "officer",
    summary: {
      id: `Satu ${one.id} dalam direktori; untuk admin platform.`,
      en: `One ${one.en} of the directory; for platform admins.`,
    },
    answers: {
      200: { description: { id: "Entrinya.", en: "The entry." }, schema: answers[collection], headers: etag },
    },
    problems: [401, 403, 404],
  } as const satisfies Route;
};

const putOf = (collection: Collection) => {
  const { url, route, one } = named[collection];
  return {
    name: `put${route}Entry`,
    method: "PUT",
    path: `/v1/admin/${url}/{code}`,
    auth: "officer",
    summary: {
      id: `Membuat atau mengganti satu ${one.id}; direktori sesudahnya diperiksa seutuhnya. Untuk admin platform.`,
      en: `Make or replace one ${one.en}; the directory that it leads to is checked as a whole. For platform admins.`,
    },
    body: bodies[collection],
    headers: {
      "if-match": {
        id: "ETag entri yang diganti. Tanpa header ini, entrinya harus belum ada.",
        en: "ETag of the entry that is replaced. Without this header the entry must not be there yet.",
      },
      "if-none-match": {
        id: "`*` mengatakan dengan tegas bahwa entrinya harus belum ada.",
        en: "`*` says in so many words that the entry must not be there yet.",
      },
    },
    answers: {
      200: { description: { id: "Sudah diganti.", en: "Replaced." }, schema: answers[collection], headers: etag },
      201: { description: { id: "Sudah dibuat.", en: "Made." }, schema: answers[collection], headers: etag },
    },
    problems: [401, 403, 404, 409, 413, 415, 422],
  } as const satisfies Route;
};

const historyOf = (collection: Collection) => {
  const { url, route, one } = named[collection];
  const its = z.nullable(answers[collection]);
  const change = z.lazy(() =>
    z.strictObject({
      version: z
        .int()
        .check(note("Versi direktori sejak perubahan ini.", "The directory's version since this change.")),
      by: z.string().check(note("Nama samaran admin yang mengubah.", "Pseudonym of the admin who made it.")),
      at: z.iso.datetime({ offset: true }),
      before: its.check(note("Sebelumnya; null: belum ada.", "As it was; null: it was not there.")),
      after: its.check(note("Sesudahnya; null: dihapus.", "As it became; null: it was removed.")),
    }),
  );
  return {
    name: `view${route}History`,
    method: "GET",
    path: `/v1/admin/${url}/{code}/history`,
    auth: "officer",
    summary: {
      id: `Siapa mengubah ${one.id} ini kapan, dan bagaimana sebelumnya; untuk admin platform.`,
      en: `Who changed this ${one.en} when, and how it was before; for platform admins.`,
    },
    query: pageQuery,
    answers: {
      200: { description: onePage, schema: z.lazy(() => z.strictObject({ items: z.array(change), cursor })) },
    },
    problems: [401, 403, 404, 422],
  } as const satisfies Route;
};

const routesOf = (collection: Collection) => ({
  list: listOf(collection),
  view: viewOf(collection),
  put: putOf(collection),
  history: historyOf(collection),
});

export const entryRoutes = Object.fromEntries(
  collections.map((collection) => [collection, routesOf(collection)]),
) as Readonly<Record<Collection, ReturnType<typeof routesOf>>>;
