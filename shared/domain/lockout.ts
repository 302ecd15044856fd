/**
 * When a wrong secret was tried too often for a report, and for how long nobody behind that address is listened to.
 * A secret has 100 bits and is not guessed; this keeps guessing from being cheap, and a short secret of some later day
 * from being a hole. Why it is built so: docs/adr/0017-abuse.md.
 */

/** How often in a day, and when last, in seconds since 1970. */
export type Tally = { readonly times: number; readonly lastAt: number };

/** Somebody who mistypes a secret that was written down. */
const triesOfOneAddress = 5;
/** From so many wrong tries on, by whomever, a number is under attack. */
const triesOfAll = 100;
/** What an address may then try. Never none: whoever sends the right secret first is let in, whatever others do. */
const triesUnderAttack = 1;

const firstDelaySeconds = 30;
const longestDelaySeconds = 3600;

/** Seconds for which an address must wait, doubled with each further wrong try; 0: it may try. */
export const secondsLocked = (
  { ofAddress, ofAll }: { readonly ofAddress: Tally | null; readonly ofAll: Tally | null },
  now: string,
): number => {
  if (ofAddress === null) return 0;
  const allowed = (ofAll?.times ?? 0) >= triesOfAll ? triesUnderAttack : triesOfOneAddress;
  const beyond = ofAddress.times - allowed;
  if (beyond < 0) return 0;
  const delay = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** beyond);
  return Math.max(0, Math.ceil(ofAddress.lastAt + delay - Date.parse(now) / 1000));
};
