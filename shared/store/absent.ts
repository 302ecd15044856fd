import { complaint } from "../domain/complaint.ts";

/** What an item does not say: null wherever a state may say so, else false where it is a question of yes or no. */
export const absent: Readonly<Record<string, null | false>> = Object.fromEntries(
  Object.entries(complaint.shape).flatMap(([name, its]) => {
    const nothing = ([null, false] as const).find((value) => its.safeParse(value).success);
    return nothing === undefined ? [] : [[name, nothing]];
  }),
);

/**
 * What a report does not have, and what it is not, is not written. A state is written with every step, at two units a
 * kilobyte, and the names alone of what is empty or does not hold are a sixth of one. A no where nothing could have
 * been said is written: it would be read back as nothing said.
 */
export const withoutAbsent = (state: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(state).filter(([name, value]) => value !== null && value !== absent[name]));
