import type { ClockName, ComplaintClass } from "../../shared/domain/directory.ts";

/**
 * The clocks of a report, told by hand: a day off is a Saturday, a Sunday or in the list, and a clock is counted by
 * walking from day to day. Nothing here is taken from the domain but names.
 */

/** `2025-03-01`, on the wall in Sangatta. */
export type Day = string;
export type Now = {
  readonly at: number;
  readonly daysOff: ReadonlySet<Day>;
  /** Whether the unit of the roads' office is no more; that office follows it. */
  readonly unitClosed: boolean;
};

export type Clock = {
  /** Runs, waits for the reporter, waits while the report is hidden, stands. */
  readonly state: "runs" | "asked" | "hidden" | "stands";
  readonly from: Day;
  readonly days: number;
  readonly waits: readonly { readonly from: Day; readonly until: Day | null }[];
  readonly due: Day;
  readonly late: boolean;
  readonly stoppedAt: number | null;
};
export type Clocks = Readonly<Partial<Record<ClockName, Clock>>>;

const hour = 3_600_000;
const eightHoursAhead = 8 * hour;

export const dayOf = (at: number): Day => new Date(at + eightHoursAhead).toISOString().slice(0, 10);
export const isOver = (day: Day, at: number): boolean => Date.parse(`${day}T23:59:59+08:00`) < at;
export const daysLater = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * 24 * hour).toISOString().slice(0, 10);

const isWorking = (day: Day, daysOff: ReadonlySet<Day>): boolean =>
  ![0, 6].includes(new Date(day).getUTCDay()) && !daysOff.has(day);

/** The last of its days; where it waited then, the day on which it went on. */
const counted = ({ from, days, waits }: Pick<Clock, "from" | "days" | "waits">, daysOff: Now["daysOff"]): Day => {
  const over = waits.flatMap(({ from: since, until }) => (until === null ? [] : [{ since, until }]));
  let day = from;
  for (let left = days; left > 0;) {
    day = daysLater(day, 1);
    const today = day;
    if (isWorking(today, daysOff) && !over.some(({ since, until }) => since < today && today <= until)) left -= 1;
  }
  return over.reduce((last, { since, until }) => (since <= last && last < until ? until : last), day);
};

const daysOfClass: Readonly<Record<ComplaintClass, number>> = {
  complaint: 14,
  complaintWithInspection: 60,
  aspiration: 14,
  informationRequest: 5,
};
export const isLonger = (its: ComplaintClass, than: ComplaintClass): boolean => daysOfClass[its] > daysOfClass[than];

const daysOf = (clock: ClockName, its: ComplaintClass): number =>
  clock === "completion"
    ? daysOfClass[its]
    : { verification: 3, firstFollowUp: 5, reporterReply: 10, reporterCompletion: 10, arbitration: 2 }[clock];

const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** The clocks for which `change` has an answer, changed. */
const each = (clocks: Clocks, change: (its: Clock, name: ClockName) => Partial<Clock> | null): Clocks =>
  Object.fromEntries(
    Object.entries(clocks).map(([name, its]) => [name, { ...its, ...change(its, name as ClockName) }]),
  );

export const started = (clocks: Clocks, names: readonly ClockName[], its: ComplaintClass, now: Now): Clocks => ({
  ...clocks,
  ...Object.fromEntries(
    names.map((name) => {
      const facts = { from: dayOf(now.at), days: daysOf(name, its), waits: [] };
      const clock: Clock = {
        ...facts,
        state: "runs",
        due: counted(facts, now.daysOff),
        late: false,
        stoppedAt: null,
      };
      return [name, clock];
    }),
  ),
});

/** What was stopped while it waited has waited until then. */
const waitedUntil = ({ waits, stoppedAt }: Clock, { at }: Now): Clock["waits"] =>
  waits.map(({ from, until }) => ({ from, until: until ?? dayOf(stoppedAt ?? at) }));

/** Without names: all of them. */
export const stopped = (clocks: Clocks, now: Now, ...names: readonly ClockName[]): Clocks =>
  each(clocks, (its, name) =>
    its.state === "stands" || (names.length > 0 && !names.includes(name))
      ? null
      : { state: "stands", stoppedAt: now.at },
  );

export const waiting = (clocks: Clocks, why: "asked" | "hidden", now: Now): Clocks =>
  each(clocks, (its) =>
    its.state === "runs" ? { state: why, waits: [...its.waits, { from: dayOf(now.at), until: null }] } : null,
  );

/** What was late stays as late as it was; what was not has as many days left as it had. */
const goesOn = (its: Clock, now: Now): Partial<Clock> => {
  const waits = waitedUntil(its, now);
  return {
    state: "runs",
    waits,
    stoppedAt: null,
    due: its.late ? its.due : later(its.due, counted({ ...its, waits }, now.daysOff)),
  };
};

export const goneOn = (clocks: Clocks, why: "asked" | "hidden", now: Now): Clocks =>
  each(clocks, (its) => (its.state === why ? goesOn(its, now) : null));

/** The second clock of what was ended runs again, with the days that it had. */
export const revived = (clocks: Clocks, now: Now): Clocks =>
  each(clocks, (its, name) => {
    if (name !== "completion" || its.state !== "stands") return null;
    return its.waits.some(({ until }) => until === null) ? goesOn(its, now) : { state: "runs", stoppedAt: null };
  });

const dueOn = (its: Clock, due: Day, { at }: Now): Partial<Clock> => ({
  due,
  late: its.late && isOver(due, its.stoppedAt ?? at),
});

export const ofClass = (clocks: Clocks, its: ComplaintClass, now: Now): Clocks =>
  each(clocks, (clock, name) => {
    if (name !== "completion") return null;
    const days = daysOf(name, its);
    return { days, ...dueOn(clock, counted({ ...clock, days }, now.daysOff), now) };
  });

/** What the calendars of today put on a later day. */
export const movedByCalendar = (clocks: Clocks, now: Now): Clocks =>
  each(clocks, (its) => {
    const due = counted(its, now.daysOff);
    return its.state === "runs" && due > its.due ? dueOn(its, due, now) : null;
  });

/** Whether a clock that seems to have run out has not, by today's calendar: one that stood when that changed. */
export const someHaveMoreTime = (clocks: Clocks, now: Now): boolean =>
  Object.values(clocks).some(
    (its) => its.state === "runs" && !its.late && isOver(its.due, now.at) && counted(its, now.daysOff) > its.due,
  );

export const marked = (clocks: Clocks, late: (its: Clock, name: ClockName) => boolean): Clocks =>
  each(clocks, (its, name) => (its.state === "runs" && late(its, name) ? { late: true } : null));
