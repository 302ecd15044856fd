import * as z from "zod/mini";
import { note, type Route } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";
import { dispositionAnswer } from "./disposition-answer.ts";

/**
 * What an agency does over the link in its mail, without an account: as JSON for programs, as a page for people.
 * Opening either changes nothing, because mail scanners follow every link before a person does.
 */

const disposition = "/v1/dispositions/{token}";
const page = "/d/{token}";
const textLength = 3000;
const reasonLength = 1000;
const code = z.string().check(z.minLength(1), z.maxLength(40));

/** Ids of files that the office has sent, to be shown to the reporter with the answer. */
const files = z.array(z.string().check(z.minLength(1), z.maxLength(40))).check(z.maxLength(20));

export const answerBody = z.strictObject({
  text: writing(textLength),
  attachments: z.optional(files).check(note("Berkas bukti yang sudah sampai.", "Files as proof that have arrived.")),
  final: z
    ._default(z.boolean(), false)
    .check(
      note(
        "true: jawaban akhir; giliran pelapor, dan tautan ini berakhir. false: kabar tindak lanjut.",
        "true: the final answer; it is the reporter's turn and this link ends. false: news of the follow-up.",
      ),
    ),
});
export type AnswerBody = z.infer<typeof answerBody>;

export const handBackBody = z.strictObject({
  reason: writing(reasonLength),
  suggestedAgencyCode: z
    .optional(code)
    .check(note("Instansi yang menurut Anda berwenang.", "The agency that you think is responsible.")),
});
export type HandBackBody = z.infer<typeof handBackBody>;

const view = {
  description: { id: "Laporan sebagaimana dilihat instansi.", en: "The report as the agency sees it." },
  schema: dispositionAnswer,
} as const;

export const viewDisposition = {
  name: "viewDisposition",
  method: "GET",
  path: disposition,
  auth: "none",
  summary: {
    id: "Melihat laporan yang diteruskan ke instansi, tanpa jati diri pelapor.",
    en: "The report that was passed on to an agency, without who the reporter is.",
  },
  answers: { 200: view },
  problems: [404],
} as const satisfies Route;

export const answerDisposition = {
  name: "answerDisposition",
  method: "POST",
  path: `${disposition}/answers`,
  auth: "none",
  summary: {
    id: "Menjawab pelapor: kabar tindak lanjut, atau jawaban akhir.",
    en: "Answer the reporter: news of the follow-up, or the final answer.",
  },
  body: answerBody,
  answers: { 201: view },
  problems: [404, 409, 413, 415, 422],
} as const satisfies Route;

export const handBackDisposition = {
  name: "handBackDisposition",
  method: "POST",
  path: `${disposition}/hand-back`,
  auth: "none",
  summary: {
    id: "Mengembalikan laporan yang bukan kewenangan instansi ini.",
    en: "Hand back a report that is not this agency's authority.",
  },
  body: handBackBody,
  answers: { 201: view },
  problems: [404, 409, 413, 415, 422],
} as const satisfies Route;

const htmlPage = "text/html; charset=utf-8";

/** What a browser sends; what is wrong with it is said on the page, next to the field. */
const field = z.optional(z.string());
const seenVersion = field.check(
  note(
    "Versi laporan yang ditampilkan; mencegah jawaban ganda.",
    "Version of the report that was shown; prevents a second answer.",
  ),
);
const ticked = z.optional(z.union([z.string(), z.array(z.string())]));
export const answerForm = z.object({ text: field, kind: field, version: seenVersion, attachments: ticked });
export const handBackForm = z.object({ reason: field, suggestedAgencyCode: field, version: seenVersion });

const pageAgain = {
  303: {
    description: { id: "Berhasil; kembali ke halaman.", en: "Done; back to the page." },
    headers: { location: { id: "Halaman laporan.", en: "The page of the report." } },
  },
} as const;

export const dispositionPage = {
  name: "dispositionPage",
  method: "GET",
  path: page,
  auth: "none",
  summary: {
    id: "Halaman untuk menjawab atau mengembalikan laporan; tautan dalam surat disposisi.",
    en: "The page to answer or hand back a report; the link in the disposition mail.",
  },
  query: z.object({
    sent: z
      .optional(z.string())
      .check(note("Yang baru saja dikirim dari halaman ini.", "What has just been sent from this page.")),
    file: z.optional(z.string()).check(note("Berkas yang baru saja dikirim.", "The file that has just been sent.")),
  }),
  answers: { 200: { description: { id: "Halamannya.", en: "The page." }, contentType: htmlPage } },
  problems: [404],
} as const satisfies Route;

export const answerOnPage = {
  name: "answerOnPage",
  method: "POST",
  path: `${page}/answers`,
  auth: "none",
  summary: { id: "Mengirim jawaban dari halaman.", en: "Send an answer from the page." },
  bodyKind: "form",
  body: answerForm,
  answers: pageAgain,
  problems: [404, 409, 413, 415, 422],
} as const satisfies Route;

export const handBackOnPage = {
  name: "handBackOnPage",
  method: "POST",
  path: `${page}/hand-back`,
  auth: "none",
  summary: { id: "Mengembalikan laporan dari halaman.", en: "Hand a report back from the page." },
  bodyKind: "form",
  body: handBackForm,
  answers: pageAgain,
  problems: [404, 409, 413, 415, 422],
} as const satisfies Route;

export const routes: readonly Route[] = [
  viewDisposition,
  answerDisposition,
  handBackDisposition,
  dispositionPage,
  answerOnPage,
  handBackOnPage,
];
