import * as z from "zod/mini";

/** An instant, UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });
