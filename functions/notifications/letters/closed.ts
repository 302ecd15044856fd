import type { Complaint } from "../../../shared/domain/complaint.ts";
import type { Event, EventOf } from "../../../shared/domain/events.ts";
import type { Language, Words } from "../../../shared/shell/language.ts";
import type { MailText, Part } from "./compose.ts";
import {
  asInTimeline,
  inWords,
  quotedForOffice,
  reportFact,
  headlineFact,
  toOffice,
  toReporter,
  type LetterContext,
} from "./frame.ts";
import { whereItGoesOn } from "./followed.ts";

export type EndEvent = EventOf<"closed" | "archived" | "merged" | "withdrawn" | "blocked">;

const archiveWords: Readonly<Record<EventOf<"archived">["reason"], Words>> = {
  notEnoughDetail: { id: "keterangannya tidak cukup", en: "there is not enough detail" },
  notPublicService: {
    id: "bukan tentang layanan publik atau kinerja pemerintah",
    en: "it is not about a public service or the government's performance",
  },
  alreadyHandled: { id: "sudah ditangani dalam laporan lain", en: "it is handled already" },
  beforeCourtOrPolice: {
    id: "sedang ditangani pengadilan atau kepolisian",
    en: "it is before a court or the police",
  },
  hateOrAbuse: { id: "memuat kebencian atau pelecehan", en: "it contains hate or abuse" },
  tooOld: { id: "kejadiannya sudah terlalu lama", en: "it happened too long ago" },
  reportersWish: { id: "atas permintaan pelapor", en: "the reporter wishes it" },
};

const because = (event: EndEvent, language: Language): readonly Part[] =>
  event.type === "archived"
    ? [
        {
          part: "paragraph",
          text: inWords(
            language,
            `Alasan: ${archiveWords[event.reason].id}.`,
            `Reason: ${archiveWords[event.reason].en}.`,
          ),
        },
      ]
    : [];

const writtenWith = (event: EndEvent): string | undefined => {
  switch (event.type) {
    case "closed":
      return event.text ?? event.comment;
    case "archived":
    case "merged":
      return event.text;
    case "withdrawn":
    case "blocked":
      return event.reason;
  }
};

/** What the reporter can do who does not agree; nothing: there is no way left. */
const objection = ({ history, directory, language }: LetterContext, event: EndEvent): readonly Part[] => {
  const { complaint } = history;
  const { reopenings, reopeningDays } = directory.policy;
  if (event.type === "closed" && complaint.reopenings <= reopenings) {
    const bySupervision = complaint.reopenings === reopenings;
    return [
      {
        part: "paragraph",
        text: `${inWords(
          language,
          `Belum tuntas? Dalam ${reopeningDays} hari Anda dapat membuka kembali laporan ini dengan nomor yang sama.`,
          `Not solved? Within ${reopeningDays} days you can reopen this report under the same number.`,
        )}${bySupervision ? inWords(language, " Kali ini pengawas yang memutuskan.", " Supervision decides this time.") : ""}`,
      },
    ];
  }
  if ((event.type === "archived" || event.type === "merged") && !complaint.appealed) {
    return [
      {
        part: "paragraph",
        text: inWords(
          language,
          "Tidak setuju? Anda dapat mengajukan keberatan satu kali; laporan lalu diperiksa lagi.",
          "You do not agree? You can appeal once; the report is then looked at again.",
        ),
      },
    ];
  }
  return [];
};

/**
 * To the reporter: that the report has ended, by whom and why. No report ends in silence.
 * @param goesOnIn the report that goes on for this one, if one does
 */
export const endedLetter = (context: LetterContext, event: EndEvent, goesOnIn: Complaint | null): MailText => {
  const { language } = context;
  const [title, text] = [asInTimeline(context, event), writtenWith(event)];
  return toReporter(context, {
    subject: inWords(language, "laporan berakhir", "report ended"),
    heading: inWords(language, "Laporan Anda berakhir", "Your report has ended"),
    parts: [
      { part: "paragraph", text: `${title}.` },
      ...because(event, language),
      ...(text === undefined || text === "" ? [] : [{ part: "quote", text } as const]),
      ...(goesOnIn === null ? [] : whereItGoesOn(context, goesOnIn)),
      ...objection(context, event),
    ],
  });
};

const ratingOf = (event: Event): string | null =>
  event.type === "closed" && event.rating !== undefined ? `${event.rating} dari 5` : null;

/** To the office that had the report: that the reporter has ended it. */
export const endedByReporterLetter = (context: LetterContext, event: EndEvent): MailText =>
  toOffice(context, {
    subject: event.type === "withdrawn" ? "dicabut oleh pelapor" : "ditutup oleh pelapor",
    heading: "Laporan diakhiri oleh pelapor",
    parts: [
      { part: "paragraph", text: `${asInTimeline(context, event)}. Tidak ada lagi yang perlu Anda lakukan.` },
      ...quotedForOffice(writtenWith(event)),
      {
        part: "facts",
        title: "Laporan",
        facts: [reportFact(context), headlineFact(context), ["Penilaian pelapor", ratingOf(event)]],
      },
    ],
  });
