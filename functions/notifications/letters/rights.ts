import type { EventOf } from "../../../shared/domain/events.ts";
import { codeGoodUntil } from "../../../shared/domain/rights-code.ts";
import type { MailText } from "./compose.ts";
import { inWords, moment, quotedForOffice, theReport, toOffice, toReporter, type LetterContext } from "./frame.ts";

/** Letters about what a reporter may ask of those who keep their data. Nothing of the data is in them. */

/** To the reporter: the code. It is in no subject, which telephones show while they are locked. */
export const rightsCodeLetter = (
  context: LetterContext,
  { at }: EventOf<"rightsCodeRequested">,
  code: string,
): MailText => {
  const { language } = context;
  const until = moment(context, codeGoodUntil(at));
  return toReporter(context, {
    subject: inWords(language, "kode untuk data Anda", "code for your data"),
    heading: inWords(language, "Kode untuk melihat atau mengubah data Anda", "Code to see or change your data"),
    parts: [
      {
        part: "facts",
        title: inWords(language, "Kode", "Code"),
        facts: [
          [inWords(language, "Kode", "Code"), `${code.slice(0, 4)} ${code.slice(4)}`],
          [inWords(language, "Berlaku sampai", "Good until"), until],
        ],
      },
      {
        part: "paragraph",
        text: inWords(
          language,
          "Dengan kode ini dan kode rahasia laporan, data yang kami simpan tentang Anda dapat dilihat, dan satu kali diperbaiki atau dihapus.",
          "With this code and the report's secret, the data that we keep on you can be seen, and once be corrected or erased.",
        ),
      },
      {
        part: "notice",
        text: inWords(
          language,
          "Bila bukan Anda yang memintanya, seseorang memegang kode rahasia laporan Anda. Jangan berikan kode ini kepada siapa pun; petugas tidak pernah memintanya.",
          "If it was not you who asked for it, somebody has your report's secret. Give this code to nobody; no officer ever asks for it.",
        ),
      },
    ],
  });
};

/** To the reporter, at the address that holds now. */
export const correctedLetter = (context: LetterContext, event: EventOf<"identityCorrected">): MailText => {
  const { language } = context;
  return toReporter(context, {
    subject: inWords(language, "identitas Anda diperbaiki", "your identity was corrected"),
    heading: inWords(
      language,
      "Identitas Anda pada laporan ini diperbaiki",
      "Who you are was corrected in this report",
    ),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          `Perbaikan diterima pada ${moment(context, event.at)}. Surat tentang laporan ini dikirim ke alamat ini.`,
          `The correction was taken on ${moment(context, event.at)}. Mail about this report comes to this address.`,
        ),
      },
      {
        part: "paragraph",
        text: event.shareWithAgency
          ? inWords(
              language,
              "Sesuai pilihan Anda, instansi yang menangani laporan mengetahui nama dan kontak Anda, kecuali laporan ini anonim.",
              "As you chose, the agency that handles the report knows your name and contact, unless the report is anonymous.",
            )
          : inWords(
              language,
              "Instansi yang menangani laporan tidak mengetahui nama dan kontak Anda.",
              "The agency that handles the report does not know your name and contact.",
            ),
      },
    ],
  });
};

/** To the address that was the reporter's. Where mail goes now is not in it. */
export const addressLeftLetter = (context: LetterContext): MailText => {
  const { language } = context;
  return toReporter(context, {
    subject: inWords(language, "alamat ini tidak dipakai lagi", "this address is no longer used"),
    heading: inWords(language, "Surat tidak lagi dikirim ke alamat ini", "No more mail comes to this address"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          "Seseorang yang memegang kode rahasia laporan ini dan kode yang kami kirim ke alamat ini mengganti atau menghapus alamat surel laporan. Ini surat terakhir ke alamat ini.",
          "Somebody with this report's secret, and with the code that we sent to this address, changed or removed the report's mail address. This is the last mail to this address.",
        ),
      },
      {
        part: "notice",
        text: inWords(
          language,
          "Bila bukan Anda yang melakukannya, segera hubungi koordinator pengaduan pemerintah daerah Anda dengan menyebut nomor laporan ini.",
          "If it was not you, tell your local government's complaint coordinator at once, with this tracking number.",
        ),
      },
    ],
  });
};

/** To the coordinator: that the report is restricted, why, and what ends that. */
export const objectionLetter = (context: LetterContext, event: EventOf<"objected">): MailText =>
  toOffice(context, {
    subject: "keberatan atas pemrosesan data pribadi",
    heading: "Pelapor berkeberatan atas pemrosesan datanya",
    parts: [
      { part: "paragraph", text: "Pelapor menulis (data pribadi disamarkan dalam surat ini):" },
      ...quotedForOffice(event.reason),
      {
        part: "paragraph",
        text: "Laporan langsung dijadikan rahasia dan tidak terbit sampai Anda memutuskan lewat pengaturan kerahasiaan (privacy); pelapor diberi tahu keputusannya. Undang-Undang 27/2022 memberi waktu 3 x 24 jam sejak keberatan diterima.",
      },
      theReport(context, ["Keberatan diterima", moment(context, event.at)]),
    ],
  });
