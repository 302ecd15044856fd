import type { Clock, Complaint } from "../domain/complaint.ts";
import type { ClockName } from "../domain/directory.ts";
import type { DeadlineAnswer } from "./answers.ts";

/** How a clock stands: late is late, also when the sweep has not noted it yet. */
const stateOf = (clock: Clock, now: string): DeadlineAnswer["state"] => {
  if (clock.state === "paused") return "paused";
  if (clock.missedAt !== undefined) return "missed";
  const until = Date.parse(clock.stoppedAt ?? now);
  if (until > Date.parse(clock.dueAt)) return "missed";
  return clock.state === "stopped" ? "met" : "running";
};

/** The clocks that the report has or had, soonest first. */
export const deadlinesOf = (complaint: Complaint, now: string): DeadlineAnswer[] =>
  Object.entries(complaint.clocks)
    .map(([clock, its]): DeadlineAnswer => ({
      clock: clock as ClockName,
      dueAt: its.dueAt,
      state: stateOf(its, now),
      ...(its.beyondCalendar ? { provisional: true } : {}),
    }))
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
