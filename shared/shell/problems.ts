import type { Failure as DomainFailure } from "../domain/failures.ts";
import type { StaleVersion } from "../store/failures.ts";
import type { Challenge } from "./challenge.ts";
import type { FieldProblem } from "./field-words.ts";
import { fieldFaultWords, moveWords, statusWords } from "./words.ts";
import type { Language, Words } from "./language.ts";
import {
  calendarWords,
  durationWords,
  entryWords,
  filerWords,
  notReadyWords,
  trackingNumberWords,
} from "./problem-words.ts";

/**
 * Every failure as an RFC 9457 problem: one row a cause, with its status, its words and how loud it is in the log.
 * The compiler refuses a failure without a row.
 */
export type HttpFailure =
  | DomainFailure
  | StaleVersion
  | { readonly kind: "BodyMalformed" }
  | { readonly kind: "BodyTooDeep"; readonly most: number }
  | { readonly kind: "BodyTooLarge"; readonly most: number }
  | { readonly kind: "MediaTypeUnknown"; readonly expected: string }
  | { readonly kind: "BodyRefused"; readonly errors: readonly FieldProblem[] }
  | { readonly kind: "QueryRefused"; readonly errors: readonly FieldProblem[] }
  | { readonly kind: "HeaderRefused"; readonly header: string; readonly expected: Words }
  | { readonly kind: "RouteUnknown" }
  | { readonly kind: "SecretMissing" }
  | { readonly kind: "OfficerUnknown" }
  | { readonly kind: "RoleContradicted" }
  | { readonly kind: "PlatformAdminOnly" }
  | { readonly kind: "SupervisorOnly" }
  | { readonly kind: "NoSecondSupervisor" }
  | { readonly kind: "IdentityUnknown" }
  | { readonly kind: "IdentityNotOpen" }
  | { readonly kind: "IdentityOpenAlready"; readonly seconds: number }
  | { readonly kind: "CalendarUnknown"; readonly missing: "region" | "year" | "calendar" }
  | { readonly kind: "EntryUnknown" }
  | { readonly kind: "EntryChanged"; readonly etag: string | null }
  | { readonly kind: "DirectoryChanged"; readonly etag: string }
  | { readonly kind: "AssistedNeedsOfficer" }
  | { readonly kind: "TrackingNumberUnknown"; readonly why: "unknown" | "malformed" | "mistyped" }
  | { readonly kind: "TooManyTries"; readonly retryAfter: number }
  | { readonly kind: "TooManyCodes"; readonly retryAfter: number }
  | { readonly kind: "RightsCodeMissing" }
  | { readonly kind: "RightsCodeRefused" }
  | { readonly kind: "TooManyFilings"; readonly by: "address" | "contact"; readonly retryAfter: number }
  | { readonly kind: "ChallengeNeeded"; readonly challenge: Challenge }
  | { readonly kind: "DispositionUnknown" }
  | { readonly kind: "DispositionOver" }
  | { readonly kind: "AttachmentUnknown" }
  | { readonly kind: "AttachmentNotReady"; readonly state: "expected" | "inspecting" }
  | { readonly kind: "IdempotencyKeyReused" }
  | { readonly kind: "Busy" }
  | { readonly kind: "Defect" };

type Row<Kind extends HttpFailure["kind"]> = {
  readonly status: number;
  readonly title: Words;
  readonly detail: (failure: Extract<HttpFailure, { kind: Kind }>, language: Language) => string;
  readonly log: "info" | "warn" | "error";
  /** Seconds after which trying again may help. */
  readonly retryAfter?: number | ((failure: Extract<HttpFailure, { kind: Kind }>) => number);
};

const say = (id: string, en: string): ((_: unknown, language: Language) => string) => {
  const words = { id, en };
  return (_, language) => words[language];
};

const fieldsRefused: Words = { id: "Isian perlu diperbaiki", en: "Some fields need correcting" };
const seeErrors = say("Periksa bagian yang disebut di `errors`.", "See the places named in `errors`.");
const notFound: Words = { id: "Tidak ditemukan", en: "Not found" };

