import type { Command } from "./commands.ts";
import type { Complaint } from "./complaint.ts";
import type { Context } from "./context.ts";
import { daysLeft, dueAfterPause, dueFrom, zoneOf } from "./deadlines.ts";
import type { ClockName, ComplaintClass, Directory } from "./directory.ts";
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

/** A changed class gives the second clock another length, counted from the same start. */
const clocksOfNewClass = (
  row: Transition,
  complaint: Complaint | null,
  reportClass: ComplaintClass,
  directory: Directory,
  zone: string,
): readonly ClockChange[] => {
  const completion = complaint?.clocks.completion;
  if (!completion || reportClass === complaint.class || row.event === "classChangeProposed") return [];
  if (completion.state !== "running") return [];
  return [
    {
      clock: "completion",
      to: "resumed",
      ...withoutRule(dueFrom(directory, "completion", reportClass, completion.startedAt, zone)),
    },
  ];
};
const withoutRule = <T extends { readonly rule: string }>({ rule: _, ...rest }: T): Omit<T, "rule"> => rest;

/** What a move does to the clocks, in the order in which `evolve` applies it. */
export const clockChanges = (
  row: Transition,
  complaint: Complaint | null,
  command: Command,
  agencyCode: string | null,
  { now, directory }: Context,
): ClockChange[] => {
  const zone = zoneOf(directory, agencyCode);
  const reportClass = classAfter(complaint, command);
  const clocks = complaint?.clocks ?? {};
  const inState = (names: readonly ClockName[] | undefined, ...states: string[]): readonly ClockName[] =>
    (names ?? []).filter((name) => states.includes(clocks[name]?.state ?? "none"));
  const waitedFor = row.move === "unblock" ? "blocked" : "informationRequested";
  return [
    ...inState(row.stops, "running", "paused").map((clock): ClockChange => ({ clock, to: "stopped" })),
    ...inState(row.pauses, "running").flatMap((clock): readonly ClockChange[] => {
      const its = clocks[clock];
      return its ? [{ clock, to: "paused", daysLeft: daysLeft(directory, its, now, zone) }] : [];
    }),
    ...inState(row.resumes, "paused").flatMap((clock): readonly ClockChange[] => {
      const its = clocks[clock];
      return its?.pausedBy === waitedFor ? [{ clock, to: "resumed", ...dueAfterPause(directory, its, now, zone) }] : [];
    }),
    ...inState(row.revives, "stopped").flatMap((clock): readonly ClockChange[] => {
      const its = clocks[clock];
      return its ? [{ clock, to: "resumed", dueAt: its.dueAt }] : [];
    }),
    ...(row.starts ?? []).map((clock): ClockChange => ({
      clock,
      to: "started",
      ...dueFrom(directory, clock, reportClass, now, zone),
    })),
    ...clocksOfNewClass(row, complaint, reportClass, directory, zone),
    ...(command.move === "missDeadline" ? [{ clock: command.clock, to: "missed" as const }] : []),
  ];
};
