import { movedByCalendar } from "./clock-changes.ts";
import type { Command } from "./commands.ts";
import { nextDue, type Clock, type Complaint } from "./complaint.ts";
import { placeOf, remindersOf, ruleNamed } from "./deadlines.ts";
import type { ClockName, Directory, Reminder } from "./directory.ts";

/** What time itself has to do with a report next, if its time has come. */

/** What follows when a clock has run out. Only the reporter's own clocks end a report; an agency's are noted as late. */
const consequenceOf = (clock: ClockName): Command => {
  switch (clock) {
    case "reporterReply":
      return { move: "closeUnanswered" };
    case "reporterCompletion":
      return { move: "archiveIncomplete" };
    case "verification":
    case "firstFollowUp":
    case "completion":
    case "arbitration":
      return { move: "missDeadline", clock };
  }
};

/** The last reminder whose time has come: after an outage one is enough. */
const reminderNow = (complaint: Complaint, its: Clock, now: string, directory: Directory): Reminder => {
  const rule = ruleNamed(directory, its.rule);
  const counted = rule ? { startedAt: its.startedAt, rule, ...(its.pauses ? { pauses: its.pauses } : {}) } : null;
  const reminders = counted ? remindersOf(directory, counted, its.dueAt, placeOf(directory, complaint.agencyCode)) : [];
  return reminders.findLast(({ at }) => Date.parse(at) <= Date.parse(now))?.reminder ?? "workingDayBefore";
};

/** Whether today's calendars give the clock a later day: they may have changed since its deadline was computed. */
const hasMoreTime = (complaint: Complaint, clock: ClockName, now: string, directory: Directory): boolean =>
  movedByCalendar(complaint, { directory, now }).some(
    (change) => change.clock === clock && change.to === "moved" && change.dueAt !== complaint.clocks[clock]?.dueAt,
  );

/** A file that never came, or whose inspection never ended: nobody waits for either for ever. */
const fileOverdue = ({ attachments }: Complaint, attachmentId: string): Command =>
  (attachments ?? []).some(({ id, state }) => id === attachmentId && state === "inspecting")
    ? { move: "refuseAttachment", attachmentId, reason: "notInspected" }
    : { move: "missAttachment", attachmentId };

/**
 * Nothing ends or is late by a calendar of yesterday: before a deadline has its consequence it is computed once more.
 *
 * @returns null: nothing is due
 */
export const stepDue = (
  complaint: Complaint,
  now: string,
  directory: Directory,
): { readonly what: string; readonly command: Command } | null => {
  const due = nextDue(complaint);
  if (!due || Date.parse(due.at) >= Date.parse(now)) return null;
  if ("attachmentId" in due) return { what: "attachment", command: fileOverdue(complaint, due.attachmentId) };
  const { clock } = due;
  const its = complaint.clocks[clock];
  if (!its) return null;
  if (its.missedAt !== undefined) return { what: clock, command: { move: "escalate", clock } };
  if (Date.parse(its.dueAt) < Date.parse(now)) {
    const ranOut = !hasMoreTime(complaint, clock, now, directory);
    return { what: clock, command: ranOut ? consequenceOf(clock) : { move: "moveDeadlines" } };
  }
  return { what: clock, command: { move: "remind", clock, reminder: reminderNow(complaint, its, now, directory) } };
};
