/**
 * Whether anything is still being worked on. Work in progress is counted where it happens; whatever has work lying
 * (a stream with records unread, a queue with messages) says so when asked. All of it is read in one step of the
 * event loop, so no work can hide between two readings.
 */
export type Progress =
  /** Nothing to do. */
  | "idle"
  /** Only waits for a later time, such as the next attempt. */
  | "waiting"
  /** Being worked on, or due now. */
  | "working";

export type Activity = Readonly<{
  /** Counts as working from the call until the returned function is called. */
  begin: () => () => void;
  /** Asked at each reading. */
  watch: (progress: () => Progress) => void;
  progress: () => Progress;
  /** Resolves once nothing is being worked on; what merely waits does not count. */
  settled: () => Promise<void>;
}>;

/** How often a wait looks again, in milliseconds. */
const lookAgain = 15;

export const createActivity = (): Activity => {
  let running = 0;
  const watched: (() => Progress)[] = [];

  const progress = (): Progress => {
    if (running > 0) return "working";
    const all = watched.map((ask) => ask());
    if (all.includes("working")) return "working";
    return all.includes("waiting") ? "waiting" : "idle";
  };

  return {
    begin: () => {
      running += 1;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        running -= 1;
      };
    },
    watch: (ask) => watched.push(ask),
    progress,
    settled: async () => {
      while (progress() === "working") await new Promise((resolve) => setTimeout(resolve, lookAgain));
    },
  };
};
