import type { EventOf } from "../../../shared/domain/events.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";
import type { MailText, Part } from "./compose.ts";
import { inWords, toReporter, type LetterContext } from "./frame.ts";

const flagWords = {
  anonymous: {
    id: "Anonim: nama Anda tidak ditampilkan, juga tidak kepada instansi yang menangani.",
    en: "Anonymous: your name is shown to nobody, not even to the agency that handles it.",
  },
  confidential: {
    id: "Rahasia: laporan tidak dipublikasikan dan hanya dibaca petugas yang menanganinya.",
    en: "Confidential: the report is not published; only those who handle it read it.",
  },
  shared: {
    id: "Anda setuju nama dan kontak Anda diketahui instansi yang menangani laporan.",
    en: "You agreed that the agency that handles the report knows your name and contact.",
  },
} as const satisfies Record<string, Words>;

const notFlagWords = {
  anonymous: { id: "Tidak anonim.", en: "Not anonymous." },
  confidential: {
    id: "Tidak rahasia: laporan dapat dibaca siapa pun, dengan data pribadi disamarkan.",
    en: "Not confidential: everybody may read the report, with personal data masked.",
  },
} as const satisfies Record<string, Words>;

type Flags = { readonly anonymous: boolean; readonly confidential: boolean; readonly shareWithAgency: boolean };

const listed = (items: readonly Words[], language: Language): readonly Part[] =>
  items.length === 0
    ? []
    : [
        {
          part: "list",
          title: inWords(language, "Kerahasiaan", "Privacy"),
          items: items.map((item) => item[language]),
        },
      ];

/** What holds for the report beyond the ordinary. */
export const privacyKept = ({ anonymous, confidential, shareWithAgency }: Flags, language: Language): readonly Part[] =>
  listed(
    [
      ...(anonymous ? [flagWords.anonymous] : []),
      ...(confidential ? [flagWords.confidential] : []),
      ...(shareWithAgency && !anonymous ? [flagWords.shared] : []),
    ],
    language,
  );

/** To the reporter: which flags hold for the report from now on, set or not. */
export const privacyLetter = (context: LetterContext, event: EventOf<"privacyChanged">): MailText => {
  const { language } = context;
  const { shareWithAgency } = context.history.complaint;
  const { anonymous, confidential } = event;
  return toReporter(context, {
    subject: inWords(language, "kerahasiaan laporan diubah", "privacy of your report changed"),
    heading: inWords(language, "Kerahasiaan laporan Anda diubah", "Your report's privacy has changed"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          "Koordinator mengubah kerahasiaan laporan Anda. Mulai sekarang berlaku:",
          "The coordinator changed your report's privacy. From now on:",
        ),
      },
      ...listed(
        [
          (anonymous ? flagWords : notFlagWords).anonymous,
          (confidential ? flagWords : notFlagWords).confidential,
          ...(shareWithAgency && !anonymous ? [flagWords.shared] : []),
        ],
        language,
      ),
      {
        part: "paragraph",
        text: inWords(
          language,
          "Bila ini tidak sesuai kehendak Anda, tulislah tanggapan pada laporan.",
          "If this is not what you want, write a reply to the report.",
        ),
      },
    ],
  });
};
