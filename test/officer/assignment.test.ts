import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { moveRoutes, viewAsOfficer, viewQueue } from "../../functions/officer/routes.ts";
import type { Route } from "../../shared/shell/contract.ts";
import type { ComplaintAnswer } from "../../shared/view/answers.ts";
import { complaintView } from "../../shared/view/complaint-view.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { after, directory, filed, health, mondayMorning, publicWorks, router, type Report } from "../builders.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { functionOf, type Answered, type Call } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";

/** Whose a report is at the office that has it: two people there share what comes in. */

const first = "penghubung@dpu.kutim.example";
const second = "kedua@dpu.kutim.example";
const coordinator = "koordinator@diskominfo.kutim.example";
const supervisor = "pengawas@inspektorat.kutim.example";
const known = {
  ...directory,
  officers: [
    ...directory.officers,
    {
      id: "penghubung-kedua-dpu",
      name: "Penghubung Kedua DPU",
      mail: second,
      role: "liaisonOfficer" as const,
      agencyCode: publicWorks,
    },
  ],
};

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const ask = async (route: Route, mail: string, call: Call = {}): Promise<Answered> => {
  const answered = await functionOf(
    officerEndpoints({ store: engine.store, directory: () => Promise.resolve(known), now: () => mondayMorning }),
  )(route, { ...call, claims: { email: mail } });
  const path = route.path.replace("{trackingNumber}", call.params?.["trackingNumber"] ?? "");
  assertMatchesContract(route.method, path, answered.status, answered.headers, answered.body);
  return answered;
};

const move = (name: string, mail: string, { complaint }: Report, body: object, version = complaint.version) => {
  const route = moveRoutes.get(name);
  if (!route) throw new Error(`there is no move ${name}`);
  return ask(route, mail, {
    params: { trackingNumber: complaint.trackingNumber },
    headers: { "content-type": "application/json", "if-match": `"${version}"` },
    body: JSON.stringify(body),
  });
};
const give = (mail: string, report: Report, officerId: string | null, version?: number) =>
  move("assignment", mail, report, { officerId }, version);

const sentTo = (agencyCode: string): Promise<Report> =>
  write(engine.store, after(filed(), [{ move: "dispose", agencyCode }, router]));

type Queue = { readonly items: readonly { readonly trackingNumber: string; readonly assignee: unknown }[] };
const queue = async (mail: string, assignee?: string): Promise<Queue["items"]> =>
  ((await ask(viewQueue, mail, { query: { limit: "100", ...(assignee ? { assignee } : {}) } })).body as Queue).items;
const numbers = async (mail: string, assignee?: string): Promise<readonly string[]> =>
  (await queue(mail, assignee)).map(({ trackingNumber }) => trackingNumber);

