import type { HttpFailure } from "../../../shared/shell/problems.ts";
import type { Words } from "../../../shared/shell/language.ts";

/** When each problem occurs, for whoever writes a program. The compiler refuses a problem without an occasion. */
export const problemOccasions: Readonly<Record<HttpFailure["kind"], Words>> = {
  BodyMalformed: {
    id: "Isi permintaan bukan JSON, misalnya terpotong atau tanpa tanda kutip.",
    en: "The body is not JSON: cut off, for example, or missing a quote.",
  },
  BodyTooDeep: {
    id: "Objek dan daftar pada isi permintaan bersarang jauh lebih dalam daripada yang diminta alamat mana pun.",
    en: "Objects and lists in the body are nested far deeper than any address asks for.",
  },
  HeaderRefused: {
    id: "Sebuah header ada tetapi nilainya tidak dapat dipakai, atau wajib tetapi tidak ada.",
    en: "A header is there but its value cannot be used, or it is needed and missing.",
  },
  SecretMissing: {
    id: "Hanya pelapor yang boleh, dan kode rahasia tidak dikirim.",
    en: "Only the reporter may do this, and the secret was not sent.",
  },
  RightsCodeMissing: {
    id: "Laporan punya alamat surel, dan permintaan atas data pelapor datang tanpa kode yang dikirim ke sana.",
    en: "The report has a mail address, and what was asked about the reporter's data came without the code that is sent there.",
  },
  RightsCodeRefused: {
    id: "Kode berlaku seperempat jam, untuk melihat berkali-kali dan mengubah satu kali; setelah lima kode keliru kode itu gugur.",
    en: "A code is good for a quarter of an hour, to look as often as one likes and to change once; after five wrong ones it is void.",
  },
  TooManyCodes: {
    id: "Lebih dari lima kode diminta untuk satu laporan dalam satu jam.",
    en: "More than five codes were asked for one report within an hour.",
  },
  OfficerUnknown: {
    id: "Akun sudah masuk, tetapi tidak ada dalam daftar petugas.",
    en: "The account is signed in but not in the list of officers.",
  },
  RoleContradicted: {
    id: "Token menyebut peran yang lain dari yang ada dalam daftar petugas: peran baru diubah, atau akunnya dalam grup yang salah.",
    en: "The token names another role than the list of officers: the role was just changed, or the account is in a wrong group.",
  },
  PlatformAdminOnly: {
    id: "Petugas sudah masuk, tetapi perannya bukan admin platform.",
    en: "The officer is signed in, but is no platform admin.",
  },
  SupervisorOnly: {
    id: "Seorang petugas yang bukan pengawas meminta identitas pelapor.",
    en: "An officer who is no supervisor asked for a reporter's identity.",
  },
  IdentityNotOpen: {
    id: "Pengawas meminta identitas yang tidak ia buka, atau lebih dari 24 jam setelah membukanya.",
    en: "A supervisor asked for an identity without having opened it, or more than 24 hours after.",
  },
  IdentityUnknown: {
    id: "Pelapor tidak memberikan nama atau kontak, atau identitasnya sudah dihapus.",
    en: "The reporter gave no name or contact, or the identity was erased.",
  },
  NoSecondSupervisor: {
    id: "Tidak ada pengawas lain yang bertugas hari ini, sehingga tidak ada yang dapat diberi tahu tentang pembukaan identitas.",
    en: "No other supervisor is in office today, so that nobody could be told that an identity is opened.",
  },
  IdentityOpenAlready: {
    id: "Identitas masih terbuka untuk pengawas yang sama; baru setelah 24 jam dapat dibuka lagi, dengan alasan baru.",
    en: "The identity is still open to the same supervisor; after the 24 hours it can be opened again, for a new reason.",
  },
  AssistedNeedsOfficer: {
    id: "Laporan dengan saluran `assisted` dikirim tanpa akun petugas.",
    en: "A report with channel `assisted` was sent without an officer's account.",
  },
  AttachmentUnknown: {
    id: "Berkas ini tidak ada, ditolak, tidak pernah sampai, atau bukan untuk yang meminta.",
    en: "There is no such file, it was refused, it never arrived, or it is not for whoever asks.",
  },
  AttachmentNotReady: {
    id: "Berkas belum sampai atau masih diperiksa; hanya yang lolos pemeriksaan yang diberikan.",
    en: "The file has not arrived or is still being inspected; only what passed is handed out.",
  },
  RouteUnknown: {
    id: "Tidak ada alamat dengan metode seperti ini.",
    en: "There is no such address with this method.",
  },
  TrackingNumberUnknown: {
    id: "Nomor salah ketik, tidak ada, laporannya tidak terbuka untuk umum, atau kode rahasianya keliru. Dari luar semuanya terlihat sama.",
    en: "The number is mistyped or unknown, the report is not public, or the secret is wrong. From outside these look the same.",
  },
  ChallengeNeeded: {
    id: "Laporan datang jauh lebih banyak daripada biasanya, dan pengirim harus lebih dulu menghitung beberapa detik. `challenge` menyebut apa; yang sudah dipakai atau kedaluwarsa diganti yang baru.",
    en: "Far more reports arrive than usual, and the sender has to compute for some seconds first. `challenge` says what; one that was used or has expired is replaced by a new one.",
  },
  TooManyTries: {
    id: "Kode rahasia yang keliru dikirim terlalu sering untuk nomor ini dari jaringan yang sama, ada atau tidak laporannya. Setiap kali keliru lagi, waktu tunggunya berlipat dua, paling lama satu jam.",
    en: "Wrong secrets came too often for this number from one network, whether or not there is such a report. Each further one doubles the wait, to an hour at most.",
  },
  TooManyFilings: {
    id: "Dari satu jaringan dalam satu jam, atau dengan satu kontak dalam satu hari, masuk lebih banyak laporan daripada yang diterima. Laporan yang diulang dengan Idempotency-Key tidak dihitung lagi.",
    en: "More reports came from one network within an hour, or under one contact within a day, than are taken. A filing repeated with its Idempotency-Key is not counted again.",
  },
  DispositionUnknown: {
    id: "Tautan dari surat disposisi tidak utuh atau tidak dibuat oleh layanan ini.",
    en: "The link from a disposition mail is incomplete or was not made by this service.",
  },
  DispositionOver: {
    id: "Laporan sudah dikembalikan, dijawab tuntas atau diteruskan, atau masa berlaku tautan habis.",
    en: "The report was handed back, answered to the end or passed on, or the link has expired.",
  },
  CalendarUnknown: {
    id: "Kode wilayah tidak dikenal, tahunnya bukan 2000 sampai 2200, atau kalendernya belum dimuat.",
    en: "The region's code is unknown, the year is not one from 2000 to 2200, or its calendar is not loaded.",
  },
  EntryUnknown: {
    id: "Kode ini tidak ada dalam direktori, atau bukan bentuk yang dapat dipakai sebagai kode.",
    en: "The directory has no entry with this code, or it is not of a form that a code can have.",
  },
  NotYours: {
    id: "Laporan ada di meja instansi lain, atau tidak ada.",
    en: "The report is on another office's desk, or there is none.",
  },
  IllegalMove: {
    id: "Langkah ini tidak mungkin pada status laporan sekarang. `moves` pada laporan menyebut yang mungkin.",
    en: "The report's status does not allow this now. `moves` in the report names what it does allow.",
  },
  StaleVersion: {
    id: "Laporan berubah sejak dibaca. Baca ulang, lalu kirim versinya yang baru.",
    en: "The report changed since it was read. Read it again and send its new version.",
  },
  EntryChanged: {
    id: "Entri direktori berubah sejak dibaca, atau sudah ada padahal dikirim tanpa If-Match. Baca ulang, lalu kirim ETag-nya yang baru.",
    en: "The entry of the directory changed since it was read, or was there although it was sent without If-Match. Read it again and send its new ETag.",
  },
  DirectoryChanged: {
    id: "Berkas direktori dikirim dengan versi yang bukan versi sekarang. Uji coba lagi, lihat perubahannya, lalu kirim versi yang baru.",
    en: "A file of the directory was sent with a version that is not the present one. Try it out again, look at what it changes, and send the new version.",
  },
  BodyTooLarge: {
    id: "Isi permintaan melebihi 64 KB, atau berkas direktori melebihi 3 MB.",
    en: "The body is larger than 64 KB, or a file of the directory than 3 MB.",
  },
  MediaTypeUnknown: {
    id: "`Content-Type` bukan yang diminta oleh alamat ini.",
    en: "`Content-Type` is not what this address asks for.",
  },
  BodyRefused: {
    id: "Isian tidak dikenal, kurang, atau tidak berbentuk semestinya. `errors` menyebut setiap tempatnya.",
    en: "A field is unknown, missing or not of the right form. `errors` names each place.",
  },
  QueryRefused: {
    id: "Parameter alamat (setelah tanda tanya) tidak dikenal atau tidak berbentuk semestinya.",
    en: "A parameter after the question mark is unknown or not of the right form.",
  },
  FieldsRefused: {
    id: "Bentuknya benar, tetapi isinya tidak: kode yang tidak dikenal atau tanggal yang belum tiba.",
    en: "The form is right and the content is not: an unknown code, or a date that has not come.",
  },
  IdempotencyKeyReused: {
    id: "Idempotency-Key yang sama dikirim dengan isi yang berbeda.",
    en: "The same Idempotency-Key was sent with another body.",
  },
  Defect: {
    id: "Kesalahan pada layanan ini. Tidak ada yang tersimpan sebagian; petugas diberi tahu.",
    en: "A mistake of this service. Nothing is stored by halves, and staff are told.",
  },
  Busy: {
    id: "Basis data sedang menolak permintaan. Ulangi setelah `Retry-After` detik.",
    en: "The database is refusing requests for now. Repeat after `Retry-After` seconds.",
  },
};

