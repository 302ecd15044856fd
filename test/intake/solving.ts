import { runInThisContext } from "node:vm";
import { challengeSolver } from "../../shared/shell/challenge-solver.ts";

const solve = runInThisContext(`(${challengeSolver})`) as (token: string, bits: number) => string;

/** An answer to a challenge, found as the docs show it. */
export const answerTo = ({ token, bits }: { readonly token: string; readonly bits: number }): string =>
  solve(token, bits);
