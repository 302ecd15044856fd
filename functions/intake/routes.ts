import * as z from "zod/mini";
import type { Route } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";
import { complaintAnswer, receiptAnswer } from "../../shared/view/answers.ts";
import { filing } from "./filing.ts";

/** What citizens may ask of the system, without an account. */

const report = "/v1/complaints/{trackingNumber}";
const textLength = 3000;
const reasonLength = 1000;
const after = {
  201: {
    description: {
      id: "Berhasil; laporan sebagaimana kini dilihat pelapor.",
      en: "Done; the report as the reporter sees it now.",
    },
    schema: complaintAnswer,
  },
} as const;
const reportersMove = {
  method: "POST",
  auth: "secret",
  answers: after,
  problems: [401, 404, 409, 413, 415, 422],
} as const;

export const fileComplaint = {
  name: "fileComplaint",
  method: "POST",
  path: "/v1/complaints",
  auth: "none",
  summary: {
    id: "Membuat laporan. Tanpa akun, tanpa NIK, tanpa perlu tahu instansi mana yang berwenang.",
    en: "File a report. No account, no national ID number, no need to know whose job it is.",
  },
  body: filing,
  headers: {
    "idempotency-key": {
      id: "Paling banyak 255 karakter ASCII tercetak. Kunci dan isi yang sama memberi tanda terima yang sama.",
      en: "Up to 255 printable ASCII characters. The same key with the same body gives the same receipt.",
    },
    "challenge-proof": {
      id: "Hanya setelah jawaban 428: `<token>:<jawaban>` sehingga SHA-256 dari teks itu diawali sekian bit nol.",
      en: "Only after an answer of 428: `<token>:<answer>` such that the SHA-256 of that text begins with so many zero bits.",
    },
    "accept-language": {
      id: "id atau en; juga bahasa surat kepada pelapor.",
      en: "id or en; also the language of the mails to the reporter.",
    },
  },
  answers: {
    201: {
      description: {
        id: "Tanda terima. Kode rahasia hanya ditampilkan sekali ini.",
        en: "The receipt. The secret is shown this once.",
      },
      schema: receiptAnswer,
      headers: { location: { id: "Alamat laporan.", en: "Address of the report." } },
    },
  },
  problems: [403, 413, 415, 422, 428],
} as const satisfies Route;

export const viewComplaint = {
  name: "viewComplaint",
  method: "GET",
  path: report,
  auth: "optionalSecret",
  summary: {
    id: "Melihat laporan: dengan kode rahasia sebagai pelapor, tanpa kode rahasia sebagai masyarakat umum.",
    en: "A report: the reporter's view with the secret, the public view without.",
  },
  answers: { 200: { description: { id: "Laporan.", en: "The report." }, schema: complaintAnswer } },
  problems: [404],
} as const satisfies Route;

export const replyToComplaint = {
  ...reportersMove,
  name: "replyToComplaint",
  path: `${report}/replies`,
  summary: {
    id: "Menanggapi instansi, atau melengkapi keterangan yang diminta.",
    en: "Answer the agency, or give the information that was asked for.",
  },
  body: z.strictObject({ text: writing(textLength) }),
} as const satisfies Route;

export const closeComplaint = {
  ...reportersMove,
  name: "closeComplaint",
  path: `${report}/closure`,
  summary: {
    id: "Menyatakan laporan sudah tuntas, boleh disertai penilaian.",
    en: "Say that it is solved, with a rating if you like.",
  },
  body: z.strictObject({
    rating: z.optional(z.int().check(z.gte(1), z.lte(5))),
    comment: z.optional(writing(reasonLength)),
  }),
} as const satisfies Route;

export const reopenComplaint = {
  ...reportersMove,
  name: "reopenComplaint",
  path: `${report}/reopening`,
  summary: {
    id: "Berkeberatan atas penutupan: laporan dilanjutkan dengan nomor yang sama.",
    en: "Object to a closure: the report goes on under the same number.",
  },
  body: z.strictObject({ reason: writing(reasonLength) }),
} as const satisfies Route;

export const withdrawComplaint = {
  ...reportersMove,
  name: "withdrawComplaint",
  path: `${report}/withdrawal`,
  summary: { id: "Mencabut laporan.", en: "Withdraw the report." },
  body: z.strictObject({ reason: z.optional(writing(reasonLength)) }),
} as const satisfies Route;

export const appealArchiving = {
  ...reportersMove,
  name: "appealArchiving",
  path: `${report}/appeal`,
  summary: { id: "Berkeberatan atas pengarsipan.", en: "Object to an archiving." },
  body: z.strictObject({ reason: writing(reasonLength) }),
} as const satisfies Route;

export const routes: readonly Route[] = [
  fileComplaint,
  viewComplaint,
  replyToComplaint,
  closeComplaint,
  reopenComplaint,
  withdrawComplaint,
  appealArchiving,
];
