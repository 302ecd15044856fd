import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { moveRoutes, viewAsOfficer, viewQueue } from "../../functions/officer/routes.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { after, directory, filed, health, mondayMorning, publicWorks, router, type Report } from "../builders.ts";
import { functionOf, type Answered, type Call } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";

/** A unit below public works, with a liaison officer of its own. */
const unit = "kutim.dpu.bina-marga";
const ofRole = (role: string): string => directory.officers.find((officer) => officer.role === role)?.mail ?? "";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const ask = (route: Route, mail: string | null, call: Call = {}): Promise<Answered> =>
  functionOf(
    officerEndpoints({ store: engine.store, directory: () => Promise.resolve(directory), now: () => mondayMorning }),
  )(route, { ...call, claims: mail === null ? {} : { email: mail } });

const move = (name: string, mail: string, report: Report, body: object, version = report.complaint.version) => {
  const route = moveRoutes.get(name);
  if (!route) throw new Error(`there is no move ${name}`);
  return ask(route, mail, {
    params: { trackingNumber: report.complaint.trackingNumber },
    headers: { "content-type": "application/json", "if-match": `"${version}"` },
    body: JSON.stringify(body),
  });
};

const sentTo = (agencyCode: string, regionCode = "64.08.04"): Promise<Report> =>
  write(engine.store, after(filed({ location: { regionCode } }), [{ move: "dispose", agencyCode }, router]));
const heldOne = (): Promise<Report> =>
  write(engine.store, after(filed(), [{ move: "hold", reason: "noSignal", reasons: [] }, router]));

const numbersIn = ({ body }: Answered): readonly string[] =>
  (body as { items: { trackingNumber: string }[] }).items.map((item) => item.trackingNumber);

describe("an officer's queue", () => {
  it("has what the own office has in hand, and nothing of another's", async () => {
    const [own, other] = [await sentTo(publicWorks), await sentTo(health)];
    const numbers = numbersIn(await ask(viewQueue, "penghubung@dpu.kutim.example", { query: { limit: "100" } }));
    expect(numbers).toContain(own.complaint.trackingNumber);
    expect(numbers).not.toContain(other.complaint.trackingNumber);
  });

  it("has what is below the own office, which can be opened too, and not what is above", async () => {
    const [above, below] = [await sentTo(publicWorks), await sentTo(unit)];
    const number = below.complaint.trackingNumber;
    const numbers = numbersIn(await ask(viewQueue, "penghubung@dpu.kutim.example", { query: { limit: "100" } }));
    expect(numbers).toContain(number);
    expect(
      (await ask(viewAsOfficer, "penghubung@dpu.kutim.example", { params: { trackingNumber: number } })).status,
    ).toBe(200);
    const ofUnit = numbersIn(
      await ask(viewQueue, "penghubung@bina-marga.dpu.kutim.example", { query: { limit: "100" } }),
    );
    expect(ofUnit).toContain(number);
    expect(ofUnit).not.toContain(above.complaint.trackingNumber);
  });

  it("is filtered by region without taking 64.08.1 for 64.08.10", async () => {
    const [tenth, fourth] = [await sentTo(publicWorks, "64.08.10"), await sentTo(publicWorks, "64.08.04")];
    const inRegion = async (regionCode: string) =>
      numbersIn(await ask(viewQueue, "penghubung@dpu.kutim.example", { query: { limit: "100", regionCode } }));
    expect(await inRegion("64.08.10")).toEqual([tenth.complaint.trackingNumber]);
    expect(await inRegion("64.08.1")).toEqual([]);
    expect(await inRegion("64.08")).toEqual(
      expect.arrayContaining([tenth.complaint.trackingNumber, fourth.complaint.trackingNumber]),
    );
  });

  it("has for the coordinator what waits for a person, and pages through it without loss", async () => {
    const held = await Promise.all(Array.from({ length: 5 }, heldOne));
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await ask(viewQueue, ofRole("coordinator"), {
        query: { limit: "2", ...(cursor ? { cursor } : {}) },
      });
      seen.push(...numbersIn(page));
      ({ cursor } = page.body as { cursor: string | null });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(held.map(({ complaint }) => complaint.trackingNumber)));
  });

  it.each([
    ["nobody", null],
    ["a stranger", "orang@luar.example"],
  ])("is not for %s", async (_, mail) => {
    expect((await ask(viewQueue, mail)).status).toBe(403);
  });

  it("is not for a platform admin, who runs the system and handles no report", async () => {
    expect((await ask(viewQueue, ofRole("platformAdmin"))).status).toBe(403);
  });
});

