import type { ClockName } from "../../../shared/domain/directory.ts";
import type { Event, EventOf } from "../../../shared/domain/events.ts";
import { agencyName } from "../../../shared/domain/names.ts";
import { clockWords, statusWords } from "../../../shared/shell/words.ts";
import type { Fact, MailText, Part } from "./compose.ts";
import { inWords, moment, runningDue, theReport, toOffice, toReporter, type LetterContext } from "./frame.ts";

/** Letters that time itself writes: before a deadline, when it has passed, and to those above after that. */

/** What whoever has the report can do about this clock. */
const whatToDo: Readonly<Record<ClockName, string>> = {
  verification:
    "Periksa laporan lalu teruskan ke instansi yang berwenang, minta kelengkapan, atau arsipkan dengan alasan.",
  firstFollowUp:
    "Beri kabar kepada pelapor tentang tindak lanjutnya, minta kelengkapan, atau kembalikan bila bukan kewenangan Anda.",
  completion: "Selesaikan masalahnya dan beri jawaban akhir kepada pelapor, atau kabari apa yang masih dikerjakan.",
  arbitration: "Putuskan instansi mana yang menangani laporan ini, atau kuatkan penutupannya bila memang sudah tuntas.",
  reporterReply: "Tidak ada; giliran pelapor.",
  reporterCompletion: "Tidak ada; giliran pelapor.",
};

const holderFact = ({ directory, history }: LetterContext): Fact => {
  const { owner } = history.complaint;
  return ["Instansi yang memegang laporan", owner === null ? null : agencyName(directory, owner)];
};

const statusFact = ({ history }: LetterContext): Fact => ["Status", statusWords[history.complaint.status].id];

/** To whoever has the report: that a deadline comes near. */
export const officeReminderLetter = (context: LetterContext, event: EventOf<"reminded">): MailText =>
  toOffice(context, {
    subject: `pengingat: ${clockWords[event.clock].id}`,
    heading: "Tenggat mendekat",
    parts: [
      {
        part: "paragraph",
        text:
          event.reminder === "halfTime"
            ? `Separuh waktu untuk ${clockWords[event.clock].id} laporan ini sudah berjalan.`
            : `Tenggat ${clockWords[event.clock].id} laporan ini berakhir pada hari kerja berikutnya.`,
      },
      { part: "paragraph", text: whatToDo[event.clock] },
      theReport(context, statusFact(context), ["Tenggat", runningDue(context, event.clock)]),
    ],
  });

/** To the reporter: until when their turn lasts, and what happens without them. */
export const reporterReminderLetter = (context: LetterContext, event: EventOf<"reminded">): MailText => {
  const { language } = context;
  const due = runningDue(context, event.clock) ?? "";
  const asked = event.clock === "reporterCompletion";
  return toReporter(context, {
    subject: asked
      ? inWords(language, "pengingat: kelengkapan laporan", "reminder: information for your report")
      : inWords(language, "pengingat: tanggapan Anda", "reminder: your reply"),
    heading: asked
      ? inWords(language, "Laporan Anda masih perlu dilengkapi", "Your report still needs information")
      : inWords(language, "Jawaban instansi menunggu tanggapan Anda", "The agency's answer waits for your reply"),
    parts: [
      {
        part: "paragraph",
        text: asked
          ? inWords(
              language,
              `Kami menunggu keterangan dari Anda sampai ${due}. Setelah itu laporan diarsipkan oleh sistem.`,
              `We wait for information from you until ${due}. After that the report is archived by the system.`,
            )
          : inWords(
              language,
              `Anda dapat menanggapi jawaban itu sampai ${due}. Bila tidak ada tanggapan sampai saat itu, laporan ditutup oleh sistem. Bila masalahnya sudah selesai, Anda tidak perlu berbuat apa-apa, atau dapat menutupnya sendiri dan memberi nilai.`,
              `You can reply to the answer until ${due}. Without a reply by then, the report is closed by the system. If the matter is settled you need not do anything, or you can close it yourself and rate it.`,
            ),
      },
    ],
  });
};

/** To whoever has the report: that a deadline has passed. */
export const overdueLetter = (context: LetterContext, event: EventOf<"deadlineMissed">): MailText =>
  toOffice(context, {
    subject: `terlambat: ${clockWords[event.clock].id}`,
    heading: "Tenggat terlewati",
    parts: [
      {
        part: "paragraph",
        text: `Tenggat ${clockWords[event.clock].id} untuk laporan ini sudah lewat. Keterlambatan tercatat dalam riwayat laporan dan terlihat oleh pelapor.`,
      },
      { part: "paragraph", text: whatToDo[event.clock] },
      theReport(context, ["Tenggat", runningDue(context, event.clock)]),
    ],
  });

const levelWords: Readonly<Record<EventOf<"escalated">["to"], string>> = {
  agencyHead: "pimpinan instansi",
  coordinator: "koordinator",
  supervisor: "pengawas",
};

/** Who was told of this lateness before, oldest first: those of earlier rounds of the clock are long settled. */
const toldBefore = (context: LetterContext, event: EventOf<"escalated">): readonly Part[] => {
  const since = context.history.complaint.clocks[event.clock]?.missedAt ?? event.at;
  const before = context.history.events.filter(
    (its: Event): its is EventOf<"escalated"> =>
      its.type === "escalated" && its.clock === event.clock && its.version < event.version && its.at >= since,
  );
  return before.length === 0
    ? []
    : [
        {
          part: "list",
          title: "Yang sudah diberi tahu",
          items: before.map(
            (its) =>
              `${agencyName(context.directory, its.agencyCode)} (${levelWords[its.to]}), ${moment(context, its.at)}`,
          ),
        },
      ];
};

const asOneAbove: Readonly<Record<EventOf<"escalated">["to"], string>> = {
  agencyHead: "Mohon pastikan laporan ini dikerjakan di instansi Anda hari ini juga.",
  coordinator:
    "Mohon hubungi instansi itu, atau teruskan laporan ke instansi lain bila yang memegangnya tidak dapat mengerjakannya.",
  supervisor:
    "Pemberitahuan di bawah pengawas tidak membuahkan hasil. Mohon tegur instansi itu dan awasi penyelesaiannya.",
};

/** To somebody above: what is late since when, with whom, who was told before, and what to do. */
export const escalationLetter = (context: LetterContext, event: EventOf<"escalated">): MailText => {
  const its = context.history.complaint.clocks[event.clock];
  return toOffice(context, {
    subject: `eskalasi ke ${levelWords[event.to]}: ${clockWords[event.clock].id} terlambat`,
    heading: "Laporan terlambat dan belum ada tindakan",
    parts: [
      {
        part: "paragraph",
        text: `Tenggat ${clockWords[event.clock].id} laporan ini sudah lewat. Pemberitahuan ini adalah yang ke-${event.level}; ia berulang sampai ada yang bertindak.`,
      },
      { part: "paragraph", text: asOneAbove[event.to] },
      theReport(context, statusFact(context), holderFact(context), [
        "Terlambat sejak",
        its === undefined ? null : moment(context, its.dueAt),
      ]),
      ...toldBefore(context, event),
    ],
  });
};
