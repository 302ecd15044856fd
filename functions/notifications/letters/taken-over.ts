import type { EventOf } from "../../../shared/domain/events.ts";
import { agencyName } from "../../../shared/domain/names.ts";
import type { MailText, Part } from "./compose.ts";
import { inWords, movedDue, toReporter, type LetterContext } from "./frame.ts";

const untilWhen = (context: LetterContext, event: EventOf<"tookOver">): Part => {
  const due = movedDue(context, event, "completion");
  return {
    part: "paragraph",
    text:
      due === null
        ? inWords(
            context.language,
            "Tenggatnya tidak berubah, dan Anda tidak perlu melakukan apa pun.",
            "Its deadlines stay as they are, and you need not do anything.",
          )
        : inWords(
            context.language,
            `Karena hari libur di sana, laporan diselesaikan paling lambat ${due}. Anda tidak perlu melakukan apa pun.`,
            `Because of the days off there, it is to be settled by ${due}. You need not do anything.`,
          ),
  };
};

/** To the reporter: their report is not lost because its office is no more, and who has it now. */
export const takenOverLetter = (context: LetterContext, event: EventOf<"tookOver">): MailText => {
  const { directory, language } = context;
  const [from, to] = [agencyName(directory, event.from), agencyName(directory, event.agencyCode)];
  return toReporter(context, {
    subject: inWords(language, `diteruskan oleh ${to}`, `${to} goes on with it`),
    heading: inWords(language, "Instansi lain melanjutkan laporan Anda", "Another office goes on with your report"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          `${from}, yang memegang laporan Anda, sudah berakhir. Penggantinya, ${to}, melanjutkannya dengan nomor yang sama.`,
          `${from}, which had your report, has closed. Its successor, ${to}, goes on with it under the same number.`,
        ),
      },
      untilWhen(context, event),
    ],
  });
};
