import { clockName, complaintClass, type ClockName, type DeadlineRule, type Directory } from "./directory.ts";
import { lifecycle } from "./lifecycle.ts";

/** What is wrong with the rules of the clocks: clocks without a rule, and rules that the lifecycle cannot follow. */

/** The events at which the lifecycle can start a clock. */
const startsOf = (clock: ClockName): ReadonlySet<string> =>
  new Set(lifecycle.filter((row) => [row.starts, row.mayStart].flat().includes(clock)).map((row) => row.event));

/**
 * The clocks that start while an office has the report. The others start while it is the coordinator's, or are
 * promised to the reporter before anybody knows whose it will be; an office's own rule could not hold for them.
 */
const ofAnOffice: ReadonlySet<ClockName> = new Set(["firstFollowUp", "reporterReply", "reporterCompletion"]);

const faultsOf = (rule: DeadlineRule): readonly string[] => {
  const name = `deadline rule ${rule.code}`;
  const possible = startsOf(rule.clock);
  return [
    ...rule.startEvents
      .filter((event) => !possible.has(event))
      .map((event) => `${name} starts ${rule.clock} at ${event}, where it cannot start`),
    ...(rule.startEvents.length === 0 ? [`${name} never starts ${rule.clock}`] : []),
    // Nobody can act on a report that is hidden, so no clock of it may run.
    ...(rule.pauseEvents.includes("blocked") ? [] : [`${name} does not wait while a report is hidden (blocked)`]),
    ...(rule.agencyCode !== undefined && !ofAnOffice.has(rule.clock)
      ? [`${name} is for ${rule.agencyCode} alone, but ${rule.clock} starts before an office has the report`]
      : []),
  ];
};

/** A rule for one office alone leaves all others without. */
const clocksWithoutRule = ({ deadlineRules }: Directory): readonly string[] =>
  clockName.options.flatMap((clock) =>
    complaintClass.options
      .filter(
        (kind) =>
          !deadlineRules.some(
            (rule) => rule.clock === clock && rule.agencyCode === undefined && (rule.class ?? kind) === kind,
          ),
      )
      .map((kind) => `no deadline rule says how long ${clock} runs for ${kind}`),
  );

export const deadlineRuleFaults = (directory: Directory): readonly string[] => [
  ...directory.deadlineRules.flatMap(faultsOf),
  ...clocksWithoutRule(directory),
];
