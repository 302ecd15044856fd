import { randomUUID } from "node:crypto";
import { Cron } from "croner";
import type { Clock } from "../clock.ts";
import { type Journal, readSetting, writeSetting } from "../data/journal.ts";
import { startFailure } from "../failure.ts";
import type { Schedule } from "../plan/schedules.ts";
import type { Asynchronous } from "./asynchronous.ts";

export type Schedules = Readonly<{
  /** Runs each schedule once, due or not. */
  runAll: () => void;
  stop: () => void;
}>;

const unitMilliseconds: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The first time after `last` that an expression names, both in milliseconds since 1970. Throws a start failure at
 * an expression that is not known.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export const nextRun = (
  { id, expression, timeZone }: Pick<Schedule, "id" | "expression" | "timeZone">,
  last: number,
): number => {
  const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) return last + Number(count) * (unitMilliseconds[unit] ?? 0);
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6)
    throw startFailure(`${id} runs at ${expression}, which the local cloud does not understand`);
  const [minute, hour, day, month, weekday, year] = fields;
  const pattern = `0 ${minute} ${hour} ${day} ${month} ${weekday} ${year}`.replaceAll("?", "*");
  // AWS counts weekdays from Sunday = 1.
  const cron = new Cron(pattern, { timezone: timeZone, paused: true, alternativeWeekdays: true });
  const next = cron.nextRun(new Date(last));
  return next?.getTime() ?? Number.POSITIVE_INFINITY;
};

/** Runs schedules by the cloud's clock. What fell due while nothing ran is made up for once, at the start. */
export const startSchedules = (
  schedules: readonly Schedule[],
  { asynchronous, journal, clock }: { asynchronous: Asynchronous; journal: Journal; clock: Clock },
): Schedules => {
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  const dueAt = (schedule: Schedule): number => {
    const last = readSetting(journal, `schedule ${schedule.id}`);
    // A new schedule's first run is due at once, so that nobody waits for what an earlier version left undone.
    return last === undefined ? clock.now() : nextRun(schedule, Number(last));
  };
  const run = (schedule: Schedule): void => {
    writeSetting(journal, `schedule ${schedule.id}`, String(clock.now()));
    for (const { function: to, event } of schedule.targets) {
      const dated = typeof event === "object" && event !== null && "detail-type" in event;
      asynchronous.send(
        to,
        dated ? { ...event, id: randomUUID(), time: new Date(clock.now()).toISOString().replace(/\.\d+/, "") } : event,
      );
    }
  };
  const follow = async (schedule: Schedule): Promise<void> => {
    while (!stopped()) {
      await clock.waitUntil(dueAt(schedule), stopping.signal);
      if (!stopped() && dueAt(schedule) <= clock.now()) run(schedule);
    }
  };
  for (const schedule of schedules) {
    nextRun(schedule, clock.now());
    void follow(schedule);
  }
  return {
    runAll: () => {
      schedules.forEach(run);
    },
    stop: () => {
      stopping.abort();
    },
  };
};
