import { counterName, type SigningKeys } from "../../shared/shell/signing.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { countedSoFar, countUp } from "../../shared/store/counters.ts";

/**
 * Whether more reports arrive than on any ordinary day, by all functions together. Every eighth is counted, by chance,
 * so that one counter bears hundreds a second; and what was read holds for ten seconds.
 */
export type Burst = { readonly note: () => Promise<void>; readonly isOn: () => Promise<boolean> };

type BurstDeps = {
  readonly store: ComplaintStore;
  readonly keys: () => Promise<SigningKeys>;
  readonly now: () => string;
  readonly chance: (bytes: number) => Uint8Array;
};

const oneOf = 8;
const readingHoldsFor = 10_000;
const minute = 60_000;

export const watchBurst = ({ store, keys, now, chance }: BurstDeps, filingsPerMinute: number): Burst => {
  let read: { readonly at: number; readonly on: boolean } | null = null;
  const nameAt = async (at: number): Promise<string> => {
    const [day = "", time = ""] = new Date(at).toISOString().split("T");
    return counterName(await keys(), day, "filings in", time.slice(0, "HH:MM".length));
  };
  const manyAt = async (at: number): Promise<boolean> =>
    ((await countedSoFar(store, await nameAt(at)))?.times ?? 0) * oneOf >= filingsPerMinute;
  return {
    note: async () => {
      if ((chance(1)[0] ?? 0) % oneOf === 0) await countUp(store, await nameAt(Date.parse(now())), now());
    },
    isOn: async () => {
      const at = Date.parse(now());
      if (read === null || Math.abs(at - read.at) >= readingHoldsFor) {
        // The minute before as well: a minute that has just begun is quiet in every storm.
        const many = await Promise.all([manyAt(at), manyAt(at - minute)]);
        read = { at, on: many.includes(true) };
      }
      return read.on;
    },
  };
};

/** `always` is for an attack that stays below every threshold, and for trying a client. */
export const challengedWhen =
  (when: "off" | "burst" | "always", burst: Burst): (() => Promise<boolean>) =>
  async () => {
    if (when !== "burst") return when === "always";
    await burst.note();
    return burst.isOn();
  };
