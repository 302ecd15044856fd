/**
 * Moves an instant by an ISO 8601 duration such as `P3D` or `PT2H30M`, in UTC; months and years as the calendar has
 * them. Undefined if the text is not a duration.
 */
export const later = (instant: Date, duration: string): Date | undefined => {
  const parts =
    /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
      duration,
    );
  if (parts === null) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number((part as string | undefined) ?? 0));
  const moved = new Date(instant);
  moved.setUTCFullYear(
    moved.getUTCFullYear() + years,
    moved.getUTCMonth() + months,
    moved.getUTCDate() + weeks * 7 + days,
  );
  moved.setTime(moved.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000);
  return Number.isNaN(moved.getTime()) ? undefined : moved;
};
