import * as z from "zod/mini";
import { note, type Route } from "../../shared/shell/contract.ts";
import { writing } from "../../shared/shell/writing.ts";
import { renditions } from "../../shared/store/file-keys.ts";

/** Files: a ticket to send one, an address to have one. No byte of a file passes through here. */

const reporters = "/v1/complaints/{trackingNumber}/attachments";
const officers = "/v1/officer/complaints/{trackingNumber}/attachments";
const links = "/v1/dispositions/{token}/attachments";
const pages = "/d/{token}/files";

const longestName = 200;
const attachmentId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/));

export const filePromise = z.strictObject({
  fileName: writing(longestName, { oneLine: true }),
  contentType: z.string().check(z.minLength(1), z.maxLength(100)),
  size: z.int().check(z.positive()),
  attachmentId: z
    .optional(attachmentId)
    .check(
      note(
        "Berkas yang ditolak atau tidak sampai, untuk dikirim ulang.",
        "A file that was refused or did not arrive, to be sent anew.",
      ),
    ),
});

export const ticketAnswer = z.lazy(() =>
  z
    .strictObject({
      attachmentId: z.string(),
      upload: z
        .strictObject({ url: z.url(), fields: z.record(z.string(), z.string()) })
        .check(
          note(
            "Kirim sebagai formulir multipart/form-data ke `url`: semua `fields`, lalu berkasnya sebagai `file`.",
            "Send as a multipart/form-data form to `url`: all `fields`, then the file as `file`.",
          ),
        ),
      expiresAt: z.iso.datetime({ offset: true }),
    })
    .register(z.globalRegistry, { id: "Ticket" }),
);

const ticketGiven = {
  201: {
    description: {
      id: "Tiket untuk satu berkas; dapat dipakai berulang sampai kedaluwarsa.",
      en: "A ticket for one file; it can be used again until it expires.",
    },
    schema: ticketAnswer,
  },
} as const;

const rendition = z.object({
  rendition: z
    ._default(z.enum(renditions), "file")
    .check(
      note(
        "file: berkasnya. preview: gambar paling besar 1.600 piksel. thumbnail: gambar kecil.",
        "file: the file. preview: a picture of at most 1,600 pixels. thumbnail: a small one.",
      ),
    ),
});

const elsewhere = {
  302: {
    description: {
      id: "Berkas yang sudah diperiksa, di alamat yang berlaku lima menit.",
      en: "The inspected file, at an address that works for five minutes.",
    },
    headers: { location: { id: "Alamat berkas.", en: "Where the file is." } },
  },
} as const;

const summaries = {
  give: { id: "Meminta tiket untuk mengirim satu berkas.", en: "Ask for a ticket to send one file." },
  fetch: { id: "Mengunduh satu berkas yang sudah diperiksa.", en: "Download one inspected file." },
} as const;

export const giveReporterTicket = {
  name: "giveReporterTicket",
  method: "POST",
  path: reporters,
  auth: "secret",
  summary: summaries.give,
  body: filePromise,
  answers: ticketGiven,
  problems: [401, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const fetchAsReporter = {
  name: "fetchAsReporter",
  method: "GET",
  path: `${reporters}/{attachmentId}`,
  auth: "secret",
  summary: summaries.fetch,
  query: rendition,
  answers: elsewhere,
  problems: [401, 404, 409, 422],
} as const satisfies Route;

export const giveOfficerTicket = {
  name: "giveOfficerTicket",
  method: "POST",
  path: officers,
  auth: "officer",
  summary: summaries.give,
  body: filePromise,
  answers: ticketGiven,
  problems: [401, 403, 404, 409, 413, 415, 422],
} as const satisfies Route;

export const fetchAsOfficer = {
  name: "fetchAsOfficer",
  method: "GET",
  path: `${officers}/{attachmentId}`,
  auth: "officer",
  summary: { id: "Mengunduh satu berkas; dicatat.", en: "Download one file; it is recorded." },
  query: rendition,
  answers: elsewhere,
  problems: [401, 403, 404, 409, 422],
} as const satisfies Route;

export const giveLinkTicket = {
  name: "giveLinkTicket",
  method: "POST",
  path: links,
  auth: "none",
  summary: { id: "Meminta tiket untuk berkas bukti dari instansi.", en: "Ask for a ticket for an agency's proof." },
  body: filePromise,
  answers: ticketGiven,
  problems: [404, 409, 413, 415, 422],
} as const satisfies Route;

export const fetchOverLink = {
  name: "fetchOverLink",
  method: "GET",
  path: `${links}/{attachmentId}`,
  auth: "none",
  summary: { id: "Mengunduh satu berkas; dicatat.", en: "Download one file; it is recorded." },
  query: rendition,
  answers: elsewhere,
  problems: [404, 409, 422],
} as const satisfies Route;

/** The page's own address for the same, so that its pictures come from where it comes from. */
export const fetchOnPage = {
  ...fetchOverLink,
  name: "fetchOnPage",
  path: `${pages}/{attachmentId}`,
} as const satisfies Route;

const typed = z.optional(z.string());

export const chooseFileOnPage = {
  name: "chooseFileOnPage",
  method: "POST",
  path: pages,
  auth: "none",
  summary: {
    id: "Halaman untuk memilih dan mengirim satu berkas bukti, tanpa skrip.",
    en: "The page to choose and send one file as proof, without scripts.",
  },
  body: z.object({ contentType: typed }),
  bodyKind: "form",
  answers: {
    200: { description: { id: "Halamannya.", en: "The page." }, contentType: "text/html; charset=utf-8" },
  },
  problems: [404, 409, 413, 415, 422],
} as const satisfies Route;

export const routes: readonly Route[] = [
  giveReporterTicket,
  fetchAsReporter,
  giveOfficerTicket,
  fetchAsOfficer,
  giveLinkTicket,
  fetchOverLink,
  fetchOnPage,
  chooseFileOnPage,
];
