import type { EventOf } from "../../../shared/domain/events.ts";
import { agencyName } from "../../../shared/domain/names.ts";
import type { MailText } from "./compose.ts";
import { inWords, moment, quotedForOffice, theReport, toOffice, toReporter, type LetterContext } from "./frame.ts";

/** Letters about who the reporter is being opened to a supervisor: to the reporter, and to the other supervisors. */

/** To the reporter: why, by somebody in which role, and until when. Which person it was is in the report's log. */
export const identityOpenedLetter = (context: LetterContext, event: EventOf<"identityOpened">): MailText => {
  const { language } = context;
  const until = moment(context, event.until);
  return toReporter(context, {
    subject: inWords(language, "identitas Anda dibuka untuk pengawas", "your identity was opened to a supervisor"),
    heading: inWords(language, "Identitas Anda dibuka untuk pengawas", "Your identity was opened to a supervisor"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          `Seorang pengawas membuka nama dan kontak Anda pada laporan ini dan dapat melihatnya sampai ${until}, dengan alasan berikut.`,
          `A supervisor opened your name and contact in this report and can see them until ${until}, for this reason.`,
        ),
      },
      { part: "quote", title: null, text: event.reason },
      {
        part: "paragraph",
        text: inWords(
          language,
          "Pengawas lain diberi tahu, dan setiap kali identitas Anda dilihat tercatat pada laporan. Bagi semua yang lain, juga instansi dan koordinator, tidak ada yang berubah. Bila Anda keberatan, tulislah tanggapan pada laporan.",
          "Other supervisors are told, and each look at your identity is recorded in the report. For everybody else, offices and the coordinator too, nothing changes. If you object, write a reply to the report.",
        ),
      },
    ],
  });
};

/** To another supervisor: who opened it and why, so that somebody looks at whether that was right. */
export const identityWatchedLetter = (
  context: LetterContext,
  event: EventOf<"identityOpened">,
  readsReport: boolean,
): MailText => {
  const { actor, reason, until } = event;
  const office = actor.agencyCode === undefined ? "" : ` (${agencyName(context.directory, actor.agencyCode)})`;
  return toOffice(context, {
    subject: "identitas pelapor dibuka",
    heading: "Identitas pelapor dibuka oleh pengawas lain",
    parts: [
      {
        part: "paragraph",
        text: `Pengawas ${actor.id}${office} membuka identitas pelapor dan dapat melihatnya sampai ${moment(context, until)}, dengan alasan:`,
      },
      ...quotedForOffice(reason),
      {
        part: "paragraph",
        text: "Anda diberi tahu sebagai pengawas kedua. Periksa apakah alasannya cukup; setiap kali identitas dilihat tercatat pada riwayat laporan. Surat ini tidak memuat identitas itu.",
      },
      ...(readsReport ? [theReport(context)] : []),
    ],
  });
};