export const problemTable: { readonly [Kind in HttpFailure["kind"]]: Row<Kind> } = {
  BodyMalformed: {
    status: 400,
    title: { id: "Isi tidak terbaca", en: "Malformed body" },
    detail: say("Isi permintaan bukan JSON yang benar.", "The body of the request is not valid JSON."),
    log: "info",
  },
  BodyTooDeep: {
    status: 400,
    title: { id: "Bersarang terlalu dalam", en: "Nested too deeply" },
    detail: ({ most }, language) =>
      language === "id"
        ? `Isi permintaan bersarang lebih dari ${most} tingkat.`
        : `The body of the request is nested more than ${most} levels deep.`,
    log: "info",
  },
  HeaderRefused: {
    status: 400,
    title: { id: "Header tidak dapat diterima", en: "Header not acceptable" },
    detail: ({ header, expected }, language) => `${header}: ${expected[language]}`,
    log: "info",
  },
  SecretMissing: {
    status: 401,
    title: { id: "Kode rahasia diperlukan", en: "Tracking secret needed" },
    detail: say(
      "Kirim kode rahasia laporan sebagai `Authorization: Bearer <kode rahasia>`.",
      "Send the report's secret as `Authorization: Bearer <secret>`.",
    ),
    log: "info",
  },
  RightsCodeMissing: {
    status: 403,
    title: { id: "Kode diperlukan", en: "A code is needed" },
    detail: say(
      "Minta kode ke alamat surel laporan (POST …/rights-codes), lalu kirim sebagai header Rights-Code.",
      "Ask for a code to the report's mail address (POST …/rights-codes) and send it as the header Rights-Code.",
    ),
    log: "info",
  },
  RightsCodeRefused: {
    status: 403,
    title: { id: "Kode tidak berlaku", en: "The code does not hold" },
    detail: say(
      "Kode keliru, sudah kedaluwarsa, sudah dipakai, atau terlalu sering keliru. Minta kode baru.",
      "The code is wrong, too old, used already, or was wrong too often. Ask for a new one.",
    ),
    log: "warn",
  },
  OfficerUnknown: {
    status: 403,
    title: { id: "Tidak berwenang", en: "Not authorised" },
    detail: say("Akun ini tidak terdaftar sebagai petugas.", "This account is not known as an officer."),
    log: "warn",
  },
  RoleContradicted: {
    status: 403,
    title: { id: "Peran tidak cocok", en: "Role does not match" },
    detail: say(
      "Peran dalam akun ini lain dari peran dalam daftar petugas. Bila peran Anda baru diubah, keluar lalu masuk lagi.",
      "The role of this account is not the one in the list of officers. If your role was just changed, sign out and in again.",
    ),
    log: "warn",
  },
  PlatformAdminOnly: {
    status: 403,
    title: { id: "Hanya untuk admin platform", en: "For platform admins only" },
    detail: say(
      "Direktori hanya dapat dibaca dan diubah di sini oleh admin platform.",
      "Only a platform admin may read and change the directory here.",
    ),
    log: "warn",
  },
  SupervisorOnly: {
    status: 403,
    title: { id: "Hanya untuk pengawas", en: "For supervisors only" },
    detail: say(
      "Identitas pelapor hanya dapat dibuka oleh pengawas, dengan alasan yang dicatat.",
      "Only a supervisor can open a reporter's identity, for a reason that is recorded.",
    ),
    log: "warn",
  },
  IdentityNotOpen: {
    status: 403,
    title: { id: "Identitas tidak terbuka", en: "The identity is not open" },
    detail: say(
      "Identitas pelapor tidak terbuka untuk Anda, atau 24 jamnya sudah lewat. Buka dengan alasan lebih dulu.",
      "The reporter's identity is not open to you, or its 24 hours are over. Open it for a reason first.",
    ),
    log: "warn",
  },
  AssistedNeedsOfficer: {
    status: 403,
    title: { id: "Hanya untuk petugas", en: "For officers only" },
    detail: say(
      "Laporan dengan saluran `assisted` hanya dapat dibuat oleh petugas yang masuk dengan akunnya.",
      "A report with channel `assisted` can only be filed by an officer who is signed in.",
    ),
    log: "info",
  },
  RouteUnknown: {
    status: 404,
    title: notFound,
    detail: say("Alamat ini tidak ada.", "There is nothing at this address."),
    log: "info",
  },
  TrackingNumberUnknown: {
    status: 404,
    title: notFound,
    detail: ({ why }, language) => trackingNumberWords[why][language],
    log: "info",
  },
  DispositionUnknown: {
    status: 404,
    title: notFound,
    detail: say(
      "Tautan ini tidak dikenal. Salin tautan dari surat secara utuh.",
      "This link is not known. Copy the whole link from the mail.",
    ),
    log: "info",
  },
  DispositionOver: {
    status: 404,
    title: { id: "Tautan sudah tidak berlaku", en: "This link has ended" },
    detail: say(
      "Laporan ini sudah dikembalikan, dijawab tuntas, diteruskan ke unit lain, atau masa berlaku tautannya habis.",
      "This report was handed back, answered to the end or passed on, or the link has expired.",
    ),
    log: "info",
  },
  CalendarUnknown: {
    status: 404,
    title: notFound,
    detail: ({ missing }, language) => calendarWords[missing][language],
    log: "info",
  },
  EntryUnknown: {
    status: 404,
    title: notFound,
    detail: say(
      "Tidak ada entri direktori dengan kode ini. Kode terdiri atas huruf, angka, titik dan tanda hubung.",
      "The directory has no entry with this code. A code has letters, digits, dots and hyphens.",
    ),
    log: "info",
  },
  NotYours: {
    status: 404,
    title: notFound,
    detail: say("Tidak ada laporan dengan nomor ini untuk Anda.", "There is no report with this number for you."),
    log: "info",
  },
  AttachmentUnknown: {
    status: 404,
    title: notFound,
    detail: say("Tidak ada berkas ini untuk Anda.", "There is no such file for you."),
    log: "info",
  },
  IdentityUnknown: {
    status: 404,
    title: notFound,
    detail: say(
      "Identitas pelapor tidak ada: pelapor tidak memberikannya, atau sudah dihapus.",
      "There is no identity on file: the reporter gave none, or it was erased.",
    ),
    log: "info",
  },
  NoSecondSupervisor: {
    status: 409,
    title: { id: "Tidak ada pengawas kedua", en: "No second supervisor" },
    detail: say(
      "Identitas hanya dapat dibuka bila ada pengawas lain yang dapat diberi tahu. Minta admin platform menambahkannya.",
      "An identity can be opened only where another supervisor can be told. Ask a platform admin to add one.",
    ),
    log: "warn",
  },
  IdentityOpenAlready: {
    status: 409,
    title: { id: "Sudah terbuka untuk Anda", en: "Open to you already" },
    detail: ({ seconds }, language) =>
      language === "id"
        ? `Identitas ini masih terbuka untuk Anda selama ${durationWords(seconds, "id")}.`
        : `This identity is still open to you for ${durationWords(seconds, "en")}.`,
    log: "info",
  },
  AttachmentNotReady: {
    status: 409,
    title: { id: "Berkas belum siap", en: "The file is not ready" },
    detail: ({ state }, language) => notReadyWords[state][language],
    log: "info",
    retryAfter: 5,
  },
  IllegalMove: {
    status: 409,
    title: { id: "Belum atau tidak bisa lagi", en: "Not possible now" },
    detail: ({ move, status }, language) =>
      language === "id"
        ? `${moveWords(move, "id")} tidak bisa dilakukan sekarang: status laporan ${statusWords[status].id}.`
        : `${moveWords(move, "en")} is not possible now: the report is ${statusWords[status].en}.`,
    log: "info",
  },
  StaleVersion: {
    status: 409,
    title: { id: "Laporan sudah berubah", en: "The report has changed" },
    detail: ({ current }, language) =>
      language === "id"
        ? `Versi laporan sekarang ${current}. Muat ulang, lalu coba lagi.`
        : `The report is at version ${current} now. Load it again, then try again.`,
    log: "info",
  },
  EntryChanged: {
    status: 409,
    title: { id: "Entri direktori sudah berubah", en: "The entry of the directory has changed" },
    detail: ({ etag }, language) => entryWords(etag)[language],
    log: "info",
  },
  DirectoryChanged: {
    status: 409,
    title: { id: "Direktori sudah berubah", en: "The directory has changed" },
    detail: ({ etag }, language) =>
      language === "id"
        ? `Direktori sekarang pada versi ${etag}, atau impor lain sedang berjalan. Uji coba lagi, lalu kirim versinya.`
        : `The directory is at version ${etag} now, or another import is under way. Try it out again, then send that version.`,
    log: "info",
  },
  BodyTooLarge: {
    status: 413,
    title: { id: "Terlalu besar", en: "Too large" },
    detail: ({ most }, language) =>
      language === "id"
        ? `Isi permintaan melebihi ${most} byte.`
        : `The body of the request is larger than ${most} bytes.`,
    log: "info",
  },
  MediaTypeUnknown: {
    status: 415,
    title: { id: "Jenis isi tidak dikenal", en: "Unsupported media type" },
    detail: ({ expected }, language) =>
      language === "id" ? `Kirim isi sebagai ${expected}.` : `Send the body as ${expected}.`,
    log: "info",
  },
  BodyRefused: { status: 422, title: fieldsRefused, detail: seeErrors, log: "info" },
  QueryRefused: { status: 422, title: fieldsRefused, detail: seeErrors, log: "info" },
  FieldsRefused: { status: 422, title: fieldsRefused, detail: seeErrors, log: "info" },
  IdempotencyKeyReused: {
    status: 422,
    title: { id: "Kunci sudah dipakai", en: "Key already used" },
    detail: say(
      "Idempotency-Key ini sudah dipakai untuk laporan dengan isi lain.",
      "This Idempotency-Key was used for a report with another body.",
    ),
    log: "info",
  },
  ChallengeNeeded: {
    status: 428,
    title: { id: "Perlu pembuktian", en: "Some work is needed" },
    detail: say(
      "Sedang sangat banyak laporan masuk. Kerjakan `challenge`, lalu kirim ulang dengan header Challenge-Proof.",
      "Very many reports are coming in. Solve `challenge`, then send this again with the header Challenge-Proof.",
    ),
    log: "info",
  },
  TooManyTries: {
    status: 429,
    title: { id: "Terlalu sering keliru", en: "Wrong too often" },
    detail: ({ retryAfter }, language) =>
      language === "id"
        ? `Kode rahasia untuk nomor ini terlalu sering keliru dari jaringan Anda. Coba lagi setelah ${durationWords(retryAfter, "id")}.`
        : `Too many wrong secrets for this number came from your network. Try again after ${durationWords(retryAfter, "en")}.`,
    log: "warn",
    retryAfter: ({ retryAfter }) => retryAfter,
  },
  TooManyCodes: {
    status: 429,
    title: { id: "Terlalu banyak kode", en: "Too many codes" },
    detail: ({ retryAfter }, language) =>
      language === "id"
        ? `Kode sudah terlalu sering dikirim untuk laporan ini. Coba lagi setelah ${durationWords(retryAfter, "id")}.`
        : `Codes were sent too often for this report. Try again after ${durationWords(retryAfter, "en")}.`,
    log: "warn",
    retryAfter: ({ retryAfter }) => retryAfter,
  },
  TooManyFilings: {
    status: 429,
    title: { id: "Terlalu banyak laporan", en: "Too many reports" },
    detail: ({ by, retryAfter }, language) =>
      language === "id"
        ? `Dari ${filerWords[by].id} sudah masuk terlalu banyak laporan. Coba lagi setelah ${durationWords(retryAfter, "id")}.`
        : `Too many reports came from ${filerWords[by].en}. Try again after ${durationWords(retryAfter, "en")}.`,
    log: "warn",
    retryAfter: ({ retryAfter }) => retryAfter,
  },
  Defect: {
    status: 500,
    title: { id: "Kesalahan di pihak kami", en: "Our mistake" },
    detail: say(
      "Terjadi kesalahan yang tidak kami duga. Petugas kami sudah diberi tahu.",
      "Something went wrong that we did not expect. Our staff have been told.",
    ),
    log: "error",
  },
  Busy: {
    status: 503,
    title: { id: "Sedang sibuk", en: "Busy" },
    detail: say("Layanan sedang sibuk. Coba lagi beberapa saat lagi.", "The service is busy. Try again in a moment."),
    log: "warn",
    retryAfter: 5,
  },
};

