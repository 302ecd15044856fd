import { solves } from "../../shared/shell/challenge.ts";

/** An answer to a challenge, found as any program finds one. */
export const answerTo = ({ token, bits }: { readonly token: string; readonly bits: number }): string => {
  for (let tried = 0; ; tried += 1) {
    const answer = tried.toString(36);
    if (solves(token, answer, bits)) return answer;
  }
};
