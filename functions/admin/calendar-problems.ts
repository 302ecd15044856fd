import { calendarFaults, type CalendarFault } from "../../shared/domain/calendar-check.ts";
import type { CalendarYear, Directory } from "../../shared/domain/directory.ts";
import type { FieldProblem } from "../../shared/shell/field-words.ts";
import type { Language, Words } from "../../shared/shell/language.ts";
import { faultsBrought, faultWords } from "./directory-problems.ts";

const wordsOf = ({ date, why }: CalendarFault, { year }: CalendarYear): Words => {
  switch (why) {
    case "anotherYear":
      return { id: `${date} bukan hari pada tahun ${year}.`, en: `${date} is not a day of ${year}.` };
    case "twice":
      return { id: `${date} disebut lebih dari sekali.`, en: `${date} is named more than once.` };
    case "leaveOnWeekend":
      return {
        id: `${date} jatuh pada akhir pekan; cuti bersama tidak.`,
        en: `${date} is on a weekend; joint leave never is.`,
      };
  }
};

/** The directory with one year of a region as given. */
const withCalendar = (directory: Directory, calendar: CalendarYear): Directory => ({
  ...directory,
  calendars: [
    ...directory.calendars.filter(
      ({ regionCode, year }) => regionCode !== calendar.regionCode || year !== calendar.year,
    ),
    calendar,
  ],
});

/** Why a calendar cannot be taken: at the day that is wrong, or what it would bring to the directory as a whole. */
export const calendarProblems = (
  directory: Directory,
  calendar: CalendarYear,
  language: Language,
): readonly FieldProblem[] => {
  const faults = calendarFaults(calendar);
  if (faults.length > 0) {
    return faults.map((fault) => ({
      pointer: `/${fault.list}/${fault.at}/date`,
      detail: wordsOf(fault, calendar)[language],
    }));
  }
  return faultsBrought(directory, withCalendar(directory, calendar)).map((fault) => ({
    pointer: "",
    detail: faultWords(fault)[language],
  }));
};