export const retryAfterHeader = (failure: HttpFailure): Readonly<Record<string, string>> => {
  const { retryAfter } = problemTable[failure.kind] as Row<HttpFailure["kind"]>;
  if (retryAfter === undefined) return {};
  return { "Retry-After": String(typeof retryAfter === "number" ? retryAfter : retryAfter(failure)) };
};

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly FieldProblem[];
  readonly challenge?: Challenge;
};

/** `IllegalMove` -> `illegal-move`: the anchor of the problem in the readable docs. */
export const problemSlug = (kind: string): string => kind.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();

export const problemOf = (
  failure: HttpFailure,
  {
    language,
    baseUrl,
    requestId,
  }: { readonly language: Language; readonly baseUrl: string; readonly requestId: string },
): Problem => {
  const row = problemTable[failure.kind] as Row<HttpFailure["kind"]>;
  return {
    type: `${baseUrl}/docs#problem-${problemSlug(failure.kind)}`,
    title: row.title[language],
    status: row.status,
    detail: row.detail(failure, language),
    instance: `urn:uuid:${requestId}`,
    ...("errors" in failure ? { errors: failure.errors } : {}),
    ...("challenge" in failure ? { challenge: failure.challenge } : {}),
    ...(failure.kind === "FieldsRefused"
      ? {
          errors: failure.faults.map((fault) => ({ pointer: fault.pointer, detail: fieldFaultWords(fault, language) })),
        }
      : {}),
  };
};
