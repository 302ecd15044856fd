import type { EventOf } from "../../../shared/domain/events.ts";
import { agencyName } from "../../../shared/domain/names.ts";
import type { MailText, Part } from "./compose.ts";
import { inWords, startedDue, toReporter, type LetterContext } from "./frame.ts";

const replyUntil = (context: LetterContext, event: EventOf<"followedUp" | "answered">): readonly Part[] => {
  const due = startedDue(context, event, "reporterReply");
  if (due === null) return [];
  return [
    {
      part: "paragraph",
      text: inWords(
        context.language,
        `Anda dapat menanggapi sampai ${due}. Bila tidak ada tanggapan sampai saat itu, laporan ditutup oleh sistem. Bila masalahnya sudah selesai, Anda dapat menutupnya sendiri.`,
        `You can reply until ${due}. Without a reply by then, the report is closed by the system. If the matter is settled, you can close it yourself.`,
      ),
    },
  ];
};

/** To the reporter: what the agency says. */
export const answerLetter = (context: LetterContext, event: EventOf<"followedUp" | "answered">): MailText => {
  const { language, directory } = context;
  const agency = agencyName(directory, event.agencyCode);
  const final = event.type === "answered";
  return toReporter(context, {
    subject: final
      ? inWords(language, `jawaban dari ${agency}`, `answer from ${agency}`)
      : inWords(language, `kabar dari ${agency}`, `news from ${agency}`),
    heading: final
      ? inWords(language, "Laporan Anda dijawab", "Your report has been answered")
      : inWords(language, "Laporan Anda ditindaklanjuti", "Your report is being followed up"),
    parts: [
      {
        part: "paragraph",
        text: final
          ? inWords(language, `${agency} menjawab:`, `${agency} answers:`)
          : inWords(
              language,
              `${agency} memberi kabar; laporan tetap terbuka:`,
              `${agency} has news; the report stays open:`,
            ),
      },
      { part: "quote", text: event.text },
      ...replyUntil(context, event),
    ],
  });
};

/** To the reporter: what is asked of them, and until when. */
export const questionLetter = (context: LetterContext, event: EventOf<"informationRequested">): MailText => {
  const { language } = context;
  const due = startedDue(context, event, "reporterCompletion");
  return toReporter(context, {
    subject: inWords(language, "mohon lengkapi laporan Anda", "please complete your report"),
    heading: inWords(language, "Kami perlu keterangan dari Anda", "We need information from you"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          "Agar laporan dapat ditindaklanjuti, petugas meminta:",
          "So that the report can be followed up, an officer asks:",
        ),
      },
      { part: "quote", text: event.text },
      ...(due === null
        ? []
        : [
            {
              part: "paragraph",
              text: inWords(
                language,
                `Lengkapi paling lambat ${due}. Setelah itu laporan diarsipkan oleh sistem.`,
                `Please reply by ${due}. After that the report is archived by the system.`,
              ),
            } as const,
          ]),
    ],
  });
};
