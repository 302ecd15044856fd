import type { RefusalReason } from "../domain/attachments.ts";
import type { FieldFault } from "../domain/failures.ts";
import type { ActorRole, Move, Status } from "../domain/lifecycle.ts";
import type { ClockName, ComplaintClass } from "../domain/directory.ts";
import type { Language, Words } from "./language.ts";

/** The field's own words, in both languages, for whatever people read: problems, views, pages, mails. */

export const statusWords: Readonly<Record<Status | "unfiled", Words>> = {
  unfiled: { id: "belum ada", en: "not filed" },
  submitted: { id: "belum terverifikasi", en: "not yet verified" },
  awaitingInformation: { id: "menunggu kelengkapan", en: "waiting for information" },
  dispatched: { id: "terdisposisi", en: "passed on" },
  inProgress: { id: "ditindaklanjuti", en: "in progress" },
  answered: { id: "sudah dijawab, menunggu tanggapan pelapor", en: "answered, the reporter's turn" },
  closed: { id: "ditutup", en: "closed" },
  archived: { id: "diarsipkan", en: "archived" },
  blocked: { id: "konten terblokir", en: "blocked" },
};

/** Who acts, as the report's history names them. */
export const roleWords: Readonly<Record<ActorRole, Words>> = {
  reporter: { id: "pelapor", en: "the reporter" },
  coordinator: { id: "koordinator", en: "the coordinator" },
  handler: { id: "instansi", en: "the agency" },
  supervisor: { id: "pengawas", en: "supervision" },
  system: { id: "sistem", en: "the system" },
};

export const classWords: Readonly<Record<ComplaintClass, Words>> = {
  complaint: { id: "pengaduan", en: "complaint" },
  complaintWithInspection: { id: "pengaduan berkadar pengawasan", en: "complaint that needs inspection" },
  aspiration: { id: "aspirasi", en: "aspiration" },
  informationRequest: { id: "permintaan informasi", en: "information request" },
};

export const clockWords: Readonly<Record<ClockName, Words>> = {
  verification: { id: "verifikasi dan penerusan", en: "verification and passing on" },
  firstFollowUp: { id: "tindak lanjut pertama", en: "first follow-up" },
  completion: { id: "penyelesaian", en: "completion" },
  reporterReply: { id: "tanggapan pelapor", en: "the reporter's reply" },
  reporterCompletion: { id: "kelengkapan dari pelapor", en: "information from the reporter" },
  arbitration: { id: "keputusan koordinator", en: "the coordinator's decision" },
};

