import * as z from "zod/mini";
import { lengthAsSeen, textFault, tidy } from "../domain/text.ts";
import type { OwnFault } from "./field-words.ts";

/** Schemas for what people write. Lengths count characters as people do. */

const report = (context: z.core.$RefinementCtx, fault: OwnFault): void => {
  context.addIssue({ code: "custom", params: { fault }, input: undefined });
};

/** Plain text of 1 to `most` characters, tidied; several lines unless `oneLine`. */
export const writing = (most: number, { oneLine = false }: { readonly oneLine?: boolean } = {}) =>
  z
    .pipe(z.string(), z.transform(tidy))
    .check(
      z.superRefine((text, context) => {
        const fault = textFault(text);
        if (fault) report(context, fault);
        else if (text === "") report(context, { kind: "empty" });
        else if (oneLine && /[\n\u2028\u2029]/.test(text)) report(context, { kind: "severalLines" });
        // A grapheme has at least one code unit, so only what is longer in code units has to be counted.
        else if (text.length > most) {
          const length = lengthAsSeen(text);
          if (length > most) report(context, { kind: "tooLong", most, length });
        }
      }),
    )
    .check(z.meta({ type: "string", minLength: 1, maxLength: most }));
