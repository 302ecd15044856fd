import { unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "vitest";
import { beginningOf, link } from "../../shared/domain/chain.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { ClockName } from "../../shared/domain/directory.ts";
import type { Event } from "../../shared/domain/events.ts";
import { replay } from "../../shared/domain/evolve.ts";
import type { Status } from "../../shared/domain/lifecycle.ts";
import { hashBeside, history, itemsOfReport, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import type { Clock, Clocks } from "./clocks.ts";
import type { Life } from "./life.ts";
import { reportAt, type World } from "./world.ts";

/** What the store holds, against the model and by itself. */

const stateOf = ({ state, pausedBy }: NonNullable<Complaint["clocks"][ClockName]>): Clock["state"] => {
  if (state === "running") return "runs";
  if (state === "stopped") return "stands";
  return pausedBy === "blocked" ? "hidden" : "asked";
};

const heldFor = (reason: Complaint["held"]): Life["held"] => {
  if (reason === null) return null;
  return reason === "appealed" || reason === "reopenedTooOften" ? "person" : "anybody";
};

type Seen = Omit<Life, "clocks"> & {
  readonly clocks: Readonly<Record<string, Pick<Clock, "state" | "due" | "late">>>;
};

/** A report of the store in the words of the model. */
const asModel = (its: Complaint): Seen => ({
  status: its.status,
  owner: its.owner,
  class: its.class,
  assignee: its.assignee,
  office: its.agencyCode,
  clocks: Object.fromEntries(
    Object.entries(its.clocks).map(([name, clock]) => [
      name,
      { state: stateOf(clock), due: clock.dueAt.slice(0, 10), late: clock.missedAt !== undefined },
    ]),
  ),
  handBacks: its.refusedBy.length,
  decided: its.arbitrated,
  held: heldFor(its.held),
  published: its.published,
  confidential: its.confidential,
  objected: its.objected,
  concerned: its.concerns !== null,
  askedFrom: its.askedFrom,
  hiddenFrom: its.blockedFrom,
  proposed: its.proposedClass === null ? null : { class: its.proposedClass, by: its.proposedBy ?? "" },
  reopenings: its.reopenings,
  appealed: its.appealed,
  archivedBy: its.archivedBy,
  ended: its.closedBy === null ? null : { by: its.closedBy, at: Date.parse(its.closedAt ?? "") },
  rating: its.rating,
  mergedInto: its.mergedInto,
  absorbed: its.absorbed ?? [],
  files: (its.attachments ?? []).map(({ id, by, agencyCode, state, round, upload, until, shown }) => ({
    id,
    side: by,
    agency: agencyCode ?? null,
    state,
    writing: round,
    upload: upload ?? null,
    until: Date.parse(until),
    shown: shown === true,
  })),
  writings: its.round,
  identity: (its.identityOpenTo ?? []).map(({ officerId, until }) => ({ by: officerId, until: Date.parse(until) })),
});

const told = (clocks: Clocks): Seen["clocks"] =>
  Object.fromEntries(Object.entries(clocks).map(([name, { state, due, late }]) => [name, { state, due, late }]));

/** Every report stands as the model says. */
export const agree = (lives: readonly Life[], world: World, said: string): void => {
  for (const [at, life] of lives.entries()) {
    const { complaint } = reportAt(world, at);
    expect(asModel(complaint), `report ${at} after: ${said}`).toEqual({ ...life, clocks: told(life.clocks) });
  }
};

const openStatuses: readonly Status[] = ["submitted", "awaitingInformation", "dispatched", "inProgress", "answered"];

/** One owner and a running clock while open, in the index of what is due just then; nobody's afterwards. */
const hasSomebody = (its: Complaint, item: Record<string, unknown>): void => {
  const isOpen = openStatuses.includes(its.status);
  const running = Object.values(its.clocks).filter(({ state }) => state === "running");
  expect(its.owner !== null, "an open report, and no other, has an owner").toBe(isOpen);
  expect(running.length > 0, "an open report, and no other, has a clock running").toBe(isOpen);
  const awaited = (its.attachments ?? []).some(({ state }) => state === "expected" || state === "inspecting");
  expect(String(item["duePartition"]).startsWith("DUE#"), "what is open, or waits for a file, is due some time").toBe(
    isOpen || awaited,
  );
  // Whatever has ended holds something that goes after years: an identity, or at least a file.
  const keeps = its.erasedAt === null || (its.attachments ?? []).some(({ state }) => state === "ready");
  expect(String(item["duePartition"]).startsWith("RETAIN#"), "what has ended is looked at again after years").toBe(
    !isOpen && !awaited && keeps,
  );
  expect("queuePartition" in item && !isOpen, "nobody has what has ended to do").toBe(false);
};

const waysOut: readonly Event["type"][] = ["reopened", "appealed", "unblocked", "blocked"];

/** What has ended stays so, but for whom the law gives a way back. */
const endsAreFinal = (events: readonly Event[]): void => {
  for (const [i, event] of events.entries()) {
    const before = events[i - 1]?.status;
    if (before === undefined || openStatuses.includes(before) || event.status === before) continue;
    expect(waysOut, `${event.type} leads out of ${before}`).toContain(event.type);
  }
};

/** A deadline is later or the same after a calendar has changed, and after a wait; only a class shortens one. */
const nothingIsShortened = (events: readonly Event[]): void => {
  const due = new Map<string, string>();
  for (const event of events) {
    for (const change of event.clocks) {
      if (!("dueAt" in change)) continue;
      const was = due.get(change.clock);
      if (was !== undefined && change.to !== "started" && event.type !== "classChanged") {
        expect(Date.parse(change.dueAt), `${change.clock}: ${event.type}`).toBeGreaterThanOrEqual(Date.parse(was));
      }
      due.set(change.clock, change.dueAt);
    }
  }
};

/** What lies in the table of one report holds together by itself; nothing of it says who reported. */
export const checkStored = async (
  store: ComplaintStore,
  world: World,
  at: number,
  traces: (said: unknown) => readonly string[],
) => {
  const { complaintId } = reportAt(world, at).complaint;
  const found = await history(store, complaintId);
  const [stateItem, ...eventItems] = await itemsOfReport(store, complaintId);
  if (!found || !stateItem) throw new Error("the report is not there");
  const { complaint, events } = found;

  expect(complaint).toEqual(reportAt(world, at).complaint);
  expect(events.map(({ version }) => version)).toEqual(events.map((_, i) => i + 1));
  expect(complaint.version).toBe(events.length);
  expect(replay(events), "its events lead to its state").toEqual(complaint);

  let head = beginningOf(complaintId);
  for (const [i, event] of events.entries()) {
    head = link(head, event);
    expect(hashBeside(eventItems[i] ?? {}), `the hash of event ${i + 1}`).toBe(head);
  }
  expect(complaint.head).toBe(head);

  hasSomebody(complaint, unmarshall(stateItem));
  endsAreFinal(events);
  nothingIsShortened(events);
  expect(traces([stateItem, ...eventItems]), "no event says who reported").toEqual([]);
  return found;
};
