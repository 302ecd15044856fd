import type { CalendarYear, LocalDate } from "./directory.ts";

/** What is wrong with the days of one year, each fault at the day that has it. */
export type CalendarFault = {
  readonly list: "holidays" | "jointLeave";
  readonly at: number;
  readonly date: LocalDate;
  readonly why: "anotherYear" | "twice" | "leaveOnWeekend";
};

const isWeekend = (date: LocalDate): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** Holidays do fall on weekends; leave is never given for a day that is free anyway, so that is a slip. */
export const calendarFaults = ({ year, holidays, jointLeave }: CalendarYear): readonly CalendarFault[] => {
  const seen = new Set<LocalDate>();
  const faultsOf =
    (list: CalendarFault["list"]) =>
    ({ date }: { readonly date: LocalDate }, at: number): readonly CalendarFault[] => {
      const again = seen.has(date);
      seen.add(date);
      const faults: readonly (CalendarFault["why"] | null)[] = [
        date.startsWith(`${year}-`) ? null : "anotherYear",
        again ? "twice" : null,
        list === "jointLeave" && isWeekend(date) ? "leaveOnWeekend" : null,
      ];
      return faults.flatMap((why) => (why === null ? [] : [{ list, at, date, why }]));
    };
  return [...holidays.flatMap(faultsOf("holidays")), ...jointLeave.flatMap(faultsOf("jointLeave"))];
};
