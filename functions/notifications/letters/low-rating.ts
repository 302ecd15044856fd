import type { EventOf } from "../../../shared/domain/events.ts";
import type { MailText } from "./compose.ts";
import { inWords, moment, toReporter, type LetterContext } from "./frame.ts";
import { reopeningOf } from "./reopening.ts";

/** To a reporter who was not content: that the report need not stay closed, how to reopen it and until when. */
export const lowRatingLetter = (context: LetterContext, event: EventOf<"closed" | "rated">): MailText => {
  const { language, history, directory } = context;
  const { until, left } = reopeningOf(history.complaint, directory) ?? { until: event.at, left: 0 };
  return toReporter(context, {
    subject: inWords(language, "belum puas? laporan dapat dibuka kembali", "not content? the report can be reopened"),
    heading: inWords(language, "Apakah masalahnya belum selesai?", "Is the matter not settled?"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          `Anda memberi nilai ${event.rating ?? ""} dari 5. Bila masalahnya belum selesai, laporan ini dapat dibuka kembali dengan nomor yang sama sampai ${moment(context, until)}. Bila tidak, Anda tidak perlu berbuat apa-apa.`,
          `You rated it ${event.rating ?? ""} of 5. If the matter is not settled, this report can be reopened under the same number until ${moment(context, until)}. Otherwise you need not do anything.`,
        ),
      },
      {
        part: "paragraph",
        text: inWords(
          language,
          "Cara membukanya: di tempat Anda melapor, atau di alamat di bawah, buka kembali laporan dengan nomornya dan kode rahasia Anda, lalu tulis apa yang belum selesai.",
          "How to reopen it: where you reported, or at the address below, reopen the report with its number and your secret, and write what is not settled.",
        ),
      },
      {
        part: "paragraph",
        text:
          left > 0
            ? inWords(
                language,
                `Laporan ini masih dapat dibuka kembali ${left} kali oleh instansi yang menanganinya; sesudah itu pengawas yang memutuskan.`,
                `It can still be reopened ${left} times with the agency that handled it; after that supervision decides.`,
              )
            : inWords(
                language,
                "Karena sudah beberapa kali dibuka kembali, kali ini pengawas yang memutuskan.",
                "As it was reopened several times already, supervision decides this time.",
              ),
      },
    ],
  });
};
