import { decide } from "../../shared/domain/decide.ts";
import type { CalendarYear, Directory, LocalDate } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { evolve } from "../../shared/domain/evolve.ts";
import type { Report } from "../builders.ts";

/** Calendars that change while reports are open. */

export const withHolidays = (directory: Directory, dates: readonly LocalDate[]): Directory => ({
  ...directory,
  calendars: directory.calendars.map((calendar) => ({
    ...calendar,
    holidays: [
      ...calendar.holidays,
      ...dates.filter((date) => date.startsWith(`${calendar.year}-`)).map((date) => ({ date, name: "Libur tambahan" })),
    ],
  })),
});

export const calendarOfYear = ({ calendars }: Directory, year: number): CalendarYear => {
  const found = calendars.find((its) => its.year === year);
  if (!found) throw new Error(`there is no calendar of ${year}`);
  return found;
};

const theCalendar: Actor = { role: "system", id: "calendar" };

/** As a recompute leaves it: moved, or as it was. */
export const recomputed = (directory: Directory, report: Report, now: string): Report => {
  const context = { actor: theCalendar, now, cause: "calendar:ID/2026", directory };
  const decision = decide(report.complaint, { move: "moveDeadlines" }, context);
  if (!decision.ok) {
    if (decision.failure.kind === "IllegalMove") return report;
    throw new Error(`moving was refused: ${decision.failure.kind}`);
  }
  const [event] = decision.value;
  return { complaint: evolve(report.complaint, event), events: [...report.events, event] };
};
