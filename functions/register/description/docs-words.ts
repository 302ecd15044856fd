import type { Route } from "../../../shared/shell/contract.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";

/** The fixed words of the docs. */
export const docsWords = {
  skip: { id: "Langsung ke isi", en: "Skip to the content" },
  contents: { id: "Isi halaman", en: "On this page" },
  base: { id: "Alamat dasar", en: "Base address" },
  forPrograms: { id: "Untuk program", en: "For programs" },
  otherLanguage: {
    id: "Halaman ini juga ada dalam bahasa Inggris, bagi peramban yang memintanya (Accept-Language: en).",
    en: "This page is in Indonesian too, for browsers that ask for it (Accept-Language: id).",
  },
  start: { id: "Mulai", en: "Start" },
  fileOne: { id: "Kirim laporan:", en: "File a report:" },
  keepSecret: {
    id: "Jawabannya memuat nomor laporan dan kode rahasia. Simpan keduanya; kode rahasia tidak ditampilkan lagi.",
    en: "The answer has a tracking number and a secret. Keep both; the secret is not shown again.",
  },
  followIt: { id: "Ikuti laporan itu:", en: "Follow it:" },
  replyToIt: { id: "Tanggapi instansi:", en: "Answer the agency:" },
  exampleText: {
    id: "Jalan berlubang di depan SDN 001 Sangatta Utara, sudah dua minggu.",
    en: "A hole in the road before SDN 001 Sangatta Utara, for two weeks now.",
  },
  exampleReply: { id: "Terima kasih, sudah diperbaiki.", en: "Thank you, it is repaired." },
  rules: { id: "Berlaku di semua alamat", en: "Everywhere" },
  challenge: { id: "Pembuktian saat ramai", en: "Proof of work in a flood" },
  challengeIntro: {
    id: "Selama laporan datang jauh lebih banyak daripada biasanya, pengiriman laporan dijawab 428 dengan `challenge`. Cari jawaban sehingga SHA-256 dari <token>:<jawaban> diawali sebanyak `bits` bit nol, lalu kirim laporan itu lagi dengan header Challenge-Proof: <token>:<jawaban> sebelum `expiresAt`. Satu pembuktian berlaku untuk satu laporan. JavaScript ini mencarinya:",
    en: "While far more reports arrive than usual, filing one is answered with 428 and a `challenge`. Find an answer such that SHA-256 of <token>:<answer> begins with `bits` zero bits, and send the same filing again with the header Challenge-Proof: <token>:<answer> before `expiresAt`. One proof is good for one report. This JavaScript finds it:",
  },
  challengeAdvice: {
    id: "Di peramban, jalankan dalam Worker supaya halaman tetap menjawab, dan katakan kepada pelapor bahwa ini memakan beberapa detik. Jangan memakai crypto.subtle: menunggunya untuk setiap percobaan berkali-kali lebih lambat.",
    en: "In a browser, run it in a Worker so that the page goes on answering, and tell the reporter that it takes some seconds. Do not use crypto.subtle: awaited for each try, it is many times slower.",
  },
  who: { id: "Siapa", en: "Who may" },
  call: { id: "Panggilan", en: "Call" },
  inPath: { id: "Pada alamat", en: "In the path" },
  inQuery: { id: "Setelah tanda tanya", en: "After the question mark" },
  headers: { id: "Header", en: "Headers" },
  body: { id: "Isi", en: "Body" },
  answers: { id: "Jawaban", en: "Answers" },
  refusals: { id: "Penolakan", en: "Refusals" },
  required: { id: "wajib", en: "required" },
  ifAny: { id: "bila ada", en: "if any" },
  models: { id: "Bentuk data", en: "Data" },
  problems: { id: "Masalah", en: "Problems" },
  problemsIntro: {
    id: "Setiap penolakan berbentuk application/problem+json (RFC 9457). Anggota `type` menunjuk ke salah satu penjelasan di bawah ini.",
    en: "Every refusal is application/problem+json (RFC 9457). Its `type` leads to one of these explanations.",
  },
  fromGateway: { id: "Dari gerbang API (type: about:blank)", en: "From the API gateway (type: about:blank)" },
} as const satisfies Record<string, Words>;

export const docsRules: Readonly<Record<Language, readonly string[]>> = {
  id: [
    "JSON dalam UTF-8, nama isian camelCase. Waktu memakai ISO 8601 dengan zona, tanggal YYYY-MM-DD.",
    "Isian yang tidak dikenal ditolak (422), supaya salah ketik tidak hilang diam-diam. Jawaban dapat bertambah isian baru; abaikan yang tidak dikenal.",
    "Panjang teks dihitung seperti orang menghitung: satu emoji atau satu huruf beraksen adalah satu karakter. Teks biasa saja, tanpa HTML dan tanpa karakter kendali.",
    "Isi permintaan paling besar 64 KB; berkas direktori 3 MB.",
    "Accept-Language: id (bawaan) atau en memilih bahasa kata-kata dalam jawaban.",
    "Kode rahasia dikirim sebagai Authorization: Bearer. Jangan menaruhnya pada alamat.",
    "Setelah 429 dan 503, tunggu Retry-After detik lalu ulangi. Laporan dengan Idempotency-Key aman diulang kapan saja.",
  ],
  en: [
    "JSON in UTF-8, field names in camelCase. Times are ISO 8601 with an offset, dates YYYY-MM-DD.",
    "Unknown fields are refused (422), so that a slip of the pen is not lost in silence. Answers may grow new fields; ignore those that you do not know.",
    "Lengths count characters as people do: an emoji or a letter with an accent is one. Plain text only, without HTML and control characters.",
    "A body is 64 KB at most; a file of the directory 3 MB.",
    "Accept-Language: id (default) or en chooses the language of the words in an answer.",
    "The secret is sent as Authorization: Bearer. Do not put it into an address.",
    "After 429 and 503, wait Retry-After seconds and repeat. A filing with an Idempotency-Key may be repeated safely at any time.",
  ],
};

const whoMay: Readonly<Record<Route["auth"] | "linkHolder", Words>> = {
  none: { id: "Siapa saja", en: "Anybody" },
  optionalSecret: {
    id: "Siapa saja; pelapor dengan kode rahasianya melihat selengkapnya",
    en: "Anybody; the reporter, with the secret, sees all of it",
  },
  secret: { id: "Pelapor, dengan kode rahasia", en: "The reporter, with the secret" },
  officer: { id: "Petugas yang sudah masuk", en: "Officers who are signed in" },
  linkHolder: {
    id: "Instansi yang memegang tautan dari surat disposisi",
    en: "The agency that holds the link from the disposition mail",
  },
};

export const whoMayCall = ({ auth, path }: Route, language: Language): string =>
  whoMay[auth === "none" && path.includes("{token}") ? "linkHolder" : auth][language];
