import type { EventOf } from "../../../shared/domain/events.ts";
import { classWords } from "../../../shared/shell/words.ts";
import type { MailText } from "./compose.ts";
import {
  inWords,
  movedDue,
  quotedForOffice,
  runningDue,
  theReport,
  toOffice,
  toReporter,
  type LetterContext,
} from "./frame.ts";

/** To the coordinator: that somebody wants a class with more time, which takes a second person. */
export const classProposedLetter = (context: LetterContext, event: EventOf<"classChangeProposed">): MailText =>
  toOffice(context, {
    subject: "usulan klasifikasi menunggu keputusan",
    heading: "Klasifikasi menunggu orang kedua",
    parts: [
      {
        part: "paragraph",
        text: `Laporan ini diusulkan menjadi ${classWords[event.class].id}, yang waktunya lebih panjang. Yang memutuskan harus orang lain dari yang mengusulkan: koordinator atau pengawas. Alasan pengusul:`,
      },
      ...quotedForOffice(event.reason),
      theReport(
        context,
        ["Klasifikasi sekarang", classWords[context.history.complaint.class].id],
        ["Diusulkan", classWords[event.class].id],
        ["Tenggat penyelesaian sekarang", runningDue(context, "completion")],
      ),
    ],
  });

/** To the reporter: what the report counts as from now on, and until when it is to be dealt with. */
export const classChangedLetter = (context: LetterContext, event: EventOf<"classChanged">): MailText => {
  const { language } = context;
  return toReporter(context, {
    subject: inWords(language, "klasifikasi diubah", "class changed"),
    heading: inWords(language, "Klasifikasi laporan Anda diubah", "Your report's class has changed"),
    parts: [
      {
        part: "facts",
        title: inWords(language, "Laporan", "Report"),
        facts: [
          [inWords(language, "Klasifikasi", "Class"), classWords[event.class][language]],
          [inWords(language, "Diselesaikan paling lambat", "Dealt with by"), movedDue(context, event, "completion")],
        ],
      },
      {
        part: "paragraph",
        text: inWords(
          language,
          "Klasifikasi menentukan berapa lama instansi boleh mengerjakannya. Klasifikasi dengan waktu lebih panjang hanya berlaku bila dua petugas menyetujuinya.",
          "The class decides how long the agency may take. One with more time holds only if two officers agree to it.",
        ),
      },
    ],
  });
};

/** To the office that has the report: how the class was decided. */
export const classDecidedLetter = (
  context: LetterContext,
  event: EventOf<"classChanged" | "classChangeRefused">,
): MailText => {
  const changed = event.type === "classChanged";
  const { class: now } = context.history.complaint;
  return toOffice(context, {
    subject: changed ? "klasifikasi diubah" : "usulan klasifikasi ditolak",
    heading: changed ? "Klasifikasi laporan diubah" : "Usulan klasifikasi ditolak",
    parts: [
      {
        part: "paragraph",
        text: changed
          ? `Laporan ini sekarang ${classWords[event.class].id}.`
          : `Usulan menjadi ${classWords[event.class].id} ditolak; laporan ini tetap ${classWords[now].id} dengan tenggat yang sama. Alasannya:`,
      },
      ...(changed ? [] : quotedForOffice(event.reason)),
      theReport(context, ["Tenggat penyelesaian", runningDue(context, "completion")]),
    ],
  });
};