const moveNames: Readonly<Record<Move, Words>> = {
  file: { id: "Melapor", en: "Filing" },
  screen: { id: "Penyaringan", en: "Screening" },
  hold: { id: "Penahanan", en: "Holding" },
  verify: { id: "Verifikasi", en: "Verification" },
  editPublicText: { id: "Penyuntingan", en: "Editing" },
  setPrivacy: { id: "Pengaturan kerahasiaan", en: "Setting privacy" },
  declareConflict: { id: "Pernyataan benturan kepentingan", en: "Declaring a conflict of interest" },
  liftConflict: { id: "Pencabutan benturan kepentingan", en: "Lifting a conflict of interest" },
  dispose: { id: "Disposisi", en: "Disposition" },
  arbitrate: { id: "Keputusan koordinator", en: "Arbitration" },
  passUp: { id: "Penerusan ke pemerintah di atas", en: "Passing up" },
  passDown: { id: "Penerusan ke unit", en: "Passing down" },
  handBack: { id: "Pengembalian", en: "Handing back" },
  answer: { id: "Tindak lanjut", en: "Following up" },
  answerFinally: { id: "Jawaban akhir", en: "The final answer" },
  note: { id: "Catatan", en: "A note" },
  assign: { id: "Penugasan", en: "Assigning it to a person" },
  requestInformation: { id: "Permintaan kelengkapan", en: "Asking for information" },
  reply: { id: "Tanggapan", en: "A reply" },
  changeClass: { id: "Perubahan klasifikasi", en: "Changing the class" },
  approveClassChange: { id: "Persetujuan klasifikasi", en: "Approving the class" },
  refuseClassChange: { id: "Penolakan klasifikasi", en: "Refusing the class" },
  close: { id: "Penutupan atau penilaian", en: "Closing or rating" },
  closeWithProof: { id: "Penutupan", en: "Closing" },
  upholdClosure: { id: "Penguatan penutupan", en: "Upholding the closure" },
  closeUnanswered: { id: "Penutupan oleh sistem", en: "Closing by the system" },
  archive: { id: "Pengarsipan", en: "Archiving" },
  merge: { id: "Penggabungan", en: "Merging" },
  absorb: { id: "Penerimaan gabungan", en: "Taking in a merged report" },
  archiveIncomplete: { id: "Pengarsipan oleh sistem", en: "Archiving by the system" },
  withdraw: { id: "Pencabutan", en: "Withdrawing" },
  block: { id: "Pemblokiran", en: "Blocking" },
  unblock: { id: "Pembukaan blokir", en: "Unblocking" },
  reopen: { id: "Pembukaan kembali", en: "Reopening" },
  appeal: { id: "Keberatan", en: "An appeal" },
  expectAttachment: { id: "Melampirkan berkas", en: "Attaching a file" },
  receiveAttachment: { id: "Penerimaan berkas", en: "Receiving a file" },
  passAttachment: { id: "Pelolosan berkas", en: "Passing a file" },
  refuseAttachment: { id: "Penolakan berkas", en: "Refusing a file" },
  missAttachment: { id: "Pencatatan berkas yang tidak datang", en: "Recording a missing file" },
  recordDownload: { id: "Pencatatan unduhan", en: "Recording a download" },
  openOriginal: { id: "Pembukaan berkas asli", en: "Opening an original" },
  openIdentity: { id: "Pembukaan identitas pelapor", en: "Opening the reporter's identity" },
  seeIdentity: { id: "Melihat identitas pelapor", en: "Looking at the reporter's identity" },
  requestRightsCode: { id: "Permintaan kode hak", en: "Asking for a code" },
  correctIdentity: { id: "Perbaikan identitas", en: "Correcting the identity" },
  objectToProcessing: { id: "Keberatan atas pemrosesan data", en: "Objecting to the processing of data" },
  erase: { id: "Penghapusan data pelapor", en: "Erasing the reporter's data" },
  eraseAttachments: { id: "Penghapusan berkas", en: "Erasing files" },
  remind: { id: "Pengingat", en: "Reminding" },
  missDeadline: { id: "Pencatatan keterlambatan", en: "Recording lateness" },
  escalate: { id: "Eskalasi", en: "Escalating" },
  moveDeadlines: { id: "Pemunduran tenggat", en: "Moving deadlines" },
  takeOver: { id: "Pengambilalihan dari instansi yang berakhir", en: "Taking over from a closed office" },
  recordRefusedMail: { id: "Pencatatan surat gagal", en: "Recording refused mail" },
};
export const moveWords = (move: string, language: Language): string =>
  move in moveNames ? moveNames[move as Move][language] : move;

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

