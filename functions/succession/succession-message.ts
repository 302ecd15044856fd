import * as z from "zod/mini";
import { queueShards } from "../../shared/store/keys.ts";

/**
 * Work that a closed office makes: to see which are, the desk of one, or one report that failed while its desk was
 * cleared. It may be done twice without harm, and is done with the directory of that moment.
 */
export const successionMessage = z.union([
  z.strictObject({ look: z.literal(true) }),
  z.strictObject({
    /** The office whose desk is cleared. */
    office: z.string(),
    /** Where to go on: a part of its queue, and the place in it; absent: from its beginning. */
    shard: z.optional(z.int().check(z.gte(0), z.lt(queueShards))),
    after: z.optional(z.string()),
  }),
  z.strictObject({ office: z.string(), complaintId: z.string() }),
]);
export type SuccessionMessage = z.infer<typeof successionMessage>;

/** What a move that comes of it is caused by. */
export const causeOf = (office: string): string => `office:${office}`;
