import { secondsLocked } from "../../shared/domain/lockout.ts";
import { networkOf } from "../../shared/shell/network.ts";
import { counterName, type SigningKeys } from "../../shared/shell/signing.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { countedSoFar, countUp } from "../../shared/store/counters.ts";

/**
 * Wrong secrets, counted for a number and an address together and for the number alone. Nothing here knows whether
 * there is such a report: an unknown number is counted and locked like any other.
 */

export type TriesDeps = {
  readonly store: ComplaintStore;
  readonly keys: () => Promise<SigningKeys>;
  readonly now: () => string;
};
export type Try = { readonly trackingNumber: string; readonly address: string };

const namesOf = async ({ keys }: TriesDeps, { trackingNumber, address }: Try, now: string) => {
  const name = counterName.bind(null, await keys(), new Date(now).toISOString().slice(0, "YYYY-MM-DD".length));
  return {
    ofAddress: name("wrong secrets", trackingNumber, networkOf(address)),
    ofAll: name("wrong secrets", trackingNumber),
  };
};

/** Seconds for which no secret is looked at; 0: this one is. */
export const secondsUntilHeard = async (deps: TriesDeps, its: Try): Promise<number> => {
  const now = deps.now();
  const names = await namesOf(deps, its, now);
  const [ofAddress, ofAll] = await Promise.all([
    countedSoFar(deps.store, names.ofAddress),
    countedSoFar(deps.store, names.ofAll),
  ]);
  return secondsLocked({ ofAddress, ofAll }, now);
};

export const noteWrongSecret = async (deps: TriesDeps, its: Try): Promise<void> => {
  const now = deps.now();
  const names = await namesOf(deps, its, now);
  await Promise.all([countUp(deps.store, names.ofAddress, now), countUp(deps.store, names.ofAll, now)]);
};
