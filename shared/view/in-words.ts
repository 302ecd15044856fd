import type { LocalDate } from "../domain/directory.ts";
import type { Language } from "../shell/language.ts";

/** Days and times as people here say them: "Senin, 13 April 2026, 23.59 WITA". */

const locales = { id: "id-ID", en: "en-GB" } as const;

/** The names that the zones of Indonesia go by; a zone elsewhere is said by its offset. */
const zoneNames: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Ujung_Pandang": "WITA",
  "Asia/Jayapura": "WIT",
};

const zoneName = (at: Date, timeZone: string): string =>
  zoneNames[timeZone] ??
  new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value ??
  timeZone;

const day = (at: Date, timeZone: string, language: Language): string => {
  const parts = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((its) => its.type === type)?.value ?? "";
  return `${part("weekday")}, ${part("day")} ${part("month")} ${part("year")}`;
};

/** @param date a day with no zone of its own. */
export const dayInWords = (date: LocalDate, language: Language): string =>
  day(new Date(`${date}T12:00:00Z`), "UTC", language);

/** @param instant ISO 8601 with an offset or Z. */
export const momentInWords = (instant: string, timeZone: string, language: Language): string => {
  const at = new Date(instant);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  return `${day(at, timeZone, language)}, ${language === "id" ? time.replace(":", ".") : time} ${zoneName(at, timeZone)}`;
};

/** What is said of a deadline besides its moment. */
export type DueRemarks = { readonly beyondCalendar?: true | undefined; readonly missedAt?: string | undefined };

/** A deadline, and beside it whether it has passed, and whether its year's days off are still to be decreed. */
export const dueInWords = (
  { dueAt, beyondCalendar, missedAt }: DueRemarks & { readonly dueAt: string },
  timeZone: string,
  language: Language,
): string => {
  const indonesian = language === "id";
  const year = dueAt.slice(0, "YYYY".length);
  const remarks = [
    ...(missedAt === undefined ? [] : [indonesian ? "terlambat" : "overdue"]),
    ...(beyondCalendar
      ? [indonesian ? `dapat mundur: kalender ${year} belum dimuat` : `may be later: no calendar of ${year} yet`]
      : []),
  ];
  return `${momentInWords(dueAt, timeZone, language)}${remarks.length === 0 ? "" : ` (${remarks.join("; ")})`}`;
};

/** "2,4 MB", "310 KB": as a reader in this language writes it. */
export const sizeInWords = (bytes: number, language: Language): string => {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), "KB"] : [bytes / 1_000_000, "MB"];
  const digits = unit === "MB" && value < 10 ? 1 : 0;
  return `${value.toLocaleString(locales[language], { maximumFractionDigits: digits })} ${unit}`;
};
