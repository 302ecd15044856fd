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
  dispose: { id: "Disposisi", en: "Disposition" },
  arbitrate: { id: "Keputusan koordinator", en: "Arbitration" },
  passUp: { id: "Penerusan ke pemerintah di atas", en: "Passing up" },
  passDown: { id: "Penerusan ke unit", en: "Passing down" },
  handBack: { id: "Pengembalian", en: "Handing back" },
  answer: { id: "Tindak lanjut", en: "Following up" },
  answerFinally: { id: "Jawaban akhir", en: "The final answer" },
  note: { id: "Catatan", en: "A note" },
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
  remind: { id: "Pengingat", en: "Reminding" },
  missDeadline: { id: "Pencatatan keterlambatan", en: "Recording lateness" },
  escalate: { id: "Eskalasi", en: "Escalating" },
  moveDeadlines: { id: "Pemunduran tenggat", en: "Moving deadlines" },
  recordRefusedMail: { id: "Pencatatan surat gagal", en: "Recording refused mail" },
};
export const moveWords = (move: string, language: Language): string =>
  move in moveNames ? moveNames[move as Move][language] : move;

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
    case "sameAgency":
      return indonesian ? "Sarankan instansi lain." : "Suggest another agency.";
    case "required":
      return indonesian ? "Wajib diisi." : "Required.";
  }
};
