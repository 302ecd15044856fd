import type { Complaint } from "../../../shared/domain/complaint.ts";
import { zoneOf } from "../../../shared/domain/deadlines.ts";
import type { ClockName, Directory } from "../../../shared/domain/directory.ts";
import type { ClockChange, Event } from "../../../shared/domain/events.ts";
import { maskPersonalData } from "../../../shared/domain/masking.ts";
import type { Language } from "../../../shared/shell/language.ts";
import type { History } from "../../../shared/store/complaint-store.ts";
import { dueInWords, momentInWords } from "../../../shared/view/in-words.ts";
import { timelineOf } from "../../../shared/view/timeline.ts";
import { composed, type Fact, type MailText, type Part } from "./compose.ts";

/** What all letters of one kind of reader have in common. */

/** What a letter may look at. Who the reporter is, is not among it. */
export type LetterContext = {
  readonly history: History;
  readonly directory: Directory;
  readonly language: Language;
  /** In whose days the reader counts. */
  readonly timeZone: string;
  /** Address of the API, without a slash at its end. */
  readonly baseUrl: string;
  /** Where the office answers; null: it cannot answer over a link now, or the reader is another. */
  readonly answerLink: string | null;
};

type Content = {
  /** What the mail is about, after the tracking number. */
  readonly subject: string;
  readonly heading: string;
  readonly parts: readonly Part[];
};

/** Asked for by both languages alike. */
export const inWords = <Value>(language: Language, id: Value, en: Value): Value => (language === "id" ? id : en);

export const moment = ({ timeZone, language }: LetterContext, instant: string): string =>
  momentInWords(instant, timeZone, language);

export const readersZone = (directory: Directory, complaint: Complaint): string =>
  zoneOf(directory, complaint.agencyCode);

const dueAfter = (context: LetterContext, event: Event, clock: ClockName, to: ClockChange["to"]): string | null => {
  const change = event.clocks.find((its) => its.clock === clock && its.to === to);
  return change && "dueAt" in change ? dueInWords(change, context.timeZone, context.language) : null;
};
/** When a clock runs out that this event started; null: it started none. */
export const startedDue = (context: LetterContext, event: Event, clock: ClockName): string | null =>
  dueAfter(context, event, clock, "started");
/** When a clock runs out whose end this event moved; null: it moved none. */
export const movedDue = (context: LetterContext, event: Event, clock: ClockName): string | null =>
  dueAfter(context, event, clock, "moved");
/** When a clock runs out that goes on with this event; null: none does. */
export const resumedDue = (context: LetterContext, event: Event, clock: ClockName): string | null =>
  dueAfter(context, event, clock, "resumed");

/** When a clock runs out that runs now, and whether it already has. */
export const runningDue = (context: LetterContext, clock: ClockName): string | null => {
  const its = context.history.complaint.clocks[clock];
  return its?.state === "running" ? dueInWords(its, context.timeZone, context.language) : null;
};

/** What happened, in the words of the report's timeline. */
export const asInTimeline = ({ directory, language }: LetterContext, event: Event): string =>
  timelineOf([event], "officer", directory, language)[0]?.title ?? event.type;

export const reasonsOf = ({ directory, language }: LetterContext, event: Event): readonly string[] =>
  timelineOf([event], "officer", directory, language)[0]?.reasons ?? [];

/** A letter in the reporter's language. The tracking secret is in none: whoever reads the mail need not be them. */
export const toReporter = (context: LetterContext, { subject, heading, parts }: Content): MailText => {
  const { language, baseUrl, history } = context;
  const { trackingNumber } = history.complaint;
  return composed({
    language,
    subject: `${trackingNumber}: ${subject}`,
    heading,
    parts: [
      ...parts,
      {
        part: "paragraph",
        text: inWords(
          language,
          `Balasan ke surat ini tidak kami terima. Untuk melihat atau menanggapi laporan, gunakan nomor laporan ${trackingNumber} dan kode rahasia Anda di alamat ini:\n${baseUrl}/v1/complaints/${trackingNumber}`,
          `Replies to this mail do not reach us. To see the report or reply to it, use the tracking number ${trackingNumber} and your secret at this address:\n${baseUrl}/v1/complaints/${trackingNumber}`,
        ),
      },
    ],
  });
};

const confidentialNotice: Part = {
  part: "notice",
  text: "RAHASIA: laporan ini tidak dipublikasikan. Hanya petugas yang menanganinya boleh membacanya; jangan diteruskan.",
};

/** A letter to an office, in Indonesian. */
export const toOffice = (context: LetterContext, { subject, heading, parts }: Content): MailText => {
  const { complaint } = context.history;
  const { answerLink } = context;
  return composed({
    language: "id",
    subject: `${complaint.trackingNumber}: ${complaint.confidential ? "[RAHASIA] " : ""}${subject}`,
    heading,
    parts: [
      ...(complaint.confidential ? [confidentialNotice] : []),
      ...parts,
      ...(answerLink === null
        ? []
        : [{ part: "link", label: "Buka, jawab, atau kembalikan laporan", url: answerLink } as const]),
      {
        part: "paragraph",
        text:
          answerLink === null
            ? "Balasan ke surat ini tidak sampai kepada siapa pun. Tindakan atas laporan dilakukan lewat akun petugas atau koordinator."
            : "Balasan ke surat ini tidak sampai kepada pelapor; gunakan tautan di atas. Siapa pun yang memegang tautan itu dapat menjawab atas nama instansi Anda, jadi jangan dibagikan ke luar instansi.",
      },
    ],
  });
};

/** What a reporter or an officer wrote, for the eyes of an office: without numbers and addresses of persons. */
export const quotedForOffice = (text: string | undefined): readonly Part[] =>
  text === undefined || text === "" ? [] : [{ part: "quote", text: maskPersonalData(text).text }];

export const reportFact = ({ history }: LetterContext): Fact => ["Nomor laporan", history.complaint.trackingNumber];
/** The first words of what may be published; in the body of a mail, never in the subject of a confidential report's. */
export const headlineFact = ({ history }: LetterContext): Fact => ["Perihal", history.complaint.headline];

/** Which report it is about, for an office. */
export const theReport = (context: LetterContext, ...more: readonly Fact[]): Part => ({
  part: "facts",
  title: "Laporan",
  facts: [reportFact(context), headlineFact(context), ...more],
});
