import type { EventOf } from "../../../shared/domain/events.ts";
import type { MailText } from "./compose.ts";
import {
  inWords,
  quotedForOffice,
  resumedDue,
  runningDue,
  theReport,
  toOffice,
  toReporter,
  type LetterContext,
} from "./frame.ts";

/** Letters about ends that somebody looks at again. */

/** To the office that had the report: that it has it again. */
const reopenedAtOffice = (context: LetterContext, event: EventOf<"reopened">): MailText =>
  toOffice(context, {
    subject: "dibuka kembali oleh pelapor",
    heading: "Laporan dibuka kembali",
    parts: [
      { part: "paragraph", text: "Pelapor menyatakan laporan ini belum tuntas:" },
      ...quotedForOffice(event.reason),
      theReport(
        context,
        ["Tindak lanjut pertama", runningDue(context, "firstFollowUp")],
        ["Penyelesaian", runningDue(context, "completion")],
      ),
    ],
  });

/** To supervision: that the reporter does not accept an end that was reopened too often already. */
const reopenedTooOften = (context: LetterContext, event: EventOf<"reopened">): MailText =>
  toOffice(context, {
    subject: "dibuka kembali, menunggu keputusan pengawas",
    heading: "Laporan menunggu keputusan pengawas",
    parts: [
      {
        part: "paragraph",
        text: `Pelapor membuka kembali laporan ini untuk kali ke-${context.history.complaint.reopenings}, lebih sering daripada yang diputuskan instansi sendiri. Pelapor menulis:`,
      },
      ...quotedForOffice(event.reason),
      {
        part: "paragraph",
        text: "Putuskan sebelum tenggat: tetapkan instansi yang harus mengerjakannya lagi, atau kuatkan penutupannya dengan alasan yang dibaca pelapor.",
      },
      theReport(
        context,
        ["Tenggat keputusan", runningDue(context, "arbitration")],
        ["Tenggat penyelesaian", runningDue(context, "completion")],
      ),
    ],
  });

/** To whoever has to act on a report that the reporter has reopened. */
export const reopenedLetter = (context: LetterContext, event: EventOf<"reopened">): MailText =>
  event.status === "submitted" ? reopenedTooOften(context, event) : reopenedAtOffice(context, event);

/** To the coordinator: that the reporter appeals, and that whoever archived the report may not judge it. */
export const appealedLetter = (context: LetterContext, event: EventOf<"appealed">): MailText =>
  toOffice(context, {
    subject: "keberatan pelapor menunggu keputusan",
    heading: "Pelapor mengajukan keberatan",
    parts: [
      { part: "paragraph", text: "Pelapor tidak menerima pengarsipan laporan ini dan menulis:" },
      ...quotedForOffice(event.reason),
      {
        part: "paragraph",
        text: "Keberatan diputuskan oleh petugas lain dari yang mengarsipkannya. Sistem tidak meneruskan laporan ini sendiri.",
      },
      theReport(
        context,
        ["Tenggat verifikasi dan penerusan", runningDue(context, "verification")],
        ["Tenggat penyelesaian", runningDue(context, "completion")],
      ),
    ],
  });

/** To the reporter: that the report is shown and worked on again. */
export const unblockedLetter = (context: LetterContext, event: EventOf<"unblocked">): MailText => {
  const { language } = context;
  const due = resumedDue(context, event, "completion");
  return toReporter(context, {
    subject: inWords(language, "blokir dibuka", "block lifted"),
    heading: inWords(language, "Laporan Anda tidak lagi diblokir", "Your report is not blocked any more"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          "Blokir atas laporan Anda dibuka dan laporan kembali ke keadaan sebelumnya. Alasannya:",
          "The block on your report was lifted, and the report is where it was before. The reason:",
        ),
      },
      { part: "quote", text: event.reason },
      ...(due === null
        ? []
        : [
            {
              part: "paragraph",
              text: inWords(
                language,
                `Waktu selama diblokir tidak dihitung; laporan diselesaikan paling lambat ${due}.`,
                `The time while it was blocked does not count; it is to be dealt with by ${due}.`,
              ),
            } as const,
          ]),
    ],
  });
};
