import type { EventOf } from "../../../shared/domain/events.ts";
import { refusalWords } from "../../../shared/shell/words.ts";
import { sizeInWords } from "../../../shared/view/in-words.ts";
import { attachmentsOf } from "../../../shared/view/attachments-view.ts";
import type { MailText } from "./compose.ts";
import { inWords, theReport, toOffice, toReporter, type LetterContext } from "./frame.ts";

/** Letters about files: what became ready after the disposition had gone out, and what did not come through. */

export type FileEvent = EventOf<"attachmentReady" | "attachmentRefused" | "attachmentMissing">;

/** To whoever has the report: the reporter's files that can be seen now. The mail itself carries none. */
export const filesReadyLetter = (context: LetterContext): MailText => {
  const { complaint, events } = context.history;
  const ready = attachmentsOf(complaint, events, "officer", "id").filter(
    ({ by, state }) => by === "reporter" && state === "ready",
  );
  return toOffice(context, {
    subject: `${ready.length} berkas dari pelapor`,
    heading: "Berkas dari pelapor sudah dapat dilihat",
    parts: [
      {
        part: "paragraph",
        text: "Berkas berikut sudah diperiksa dan dapat dibuka di halaman laporan. Lokasi dan data pribadi di dalam berkas sudah dihapus.",
      },
      {
        part: "list",
        title: "Berkas",
        items: ready.map(({ fileName, size }) => `${fileName} (${sizeInWords(size, "id")})`),
      },
      theReport(context),
    ],
  });
};

const nameOf = ({ history }: LetterContext, { attachmentId }: Pick<FileEvent, "attachmentId">): string => {
  const promised = history.events.findLast(
    (event): event is EventOf<"attachmentExpected"> =>
      event.type === "attachmentExpected" && event.attachmentId === attachmentId,
  );
  return promised?.fileName ?? "";
};

/** To the reporter: that a file was refused, or never came, and what to do about it. */
export const fileLostLetter = (context: LetterContext, event: FileEvent): MailText => {
  const { language } = context;
  const name = nameOf(context, event);
  const reason = event.type === "attachmentRefused" ? refusalWords[event.reason][language] : null;
  return toReporter(context, {
    subject:
      reason === null
        ? inWords(language, "berkas Anda belum sampai", "your file has not arrived")
        : inWords(language, "berkas Anda tidak dapat diterima", "your file cannot be taken"),
    heading:
      reason === null
        ? inWords(language, "Berkas Anda belum sampai", "Your file has not arrived")
        : inWords(language, "Berkas Anda tidak dapat diterima", "Your file cannot be taken"),
    parts: [
      {
        part: "paragraph",
        text:
          reason === null
            ? inWords(
                language,
                `Laporan Anda sudah kami terima dan tetap berjalan, tetapi berkas "${name}" tidak sampai.`,
                `Your report has been received and goes on, but the file "${name}" did not arrive.`,
              )
            : inWords(
                language,
                `Laporan Anda tetap berjalan, tetapi berkas "${name}" tidak dapat diterima. ${reason}`,
                `Your report goes on, but the file "${name}" cannot be taken. ${reason}`,
              ),
      },
      {
        part: "paragraph",
        text: inWords(
          language,
          "Anda dapat mengirimnya sekali lagi, atau mengirim berkas lain, selama laporan masih terbuka.",
          "You can send it once more, or send another file, while the report is open.",
        ),
      },
    ],
  });
};

/** To whoever sent it: that a supervisor has looked at a file as it was sent, with all that is in it, and why. */
export const originalOpenedLetter = (context: LetterContext, event: EventOf<"originalOpened">): MailText => {
  const { language } = context;
  const name = nameOf(context, event);
  return toReporter(context, {
    subject: inWords(language, "berkas asli Anda dibuka", "the original of your file was opened"),
    heading: inWords(language, "Berkas asli Anda dibuka", "The original of your file was opened"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          `Seorang pengawas membuka berkas "${name}" sebagaimana Anda kirim, termasuk data di dalamnya, dengan alasan berikut.`,
          `A supervisor opened the file "${name}" as you sent it, with the data that is in it, for this reason.`,
        ),
      },
      { part: "quote", title: null, text: event.reason },
      {
        part: "paragraph",
        text: inWords(
          language,
          "Instansi tetap hanya melihat salinan tanpa data itu.",
          "Offices still see the copy without that data alone.",
        ),
      },
    ],
  });
};

/** To an office: that its own file did not come through. */
export const officesFileLostLetter = (context: LetterContext, event: FileEvent): MailText =>
  toOffice(context, {
    subject: "berkas bukti tidak dapat dipakai",
    heading: "Berkas Anda tidak dapat dipakai",
    parts: [
      {
        part: "paragraph",
        text:
          event.type === "attachmentRefused"
            ? `Berkas "${nameOf(context, event)}" tidak dapat diterima. ${refusalWords[event.reason].id}`
            : `Berkas "${nameOf(context, event)}" tidak sampai. Kirim sekali lagi.`,
      },
      theReport(context),
    ],
  });