/** What a sender is told: why the file was not taken, and what would be taken instead. Whole sentences. */
export const refusalWords: Readonly<Record<RefusalReason, Words>> = {
  empty: {
    id: "Berkas ini kosong. Silakan pilih berkas lain.",
    en: "This file is empty. Please choose another one.",
  },
  wrongSize: {
    id: "Berkas tidak sampai secara utuh. Silakan unggah sekali lagi.",
    en: "The file did not arrive whole. Please upload it again.",
  },
  tooLarge: {
    id: "Berkas terlalu besar. Silakan kirim yang lebih kecil.",
    en: "The file is too large. Please send a smaller one.",
  },
  typeNotAllowed: {
    id: "Jenis berkas ini tidak diterima. Kirim foto (JPEG, PNG, WebP, GIF, HEIC), PDF, Word, Excel, OpenDocument, video (MP4, 3GP, WebM), atau suara (MP3, M4A, OGG, WAV).",
    en: "This type of file is not taken. Send a picture (JPEG, PNG, WebP, GIF, HEIC), PDF, Word, Excel, OpenDocument, video (MP4, 3GP, WebM) or sound (MP3, M4A, OGG, WAV).",
  },
  oldFormat: {
    id: "Berkas Word atau Excel lama (.doc, .xls) tidak diterima. Simpan sebagai .docx, .xlsx, atau PDF, lalu kirim lagi.",
    en: "Old Word and Excel files (.doc, .xls) are not taken. Save it as .docx, .xlsx or PDF and send it again.",
  },
  typeDiffers: {
    id: "Isi berkas tidak sesuai dengan nama atau jenisnya. Kirim berkas aslinya tanpa mengubah namanya.",
    en: "What is in the file is not what its name or type says. Send the original file without renaming it.",
  },
  notReadable: {
    id: "Berkas rusak atau tidak dapat dibuka. Silakan simpan ulang atau pilih berkas lain.",
    en: "The file is damaged or cannot be opened. Please save it anew or choose another one.",
  },
  tooManyPixels: {
    id: "Gambar terlalu besar. Kirim gambar paling banyak 65 juta piksel.",
    en: "The picture is too large. Send one of at most 65 million pixels.",
  },
  tooManyPages: {
    id: "PDF terlalu panjang: paling banyak 500 halaman.",
    en: "The PDF is too long: it may have 500 pages.",
  },
  expandsTooMuch: {
    id: "Isi berkas menjadi terlalu besar saat dibuka. Kirim berkas yang lebih kecil.",
    en: "The file becomes too large when it is opened. Send a smaller one.",
  },
  tookTooLong: {
    id: "Pemeriksaan berkas memakan waktu terlalu lama. Kirim berkas yang lebih kecil atau lebih sederhana.",
    en: "Checking the file took too long. Send a smaller or simpler one.",
  },
  activeContent: {
    id: "Berkas berisi skrip, formulir, atau tautan yang berjalan sendiri. Cetak ke PDF atau kirim fotonya.",
    en: "The file has scripts, forms or links that act by themselves. Print it to PDF or send a picture of it.",
  },
  macros: {
    id: "Berkas berisi makro. Simpan tanpa makro (.docx, .xlsx) atau sebagai PDF, lalu kirim lagi.",
    en: "The file has macros. Save it without macros (.docx, .xlsx) or as PDF and send it again.",
  },
  embeddedFiles: {
    id: "Berkas berisi berkas lain di dalamnya. Kirim masing-masing berkas secara terpisah.",
    en: "The file has other files inside it. Send each of them by itself.",
  },
  encrypted: {
    id: "Berkas dilindungi kata sandi. Simpan tanpa kata sandi, lalu kirim lagi.",
    en: "The file is protected by a password. Save it without one and send it again.",
  },
  malware: {
    id: "Berkas ini terdeteksi berbahaya dan tidak disimpan. Periksa perangkat Anda.",
    en: "This file was found to be harmful and was not kept. Please check your device.",
  },
  notInspected: {
    id: "Berkas tidak dapat kami periksa karena gangguan pada sistem. Mohon kirim sekali lagi.",
    en: "We could not inspect the file because of a fault of ours. Please send it once more.",
  },
};

