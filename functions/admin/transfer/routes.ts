import * as z from "zod/mini";
import { collections } from "../../../shared/domain/collections.ts";
import { directory } from "../../../shared/domain/directory.ts";
import { note, type Route } from "../../../shared/shell/contract.ts";
import { entrySchemas } from "../entry-schemas.ts";

/** The directory as files: all of it as JSON, or one of its lists as a table. */

/** What a function can be handed, with room for how JSON writes it. */
const mostBytes = 3_145_728;

const etag = {
  etag: { id: "Versi direktori, untuk If-Match.", en: "The directory's version, for If-Match." },
};
const ifMatch = {
  "if-match": {
    id: 'Versi direktori yang dilihat pada uji coba, misalnya `"12"`; wajib bila dryRun=false.',
    en: 'The version of the directory that the dry run saw, as in `"12"`; needed where dryRun=false.',
  },
};

export const importQuery = z.lazy(() =>
  z.strictObject({
    dryRun: z
      ._default(z.enum(["true", "false"]), "true")
      .check(
        note(
          "true: hanya menunjukkan perubahannya dan tidak menulis apa pun.",
          "true: only shows what it would change, and writes nothing.",
        ),
      ),
  }),
);

const list = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.array(schema));
const asItIs = z
  .optional(z.unknown())
  .check(note("Boleh ada, asalkan sama dengan yang ada sekarang.", "May be there, if it is as it is now."));

export const directoryFile = z.lazy(() =>
  z.strictObject({
    agencies: list(entrySchemas.agencies),
    officers: list(entrySchemas.officers),
    categories: list(entrySchemas.categories),
    routingRules: list(entrySchemas.routingRules),
    deadlineRules: list(entrySchemas.deadlineRules),
    policy: asItIs,
    regions: asItIs,
    calendars: asItIs,
  }),
);
export type DirectoryFile = z.infer<typeof directoryFile>;

export const importAnswer = z.lazy(() =>
  z
    .strictObject({
      dryRun: z.boolean(),
      changes: z.array(
        z.strictObject({
          collection: z.enum(collections),
          code: z.string(),
          change: z.enum(["added", "changed", "removed"]),
          fields: z
            .array(z.strictObject({ field: z.string(), before: z.unknown(), after: z.unknown() }))
            .check(note("Isian yang berubah.", "The fields that change.")),
        }),
      ),
    })
    .register(z.globalRegistry, { id: "DirectoryImport" }),
);

const answers = {
  200: {
    description: {
      id: "Setiap perubahan; sudah ditulis semuanya bila dryRun=false.",
      en: "Every change; all of them written where dryRun=false.",
    },
    schema: importAnswer,
    headers: etag,
  },
} as const;

export const exportDirectory = {
  name: "exportDirectory",
  method: "GET",
  path: "/v1/admin/directory",
  auth: "officer",
  summary: {
    id: "Seluruh direktori sebagai satu berkas JSON; untuk admin platform.",
    en: "The whole directory as one JSON file; for platform admins.",
  },
  answers: {
    200: {
      description: { id: "Direktorinya.", en: "The directory." },
      schema: z.lazy(() => z.extend(directory, {}).register(z.globalRegistry, { id: "Directory" })),
      headers: etag,
    },
  },
  problems: [401, 403],
} as const satisfies Route;

export const importDirectory = {
  name: "importDirectory",
  method: "POST",
  path: "/v1/admin/directory/import",
  auth: "officer",
  summary: {
    id: "Mengganti daftar-daftar yang ada dalam berkas JSON seutuhnya, atau menunjukkan apa yang akan berubah; satu kesalahan menolak seluruh berkas. Untuk admin platform.",
    en: "Replace the lists that a JSON file has as a whole, or show what would change; one fault refuses the whole file. For platform admins.",
  },
  query: importQuery,
  body: directoryFile,
  mostBytes,
  headers: ifMatch,
  answers,
  problems: [401, 403, 409, 413, 415, 422],
} as const satisfies Route;

const table = "/v1/admin/directory/csv/{collection}";

export const exportTable = {
  name: "exportDirectoryTable",
  method: "GET",
  path: table,
  auth: "officer",
  summary: {
    id: "Satu daftar direktori sebagai tabel CSV; untuk admin platform.",
    en: "One list of the directory as a CSV table; for platform admins.",
  },
  answers: {
    200: {
      description: {
        id: "Baris pertama menyebut kolomnya; beberapa nilai dalam satu sel dipisah titik koma, frasa satu per baris.",
        en: "The first row names the columns; several values in a cell are parted by semicolons, phrases lie on lines of their own.",
      },
      contentType: "text/csv; charset=utf-8",
      headers: etag,
    },
  },
  problems: [401, 403, 404],
} as const satisfies Route;

export const importTable = {
  name: "importDirectoryTable",
  method: "POST",
  path: table,
  auth: "officer",
  summary: {
    id: "Mengganti satu daftar direktori seutuhnya dengan tabel CSV, atau menunjukkan apa yang akan berubah; satu baris yang salah menolak seluruh berkas. Untuk admin platform.",
    en: "Replace one list of the directory as a whole by a CSV table, or show what would change; one wrong line refuses the whole file. For platform admins.",
  },
  query: importQuery,
  body: z.string().check(z.minLength(1)),
  bodyKind: "csv",
  mostBytes,
  headers: ifMatch,
  answers,
  problems: [401, 403, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const transferRoutes: readonly Route[] = [exportDirectory, importDirectory, exportTable, importTable];
