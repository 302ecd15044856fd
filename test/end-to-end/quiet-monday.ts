/**
 * A Monday morning with ordinary working days after it, still in the future of whoever runs the test: the clock of
 * the local cloud moves only ahead. 01:00 UTC is 09:00 in Sangatta.
 *
 * @param daysOff days of the calendars that are loaded; four weeks of Mondays to Fridays without any are looked for
 */
export const nextQuietMonday = (daysOff: ReadonlySet<string>, now = Date.now()): string => {
  const day = new Date(now + 86_400_000);
  day.setUTCHours(1, 0, 0, 0);
  const isQuiet = (): boolean =>
    day.getUTCDay() === 1 &&
    Array.from({ length: 28 }, (_, after) => new Date(day.getTime() + after * 86_400_000)).every(
      (its) => !daysOff.has(its.toISOString().slice(0, 10)),
    );
  while (!isQuiet()) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString();
};
