import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bulkAssignment, bulkDisposition, type BulkResult } from "../../functions/officer/bulk-routes.ts";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { load } from "../../shared/store/complaint-store.ts";
import { after, directory, filed, health, mondayMorning, publicWorks, router, type Report } from "../builders.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { functionOf, type Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write, writeMany } from "../store/reports.ts";

/** One move for many reports at once. */

const coordinator = "koordinator@diskominfo.kutim.example";
const supervisor = "pengawas@inspektorat.kutim.example";
const ofPublicWorks = "penghubung@dpu.kutim.example";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const ask = async (route: Route, mail: string, body: object, client = engine.store.client): Promise<Answered> => {
  const answered = await functionOf(
    officerEndpoints({
      store: { ...engine.store, client },
      directory: () => Promise.resolve(directory),
      now: () => mondayMorning,
    }),
  )(route, { claims: { email: mail }, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  assertMatchesContract(route.method, route.path, answered.status, answered.headers, answered.body);
  return answered;
};
const resultsIn = ({ body }: Answered): readonly BulkResult[] => (body as { results: BulkResult[] }).results;
const said = (answered: Answered): readonly unknown[] => resultsIn(answered).map(({ status }) => status);

const held = (): Report => after(filed(), [{ move: "hold", reason: "noSignal", reasons: [] }, router]);
const sentTo = (agencyCode: string): Report => after(filed(), [{ move: "dispose", agencyCode }, router]);
const seen = ({ complaint: { trackingNumber, version } }: Report) => ({ trackingNumber, version });
const now = async ({ complaint }: Report) => {
  const found = await load(engine.store, complaint.complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};

describe("many dispositions at once", () => {
  it("pass a hundred reports on, each with its own result in the order asked, and only once", async () => {
    const reports = Array.from({ length: 100 }, held);
    await writeMany(engine, reports);
    const body = { agencyCode: publicWorks, instruction: "Tindak lanjuti.", complaints: reports.map(seen) };

    const first = resultsIn(await ask(bulkDisposition, coordinator, body));
    expect(first).toEqual(
      reports.map(({ complaint: { trackingNumber, version } }) => ({
        trackingNumber,
        status: 201,
        version: version + 1,
      })),
    );
    for (const report of reports) expect(await now(report)).toMatchObject({ owner: publicWorks, disposition: 1 });

    const again = resultsIn(await ask(bulkDisposition, coordinator, body));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([409]));
    expect(again[0]).toMatchObject({ version: 3, problem: { title: "Laporan sudah berubah" } });
    for (const report of reports) expect(await now(report)).toMatchObject({ version: 3, disposition: 1 });
  });

  it("are decided each by itself: what is refused for one is done for the others", async () => {
    const [good, stale, ended, unasked] = [held(), held(), held(), sentTo(health)];
    for (const report of [good, stale, unasked]) await write(engine.store, report);
    const over = after(ended, [{ move: "withdraw" }, { role: "reporter", id: "reporter" }]);
    await write(engine.store, over);
    const complaints = [
      { ...seen(stale), version: 1 },
      seen(over),
      { trackingNumber: "KTM-000-000-000", version: 1 },
      { trackingNumber: "KTM-7F3-K9Q-X2B", version: 1 },
      // Passing on what an office has takes an instruction.
      seen(unasked),
      seen(good),
    ];
    const answered = await ask(bulkDisposition, coordinator, { agencyCode: publicWorks, complaints });
    expect(answered.status).toBe(200);
    expect(said(answered)).toEqual([409, 409, 404, 404, 422, 201]);
    expect(resultsIn(answered).map(({ trackingNumber }) => trackingNumber)).toEqual(
      complaints.map(({ trackingNumber }) => trackingNumber),
    );
    expect(resultsIn(answered)[4]?.problem?.errors).toMatchObject([{ pointer: "/instruction" }]);
    expect(await now(stale)).toEqual(stale.complaint);
    expect(await now(good)).toMatchObject({ owner: publicWorks });
  });

  it("of an office go down to its unit, and leave another office's reports alone", async () => {
    const [own, others] = [sentTo(publicWorks), sentTo(health)];
    for (const report of [own, others]) await write(engine.store, report);
    const body = { agencyCode: "kutim.dpu.bina-marga", complaints: [seen(others), seen(own)] };
    expect(said(await ask(bulkDisposition, ofPublicWorks, body))).toEqual([404, 201]);
    expect(await now(others)).toEqual(others.complaint);
  });

  it("are not a supervisor's, who only looks", async () => {
    const reports = [held(), sentTo(publicWorks)];
    for (const report of reports) await write(engine.store, report);
    const complaints = reports.map(seen);
    const body = { agencyCode: health, instruction: "Tindak lanjuti.", complaints };
    expect(said(await ask(bulkDisposition, supervisor, body))).toEqual([409, 409]);
    expect(said(await ask(bulkAssignment, supervisor, { officerId: null, complaints }))).toEqual([409, 409]);
    for (const report of reports) expect(await now(report)).toEqual(report.complaint);
  });

  it("say of which report the database was too busy, and do the others", async () => {
    const [unlucky, lucky] = [held(), held()];
    for (const report of [unlucky, lucky]) await write(engine.store, report);
    const client = engine.connect();
    client.middlewareStack.add(
      (next) => (args) =>
        JSON.stringify(args.input).includes(unlucky.complaint.complaintId)
          ? Promise.reject(Object.assign(new Error("too much"), { name: "ThrottlingException" }))
          : next(args),
      { step: "initialize", name: "badLuck" },
    );
    const body = { agencyCode: publicWorks, complaints: [seen(unlucky), seen(lucky)] };
    expect(said(await ask(bulkDisposition, coordinator, body, client))).toEqual([503, 201]);
    client.destroy();
    expect(said(await ask(bulkDisposition, coordinator, body))).toEqual([201, 409]);
  });
});

describe("many assignments at once", () => {
  it("give an office's reports to one person, and take them back", async () => {
    const reports = [sentTo(publicWorks), sentTo(publicWorks), sentTo(health)];
    for (const report of reports) await write(engine.store, report);
    const complaints = reports.map(seen);
    const given = await ask(bulkAssignment, ofPublicWorks, { officerId: "penghubung-dpu", complaints });
    expect(said(given)).toEqual([201, 201, 404]);
    for (const report of reports.slice(0, 2)) expect(await now(report)).toMatchObject({ assignee: "penghubung-dpu" });
    const next = complaints.map(({ trackingNumber, version }) => ({ trackingNumber, version: version + 1 }));
    const taken = await ask(bulkAssignment, coordinator, { officerId: null, complaints: next });
    expect(said(taken)).toEqual([201, 201, 409]);
    for (const report of reports.slice(0, 2)) expect(await now(report)).toMatchObject({ assignee: null });
  });

  it("are refused where nobody of the office is named", async () => {
    const [own, others] = [sentTo(publicWorks), sentTo(health)];
    for (const report of [own, others]) await write(engine.store, report);
    const body = { officerId: "penghubung-dinkes", complaints: [seen(own), seen(others)] };
    expect(said(await ask(bulkAssignment, coordinator, body))).toEqual([422, 201]);
  });
});

describe("what is asked of many at once", () => {
  const one = { trackingNumber: "KTM-7F3-K9Q-X2A", version: 1 };
  it.each([
    ["none", [], "/complaints"],
    [
      "more than a hundred",
      Array.from({ length: 101 }, (_, at) => ({ ...one, trackingNumber: `${at}` })),
      "/complaints",
    ],
    ["one without its version", [{ trackingNumber: one.trackingNumber }], "/complaints/0/version"],
  ])("is refused as a whole for %s", async (_, complaints, pointer) => {
    const answered = await ask(bulkAssignment, coordinator, { officerId: null, complaints });
    expect(answered).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it("is refused as a whole, and nothing is done, when a report is named twice, however it is typed", async () => {
    const report = await write(engine.store, sentTo(publicWorks));
    const { trackingNumber, version } = seen(report);
    const complaints = [seen(report), { trackingNumber: trackingNumber.toLowerCase(), version }];
    const answered = await ask(bulkAssignment, coordinator, { officerId: null, complaints });
    expect(answered).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/complaints/1/trackingNumber", detail: "Sudah disebut sebelumnya." }] },
    });
    expect(await now(report)).toEqual(report.complaint);
  });

  it.each([["admin@diskominfo.kutim.example"], ["orang@luar.example"]])("is not for %s", async (mail) => {
    expect((await ask(bulkAssignment, mail, { officerId: null, complaints: [one] })).status).toBe(403);
  });
});
