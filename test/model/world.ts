import { BatchWriteItemCommand, type GetItemCommand, type QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "vitest";
import { recompute } from "../../functions/deadlines/recompute.ts";
import { sweep } from "../../functions/deadlines/sweep.ts";
import type { SuccessionMessage } from "../../functions/succession/succession-message.ts";
import { followClosedOffices } from "../../functions/succession/take-over.ts";
import { fileComplaint } from "../../functions/intake/file-complaint.ts";
import type { Filing } from "../../functions/intake/filing.ts";
import { mergeReport } from "../../functions/officer/merge.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Context } from "../../shared/domain/context.ts";
import type { Agency, Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import type { Move } from "../../shared/domain/lifecycle.ts";
import { signingKeys } from "../../shared/shell/signing.ts";
import { act } from "../../shared/store/act.ts";
import { load, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import { complaintIdOf, complaintPartition, stateSort } from "../../shared/store/keys.ts";
import { directory } from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";
import { dayOf, daysLater, type Day } from "./clocks.ts";
import { offices } from "./people.ts";
import { identity } from "./markers.ts";
import type { Order } from "./orders.ts";

/** The real thing: the store on its engine, and what the functions do with it. */

export type Kept = { readonly trackingNumber: string; readonly secret: string; complaint: Complaint };
export type Delivery = "once" | "again" | "at once";

/** How often each move was taken and refused, over all sequences, and how often time itself made it. */
export type Tally = Map<Move | `time's ${Move}`, { taken: number; refused: number }>;
export const count = (tally: Tally, move: Move | `time's ${Move}`, was: "taken" | "refused"): void => {
  const counts = tally.get(move) ?? { taken: 0, refused: 0 };
  counts[was] += 1;
  tally.set(move, counts);
};

export type World = {
  readonly engine: TestEngine;
  readonly tally: Tally;
  directory: Directory;
  daysOff: readonly Day[];
  unitClosed: boolean;
  now: number;
  readonly reports: Kept[];
};

/** Of files so few that a sequence comes to the limits. */
const governed: Directory = {
  ...directory,
  policy: {
    ...directory.policy,
    files: { ...directory.policy.files, perReport: 2, perReply: 1 },
    // All reports of the model come from one reporter.
    filings: { perAddressAndHour: 1_000_000, perContactAndDay: 1_000_000 },
  },
};

export const instant = (at: number): string => new Date(at).toISOString();
export const keys = signingKeys("a signing secret for tests");
let numbers = 0;

export const open = (engine: TestEngine, tally: Tally, now: number): World => ({
  engine,
  tally,
  directory: governed,
  daysOff: [],
  unitClosed: false,
  now,
  reports: [],
});

/**
 * The store as it is now, read once however often it is asked: what everybody sees of a report that nobody moves
 * meanwhile is made of the same items.
 */
export const asItIs = ({ store: { client, table } }: TestEngine): ComplaintStore => {
  const known = new Map<string, unknown>();
  const send = (command: GetItemCommand | QueryCommand): unknown => {
    const asked = JSON.stringify([command.constructor.name, command.input]);
    const answer = known.get(asked) ?? client.send(command as GetItemCommand);
    known.set(asked, answer);
    return answer;
  };
  return { client: Object.assign(Object.create(client), { send }) as typeof client, table };
};

const deps = (world: World) => ({
  store: world.engine.store,
  directory: () => Promise.resolve(world.directory),
  now: () => instant(world.now),
  log: recordedLog(),
});

const context = (world: World, actor: Actor): Context => ({
  actor,
  now: instant(world.now),
  cause: "test",
  directory: world.directory,
});

export const reportAt = (world: World, at: number): Kept => {
  const report = world.reports[at];
  if (!report) throw new Error("there is no such report");
  return report;
};

/** Reads it anew: others may have moved it. */
export const reread = async (world: World, at: number): Promise<void> => {
  const report = reportAt(world, at);
  const complaint = await load(world.engine.store, report.complaint.complaintId);
  if (!complaint) throw new Error("the report is not there");
  report.complaint = complaint;
};

/** Files a report the way the intake does, identity and all. @returns whether it was taken */
export const file = async (world: World, filing: Filing, delivery: Delivery): Promise<boolean> => {
  numbers += 1;
  const request = {
    filing: { ...filing, reporter: { ...identity, shareWithAgency: false } },
    idempotencyKey: `filing ${numbers}`,
    language: "id",
    baseUrl: "https://lapor.example",
    address: "203.0.113.7",
    proof: null,
    cause: "test",
  } as const;
  const { engine } = world;
  // A number of its own for each try, as chance would give it.
  const chance = (bytes: number): Uint8Array => {
    numbers += 1;
    return Uint8Array.from({ length: bytes }, (_, i) => (numbers >> (8 * (bytes - 1 - i))) & 255);
  };
  const isChallenged = () => Promise.resolve(false);
  const send = () =>
    fileComplaint(
      { ...deps(world), identityTable: engine.identityTable, keys: () => Promise.resolve(keys), isChallenged, chance },
      request,
    );
  const first = await send();
  count(world.tally, "file", first.ok ? "taken" : "refused");
  if (delivery !== "once") expect(await send(), "the same filing again").toEqual(first);
  if (!first.ok) return false;
  const { trackingNumber, secret } = first.value;
  const complaint = await load(engine.store, complaintIdOf(trackingNumber));
  if (!complaint) throw new Error("what was filed is not there");
  world.reports.push({ trackingNumber, secret, complaint });
  return true;
};

/** One command under the version that was read; delivered twice, it is done once. @returns whether it was taken */
export const deliver = async (
  world: World,
  at: number,
  order: Order,
  actor: Actor,
  delivery: Delivery,
): Promise<boolean> => {
  const report = reportAt(world, at);
  const seen = report.complaint;
  const send = () => act(world.engine.store, seen, order, context(world, actor));
  const answers =
    delivery === "at once"
      ? await Promise.all([send(), send()])
      : [await send(), ...(delivery === "again" ? [await send()] : [])];
  const done = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const stale = answers.filter((answer) => !answer.ok && answer.failure.kind === "StaleVersion");
  const [step] = done;
  expect(done.length, `${order.move}, delivered ${delivery}, is done once at most`).toBeLessThanOrEqual(1);
  expect(stale.length, "what comes second comes late").toBe(step ? answers.length - 1 : 0);
  count(world.tally, order.move, step ? "taken" : "refused");
  if (!step) return false;
  expect(step.event.version).toBe(seen.version + 1);
  report.complaint = step.complaint;
  return true;
};

/** Merges one report into another; delivered twice, with what was seen before and with what is there now. */
export const merge = async (
  world: World,
  [at, into]: readonly [number, number],
  actor: Actor,
  text: string,
  delivery: Delivery,
): Promise<boolean> => {
  const [report, survivor] = [reportAt(world, at), reportAt(world, into)];
  const seen = report.complaint;
  const send = (complaint: Complaint) =>
    mergeReport(
      world.engine.store,
      complaint,
      { move: "merge", into: survivor.trackingNumber, text },
      context(world, actor),
    );
  const answers = delivery === "at once" ? await Promise.all([send(seen), send(seen)]) : [await send(seen)];
  const [step, ...more] = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  expect(more, "a report is merged once").toEqual([]);
  count(world.tally, "merge", step ? "taken" : "refused");
  if (!step) return false;
  count(world.tally, "absorb", "taken");
  report.complaint = step.complaint;
  await reread(world, into);
  if (delivery === "again") {
    const asSeen = await send(seen);
    expect(asSeen, "a retry that has not noticed").toMatchObject({ ok: false, failure: { kind: "StaleVersion" } });
    expect((await send(step.complaint)).ok, "a retry that has").toBe(false);
    const absorbed = survivor.complaint;
    await reread(world, into);
    expect(survivor.complaint).toEqual(absorbed);
  }
  return true;
};

/** Lets the sweep do what is due. */
export const passTime = async (world: World, delivery: Delivery): Promise<void> => {
  const sweeping = () => sweep({ ...deps(world), timeLeft: () => true });
  const sweeps = delivery === "at once" ? await Promise.all([sweeping(), sweeping()]) : [await sweeping()];
  for (const { failed } of sweeps) expect(failed, "what is due can be acted on").toBe(0);
  if (delivery === "again") expect(await sweeping()).toEqual({ acted: 0, failed: 0 });
  if (sweeps.some(({ acted }) => acted > 0)) {
    for (const at of world.reports.keys()) await reread(world, at);
  }
};

/** Has the deadlines of a report computed by the calendar in force. @returns whether one moved */
export const recomputeOne = async (world: World, at: number, delivery: Delivery): Promise<boolean> => {
  const { complaintId, version } = reportAt(world, at).complaint;
  const calendar = { regionCode: world.directory.policy.regionCode, year: 2025 };
  const queue = (): Promise<never> => Promise.reject(new Error("one report leaves nothing over"));
  const tell = () => recompute({ ...deps(world), timeLeft: () => true, queue }, { calendar, complaintId });
  if (delivery === "at once") await Promise.all([tell(), tell()]);
  else await tell();
  if (delivery === "again") await tell();
  await reread(world, at);
  const moved = reportAt(world, at).complaint.version - version;
  expect(moved, "a calendar moves the deadlines of a report once").toBeLessThanOrEqual(1);
  count(world.tally, "moveDeadlines", moved === 1 ? "taken" : "refused");
  return moved === 1;
};

/** An office with a last day that has passed, and the one above it, which follows. */
const closed = (its: Agency, now: number): Agency =>
  its.code === offices.roadsUnit ? { ...its, validTo: daysLater(dayOf(now), -1), successor: offices.roads } : its;

/** Clears the desk of the office, once it has closed. @returns how many reports were taken over */
export const clearDesk = async (world: World, delivery: Delivery): Promise<number> => {
  const versions = world.reports.map(({ complaint }) => complaint.version);
  const queued: SuccessionMessage[] = [];
  const queue = (messages: readonly SuccessionMessage[]): Promise<void> => {
    queued.push(...messages);
    return Promise.resolve();
  };
  const clear = async (): Promise<void> => {
    const its = { ...deps(world), timeLeft: () => true, queue };
    await followClosedOffices(its, { look: true });
    for (let message = queued.pop(); message; message = queued.pop()) await followClosedOffices(its, message);
  };
  if (delivery === "at once") await Promise.all([clear(), clear()]);
  else await clear();
  if (delivery === "again") await clear();
  for (const at of world.reports.keys()) await reread(world, at);
  const moved = world.reports.map(({ complaint }, at) => complaint.version - (versions[at] ?? 0));
  for (const its of moved) expect(its, "a report is taken over once").toBeLessThanOrEqual(1);
  const taken = moved.filter((its) => its === 1).length;
  if (taken > 0) count(world.tally, "takeOver", "taken");
  return taken;
};

/** Another calendar comes into force, with days off besides those of the seed; an office closes, or was never closed. */
export const observe = (world: World, { daysOff = world.daysOff, unitClosed = world.unitClosed }): void => {
  [world.daysOff, world.unitClosed] = [daysOff, unitClosed];
  world.directory = {
    ...governed,
    agencies: governed.agencies.map((its) => (unitClosed ? closed(its, world.now) : its)),
    calendars: [
      ...governed.calendars,
      {
        // With the decree's own, so that they hold for the province too, to which reports are passed up.
        regionCode: "ID",
        year: 2025,
        holidays: daysOff.map((date) => ({ date, name: "Libur tambahan" })),
        jointLeave: [],
        source: "a test",
      },
    ],
  };
};

/** Takes the reports out of everybody's sight, so that the next sequence has the tables for itself. */
export const leave = async ({ engine, reports }: World): Promise<void> => {
  if (reports.length === 0) return;
  const requests = reports.map(({ complaint }) => ({
    DeleteRequest: { Key: marshall({ pk: complaintPartition.build(complaint.complaintId), sk: stateSort }) },
  }));
  await engine.client.send(new BatchWriteItemCommand({ RequestItems: { [engine.store.table]: requests } }));
};
