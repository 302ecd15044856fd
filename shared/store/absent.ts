import { complaint } from "../domain/complaint.ts";

/**
 * What a report does not have is not written. A state is written with every step, at two units a kilobyte, and the
 * names of empty attributes alone are a tenth of one.
 */
export const withoutAbsent = (state: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));

/** What an item does not say: null wherever a state may say so. */
export const absent: Readonly<Record<string, null>> = Object.fromEntries(
  Object.entries(complaint.shape).flatMap(([name, its]) => (its.safeParse(null).success ? [[name, null]] : [])),
);
