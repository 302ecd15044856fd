import { type Journal, readSetting, writeSetting } from "./data/journal.ts";

/** A clock that can be moved ahead. Functions see its time; timers made with it run out by it. */
export type Clock = Readonly<{
  /** Milliseconds since 1970. */
  now: () => number;
  /** How far ahead of the real time, in milliseconds, readable from any thread. */
  offset: BigInt64Array<SharedArrayBuffer>;
  /** Moves the clock ahead. Throws a RangeError if `instant` lies in its past. */
  moveTo: (instant: number) => void;
  /** Resolves once the clock reads `instant`, or when `signal` aborts. */
  waitUntil: (instant: number, signal?: AbortSignal) => Promise<void>;
  /** Called after each move with the milliseconds moved; returns what stops the calls. */
  onMove: (listener: (milliseconds: number) => void) => () => void;
}>;

/** Beyond this a timer of Node's fires at once. */
const longestTimer = 2 ** 31 - 1;

/** Continues at the time that an earlier process on the same journal had moved to. */
export const openClock = (journal: Journal): Clock => {
  const offset = new BigInt64Array(new SharedArrayBuffer(8));
  Atomics.store(offset, 0, BigInt(readSetting(journal, "clock") ?? "0"));
  const listeners = new Set<(milliseconds: number) => void>();
  const waiting = new Set<() => void>();
  const now = (): number => Date.now() + Number(Atomics.load(offset, 0));

  return {
    now,
    offset,
    moveTo: (instant) => {
      const ahead = Math.round(instant - now());
      if (ahead < 0) throw new RangeError("The clock moves only ahead");
      const moved = Atomics.load(offset, 0) + BigInt(ahead);
      writeSetting(journal, "clock", String(moved));
      Atomics.store(offset, 0, moved);
      for (const check of [...waiting]) check();
      for (const listener of listeners) listener(ahead);
    },
    waitUntil: (instant, signal) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const end = (): void => {
          clearTimeout(timer);
          waiting.delete(check);
          signal?.removeEventListener("abort", end);
          resolve();
        };
        const check = (): void => {
          clearTimeout(timer);
          const remaining = instant - now();
          if (remaining <= 0 || signal?.aborted === true) end();
          else timer = setTimeout(check, Math.min(remaining, longestTimer));
        };
        signal?.addEventListener("abort", end, { once: true });
        waiting.add(check);
        check();
      }),
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