export type GatewayProblem = { readonly status: number; readonly when: Words };

/** What the gateway says before, or instead of, a function; `type` is then `about:blank`. */
export const gatewayProblems: readonly GatewayProblem[] = [
  {
    status: 400,
    when: { id: "Permintaan HTTP itu sendiri tidak benar.", en: "The HTTP request itself is malformed." },
  },
  {
    status: 401,
    when: {
      id: "Alamat untuk petugas dipanggil tanpa token, atau tokennya sudah habis.",
      en: "An officers' address was called without a token, or with one that has ended.",
    },
  },
  {
    status: 403,
    when: {
      id: "Permintaan ditahan pengaman, misalnya karena terlalu banyak dari satu alamat.",
      en: "The firewall held the request, for example because one address sent too many.",
    },
  },
  { status: 404, when: { id: "Alamat atau metode tidak ada.", en: "There is no such address or method." } },
  { status: 413, when: { id: "Isi permintaan melebihi 10 MB.", en: "The body is larger than 10 MB." } },
  {
    status: 429,
    when: {
      id: "Layanan sedang sangat ramai. Ulangi setelah `Retry-After` detik.",
      en: "Too many calls at once. Repeat after `Retry-After` seconds.",
    },
  },
  {
    status: 503,
    when: { id: "Layanan tidak dapat dihubungi.", en: "The service cannot be reached." },
  },
  {
    status: 504,
    when: { id: "Layanan tidak menjawab dalam 29 detik.", en: "The service did not answer within 29 seconds." },
  },
];
