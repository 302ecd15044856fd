import * as z from "zod/mini";
import { note, type Route } from "../../shared/shell/contract.ts";
import type { Words } from "../../shared/shell/language.ts";
import { writing } from "../../shared/shell/writing.ts";
import { reporter } from "../intake/filing.ts";
import { heldDataAnswer, identityAnswer } from "./held-data-answer.ts";

/** What reporters may ask about the data that are held on them (UU 27/2022), and what a government no longer keeps. */

const report = "/v1/complaints/{trackingNumber}";
const time = z.iso.datetime({ offset: true });
const codeHeader: Readonly<Record<string, Words>> = {
  "rights-code": {
    id: "Kode delapan angka dari surat; hanya bila laporan punya alamat surel.",
    en: "The code of eight digits from the mail; only where the report has a mail address.",
  },
};
const ofReporter = { auth: "secret", headers: codeHeader } as const;

const codeSent = z.lazy(() =>
  z
    .strictObject({
      sentTo: z
        .nullable(z.string())
        .check(
          note(
            "Alamat yang disamarkan. Null: laporan tanpa alamat surel, dan kode rahasia saja sudah cukup.",
            "The address, masked. Null: the report has no mail address, and the secret alone is enough.",
          ),
        ),
      goodUntil: z.nullable(time),
    })
    .register(z.globalRegistry, { id: "RightsCode" }),
);

