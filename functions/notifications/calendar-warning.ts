import type { Event } from "../../shared/domain/events.ts";
import type { MailMessage } from "./mail-message.ts";

/**
 * A deadline was computed into a year whose days off nobody has loaded. Every report of that year meets it, and the
 * administrators are told once a month. So the mail bears the name of the year and the month, not of a report: its
 * ledger item is the same for all of them.
 */

const prefix = "calendar-";

/** `202607`: the month in which the mail is the same one, a positive number like every version. */
const monthOf = (instant: string): number => Number(instant.slice(0, 7).replace("-", ""));

export const calendarWarnings = ({ clocks, at }: Event): readonly MailMessage[] => {
  const years = clocks.flatMap((change) =>
    "beyondCalendar" in change && change.beyondCalendar ? [change.dueAt.slice(0, 4)] : [],
  );
  return [...new Set(years)].map((year) => ({
    complaintId: `${prefix}${year}`,
    version: monthOf(at),
    kind: "calendarMissing",
    to: "platformAdmin",
  }));
};

export const yearOfWarning = ({ complaintId }: Pick<MailMessage, "complaintId">): number =>
  Number(complaintId.slice(prefix.length));
