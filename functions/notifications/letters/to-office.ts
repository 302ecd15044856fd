import type { EventOf } from "../../../shared/domain/events.ts";
import { agencyName } from "../../../shared/domain/names.ts";
import type { MailText } from "./compose.ts";
import {
  asInTimeline,
  quotedForOffice,
  reasonsOf,
  runningDue,
  theReport,
  toOffice,
  type LetterContext,
} from "./frame.ts";

const deadlines = (context: LetterContext): readonly (readonly [string, string | null])[] => [
  ["Tindak lanjut pertama", runningDue(context, "firstFollowUp")],
  ["Penyelesaian", runningDue(context, "completion")],
];

/** To whoever has the report: that the reporter has written. */
export const replyLetter = (context: LetterContext, event: EventOf<"replied" | "informationSupplied">): MailText =>
  toOffice(context, {
    subject: event.type === "replied" ? "tanggapan pelapor" : "pelapor melengkapi laporan",
    heading: event.type === "replied" ? "Pelapor menanggapi" : "Pelapor melengkapi laporan",
    parts: [
      { part: "paragraph", text: "Pelapor menulis (data pribadi disamarkan dalam surat ini):" },
      ...quotedForOffice(event.text),
      theReport(context, ...deadlines(context)),
    ],
  });

/** To the coordinator: that an office has handed the report back. */
export const handedBackLetter = (context: LetterContext, event: EventOf<"handedBack">): MailText => {
  const { directory, history } = context;
  const suggested = event.suggestedAgencyCode;
  const arbiter = event.clocks.some((change) => change.clock === "arbitration" && change.to === "started");
  return toOffice(context, {
    subject: `dikembalikan oleh ${agencyName(directory, event.agencyCode)}`,
    heading: "Laporan dikembalikan",
    parts: [
      { part: "paragraph", text: `${agencyName(directory, event.agencyCode)} menyatakan bukan kewenangannya:` },
      ...quotedForOffice(event.reason),
      {
        part: "paragraph",
        text: arbiter
          ? "Laporan ini sudah terlalu sering dikembalikan dan menunggu keputusan koordinator."
          : "Laporan dicarikan instansi lain tanpa instansi yang sudah menolak.",
      },
      theReport(
        context,
        ["Instansi yang disarankan", suggested === undefined ? null : agencyName(directory, suggested)],
        ["Sudah dikembalikan oleh", history.complaint.refusedBy.map((code) => agencyName(directory, code)).join(", ")],
        ["Tenggat keputusan koordinator", runningDue(context, "arbitration")],
      ),
    ],
  });
};

/** To the coordinator: that a report waits for a person, and why. */
export const heldLetter = (context: LetterContext, event: EventOf<"held">): MailText => {
  const reasons = reasonsOf(context, event);
  return toOffice(context, {
    subject: "menunggu koordinator",
    heading: "Laporan menunggu keputusan Anda",
    parts: [
      { part: "paragraph", text: `${asInTimeline(context, event)}.` },
      ...(reasons.length === 0 ? [] : [{ part: "list", title: "Petunjuk yang ada", items: reasons } as const]),
      theReport(
        context,
        ["Tenggat verifikasi dan penerusan", runningDue(context, "verification")],
        ["Tenggat keputusan koordinator", runningDue(context, "arbitration")],
        ["Tenggat penyelesaian", runningDue(context, "completion")],
      ),
    ],
  });
};

const refusedMailWords: Readonly<Record<string, string>> = {
  disposition: "surat disposisi",
  copy: "surat tembusan",
  reply: "surat tanggapan pelapor",
  reopened: "surat pembukaan kembali",
  closed: "surat penutupan",
  overdue: "surat keterlambatan",
  reminder: "surat pengingat",
  escalation: "surat eskalasi",
  classChange: "surat klasifikasi",
  identity: "surat pembukaan identitas pelapor",
  digest: "ringkasan harian",
};

/** To the coordinator: that an office could not be written to, so somebody has to reach it in another way. */
export const refusedLetter = (context: LetterContext, event: EventOf<"mailRefused">): MailText => {
  const office = event.agencyCode === undefined ? "instansi" : agencyName(context.directory, event.agencyCode);
  return toOffice(context, {
    subject: `surat ke ${office} tidak terkirim`,
    heading: "Surat tidak terkirim",
    parts: [
      {
        part: "paragraph",
        text: `Alamat ${office} tidak dapat menerima ${refusedMailWords[event.mail] ?? "surat"} tentang laporan ini. Hubungi instansi itu dengan cara lain dan perbaiki alamatnya dalam daftar instansi.`,
      },
      theReport(context, ...deadlines(context)),
    ],
  });
};
