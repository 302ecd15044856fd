import { randomBytes } from "node:crypto";
import { challengeSolver } from "../../shared/shell/challenge-solver.ts";
import { challengeBits, makeChallenge, solves } from "../../shared/shell/challenge.ts";
import { signingKeys } from "../../shared/shell/signing.ts";
import { startBrowser } from "../browser/browser.ts";

/**
 * How long a challenge takes in a browser, with the reference solver and as slow as the DevTools protocol makes it. There
 * it holds up the page's own thread, not workers, so a page does it here.
 */
export type ChallengeTimes = {
  /** How many times slower the browser was made. */
  readonly slowdown: number;
  readonly triesPerSecond: number;
  /** Seconds that the half of those solved here took at most, and 95 of a hundred. */
  readonly median: number;
  readonly seen95: number;
  /** Seconds within which 95 of a hundred are solved at that speed: how many tries it takes is chance, and known. */
  readonly expected95: number;
};

/** None; Lighthouse's for a phone of the middle and for a slow one (its docs/throttling.md); and slower still. */
const slowdowns = [1, 4, 6, 10];
const challenges = 60;
const warmUp = 5;

/** So many tries are enough for 95 of a hundred challenges: each succeeds with a chance of one in 2^bits. */
const triesFor95 = Math.log(0.05) / Math.log1p(-1 / 2 ** challengeBits);

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;

export const measureChallenges = async (): Promise<readonly ChallengeTimes[]> => {
  const keys = signingKeys("a secret of the measurement");
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const devTools = await page.context().newCDPSession(page);
    const solved = async (): Promise<{ readonly tries: number; readonly seconds: number }> => {
      const { token, bits } = makeChallenge(keys, randomBytes(12), new Date().toISOString());
      const { answer, milliseconds } = await page.evaluate<{ answer: string; milliseconds: number }>(
        `(() => {
          const solve = (${challengeSolver});
          const before = performance.now();
          const answer = solve(${JSON.stringify(token)}, ${bits});
          return { answer, milliseconds: performance.now() - before };
        })()`,
      );
      if (!solves(token, answer, bits)) throw new Error("the browser's answer does not solve the challenge");
      return { tries: Number.parseInt(answer, 36) + 1, seconds: milliseconds / 1000 };
    };
    const times: ChallengeTimes[] = [];
    for (const slowdown of slowdowns) {
      await devTools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      for (let i = 0; i < warmUp; i += 1) await solved();
      const all = [];
      for (let i = 0; i < challenges; i += 1) all.push(await solved());
      const seconds = all.map((one) => one.seconds).sort((a, b) => a - b);
      const tries = all.reduce((sum, one) => sum + one.tries, 0);
      const triesPerSecond = tries / seconds.reduce((sum, one) => sum + one, 0);
      const expected95 = triesFor95 / triesPerSecond;
      times.push({ slowdown, triesPerSecond, median: at(seconds, 0.5), seen95: at(seconds, 0.95), expected95 });
    }
    return times;
  } finally {
    await browser.close();
  }
};
