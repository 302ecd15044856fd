import * as z from "zod/mini";
import { dueShards } from "../../shared/store/keys.ts";

/**
 * Work that a changed calendar makes: a part of the open reports, or one report that failed while its part was worked
 * on. It may be done twice without harm, and is done with the calendars of that moment, whatever they were before.
 */
const calendar = z.strictObject({ regionCode: z.string(), year: z.int() });

export const recomputeMessage = z.union([
  z.strictObject({
    calendar,
    shard: z.int().check(z.gte(0), z.lt(dueShards)),
    /** The place in the index behind which to go on; absent: from its beginning. */
    after: z.optional(z.string()),
  }),
  z.strictObject({ calendar, complaintId: z.string() }),
]);
export type RecomputeMessage = z.infer<typeof recomputeMessage>;
export type ChangedCalendar = z.infer<typeof calendar>;

/** What a move that comes of it is caused by. */
export const causeOf = ({ regionCode, year }: ChangedCalendar): string => `calendar:${regionCode}/${year}`;
