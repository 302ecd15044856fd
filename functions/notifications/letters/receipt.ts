import type { EventOf } from "../../../shared/domain/events.ts";
import { classWords } from "../../../shared/shell/words.ts";
import type { MailText } from "./compose.ts";
import { inWords, moment, startedDue, toReporter, type LetterContext } from "./frame.ts";
import { privacyKept } from "./privacy.ts";

/** To the reporter: that the report has arrived, its number, and what is promised by when. */
export const receiptLetter = (context: LetterContext, event: EventOf<"filed">): MailText => {
  const { language, baseUrl } = context;
  const rights = `${baseUrl}/v1/complaints/${event.trackingNumber}`;
  return toReporter(context, {
    subject: inWords(language, "laporan diterima", "report received"),
    heading: inWords(language, "Laporan Anda kami terima", "We have received your report"),
    parts: [
      {
        part: "facts",
        title: inWords(language, "Laporan", "Report"),
        facts: [
          [inWords(language, "Nomor laporan", "Tracking number"), event.trackingNumber],
          [inWords(language, "Diterima", "Received"), moment(context, event.at)],
          [inWords(language, "Jenis", "Kind"), classWords[event.class][language]],
          [inWords(language, "Judul", "Title"), event.title ?? null],
          [
            inWords(language, "Diteruskan ke instansi paling lambat", "Passed on to an agency by"),
            startedDue(context, event, "verification"),
          ],
          [inWords(language, "Diselesaikan paling lambat", "Dealt with by"), startedDue(context, event, "completion")],
        ],
      },
      {
        part: "paragraph",
        text: inWords(
          language,
          "Kode rahasia laporan ditampilkan satu kali, saat laporan dikirim, di tempat Anda melapor. Surat ini sengaja tidak memuatnya, karena siapa pun yang memegangnya dapat berbicara sebagai Anda. Simpan kode itu bersama nomor laporan.",
          "The report's secret was shown once, where you reported, when the report was sent. This mail does not contain it on purpose: whoever has it can speak for you. Keep it together with the tracking number.",
        ),
      },
      ...privacyKept(event, language),
      {
        part: "paragraph",
        text: inWords(
          language,
          "Anda tidak perlu melapor lagi ke instansi lain: bila laporan ini bukan kewenangan suatu instansi, kami yang meneruskannya.",
          "You need not report to another agency: if this is not one agency's authority, we pass it on.",
        ),
      },
      {
        part: "paragraph",
        text: inWords(
          language,
          `Data Anda: dengan nomor laporan dan kode rahasia Anda dapat meminta kode ke alamat ini (${rights}/rights-codes), lalu melihat semua yang kami simpan tentang Anda (${rights}/held-data), memperbaiki atau menghapusnya (${rights}/identity), atau berkeberatan (${rights}/objection).`,
          `Your data: with the tracking number and your secret you can have a code sent to this address (${rights}/rights-codes) and then see all that we keep on you (${rights}/held-data), correct or erase it (${rights}/identity), or object (${rights}/objection).`,
        ),
      },
    ],
  });
};
