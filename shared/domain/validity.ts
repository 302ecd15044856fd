import type { LocalDate, Officer } from "./directory.ts";

/** Whether an entry of the directory holds on a day; its first and last day count. */
export const holdsOn = (
  entry: { readonly validFrom: LocalDate; readonly validTo?: LocalDate | undefined },
  on: LocalDate,
): boolean => entry.validFrom <= on && (entry.validTo === undefined || on <= entry.validTo);

/** Whether an officer is in office on a day; who has no days has no first and no last. */
export const servesOn = ({ validFrom, validTo }: Pick<Officer, "validFrom" | "validTo">, on: LocalDate): boolean =>
  (validFrom === undefined || validFrom <= on) && (validTo === undefined || on <= validTo);