describe("a report that is given to a person", () => {
  it("is that person's in the queue and in the report, until somebody else's or nobody's", async () => {
    const report = await sentTo(publicWorks);
    const { trackingNumber, version } = report.complaint;
    const its = { officerId: "penghubung-kedua-dpu", name: "Penghubung Kedua DPU" };

    expect((await give(first, report, its.officerId)).body).toMatchObject({
      status: "dispatched",
      assignee: its,
      version: version + 1,
    });
    expect((await queue(first)).find((item) => item.trackingNumber === trackingNumber)?.assignee).toEqual(its);
    expect(await numbers(second, "me")).toContain(trackingNumber);
    expect(await numbers(first, "penghubung-kedua-dpu")).toContain(trackingNumber);
    expect(await numbers(first, "me")).not.toContain(trackingNumber);
    expect(await numbers(first, "nobody")).not.toContain(trackingNumber);

    expect((await give(second, report, null, version + 1)).body).toMatchObject({ assignee: null });
    expect(await numbers(first, "nobody")).toContain(trackingNumber);
    expect(await numbers(second, "me")).not.toContain(trackingNumber);
  });

  it("is the coordinator's to give as well: to the people of the office that has it", async () => {
    const report = await sentTo(health);
    expect((await give(coordinator, report, "penghubung-dinkes")).status).toBe(201);
  });

  it.each([
    ["of another office", "penghubung-dinkes"],
    ["of the coordinating office, which does not have it", "koordinator-diskominfo"],
    ["whom nobody knows", "tidak-ada"],
  ])("is not given to somebody %s", async (_, officerId) => {
    const report = await sentTo(publicWorks);
    const refusal = await give(first, report, officerId);
    expect(refusal).toMatchObject({ status: 422, body: { errors: [{ pointer: "/officerId" }] } });
    expect((await history(engine.store, report.complaint.complaintId))?.complaint).toEqual(report.complaint);
  });

  it("is not a supervisor's to give, nor to have", async () => {
    const report = await sentTo("kutim.inspektorat");
    expect((await give(supervisor, report, "penghubung-inspektorat")).status).toBe(409);
    expect((await give(coordinator, report, "pengawas-inspektorat")).status).toBe(422);
  });

  it("is nobody's after it went to another office, and after its end", async () => {
    const [passed, closed] = [await sentTo(publicWorks), await sentTo(publicWorks)];
    for (const report of [passed, closed]) await give(first, report, "penghubung-dpu");
    const version = passed.complaint.version + 1;
    const toUnit = { agencyCode: "kutim.dpu.bina-marga" };
    expect((await move("disposition", first, passed, toUnit, version)).body).toMatchObject({ assignee: null });
    await move("archiving", coordinator, closed, { reason: "tooOld", text: "Lama." }, version);
    const seen = await ask(viewAsOfficer, first, { params: { trackingNumber: closed.complaint.trackingNumber } });
    expect(seen.body).toMatchObject({ status: "archived", assignee: null });
  });

  it("stays with the person while the reporter is asked, and over the answers of the office", async () => {
    const report = await sentTo(publicWorks);
    const { version } = report.complaint;
    await give(first, report, "penghubung-kedua-dpu");
    await move("answer", first, report, { text: "Disurvei." }, version + 1);
    const asked = await move("information-request", first, report, { text: "Di mana?" }, version + 2);
    expect(asked.body).toMatchObject({
      status: "awaitingInformation",
      assignee: { officerId: "penghubung-kedua-dpu" },
    });
  });

  it("tells officers whose it is, and neither the reporter nor the public that there is such a person", async () => {
    const report = await sentTo(publicWorks);
    const forOfficers = (await give(first, report, "penghubung-kedua-dpu")).body as ComplaintAnswer;
    expect(forOfficers.timeline.at(-1)).toMatchObject({
      event: "assigned",
      title: "Ditugaskan kepada penghubung-kedua-dpu",
    });
    const found = await history(engine.store, report.complaint.complaintId);
    if (!found) throw new Error("the report is not there");
    for (const viewer of ["reporter", "public"] as const) {
      const view = complaintView(found, viewer, [], { directory: known, language: "id", now: mondayMorning });
      expect(JSON.stringify(view)).not.toMatch(/kedua|assign/i);
    }
  });

  it("is found page by page, once each, though reports are given and taken back between the pages", async () => {
    const mine: Report[] = [];
    for (let at = 0; at < 5; at += 1) {
      const report = await sentTo("kutim.dpu.bina-marga");
      await give(coordinator, report, "penghubung-bina-marga");
      mine.push(report);
    }
    const ofUnit = "penghubung@bina-marga.dpu.kutim.example";
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const query: Record<string, string> = { limit: "2", assignee: "me", ...(cursor ? { cursor } : {}) };
      const page = (await ask(viewQueue, ofUnit, { query })).body as Queue & { cursor: string | null };
      seen.push(...page.items.map(({ trackingNumber }) => trackingNumber));
      ({ cursor } = page);
      // What was seen leaves the list, and something else comes that is nobody's.
      const gone = mine.find(({ complaint }) => complaint.trackingNumber === seen.at(-1));
      if (gone && cursor !== null) await give(ofUnit, gone, null, gone.complaint.version + 1);
      await sentTo("kutim.dpu.bina-marga");
    }
    expect(seen.toSorted()).toEqual(mine.map(({ complaint }) => complaint.trackingNumber).toSorted());
  });

  it("keeps the pseudonym when the directory does not know the officer any more", async () => {
    const report = await sentTo(publicWorks);
    await give(first, report, "penghubung-kedua-dpu");
    const forgotten = functionOf(
      officerEndpoints({ store: engine.store, directory: () => Promise.resolve(directory), now: () => mondayMorning }),
    );
    const seen = await forgotten(viewAsOfficer, {
      params: { trackingNumber: report.complaint.trackingNumber },
      claims: { email: first },
    });
    expect(seen.body).toMatchObject({ assignee: { officerId: "penghubung-kedua-dpu", name: null } });
  });
});
