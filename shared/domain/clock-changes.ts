import type { Command } from "./commands.ts";
import type { Clock, Complaint } from "./complaint.ts";
import type { Context } from "./context.ts";
import {
  daysLeft,
  dueFrom,
  dueOf,
  nextBeforeDue,
  nextEscalation,
  placeOf,
  ruleInForce,
  ruleNamed,
  zoneOf,
  type Counted,
  type Place,
} from "./deadlines.ts";
import { localDateOf } from "./calendar.ts";
import { pauseEvent, type ClockName, type ComplaintClass, type Directory } from "./directory.ts";
import type { ClockChange } from "./events.ts";
import type { Transition } from "./lifecycle.ts";

/** The class that holds after the command, which sets the length of the clocks that it starts. */
export const classAfter = (complaint: Complaint | null, command: Command): ComplaintClass => {
  if (command.move === "file") return command.class;
  if (!complaint) throw new Error("only a filing has no report before it");
  if (command.move === "changeClass") return command.class;
  if (command.move === "approveClassChange" && complaint.proposedClass !== null) return complaint.proposedClass;
  return complaint.class;
};

/** What the clocks are moved by: which move, what for, whose report it is afterwards, when. */
type Scene = {
  readonly row: Transition;
  readonly command: Command;
  readonly clocks: Complaint["clocks"];
  readonly reportClass: ComplaintClass;
  readonly agencyCode: string | null;
  readonly place: Place;
  readonly now: string;
  readonly directory: Directory;
};

const flag = (beyondCalendar: true | undefined) => (beyondCalendar ? { beyondCalendar } : {});

/** The facts of a clock, if its rule is still known. */
const countedOf = (directory: Directory, clock: Clock): Counted | null => {
  const rule = ruleNamed(directory, clock.rule);
  return rule ? { startedAt: clock.startedAt, rule, ...(clock.pauses ? { pauses: clock.pauses } : {}) } : null;
};

const started = ({ directory, reportClass, now, agencyCode, place }: Scene, clock: ClockName): ClockChange => {
  const { dueAt, rule, beyondCalendar } = dueFrom(directory, clock, reportClass, now, agencyCode);
  const nextAt = nextBeforeDue(directory, { startedAt: now, rule }, dueAt, now, place);
  return { clock, to: "started", dueAt, rule: rule.code, nextAt, ...flag(beyondCalendar) };
};

/**
 * Clocks that the row starts. One that runs already starts anew only where its rule says so; one that may start in
 * several places, and has not, starts where its rule says, and at the latest when an office gets the report.
 */
const starting = ({ row, clocks, directory, reportClass, now, agencyCode }: Scene): readonly ClockName[] => {
  const zone = zoneOf(directory, agencyCode);
  const saysSo = (clock: ClockName): boolean =>
    ruleInForce(directory, clock, reportClass, localDateOf(now, zone), agencyCode).startEvents.includes(row.event);
  return [
    ...(row.starts ?? []).filter((clock) => clocks[clock]?.state !== "running" || saysSo(clock)),
    ...(row.mayStart ?? []).filter(
      (clock) => clocks[clock] === undefined && (row.owner === "chosenAgency" || saysSo(clock)),
    ),
  ];
};

/** When a clock that runs has to be looked at next: what is late goes on being told, anything else is spoken of. */
const lookedAtNext = (
  { directory, now, place }: Pick<Scene, "directory" | "now" | "place">,
  its: Clock,
  counted: Counted | null,
  dueAt: string,
): string => {
  if (its.missedAt !== undefined && Date.parse(dueAt) < Date.parse(now)) {
    return nextEscalation(directory, dueAt, its.escalated ?? 0, now, place);
  }
  return counted ? nextBeforeDue(directory, counted, dueAt, now, place) : dueAt;
};

/**
 * A clock that goes on: as many days later as it waited, and with the due date that it had if it did not wait. What
 * was late before stays as late as it was, and nothing is due earlier than it was.
 */
const resumed = (scene: Scene, clock: ClockName, its: Clock): ClockChange => {
  const { directory, now, place } = scene;
  const waited = its.pauses?.some(({ until }) => until === undefined) === true;
  // What was stopped while it waited has waited until then.
  const pauses = its.pauses?.map((pause) => ({ ...pause, until: pause.until ?? its.stoppedAt ?? now }));
  const counted = countedOf(directory, { ...its, ...(pauses ? { pauses } : {}) });
  const computed = counted && waited && its.missedAt === undefined ? dueOf(directory, counted, place) : its;
  const dueAt = Date.parse(computed.dueAt) > Date.parse(its.dueAt) ? computed.dueAt : its.dueAt;
  const nextAt = lookedAtNext(scene, its, counted, dueAt);
  return { clock, to: "resumed", dueAt, nextAt, ...flag(computed.beyondCalendar) };
};

/**
 * A changed class gives the second clock another length, counted from the same start and with the same waits; one
 * that has stopped too, since it may go on again.
 */
