import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dispatchReport } from "../../functions/routing/dispatch.ts";
import { holdReport } from "../../functions/routing/hold.ts";
import type { HopInput } from "../../functions/routing/hop.ts";
import { loadReport } from "../../functions/routing/load.ts";
import { suggestAgency } from "../../functions/routing/suggest.ts";
import { queueOf } from "../../shared/store/indexes.ts";
import { coordinator, directory, environment, filed, handlerOf, health, publicWorks, reporter } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { does, hop, kept, openRouting, type Routing } from "./hops.ts";

let engine: TestEngine;
let routing: Routing;
beforeAll(async () => {
  engine = await startEngine();
  routing = openRouting(engine);
});
afterAll(() => engine.stop());

const pothole = "Jalan berlubang besar di depan pasar induk, mohon ditambal.";
const aReport = async (particulars: Parameters<typeof filed>[0] = { text: pothole }): Promise<string> =>
  (await write(engine.store, filed(particulars))).complaint.complaintId;

/** The input of the hop that the last event began. */
const latestHop = async (complaintId: string): Promise<HopInput> => ({
  complaintId,
  since: (await kept(routing, complaintId)).complaint.version,
});
const handBack = async (complaintId: string, from: string, suggestedAgencyCode?: string): Promise<HopInput> => {
  const to = suggestedAgencyCode === undefined ? {} : { suggestedAgencyCode };
  await does(routing, complaintId, { move: "handBack", reason: "Bukan kewenangan kami.", ...to }, handlerOf(from));
  return latestHop(complaintId);
};

describe("a report that was handed back", () => {
  it("goes to the agency that the one who handed it back suggests", async () => {
    const complaintId = await aReport();
    await hop(routing, await latestHop(complaintId));
    await hop(routing, await handBack(complaintId, publicWorks, environment));
    const { complaint, events } = await kept(routing, complaintId);
    expect(complaint).toMatchObject({ agencyCode: environment, hop: 2, disposition: 2, refusedBy: [publicWorks] });
    expect(events.map(({ type }) => type)).toStrictEqual(["filed", "disposed", "handedBack", "disposed"]);
  });

  it("is never sent again to an agency that refused it, even if it was named", async () => {
    const complaintId = await aReport({ text: pothole, agencyCode: publicWorks });
    await hop(routing, await latestHop(complaintId));
    const input = await handBack(complaintId, publicWorks);
    const suggestion = await suggestAgency(routing, input);
    expect(suggestion.agencyCode).not.toBe(publicWorks);
    expect(suggestion.reasons).toContainEqual({ kind: "agencyRefused", agencyCode: publicWorks });
    await hop(routing, input);
    expect((await kept(routing, complaintId)).complaint.agencyCode).not.toBe(publicWorks);
  });

  it("twice is held for the coordinator as arbiter, however clear the signs are", async () => {
    const complaintId = await aReport();
    await hop(routing, await latestHop(complaintId));
    await hop(routing, await handBack(complaintId, publicWorks, environment));
    const input = await handBack(complaintId, environment, health);
    expect(await suggestAgency(routing, input)).toMatchObject({ agencyCode: health, confident: false });
    expect(await hop(routing, input)).toStrictEqual({ held: true });
    const { complaint, events } = await kept(routing, complaintId);
    const coordinatingOffice = directory.policy.coordinatorAgencyCode;
    expect(complaint).toMatchObject({
      status: "submitted",
      held: "handedBackTwice",
      owner: coordinatingOffice,
      agencyCode: null,
      refusedBy: [publicWorks, environment],
    });
    expect(complaint.clocks.arbitration).toMatchObject({ state: "running", dueAt: "2026-07-08T23:59:59+08:00" });
    const last = events.at(-1);
    expect(last?.type === "held" ? last.reasons : []).toContainEqual({ kind: "agencyNamed", agencyCode: health });
    const cards = await queueOf(engine.store, coordinatingOffice, { after: " ", limit: 100 });
    expect(cards.map(({ trackingNumber }) => trackingNumber)).toContain(complaint.trackingNumber);
  });
});

