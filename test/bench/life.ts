import { mailsFor } from "../../functions/notifications/mails-for.ts";
import { beginsHop } from "../../shared/domain/hops.ts";
import { replay } from "../../shared/domain/evolve.ts";
import { itemsOf } from "../../shared/store/complaint-store.ts";
import { after, clock, dispatched, handlerOf, publicWorks, type Report } from "../builders.ts";
import type { MeasuredUnits, OperationName } from "./operations.ts";
import { anAnswer, medianText } from "./texts.ts";
import type { Path } from "./workflow.ts";

/**
 * A report as most are: filed with contact and passed on by itself; the office looks twice, answers twice, the
 * reporter looks twice and does not reply, so the system closes it. No hand-back, no person of the coordinator.
 */
const life = (): Report =>
  after(
    dispatched(publicWorks),
    [{ move: "answer", text: anAnswer }, handlerOf(publicWorks)],
    [{ move: "answerFinally", text: anAnswer }, handlerOf(publicWorks)],
    [{ move: "closeUnanswered" }, clock],
  );

const done: readonly (readonly [OperationName, number])[] = [
  ["filingFull", 1],
  ["hop", 1],
  ["linkOpened", 2],
  ["answer", 1],
  ["finalAnswer", 1],
  ["view", 2],
  ["sweepOfOne", 1],
];
/** Reads the directory at the most: requests of the API, two steps of a hop, and mails, each in a minute of its own. */
const stepsWithDirectory = 2;

/** What one report asks of each service. */
export type PerReport = {
  readonly events: number;
  readonly mails: number;
  readonly apiRequests: number;
  readonly invocations: number;
  readonly stateTransitions: number;
  readonly queueRequests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly readUnitsOfDirectory: number;
  readonly storedBytes: number;
};

/** Bytes as JSON, which names types and so is more than DynamoDB counts; the indexes hold about half as much again. */
export const storedBytes = ({ events }: Report): number =>
  events.reduce((sum, event) => {
    const state = replay(events.slice(0, event.version));
    const [stateItem, eventItem] = state ? itemsOf("table", state, event) : [];
    const isLast = event.version === events.length;
    return sum + JSON.stringify(eventItem).length + (isLast ? 1.5 * JSON.stringify(stateItem).length : 0);
  }, medianText.length);

export const perReport = (units: MeasuredUnits, dispatching: Path): PerReport => {
  const report = life();
  const events = report.events.length;
  const mails = report.events.flatMap((event) => mailsFor(report.complaint.complaintId, event)).length;
  const hops = report.events.filter(beginsHop).length;
  const times = new Map(done);
  const apiRequests = (["filingFull", "linkOpened", "answer", "finalAnswer", "view"] as const).reduce(
    (sum, name) => sum + (times.get(name) ?? 0),
    0,
  );
  const tasks = dispatching.states.filter((name) => !name.endsWith("?")).length;
  const sum = (of: "write" | "read"): number => done.reduce((so, [name, count]) => so + count * units[name][of], 0);
  return {
    events,
    mails,
    apiRequests,
    // The intake and the portal, one of the stream for each event, the steps of a hop, the mailer.
    invocations: apiRequests + events + hops * tasks + mails,
    // With the way into the end, as the examples on AWS's page of prices count it.
    stateTransitions: hops * (dispatching.states.length + 1),
    // Sent, received, deleted.
    queueRequests: mails * 3,
    writeUnits: sum("write") + mails * units.receiptMail.write,
    // The sweep's own look at its shards is paid by the month, not by the report.
    readUnits: sum("read") - units.sweepOfNothing.read + mails * units.receiptMail.read,
    readUnitsOfDirectory: (apiRequests + hops * stepsWithDirectory + mails) * units.directory.read,
    storedBytes: Math.round(storedBytes(report)),
  };
};
