import type { Language, Words } from "../../../shared/shell/language.ts";

/** What the page says, besides what the report itself says. */
const pageWords = {
  service: { id: "Tuntas: pengaduan layanan publik", en: "Tuntas: public-service complaints" },
  skip: { id: "Langsung ke jawaban", en: "Skip to the answer" },
  skipToContent: { id: "Langsung ke isi", en: "Skip to the content" },
  report: { id: "Laporan", en: "Report" },
  whatWasWritten: { id: "Isi laporan", en: "What was reported" },
  facts: { id: "Keterangan", en: "Facts" },
  class: { id: "Jenis", en: "Kind" },
  category: { id: "Kategori", en: "Category" },
  region: { id: "Wilayah", en: "Area" },
  address: { id: "Tempat", en: "Place" },
  coordinates: { id: "Koordinat", en: "Coordinates" },
  incidentDate: { id: "Tanggal kejadian", en: "Date of the incident" },
  filedAt: { id: "Dilaporkan", en: "Reported" },
  status: { id: "Status", en: "Status" },
  agency: { id: "Instansi", en: "Agency" },
  instruction: { id: "Petunjuk", en: "Instruction" },
  by: { id: "oleh", en: "by" },
  deadlines: { id: "Tenggat", en: "Deadlines" },
  missed: { id: "terlambat", en: "overdue" },
  met: { id: "terpenuhi", en: "met" },
  paused: { id: "ditangguhkan", en: "paused" },
  provisional: { id: "dapat mundur", en: "may move to a later day" },
  confidentialTitle: { id: "Laporan rahasia", en: "Confidential report" },
  confidential: {
    id: "Laporan ini tidak dipublikasikan. Hanya petugas yang menanganinya boleh membacanya; jangan diteruskan.",
    en: "This report is not public. Only the officers who handle it may read it; do not pass it on.",
  },
  whoReported: {
    id: "Nama dan kontak pelapor tidak ditampilkan di sini. Jawaban Anda disampaikan kepada pelapor.",
    en: "The reporter's name and contact are not shown here. Your answer is passed on to the reporter.",
  },
  answer: { id: "Jawab pelapor", en: "Answer the reporter" },
  answerKind: { id: "Jawaban ini adalah", en: "This answer is" },
  progress: { id: "Kabar tindak lanjut", en: "News of the follow-up" },
  progressHint: {
    id: "Laporan tetap terbuka dan Anda masih akan menjawab lagi.",
    en: "The report stays open and you will answer again.",
  },
  final: { id: "Jawaban akhir", en: "The final answer" },
  text: { id: "Jawaban", en: "Answer" },
  textHint: {
    id: "Dibaca pelapor, dan masyarakat umum bila laporannya terbuka. Paling banyak 3.000 karakter.",
    en: "Read by the reporter, and by the public if the report is public. At most 3,000 characters.",
  },
  send: { id: "Kirim jawaban", en: "Send the answer" },
  handBack: { id: "Bukan kewenangan kami: kembalikan", en: "Not our authority: hand back" },
  handBackHint: {
    id: "Laporan diteruskan ke instansi lain dan tautan ini berakhir. Pelapor tidak perlu melapor lagi.",
    en: "The report is passed on to another agency and this link ends. The reporter need not report again.",
  },
  reason: { id: "Alasan", en: "Reason" },
  reasonHint: {
    id: "Tampil dalam riwayat laporan. Paling banyak 1.000 karakter.",
    en: "Shown in the report's timeline. At most 1,000 characters.",
  },
  suggested: { id: "Instansi yang berwenang, bila diketahui", en: "The responsible agency, if you know it" },
  unknownAgency: { id: "Tidak tahu", en: "I do not know" },
  sendBack: { id: "Kembalikan laporan", en: "Hand the report back" },
  noHandBack: {
    id: "Koordinator sudah memutuskan instansinya, jadi laporan ini tidak dapat dikembalikan lagi.",
    en: "The coordinator has decided on the agency, so this report cannot be handed back again.",
  },
  waiting: { id: "Menunggu pelapor", en: "Waiting for the reporter" },
  waitingText: {
    id: "Pelapor sedang diminta melengkapi laporan. Anda dapat menjawab setelah keterangannya masuk; tenggat Anda ditangguhkan.",
    en: "The reporter has been asked for information. You can answer once it has come; your deadlines are paused.",
  },
  timeline: { id: "Riwayat", en: "Timeline" },
  reasons: { id: "Mengapa instansi ini", en: "Why this agency" },
  problemTitle: { id: "Ada yang perlu diperbaiki", en: "There is something to correct" },
  problemPrefix: { id: "Perlu diperbaiki", en: "To correct" },
  staleTitle: { id: "Laporan sudah berubah", en: "The report has changed" },
  stale: {
    id: "Laporan berubah sejak halaman ini dibuka, jadi kiriman Anda belum diterima. Lihat riwayatnya, lalu kirim lagi; tulisan Anda masih ada di bawah.",
    en: "The report has changed since this page was opened, so what you sent was not taken. See the timeline, then send again; what you wrote is still below.",
  },
  notNow: { id: "Tidak bisa sekarang", en: "Not possible now" },
  sentProgress: { id: "Kabar tindak lanjut terkirim", en: "News sent" },
  sentProgressText: {
    id: "Pelapor diberi tahu. Laporan tetap terbuka; kirim jawaban akhir bila sudah selesai.",
    en: "The reporter is told. The report stays open; send the final answer when it is dealt with.",
  },
  sentFinal: { id: "Jawaban akhir terkirim", en: "Final answer sent" },
  sentFinalText: {
    id: "Pelapor diberi tahu dan kini gilirannya menanggapi. Tidak ada lagi yang perlu Anda lakukan; tautan ini sudah berakhir.",
    en: "The reporter is told, and it is their turn to reply. There is nothing more for you to do; this link has ended.",
  },
  sentHandedBack: { id: "Laporan dikembalikan", en: "Report handed back" },
  sentHandedBackText: {
    id: "Laporan diteruskan ke instansi lain atau ke koordinator. Tautan ini sudah berakhir.",
    en: "The report goes on to another agency or to the coordinator. This link has ended.",
  },
  over: { id: "Tautan sudah tidak berlaku", en: "This link has ended" },
  overFinal: {
    id: "Jawaban akhir sudah dikirim lewat tautan ini.",
    en: "The final answer was sent over this link.",
  },
  overHandedBack: {
    id: "Laporan sudah dikembalikan lewat tautan ini.",
    en: "The report was handed back over this link.",
  },
  overOtherwise: {
    id: "Laporan ini sudah diteruskan ke instansi lain, diakhiri, atau masa berlaku tautannya habis.",
    en: "The report was passed on to another agency or has ended, or the link has expired.",
  },
  notSent: { id: "Tulisan Anda yang tidak terkirim", en: "What you wrote, which was not sent" },
  tryAgain: {
    id: "Muat ulang halaman ini untuk mencoba lagi. Bila peramban bertanya, izinkan mengirim ulang: kiriman yang sama tidak dicatat dua kali.",
    en: "Reload this page to try again. If the browser asks, let it send again: the same thing is not recorded twice.",
  },
  reportersFiles: { id: "Berkas dari pelapor", en: "Files from the reporter" },
  reportersFilesHint: {
    id: "Sudah diperiksa; lokasi dan nama pembuat yang tersimpan di dalamnya sudah dihapus. Setiap unduhan dicatat.",
    en: "Inspected; places and authors' names stored in them have been removed. Each download is recorded.",
  },
  officesFiles: { id: "Berkas dari instansi", en: "Files from agencies" },
  enlarge: { id: "Perbesar {name} di tab baru", en: "Enlarge {name} in a new tab" },
  download: { id: "Unduh", en: "Download" },
  fileExpected: { id: "belum sampai", en: "has not arrived" },
  fileInspecting: { id: "sedang diperiksa", en: "is being inspected" },
  fileRefused: { id: "tidak dapat diterima", en: "cannot be taken" },
  fileMissing: { id: "tidak pernah sampai", en: "never arrived" },
  fileErased: { id: "sudah dihapus", en: "was erased" },
  fileReady: { id: "siap disertakan", en: "ready to go with the answer" },
  proof: { id: "Bukti, bila ada", en: "Proof, if any" },
  proofFirst: {
    id: "Kirim berkas dahulu, lalu tulis jawabannya: tulisan yang belum dikirim hilang saat halaman berganti.",
    en: "Send files first, then write the answer: what is written and not sent is lost when the page changes.",
  },
  showWithAnswer: { id: "Sertakan", en: "Include" },
  fileType: { id: "Jenis berkas", en: "Type of file" },
  chooseFile: { id: "Pilih berkas", en: "Choose a file" },
  pickFiles: { id: "Pilih berkas", en: "Choose files" },
  lookAgain: { id: "Lihat lagi apakah berkasnya sudah siap", en: "See again whether the file is ready" },
  fileArrived: {
    id: "Berkas sudah sampai dan diperiksa dahulu, biasanya beberapa detik",
    en: "The file has arrived and is inspected first, which usually takes some seconds",
  },
  fileIsReady: {
    id: "Berkas sudah diperiksa dan siap disertakan",
    en: "The file has been inspected and is ready to go with the answer",
  },
  fileIsRefused: { id: "Berkas tidak dapat diterima", en: "The file cannot be taken" },
  toProof: { id: "Lihat berkas bukti", en: "See the files of proof" },
  sending: { id: "Mengirim", en: "Sending" },
  arriving: { id: "terkirim, menunggu pemeriksaan", en: "sent, waiting for its inspection" },
  sendAgain: { id: "Kirim sekali lagi", en: "Send once more" },
  sendFailed: { id: "Berkas tidak dapat dikirim.", en: "The file could not be sent." },
  offline: {
    id: "Sambungan terputus sebelum berkas sampai.",
    en: "The connection broke before the file had arrived.",
  },
  inspectionLater: {
    id: "Pemeriksaannya memakan waktu. Muat ulang halaman ini nanti.",
    en: "Its inspection takes a while. Reload this page later.",
  },
  sendFile: { id: "Kirim berkas", en: "Send the file" },
  sendFileTitle: { id: "Kirim bukti", en: "Send proof" },
  file: { id: "Berkas", en: "File" },
  notTaken: { id: "Berkas tidak dapat dikirim", en: "The file cannot be sent" },
  backToReport: { id: "Kembali ke laporan", en: "Back to the report" },
  byMail: {
    id: "Balasan ke surat tidak sampai kepada pelapor; jawablah di halaman ini.",
    en: "Replies to the mail do not reach the reporter; answer on this page.",
  },
} as const satisfies Readonly<Record<string, Words>>;

export type Say = (key: keyof typeof pageWords) => string;
export const sayIn =
  (language: Language): Say =>
  (key) =>
    pageWords[key][language];

/** What follows from the final answer, before it is given. */
export const finalHint = (days: number, unit: "working" | "calendar", language: Language): string =>
  language === "id"
    ? `Pelapor punya ${days} hari ${unit === "working" ? "kerja" : "kalender"} untuk menanggapi; setelah itu laporan ditutup oleh sistem. Tautan ini berakhir begitu jawaban terkirim.`
    : `The reporter has ${days} ${unit} days to reply; after that the report is closed by the system. This link ends once the answer is sent.`;
