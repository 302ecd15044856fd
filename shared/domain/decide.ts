import { clockChanges, movedByCalendar } from "./clock-changes.ts";
import type { Command } from "./commands.ts";
import type { Complaint } from "./complaint.ts";
import type { Asking, Context } from "./context.ts";
import type { DeadlineRule, Directory } from "./directory.ts";
import { ruleInForce, zoneOf } from "./deadlines.ts";
import { localDateOf } from "./calendar.ts";
import type { Event } from "./events.ts";
import { done, refused, type Outcome } from "./failures.ts";
import { faultsOf, missingOf } from "./faults.ts";
import {
  concernsWith,
  coordinatesIt,
  isConcerned,
  isOfficeConcerned,
  mayKeepIt,
  standsInForCoordinator,
  supervisesIt,
} from "./concerned.ts";
import { governmentAbove } from "./government.ts";
import { concernsOfFiling, filingOf } from "./filing-secrecy.ts";
import { contested, guards, type GuardContext } from "./guards.ts";
import { otherSupervisors } from "./identity-opening.ts";
import { lifecycle, type Lifecycle, type Move } from "./lifecycle.ts";
import { maySee } from "./may-see.ts";
import { particularsOf } from "./particulars.ts";
import { successionOf, type Succession } from "./succession.ts";

type Row = Lifecycle[number];

/** How long a rule is, as far as two rules can be compared: a week of seven days has five to work. */
const workingDaysOf = ({ number, unit }: DeadlineRule): number => (unit === "working" ? number : (number * 5) / 7);

const guardContext = (
  complaint: Complaint | null,
  { actor, now, directory }: Asking,
  asked?: Command,
): GuardContext => {
  const on = localDateOf(complaint?.filedAt ?? now, zoneOf(directory, null));
  return {
    now,
    actorId: actor.id,
    policy: directory.policy,
    anotherSupervises: (its) =>
      actor.role === "supervisor" && otherSupervisors(its, directory, actor.id, now).length > 0,
    completionDays: (of) => workingDaysOf(ruleInForce(directory, "completion", of, on)),
    conflictTakesIt: (its) => {
      const asWell = asked?.move === "declareConflict" ? asked : {};
      const after = { concerns: concernsWith(its, asWell, directory) };
      if (contested(its, directory)) return its.owner === null || isOfficeConcerned(after, its.owner, directory);
      return its.agencyCode === null || !mayKeepIt(after, its.agencyCode, directory);
    },
    calendarMovesIt: (its) => movedByCalendar(its, { directory, now }).length > 0,
    officeIsClosed: (its) => successionOf(its, directory, now) !== null,
    ...(asked?.move === "changeClass" ? { askedClass: asked.class } : {}),
    ...(asked && "attachmentId" in asked ? { askedFile: asked.attachmentId } : {}),
    ...(asked && "upload" in asked ? { askedUpload: asked.upload } : {}),
    ...(asked?.move === "missDeadline" || asked?.move === "remind" || asked?.move === "escalate"
      ? { askedClock: asked.clock }
      : {}),
  };
};

/** Whether an actor with this role speaks for the report: a handler only for the office that has it, nobody for one about them. */
const isTheirs = (complaint: Complaint | null, { actor, directory }: Asking): boolean => {
  switch (actor.role) {
    case "handler":
      return (
        complaint !== null &&
        actor.agencyCode !== undefined &&
        actor.agencyCode === complaint.agencyCode &&
        !isConcerned(complaint, actor, directory)
      );
    case "coordinator":
    case "supervisor":
      return complaint !== null && maySee(complaint, actor, directory);
    case "reporter":
    case "system":
      return true;
  }
};

const rowsFor = (complaint: Complaint | null, context: Asking, asked?: Command): readonly Row[] => {
  const from = complaint?.status ?? "unfiled";
  const given = guardContext(complaint, context, asked);
  const { actor, directory } = context;
  const asCoordinator = complaint !== null && standsInForCoordinator(complaint, actor, directory);
  return lifecycle.filter(
    (row) =>
      row.from.includes(from) &&
      (row.by.includes(actor.role) || (asCoordinator && row.by.includes("coordinator"))) &&
      (row.when ?? []).every((guard) => complaint !== null && guards[guard](complaint, given)),
  );
};

/** The moves that this actor may make now, each once, in the table's order. */
export const movesOpenTo = (complaint: Complaint, context: Asking): readonly Move[] =>
  isTheirs(complaint, context) ? [...new Set(rowsFor(complaint, context).map((row) => row.move))] : [];

