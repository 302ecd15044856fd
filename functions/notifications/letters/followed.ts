import type { Complaint } from "../../../shared/domain/complaint.ts";
import type { Event } from "../../../shared/domain/events.ts";
import { statusWords } from "../../../shared/shell/words.ts";
import type { History } from "../../../shared/store/complaint-store.ts";
import { isPublic } from "../../../shared/view/complaint-view.ts";
import { timelineOf } from "../../../shared/view/timeline.ts";
import type { MailText, Part } from "./compose.ts";
import { inWords, toReporter, type LetterContext } from "./frame.ts";

/** Where everybody can read how the report goes on; null: it may not be read by everybody. */
const publicAddress = ({ baseUrl }: LetterContext, survivor: Complaint): string | null =>
  isPublic(survivor) ? `${baseUrl}/v1/complaints/${survivor.trackingNumber}` : null;

/** By its number, where everybody may look it up. */
const named = (survivor: Complaint, language: LetterContext["language"]): string =>
  isPublic(survivor)
    ? inWords(language, `laporan ${survivor.trackingNumber}`, `report ${survivor.trackingNumber}`)
    : inWords(language, "laporan lain", "another report");

/** What happened, as everybody may know it; of what not everybody may read, no more than where it stands. */
const whatHappened = ({ language, directory }: LetterContext, survivor: Complaint, event: Event): readonly Part[] => {
  const [entry] = isPublic(survivor) ? timelineOf([event], "public", directory, language) : [];
  if (!entry) {
    const status = statusWords[survivor.status][language];
    return [{ part: "paragraph", text: inWords(language, `Statusnya sekarang: ${status}.`, `It is now: ${status}.`) }];
  }
  const by = entry.agency === undefined ? "" : ` (${entry.agency.name})`;
  return [
    { part: "paragraph", text: `${entry.title}${by}.` },
    ...(entry.text === undefined || entry.text === "" ? [] : [{ part: "quote", text: entry.text } as const]),
  ];
};

/**
 * To the reporter of a report that was merged: what happened to the one that goes on for both. Somebody else reported
 * that one, so its words are those that everybody may read.
 *
 * @param context of the merged report
 * @param next the report in which the survivor in turn goes on, where that is what happened
 */
export const followedLetter = (
  context: LetterContext,
  { complaint: survivor }: History,
  event: Event,
  next: Complaint | null,
): MailText => {
  const { language } = context;
  const address = publicAddress(context, survivor);
  return toReporter(context, {
    subject: inWords(language, "kabar tentang laporan gabungan", "news of the report that yours is part of"),
    heading: inWords(language, "Kabar tentang laporan gabungan", "News of the report that yours is part of"),
    parts: [
      {
        part: "paragraph",
        text: inWords(
          language,
          `Laporan Anda dilanjutkan dalam ${named(survivor, language)}. Ada perkembangan:`,
          `Your report goes on as part of ${named(survivor, language)}. There is news:`,
        ),
      },
      ...whatHappened(context, survivor, event),
      ...(next === null
        ? []
        : [
            {
              part: "paragraph",
              text: inWords(
                language,
                `Keduanya kini dilanjutkan dalam ${named(next, language)}.`,
                `Both go on as part of ${named(next, language)} now.`,
              ),
            } as const,
          ]),
      ...(address === null
        ? []
        : [
            {
              part: "paragraph",
              text: inWords(
                language,
                `Perkembangannya dapat dibaca siapa pun di:\n${address}`,
                `Everybody can follow it at:\n${address}`,
              ),
            } as const,
          ]),
    ],
  });
};

/** For the letter that says that a report was merged: where it goes on. */
export const whereItGoesOn = (context: LetterContext, survivor: Complaint): readonly Part[] => {
  const { language } = context;
  const address = publicAddress(context, survivor);
  return [
    {
      part: "paragraph",
      text: inWords(
        language,
        `Laporan Anda dilanjutkan dalam ${named(survivor, language)}. Kami mengabari Anda setiap ada perkembangan.`,
        `Your report goes on as part of ${named(survivor, language)}. We tell you whenever there is progress.`,
      ),
    },
    ...(address === null
      ? []
      : [
          {
            part: "paragraph",
            text: inWords(
              language,
              `Perkembangannya dapat dibaca siapa pun di:\n${address}`,
              `Everybody can follow it at:\n${address}`,
            ),
          } as const,
        ]),
  ];
};
