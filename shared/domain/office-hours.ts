import { addCalendarDays, isWorkingDay, localDateOf, localTime, timeOfDay } from "./calendar.ts";
import type { Complaint } from "./complaint.ts";
import { calendarOf, placeOf } from "./deadlines.ts";
import type { Directory, LocalDate } from "./directory.ts";

/** When an office reads its mail: on the working days of its region, in its zone, during the policy's hours. */

const hoursOf = (directory: Directory, agencyCode: string) => {
  const { timeZone, regionCode } = placeOf(directory, agencyCode);
  return { ...directory.policy.officeHours, timeZone, calendar: calendarOf(directory, regionCode) };
};

export const isOfficeOpen = (directory: Directory, agencyCode: string, now: string): boolean => {
  const { opens, closes, timeZone, calendar } = hoursOf(directory, agencyCode);
  const time = timeOfDay(now, timeZone);
  return isWorkingDay(calendar, localDateOf(now, timeZone)) && time >= opens && time < closes;
};

/** @returns an instant later than `now`, in UTC with milliseconds, also while the office is open */
export const nextOpening = (directory: Directory, agencyCode: string, now: string): string => {
  const { opens, timeZone, calendar } = hoursOf(directory, agencyCode);
  const onOrAfter = (day: LocalDate): string => {
    const at = Date.parse(localTime(day, opens, timeZone));
    return isWorkingDay(calendar, day) && at > Date.parse(now)
      ? new Date(at).toISOString()
      : onOrAfter(addCalendarDays(day, 1));
  };
  return onOrAfter(localDateOf(now, timeZone));
};

/** Whether a category cannot wait, by its own word or that of the nearest group around it that says anything. */
const isCategoryUrgent = ({ categories }: Pick<Directory, "categories">, code: string | null): boolean => {
  const category = categories.find((known) => known.code === code);
  if (!category) return false;
  return category.urgent ?? isCategoryUrgent({ categories }, category.parent);
};

/** Whether mail about a report goes out at any hour: an officer's word counts before that of the category. */
export const isUrgent = (directory: Directory, { urgent, categoryCode }: Complaint): boolean =>
  urgent ?? isCategoryUrgent(directory, categoryCode);
