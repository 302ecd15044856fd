import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Receipt } from "../../shared/view/answers.ts";
import { logsOf, startCloud, type Answer, type Outsider, type RunningCloud } from "./cloud.ts";
import { nextQuietMonday } from "./quiet-monday.ts";

/** Break-glass from end to end: a supervisor opens who a reporter is, others hear of it, and a day later it is shut. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const [opener, second, coordinator] = [
  "pengawas@inspektorat.kutim.example",
  "pimpinan@kutim.example",
  "koordinator@diskominfo.kutim.example",
];
const reporter = { name: "Siti Maemunah", email: "siti.maemunah@surel.example", phone: "+628115550199" };
const marks = /Maemunah|siti\.maemunah|5550199/;

let running: RunningCloud;
let someone: Outsider;
let receipt: Receipt;
let report: string;
beforeAll(async () => {
  running = await startCloud();
  ({ someone } = running);
  await someone.moveClockTo(nextQuietMonday(new Set()));
  receipt = await someone.file({
    class: "complaint",
    text: "Jalan berlubang besar di depan pasar induk Sangatta.",
    agencyCode: "kutim.dpu",
    anonymous: true,
    reporter,
  });
  report = `/v1/officer/complaints/${receipt.trackingNumber}`;
  await someone.settled();
});
afterAll(() => running.stop());

/** @param path below the report's own address, or nothing for the report itself */
const asOfficer = async (mail: string, method: "GET" | "POST", path: string, body?: object): Promise<Answer> =>
  someone.call(method, `${report}${path}`, {
    headers: { authorization: `Bearer ${await someone.tokenOf(mail)}` },
    ...(body === undefined ? {} : { body }),
  });
const opens = (mail: string, body: object = { reason: "Pelapor diancam, polisi menunggu." }) =>
  asOfficer(mail, "POST", "/identity-opening", body);
const sees = (mail: string) => asOfficer(mail, "GET", "/identity");
const offered = async (mail: string): Promise<readonly string[]> =>
  ((await asOfficer(mail, "GET", "")).body as { moves: string[] }).moves;
const openings = async () =>
  (await someone.mailsAbout(receipt.trackingNumber)).filter(({ subject }) => /identitas/i.test(subject));

describe("who an anonymous reporter is", () => {
  it("is seen by nobody before a supervisor opens it, and opened by nobody else", async () => {
    for (const mail of [opener, second, coordinator, "penghubung@dpu.kutim.example"]) {
      expect((await sees(mail)).status, mail).toBe(403);
    }
    expect((await opens(coordinator)).status).toBe(403);
    expect((await opens("penghubung@dpu.kutim.example")).status).toBe(403);
    expect((await opens("penghubung@dinkes.kutim.example")).status).toBe(404);
    expect((await opens(opener, { reason: " " })).status).toBe(422);
    await someone.settled();
    expect(await openings()).toEqual([]);
  });

  it("is opened by a supervisor for a day, and both the reporter and the other supervisor get a mail, once", async () => {
    const { now } = (await someone.call("GET", "/_local/state")).body as { now: string };
    const { status, body } = await opens(opener);
    expect(status).toBe(201);
    const { until, told } = body as { until: string; told: number };
    expect(told).toBe(1);
    expect(Date.parse(until) - Date.parse(now)).toBeGreaterThanOrEqual(86_400_000);
    expect((await opens(opener)).status, "open already").toBe(409);
    await someone.settled();

    const mails = await openings();
    expect(mails.map(({ destination }) => destination.to.join()).sort()).toEqual([second, reporter.email].sort());
    const [toReporter, toSecond] = await Promise.all(
      [reporter.email, second].map(async (to) => {
        const mail = mails.find(({ destination }) => destination.to.includes(to));
        if (!mail) throw new Error(`no mail to ${to}`);
        return someone.read(mail);
      }),
    );
    expect(toReporter?.text).toContain("> Pelapor diancam, polisi menunggu.");
    expect(toReporter?.text).toContain("Seorang pengawas");
    expect(toReporter?.text, "not which person").not.toContain("pengawas-inspektorat");
    expect(toSecond?.text).toContain("pengawas-inspektorat");
    expect(toSecond?.text).toContain("> Pelapor diancam, polisi menunggu.");
    expect([toSecond?.subject, toSecond?.text, toSecond?.html].join()).not.toMatch(marks);
  });

  it("is shown to that supervisor alone, and each look is in the history of officers and the reporter", async () => {
    const seen = await sees(opener);
    expect([seen.status, seen.body]).toMatchObject([200, reporter]);
    expect(seen.headers.get("cache-control")).toBe("no-store");
    expect((await sees(opener)).status).toBe(200);
    expect((await sees(second)).status).toBe(403);
    expect((await sees(coordinator)).status).toBe(403);
    expect(await offered(opener)).not.toContain("identity-opening");
    expect(await offered(second)).toContain("identity-opening");
    expect(await offered(coordinator)).not.toContain("identity-opening");

    const { timeline } = await someone.view(receipt);
    expect(timeline.slice(-3)).toMatchObject([
      {
        event: "identityOpened",
        by: { role: "supervisor" },
        text: "Pelapor diancam, polisi menunggu.\n\nDiberitahukan kepada 1 pengawas lain.",
      },
      { event: "identitySeen" },
      { event: "identitySeen" },
    ]);
    expect(JSON.stringify(timeline)).not.toContain("pengawas-inspektorat");
    const toOfficers = (await asOfficer(coordinator, "GET", "")).body as typeof receipt & { timeline: unknown[] };
    expect(toOfficers.timeline.slice(-3)).toMatchObject([{ event: "identityOpened" }, {}, {}]);
    expect(JSON.stringify(toOfficers)).toContain("pengawas-inspektorat");
    expect(JSON.stringify(toOfficers)).not.toMatch(marks);
    const toAll = (await someone.viewPublic(receipt.trackingNumber)).body;
    expect(JSON.stringify(toAll)).not.toContain("identity");
  });

  it("is shut again after 24 hours, and what was logged says who looked and never what they saw", async () => {
    await someone.advance("PT23H");
    expect((await sees(opener)).status).toBe(200);
    await someone.advance("PT1H1M");
    const over = await sees(opener);
    expect([over.status, over.body]).toMatchObject([
      403,
      { type: expect.stringContaining("#problem-identity-not-open") as string },
    ]);
    expect(JSON.stringify(over.body)).not.toMatch(marks);
    const logs = logsOf(running);
    expect(logs.match(/"code":"IDENTITY_OPENED"/g)).toHaveLength(1);
    expect(logs.match(/"code":"IDENTITY_SEEN"/g)).toHaveLength(3);
    expect(logs).toContain('"officerId":"pengawas-inspektorat"');
    expect(logs).not.toMatch(marks);
    expect(logs).not.toContain("polisi menunggu");
    expect(await openings(), "and no mail came twice").toHaveLength(2);
  });

  it("is not there where nothing was left", async () => {
    const { trackingNumber } = await someone.file({ class: "complaint", text: "Lampu jalan padam semua." });
    const headers = { authorization: `Bearer ${await someone.tokenOf(opener)}` };
    const path = `/v1/officer/complaints/${trackingNumber}/identity-opening`;
    const { status, body } = await someone.call("POST", path, { headers, body: { reason: "Pelapor diancam" } });
    expect([status, body]).toMatchObject([
      404,
      { type: expect.stringContaining("#problem-identity-unknown") as string },
    ]);
  });
});