describe("an officer's move", () => {
  it("of another agency finds no such report, and changes nothing", async () => {
    const report = await sentTo(publicWorks);
    const answer = await move("answer", "penghubung@dinkes.kutim.example", report, { text: "Bukan kami" });
    expect(answer.status).toBe(404);
    const seen = await ask(viewAsOfficer, "penghubung@dpu.kutim.example", {
      params: { trackingNumber: report.complaint.trackingNumber },
    });
    expect(seen.body).toMatchObject({ version: report.complaint.version, status: "dispatched" });
  });

  it("on a report of a unit below is the unit's own", async () => {
    const report = await sentTo(unit);
    expect((await move("answer", "penghubung@dpu.kutim.example", report, { text: "Kami jawabkan" })).status).toBe(404);
    expect(
      (await move("answer", "penghubung@bina-marga.dpu.kutim.example", report, { text: "Disurvei besok" })).status,
    ).toBe(201);
  });

  it("needs the version that was seen", async () => {
    const report = await sentTo(publicWorks);
    const stale = await move("answer", "penghubung@dpu.kutim.example", report, { text: "Disurvei" }, 1);
    expect(stale.status).toBe(409);
    const answered = await move("answer", "penghubung@dpu.kutim.example", report, { text: "Disurvei" });
    expect(answered).toMatchObject({ status: 201, headers: { ETag: `"${report.complaint.version + 1}"` } });
  });

  it("of a supervisor changes nothing but notes", async () => {
    const report = await sentTo(publicWorks);
    for (const [name, body] of [
      ["answer", { text: "Selesai" }],
      ["hand-back", { reason: "Bukan" }],
      ["disposition", { agencyCode: health }],
      ["archiving", { reason: "tooOld", text: "Lama" }],
    ] as const) {
      expect((await move(name, ofRole("supervisor"), report, body)).status, name).toBe(409);
    }
  });

  it("cannot lengthen a deadline alone: not by verifying, nor by approving the own proposal", async () => {
    const held = await heldOne();
    const verified = await move("verification", ofRole("coordinator"), held, { class: "complaintWithInspection" });
    expect(verified).toMatchObject({ status: 422, body: { errors: [{ pointer: "/class" }] } });
    const proposal = { class: "complaintWithInspection", reason: "Perlu audit" };
    const report = await sentTo(publicWorks);
    const proposed = await move("class-change", ofRole("coordinator"), report, proposal);
    expect(proposed.body).toMatchObject({ withInspection: false });
    const version = report.complaint.version + 1;
    expect((await move("class-change-approval", ofRole("coordinator"), report, {}, version)).status).toBe(409);
    expect((await move("class-change-approval", ofRole("supervisor"), report, {}, version)).body).toMatchObject({
      withInspection: true,
    });
  });

  it("passes a held report on, which leaves the coordinator's queue for the agency's", async () => {
    const held = await heldOne();
    const sent = await move("disposition", ofRole("coordinator"), held, { agencyCode: health, instruction: "Periksa" });
    expect(sent.body).toMatchObject({ status: "dispatched", agency: { code: health } });
    const { trackingNumber } = held.complaint;
    const queue = async (mail: string) => numbersIn(await ask(viewQueue, mail, { query: { limit: "100" } }));
    expect(await queue("penghubung@dinkes.kutim.example")).toContain(trackingNumber);
    expect(await queue(ofRole("coordinator"))).not.toContain(trackingNumber);
  });
});