describe("a hop that is repeated", () => {
  it("does nothing, neither dispatching nor holding", async () => {
    const complaintId = await aReport();
    const input = await latestHop(complaintId);
    await hop(routing, input);
    const before = await kept(routing, complaintId);
    expect(await hop(routing, input)).toStrictEqual({ dispatched: false });
    expect(await holdReport(routing, { ...input, failure: { Error: "States.Timeout" } })).toStrictEqual({
      held: false,
    });
    expect(await kept(routing, complaintId)).toStrictEqual(before);
  });

  it("does nothing where the report was held", async () => {
    const complaintId = await aReport({ text: "Mohon perhatiannya." });
    const input = await latestHop(complaintId);
    await hop(routing, input);
    const before = await kept(routing, complaintId);
    expect(await hop(routing, input)).toStrictEqual({ held: false });
    expect(await kept(routing, complaintId)).toStrictEqual(before);
  });
});

describe("a hop that comes late", () => {
  it.each([
    ["a person has passed the report on", { move: "dispose", agencyCode: health }, coordinator],
    ["the reporter was asked something", { move: "requestInformation", text: "Di mana?" }, coordinator],
    ["the reporter has withdrawn it", { move: "withdraw" }, reporter],
  ] as const)("does nothing when %s", async (_, command, actor) => {
    const complaintId = await aReport();
    const input = await latestHop(complaintId);
    const suggestion = await suggestAgency(routing, input);
    await does(routing, complaintId, command, actor);
    const before = await kept(routing, complaintId);
    expect(await loadReport(routing, input)).toMatchObject({ waiting: false });
    expect(await dispatchReport(routing, { ...input, suggestion })).toStrictEqual({ dispatched: false });
    expect(await holdReport(routing, { ...input, suggestion })).toStrictEqual({ held: false });
    expect(await kept(routing, complaintId)).toStrictEqual(before);
  });

  it("does nothing when the report is on its next hop already, and so sends it to nobody who refused it", async () => {
    const complaintId = await aReport();
    const first = await latestHop(complaintId);
    const suggestion = await suggestAgency(routing, first);
    expect(suggestion).toMatchObject({ agencyCode: publicWorks, confident: true });
    await dispatchReport(routing, { ...first, suggestion });
    const second = await handBack(complaintId, publicWorks, environment);
    const before = await kept(routing, complaintId);
    expect(await loadReport(routing, first)).toMatchObject({ waiting: false });
    expect(await dispatchReport(routing, { ...first, suggestion })).toStrictEqual({ dispatched: false });
    expect(await holdReport(routing, { ...first, suggestion })).toStrictEqual({ held: false });
    expect(await kept(routing, complaintId)).toStrictEqual(before);
    expect(await hop(routing, second)).toStrictEqual({ dispatched: true });
    expect((await kept(routing, complaintId)).complaint.agencyCode).toBe(environment);
  });

  it("goes on although the reporter has said something meanwhile", async () => {
    const complaintId = await aReport();
    const input = await latestHop(complaintId);
    await does(routing, complaintId, { move: "reply", text: "Tambahan: dekat jembatan." }, reporter);
    expect(await hop(routing, input)).toStrictEqual({ dispatched: true });
  });
});

describe("dispatching five times at once", () => {
  it("writes one event, and whoever lost finds nothing to do when tried again", async () => {
    const complaintId = await aReport();
    const input = await latestHop(complaintId);
    const suggestion = await suggestAgency(routing, input);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => dispatchReport(routing, { ...input, suggestion })),
    );
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value.dispatched)).toHaveLength(1);
    const { events } = await kept(routing, complaintId);
    expect(events.map(({ type }) => type)).toStrictEqual(["filed", "disposed"]);
    expect(await dispatchReport(routing, { ...input, suggestion })).toStrictEqual({ dispatched: false });
  });
});
