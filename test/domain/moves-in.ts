import { decide } from "../../shared/domain/decide.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { DeadlineRule, Directory } from "../../shared/domain/directory.ts";
import { stepDue } from "../../shared/domain/due-step.ts";
import type { Actor, Event } from "../../shared/domain/events.ts";
import { evolve } from "../../shared/domain/evolve.ts";
import { clock, filing, reporter, type Report } from "../builders.ts";

/** Moves in a directory that is not the seed's: what clocks do under other rules, offices and calendars. */

export type Step = readonly [command: Command, actor: Actor, now: string];

const move = (directory: Directory, before: Report | null, [command, actor, now]: Step): Report => {
  const decision = decide(before?.complaint ?? null, command, { actor, now, cause: "test", directory });
  if (!decision.ok) throw new Error(`${command.move} was refused: ${JSON.stringify(decision.failure)}`);
  const [event] = decision.value;
  return { complaint: evolve(before?.complaint ?? null, event), events: [...(before?.events ?? []), event] };
};

export const filedIn = (directory: Directory, now: string): Report => move(directory, null, [filing(), reporter, now]);

export const afterIn = (directory: Directory, report: Report, ...steps: readonly Step[]): Report =>
  steps.reduce((so, step) => move(directory, so, step), report);

/** Lets time do all that it has to at `now`, as a sweep does. */
export const timeActs = (directory: Directory, report: Report, now: string): Report => {
  let so = report;
  for (let due = stepDue(so.complaint, now, directory); due; due = stepDue(so.complaint, now, directory)) {
    if (so.events.length > report.events.length + 50) throw new Error("time does not come to an end");
    so = move(directory, so, [due.command, clock, now]);
  }
  return so;
};

/** What time itself has done, in words. */
export const doneByTime = (events: readonly Event[]): readonly string[] =>
  events.flatMap((event) => {
    switch (event.type) {
      case "reminded":
        return [`${event.clock} reminded: ${event.reminder}`];
      case "deadlineMissed":
        return [`${event.clock} missed`];
      case "escalated":
        return [`${event.clock} told ${event.to}`];
      default:
        return [];
    }
  });

/** The directory with the rules of these codes changed. */
export const withRules = (
  directory: Directory,
  changes: Readonly<Record<string, Partial<DeadlineRule>>>,
): Directory => ({
  ...directory,
  deadlineRules: directory.deadlineRules.map((rule) => ({ ...rule, ...changes[rule.code] })),
});

export const clockOf = (
  { complaint }: Report,
  name: keyof Complaint["clocks"],
): NonNullable<Complaint["clocks"][keyof Complaint["clocks"]]> => {
  const its = complaint.clocks[name];
  if (!its) throw new Error(`${name} has not been started`);
  return its;
};
