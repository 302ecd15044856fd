import type { LocalDate } from "./directory.ts";

/** Whether an entry of the directory holds on a day; its first and last day count. */
export const holdsOn = (
  entry: { readonly validFrom: LocalDate; readonly validTo?: LocalDate | undefined },
  on: LocalDate,
): boolean => entry.validFrom <= on && (entry.validTo === undefined || on <= entry.validTo);