const ofNewClass = (scene: Scene): readonly ClockChange[] => {
  const { row, clocks, reportClass, directory, place, command } = scene;
  const its = clocks.completion;
  if (row.event !== "classChanged" || !its) return [];
  if (command.move !== "changeClass" && command.move !== "approveClassChange") return [];
  const rule = ruleInForce(directory, "completion", reportClass, localDateOf(its.startedAt, place.timeZone));
  const counted = { startedAt: its.startedAt, rule, ...(its.pauses ? { pauses: its.pauses } : {}) };
  const { dueAt, beyondCalendar } = dueOf(directory, counted, place);
  const nextAt = lookedAtNext(scene, its, counted, dueAt);
  return [{ clock: "completion", to: "moved", dueAt, rule: rule.code, nextAt, ...flag(beyondCalendar) }];
};

const dayOf = (dueAt: string): string => dueAt.slice(0, "YYYY-MM-DD".length);

/**
 * The deadlines of running clocks that today's calendars put on a later day than they are on, or of which they no
 * longer say that the year is unknown. Nothing ever moves to an earlier day: what was promised to an office stays.
 * A clock that waits is computed when it goes on.
 */
export const movedByCalendar = (
  complaint: Pick<Complaint, "clocks" | "agencyCode">,
  { directory, now }: Pick<Context, "directory" | "now">,
): readonly ClockChange[] => {
  const place = placeOf(directory, complaint.agencyCode);
  return Object.entries(complaint.clocks).flatMap(([name, its]): readonly ClockChange[] => {
    const counted = its.state === "running" ? countedOf(directory, its) : null;
    if (!counted) return [];
    const computed = dueOf(directory, counted, place);
    // Days, not instants: an office in another zone than the one that had it has another hour, but the same day.
    const later = dayOf(computed.dueAt) > dayOf(its.dueAt);
    if (!later && computed.beyondCalendar === its.beyondCalendar) return [];
    const dueAt = later ? computed.dueAt : its.dueAt;
    const nextAt = lookedAtNext({ directory, now, place }, its, counted, dueAt);
    const clock = name as ClockName;
    return [{ clock, to: "moved", dueAt, rule: its.rule, nextAt, ...flag(computed.beyondCalendar) }];
  });
};

/** What time itself has done to a clock: spoken of it, found it late, told somebody above. */
const byTime = (scene: Scene): readonly ClockChange[] => {
  const { command, clocks, directory, now, place } = scene;
  if (command.move !== "remind" && command.move !== "missDeadline" && command.move !== "escalate") return [];
  const { clock } = command;
  const its = clocks[clock];
  if (!its) return [];
  switch (command.move) {
    case "remind":
      return [{ clock, to: "reminded", nextAt: lookedAtNext(scene, its, countedOf(directory, its), its.dueAt) }];
    case "missDeadline":
      return [{ clock, to: "missed", nextAt: nextEscalation(directory, its.dueAt, 0, now, place) }];
    case "escalate":
      return [
        { clock, to: "escalated", nextAt: nextEscalation(directory, its.dueAt, (its.escalated ?? 0) + 1, now, place) },
      ];
  }
};

/** What a move does to the clocks, in the order in which `evolve` applies it. */
export const clockChanges = (
  row: Transition,
  complaint: Complaint | null,
  command: Command,
  agencyCode: string | null,
  { now, directory }: Pick<Context, "now" | "directory">,
): ClockChange[] => {
  // What goes back to the coordinator is no office's any more, and its days are the coordinator's.
  const inHandOf =
    row.event === "handedBack" || row.event === "appealed" || row.event === "conflictDeclared" ? null : agencyCode;
  const scene: Scene = {
    row,
    command,
    clocks: complaint?.clocks ?? {},
    reportClass: classAfter(complaint, command),
    agencyCode: inHandOf,
    place: placeOf(directory, inHandOf),
    now,
    directory,
  };
  const { clocks, place } = scene;
  const inState = (
    names: readonly ClockName[] | undefined,
    ...states: string[]
  ): readonly (readonly [ClockName, Clock])[] =>
    (names ?? []).flatMap((name) => {
      const its = clocks[name];
      return its && states.includes(its.state) ? [[name, its] as const] : [];
    });
  const waitsFor = pauseEvent.options.find((its) => its === row.event);
  const waitedFor = row.move === "unblock" ? "blocked" : "informationRequested";
  return [
    ...inState(row.stops, "running", "paused").map(([clock]): ClockChange => ({ clock, to: "stopped" })),
    ...inState(row.pauses, "running")
      .filter(([, its]) => !waitsFor || ruleNamed(directory, its.rule)?.pauseEvents.includes(waitsFor) !== false)
      .map(([clock, its]): ClockChange => ({ clock, to: "paused", daysLeft: daysLeft(directory, its, now, place) })),
    ...inState(row.resumes, "paused")
      .filter(([, its]) => its.pausedBy === waitedFor)
      .map(([clock, its]) => resumed(scene, clock, its)),
    ...inState(row.revives, "stopped").map(([clock, its]) => resumed(scene, clock, its)),
    ...starting(scene).map((clock) => started(scene, clock)),
    ...ofNewClass(scene),
    ...(command.move === "moveDeadlines" && complaint ? movedByCalendar(complaint, { directory, now }) : []),
    // Nobody wins or loses days by it; only where the successor has more days off does its deadline follow these.
    ...(command.move === "takeOver" ? movedByCalendar({ clocks, agencyCode }, { directory, now }) : []),
    ...byTime(scene),
  ];
};