export const sendRightsCode = {
  name: "sendRightsCode",
  method: "POST",
  path: `${report}/rights-codes`,
  auth: "secret",
  summary: {
    id: "Meminta kode sekali pakai ke alamat surel laporan, untuk melihat, memperbaiki atau menghapus data diri.",
    en: "Have a one-time code sent to the report's mail address, to see, correct or erase one's data.",
  },
  body: z.strictObject({}),
  answers: {
    201: {
      description: {
        id: "Kode dikirim, bila ada alamatnya; berlaku seperempat jam, untuk melihat dan satu perubahan.",
        en: "The code is on its way, if there is an address; good for a quarter of an hour, to look and for one change.",
      },
      schema: codeSent,
    },
  },
  problems: [401, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const viewHeldData = {
  ...ofReporter,
  name: "viewHeldData",
  method: "GET",
  path: `${report}/held-data`,
  summary: {
    id: "Semua yang disimpan tentang pelapor: identitas, tulisan, berkas, surat, siapa yang membuka apa, dan berapa lama.",
    en: "All that is held on the reporter: identity, writings, files, mails, who opened what, and for how long.",
  },
  answers: { 200: { description: { id: "Data pelapor.", en: "The reporter's data." }, schema: heldDataAnswer } },
  problems: [401, 403, 404],
} as const satisfies Route;

export const correctIdentity = {
  ...ofReporter,
  name: "correctIdentity",
  method: "PUT",
  path: `${report}/identity`,
  summary: {
    id: "Memperbaiki nama, surel, telepon dan pilihan shareWithAgency; yang tidak disebut dihapus.",
    en: "Correct name, mail, phone and shareWithAgency; what is left out is removed.",
  },
  body: z.lazy(() => reporter),
  answers: {
    200: {
      description: {
        id: "Sudah diperbaiki; alamat surel yang lama diberi tahu.",
        en: "Corrected; the mail address that was there before is told.",
      },
      schema: z.lazy(() =>
        z
          .strictObject({ identity: z.nullable(identityAnswer), shareWithAgency: z.boolean() })
          .register(z.globalRegistry, { id: "CorrectedIdentity" }),
      ),
    },
  },
  problems: [401, 403, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const eraseIdentity = {
  ...ofReporter,
  name: "eraseIdentity",
  method: "DELETE",
  path: `${report}/identity`,
  summary: {
    id: "Menghapus identitas pelapor seketika dan menyamarkan tulisannya untuk selamanya; laporan berjalan terus.",
    en: "Erase the reporter's identity at once and mask their writings for good; the report goes on.",
  },
  query: z.lazy(() =>
    z.strictObject({
      files: z
        .optional(z.enum(["kept", "erased"]))
        .check(
          note(
            "`erased`: juga salinan berkas pelapor. Bawaan `kept`; berkas asli yang disegel selalu dihapus.",
            "`erased`: the copies of the reporter's files too. Default `kept`; sealed originals always go.",
          ),
        ),
    }),
  ),
  answers: {
    200: {
      description: {
        id: "Sudah dihapus, juga bila sebelumnya. Cadangan menyimpannya paling lama 35 hari lagi.",
        en: "It is erased, or was before. Backups keep it for 35 days more at most.",
      },
      schema: z.lazy(() => z.strictObject({ erasedAt: time }).register(z.globalRegistry, { id: "ErasedIdentity" })),
    },
  },
  problems: [401, 403, 404, 409, 422],
} as const satisfies Route;

export const objectToProcessing = {
  ...ofReporter,
  name: "objectToProcessing",
  method: "POST",
  path: `${report}/objection`,
  summary: {
    id: "Berkeberatan atas pemrosesan data: laporan langsung dirahasiakan sampai koordinator memutuskan.",
    en: "Object to the processing of one's data: the report is confidential at once, until the coordinator decides.",
  },
  body: z.lazy(() => z.strictObject({ reason: writing(1000) })),
  answers: {
    201: {
      description: {
        id: "Tercatat; koordinator diberi tahu.",
        en: "Recorded; the coordinator is told.",
      },
      schema: z.lazy(() =>
        z
          .strictObject({
            objectedAt: time,
            confidential: z.literal(true),
            answerBy: time.check(note("3 x 24 jam menurut undang-undang.", "Three days of 24 hours, by law.")),
          })
          .register(z.globalRegistry, { id: "Objection" }),
      ),
    },
  },
  problems: [401, 403, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const retentionQuery = z.lazy(() =>
  z.strictObject({
    until: z.iso
      .date()
      .check(
        note(
          "Hari terakhir yang dilihat, menurut zona koordinator.",
          "The last day looked at, in the coordinator's zone.",
        ),
      ),
    limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(500)), 100),
    cursor: z.optional(z.string().check(z.maxLength(200))),
  }),
);
export type RetentionQuery = z.infer<typeof retentionQuery>;

export const retentionAnswer = z.lazy(() =>
  z
    .strictObject({
      until: z.iso.date(),
      identityYears: z.int(),
      attachmentYears: z.int(),
      items: z.array(
        z.strictObject({
          what: z.enum(["identity", "files"]),
          complaintId: z
            .string()
            .check(
              note(
                "Nama laporan di dalam sistem, seperti di log; nomornya bukan untuk admin platform.",
                "What the report is called inside, as in the logs; its number is not a platform admin's to know.",
              ),
            ),
          endedAt: time,
          dueAt: time,
        }),
      ),
      count: z.int().check(note("Banyaknya pada halaman ini.", "How many are on this page.")),
      cursor: z
        .nullable(z.string())
        .check(
          note("Kirim untuk halaman berikut; null: sudah semua.", "Send it for the next page; null: that was all."),
        ),
    })
    .register(z.globalRegistry, { id: "Retention" }),
);
export type RetentionAnswer = z.infer<typeof retentionAnswer>;

export const previewRetention = {
  name: "previewRetention",
  method: "GET",
  path: "/v1/admin/retention",
  auth: "officer",
  summary: {
    id: "Uji coba retensi: apa yang akan dihapus sampai suatu hari, tanpa menghapus apa pun.",
    en: "Dry run of the retention: what will go until a day, without anything going.",
  },
  query: retentionQuery,
  answers: { 200: { description: { id: "Yang akan dihapus.", en: "What will go." }, schema: retentionAnswer } },
  problems: [401, 403, 422],
} as const satisfies Route;

export const routes: readonly Route[] = [
  sendRightsCode,
  viewHeldData,
  correctIdentity,
  eraseIdentity,
  objectToProcessing,
  previewRetention,
];