/** What is wrong with a field by what the directory says. */
export const fieldFaultWords = (fault: FieldFault, language: Language): string => {
  const indonesian = language === "id";
  switch (fault.code) {
    case "unknownAgency":
      return indonesian ? `Instansi ${fault.value} tidak dikenal.` : `There is no agency ${fault.value}.`;
    case "unknownCategory":
      return indonesian ? `Kategori ${fault.value} tidak dikenal.` : `There is no category ${fault.value}.`;
    case "unknownRegion":
      return indonesian ? `Wilayah ${fault.value} tidak dikenal.` : `There is no region ${fault.value}.`;
    case "unknownOfficer":
      return indonesian
        ? `Tidak ada petugas ${fault.value} yang menangani laporan di instansi yang memegang laporan ini.`
        : `No officer ${fault.value} handles reports at the office that has this one.`;
    case "officerUnknown":
      return indonesian ? `Petugas ${fault.value} tidak dikenal.` : `There is no officer ${fault.value}.`;
    case "dateInFuture":
      return indonesian
        ? `Tanggal tidak boleh setelah hari ini (${fault.today}).`
        : `The date is after today (${fault.today}).`;
    case "agencyHandedBack":
      return indonesian
        ? `Instansi ${fault.value} sudah mengembalikan laporan ini.`
        : `Agency ${fault.value} has handed this report back.`;
    case "agencyNotBelow":
      return indonesian
        ? `${fault.value} bukan unit di bawah instansi ini.`
        : `${fault.value} is not a unit of this agency.`;
    case "ownAgency":
      return indonesian
        ? `${fault.value} adalah instansi pemerintah daerah ini sendiri; gunakan disposisi.`
        : `${fault.value} is an office of this very government; use a disposition.`;
    case "agencyConcerned":
      return indonesian
        ? `Laporan ini menyangkut ${fault.value} sendiri, jadi tidak dapat diberikan ke sana.`
        : `This report is about ${fault.value} itself and cannot be given to it.`;
    case "nobodyIndependent":
      return indonesian
        ? `Bila ${fault.value} terkait, tidak ada lagi instansi yang bebas kepentingan untuk laporan ini. Sebutkan unit yang lebih tepat.`
        : `With ${fault.value} concerned, nobody independent is left for this report. Name the unit more exactly.`;
    case "confidentialCopy":
      return indonesian
        ? "Laporan rahasia tidak ditembuskan: hanya yang menanganinya yang melihatnya."
        : "A confidential report is not copied to others: only who handles it sees it.";
    case "sameReport":
      return indonesian ? "Sebutkan laporan lain." : "Name another report.";
    case "tooManyMerged":
      return indonesian
        ? `Satu laporan melanjutkan paling banyak ${fault.most} laporan lain. Pilih laporan lain.`
        : `One report goes on for at most ${fault.most} others. Name another one.`;
    case "reportUnknown":
      return indonesian ? "Tidak ada laporan dengan nomor ini." : "There is no report with this number.";
    case "reportEnded":
      return indonesian
        ? "Laporan itu sudah berakhir, jadi tidak dapat melanjutkan laporan ini."
        : "That report has ended, so it cannot go on for this one.";
    case "fileTypeNotAllowed":
      return indonesian
        ? "Jenis berkas ini tidak diterima. Yang diterima: foto (JPEG, PNG, WebP, GIF, HEIC), PDF, Word, Excel, OpenDocument, audio, dan video."
        : "Files of this type are not taken. Taken are photos (JPEG, PNG, WebP, GIF, HEIC), PDF, Word, Excel, OpenDocument, audio and video.";
    case "fileTooLarge":
      return indonesian
        ? `Paling besar ${megabytes(fault.most)} MB untuk jenis berkas ini.`
        : `At most ${megabytes(fault.most)} MB for a file of this type.`;
    case "tooManyFiles":
      return indonesian ? `Paling banyak ${fault.most} berkas sekaligus.` : `At most ${fault.most} files at a time.`;
    case "unknownAttachment":
      return indonesian
        ? `Tidak ada berkas ${fault.value} yang dapat dipakai di sini.`
        : `There is no file ${fault.value} to use here.`;
    case "sameAgency":
      return indonesian ? "Sarankan instansi lain." : "Suggest another agency.";
    case "required":
      return indonesian ? "Wajib diisi." : "Required.";
  }
};
