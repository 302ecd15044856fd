import type { Clock } from "../clock.ts";
import type { Bucket } from "../plan/buckets.ts";
import type { Store } from "./store.ts";

const day = 86_400_000;

/**
 * The latest moment at which an object must have been put to be gone by now: S3 adds the days and rounds up to
 * midnight, UTC.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export const lastExpired = (now: number, days: number): number => Math.floor(now / day) * day - days * day;

/** Removes what its bucket's rules let expire: at the start, at every midnight, and whenever the clock is moved. */
export const startLifecycle = (buckets: readonly Bucket[], store: Store, clock: Clock): { stop: () => void } => {
  const expire = (): void => {
    for (const { name, expirations } of buckets) {
      for (const { prefix, days } of expirations)
        for (const object of store.olderThan(name, prefix, lastExpired(clock.now(), days))) store.remove(object);
    }
  };
  const stopping = new AbortController();
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      expire();
      await clock.waitUntil((Math.floor(clock.now() / day) + 1) * day, stopping.signal);
    }
  };
  // Within the move, so that whatever is swept because of it finds them gone.
  const stopMoving = clock.onMove(expire);
  void watch();
  return {
    stop: () => {
      stopMoving();
      stopping.abort();
    },
  };
};
