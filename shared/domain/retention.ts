import * as z from "zod/mini";

/** How long data are kept after the end of a report, in years; the law and each government's archives say how long. */
export const retention = z
  .strictObject({
    /** Who the reporter is, and what could tell it in the texts. */
    identityYears: z.int().check(z.gte(1), z.lte(30)),
    /** Files, whosever they are. They are looked for only where the identity has gone, so no less. */
    attachmentYears: z.int().check(z.gte(1), z.lte(30)),
  })
  .check(
    z.refine(({ identityYears, attachmentYears }) => attachmentYears >= identityYears, {
      error: "files are kept at least as long as identities",
    }),
  );

/** A directory of before has none written in it. */
export const usualRetention = { identityYears: 2, attachmentYears: 5 };

/** The instant so many years later; of a 29 February the 1 March. */
export const keptUntil = (endedAt: string, years: number): string => {
  const then = new Date(endedAt);
  then.setUTCFullYear(then.getUTCFullYear() + years);
  return then.toISOString();
};

/** The end of a report that has been kept for so many years now, as an instant. */
export const endedBefore = (now: string, years: number): string => keptUntil(now, -years);
