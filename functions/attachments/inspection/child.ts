import { type Work, rewrite } from "./rewrite.ts";

/**
 * The process that reads a file, started by `apart.ts` from this very module. Bundled, this module is part of the
 * function's one file, which the child then runs: the wait below keeps it from going on to the handler behind.
 */
export const childsWord = "tuntas-inspects-one-file";

/** Of this module in the sources, of the whole bundle when deployed. */
export const childsModule = import.meta.url;

/** Ends by the parent's hand: leaving by itself, it might be gone before its answer is read. */
const answerOne = (): Promise<never> =>
  new Promise(() => {
    process.once("message", (work: Work) => {
      void rewrite(work)
        .catch(() => "failed")
        .then((answer) => process.send?.(answer));
    });
    process.once("disconnect", () => process.exit(1));
    process.send?.("ready");
  });

if (process.argv[2] === childsWord) await answerOne();