const statusAfter = (row: Row, complaint: Complaint | null): Complaint["status"] => {
  if (row.to !== "same" && row.to !== "before") return row.to;
  if (!complaint) throw new Error(`${row.move} needs a report`);
  if (row.to === "same") return complaint.status;
  const place = complaint.status === "blocked" ? complaint.blockedFrom : complaint.askedFrom;
  if (!place) throw new Error(`${row.move} has nothing to go back to`);
  return place.status;
};

const inSuccession = (code: string | null, succession: Succession | null): string | null =>
  succession !== null && code === succession.from ? succession.to : code;

const ownerAfter = (
  row: Row,
  complaint: Complaint | null,
  agencyCode: string | null,
  concerns: Complaint["concerns"],
  directory: Directory,
  succession: Succession | null,
): string | null => {
  if (row.owner === "none") return null;
  const { coordinatorAgencyCode, supervisorAgencyCode } = directory.policy;
  if (row.owner === "successor") return inSuccession(complaint?.owner ?? null, succession);
  if (row.owner === "supervisor") return supervisesIt({ concerns }, directory) ?? supervisorAgencyCode;
  if (row.owner === "coordinator") return coordinatesIt({ concerns }, directory) ?? coordinatorAgencyCode;
  if (row.owner === "chosenAgency") return agencyCode;
  // What waited for whoever stood in for the coordinator is the coordinator's again.
  const waited = complaint?.agencyCode === null && complaint.owner === coordinatesIt(complaint, directory);
  if (row.move === "liftConflict" && waited && !contested(complaint, directory)) return coordinatorAgencyCode;
  return row.move === "unblock" ? (complaint?.blockedFrom?.owner ?? null) : (complaint?.owner ?? null);
};

const concernsAfter = (complaint: Complaint | null, command: Command, directory: Directory): Complaint["concerns"] => {
  switch (command.move) {
    case "file":
      return concernsOfFiling(command, directory);
    case "declareConflict":
      return concernsWith({ concerns: complaint?.concerns ?? null }, command, directory);
    case "liftConflict":
      return null;
    default:
      return complaint?.concerns ?? null;
  }
};

/** The office that has the report in hand after the command. */
const agencyAfter = (
  complaint: Complaint | null,
  command: Command,
  directory: Directory,
  succession: Succession | null,
): string | null => {
  switch (command.move) {
    case "passUp":
      return command.agencyCode ?? governmentAbove(directory);
    case "dispose":
    case "arbitrate":
    case "passDown":
      return command.agencyCode;
    case "takeOver":
      return inSuccession(complaint?.agencyCode ?? null, succession);
    default:
      return complaint?.agencyCode ?? null;
  }
};

/**
 * The events that a command leads to, or why it is refused. Pure: the same arguments give the same answer.
 * @param complaint null for a filing.
 */
export const decide = (complaint: Complaint | null, command: Command, context: Context): Outcome<readonly [Event]> => {
  const { actor, now, cause, directory } = context;
  if (!isTheirs(complaint, context)) return refused({ kind: "NotYours" });
  const row = rowsFor(complaint, context, command).find((candidate) => candidate.move === command.move);
  if (!row) {
    return refused({
      kind: "IllegalMove",
      move: command.move,
      status: complaint?.status ?? "unfiled",
      version: complaint?.version ?? 0,
    });
  }
  const faults = [...missingOf(row, command), ...faultsOf(command, complaint, context)];
  if (faults.length > 0) return refused({ kind: "FieldsRefused", faults });

  const succession = complaint && command.move === "takeOver" ? successionOf(complaint, directory, now) : null;
  const agencyCode = agencyAfter(complaint, command, directory, succession);
  const concerns = concernsAfter(complaint, command, directory);
  const common = {
    version: (complaint?.version ?? 0) + 1,
    at: now,
    actor,
    cause,
    status: statusAfter(row, complaint),
    owner: ownerAfter(row, complaint, agencyCode, concerns, directory, succession),
    clocks: clockChanges(row, complaint, command, agencyCode, context),
  };
  if (command.move === "file") return done([{ ...common, type: "filed", ...filingOf(command, directory) }]);
  if (!complaint) throw new Error(`${command.move} needs a report`);
  return done([{ ...common, ...particularsOf(row, command, complaint, agencyCode, context) }]);
};
