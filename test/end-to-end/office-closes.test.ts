import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { addCalendarDays, localDateOf } from "../../shared/domain/calendar.ts";
import type { ComplaintAnswer, Receipt } from "../../shared/view/answers.ts";
import { verifyCloud } from "../audit/command.ts";
import { linkIn, startCloud, type Answer, type Mail, type Outsider, type RunningCloud } from "./cloud.ts";
import { nextQuietMonday } from "./quiet-monday.ts";

/** Public works becomes another office, and what citizens have told it is not lost with it. */

// Moving time and what follows from a changed office settle for real; a busy machine takes its time over it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const daysOff = seedDirectory().calendars.flatMap(({ holidays, jointLeave }) => [...holidays, ...jointLeave]);
const [publicWorks, unit, successor] = ["kutim.dpu", "kutim.dpu.bina-marga", "kutim.pupr"];

let running: RunningCloud;
let someone: Outsider;
let monday: string;
beforeAll(async () => {
  running = await startCloud();
  ({ someone } = running);
  const start = nextQuietMonday(new Set(daysOff.map(({ date }) => date)));
  monday = localDateOf(start, "Asia/Makassar");
  await someone.moveClockTo(start);
});
afterAll(() => running.stop());

const path = (code: string): string => `/v1/admin/agencies/${code}`;
const admin = async (): Promise<Readonly<Record<string, string>>> => ({
  authorization: `Bearer ${await someone.tokenOf("admin@diskominfo.kutim.example")}`,
});
/** Puts an office as it is, but for what is said otherwise. */
const change = async (code: string, its: object, like = code): Promise<Answer> => {
  const seen = await someone.call("GET", path(like), { headers: await admin() });
  const { code: _, ...entry } = seen.body as Record<string, unknown>;
  const etag = seen.headers.get("etag") ?? "";
  const headers = { ...(await admin()), ...(like === code ? { "if-match": etag } : { "if-none-match": "*" }) };
  return someone.call("PUT", path(code), { headers, body: { ...entry, ...its } });
};

let filings = 0;
const pothole = async (): Promise<Receipt> => {
  filings += 1;
  const receipt = await someone.file({
    class: "complaint",
    text: `Jalan berlubang besar di depan gang ${filings}, tiap hari ada pengendara motor jatuh. Mohon ditambal.`,
    agencyCode: publicWorks,
    reporter: { email: `pelapor${filings}@surel.example` },
  });
  await someone.settled();
  return receipt;
};
const liaison = () => someone.officer("penghubung@dpu.kutim.example");
const dispositionTo = async ({ trackingNumber }: Receipt, to: string): Promise<Mail> => {
  const mail = (await someone.mailsAbout(trackingNumber, to)).at(-1);
  if (!mail) throw new Error(`${to} got no mail about the report`);
  return mail;
};
const takenOver = ({ timeline }: ComplaintAnswer) => timeline.filter(({ event }) => event === "tookOver");

describe("an office that closes", () => {
  const reports: Record<string, Receipt> = {};
  const before = new Map<string, ComplaintAnswer>();
  const oldLinks = new Map<string, string>();

  it("has reports in every state", async () => {
    const [assigned, waiting, contested] = [await pothole(), await pothole(), await pothole()];
    Object.assign(reports, { assigned, waiting, contested });
    for (const [name, receipt] of Object.entries(reports)) {
      oldLinks.set(name, linkIn(await dispositionTo(receipt, "@dpu.kutim.example")).token);
    }
    await liaison().move(assigned.trackingNumber, "assignment", { officerId: "penghubung-dpu" });
    await liaison().move(waiting.trackingNumber, "information-request", { text: "Di sebelah mana?" });
    await liaison().move(contested.trackingNumber, "answer", { text: "Kami kerjakan." });
    for (const reason of ["Belum", "Masih belum", "Tetap belum"]) {
      await liaison().move(contested.trackingNumber, "closure", { text: "Sudah", withoutAttachment: "Terlihat" });
      await someone.move(contested, "reopening", { reason });
    }
    await someone.settled();
    for (const [name, receipt] of Object.entries(reports)) before.set(name, await someone.view(receipt));
    expect(before.get("contested")?.status).toBe("submitted");
    expect(before.get("waiting")?.status).toBe("awaitingInformation");
  });

  it("cannot close without a successor, nor above a unit that stays, and each refusal says where", async () => {
    const yesterday = addCalendarDays(monday, -1);
    const alone = await change(publicWorks, { validTo: yesterday });
    expect(alone.status).toBe(422);
    expect(alone.body).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ pointer: "/successor" })]) as unknown,
    });
    expect(
      (await change(successor, { name: "Dinas PUPR", mail: ["pengaduan@pupr.kutim.example"] }, publicWorks)).status,
    ).toBe(201);
    expect((await change(publicWorks, { validTo: yesterday, successor })).status).toBe(422);
    expect((await change(unit, { parent: successor })).status).toBe(200);
    await someone.settled();
    for (const receipt of Object.values(reports)) expect(takenOver(await someone.view(receipt))).toEqual([]);
  });

  it("leaves its open reports to its successor, each once, with their clocks and under their number", async () => {
    const yesterday = addCalendarDays(monday, -1);
    expect((await change(publicWorks, { validTo: yesterday, successor })).status).toBe(200);
    await someone.settled();
    for (const [name, receipt] of Object.entries(reports)) {
      const view = await someone.view(receipt);
      expect(takenOver(view), name).toMatchObject([{ by: { role: "system" }, agency: { code: successor } }]);
      expect(view.deadlines, name).toEqual(before.get(name)?.deadlines);
      expect(view.status, name).toBe(before.get(name)?.status);
      if (name !== "contested") expect(view.agency).toMatchObject({ code: successor });
    }
    // Who was to do it works elsewhere.
    const seen = await someone
      .officer("koordinator@diskominfo.kutim.example")
      .view(reports["assigned"]?.trackingNumber ?? "");
    expect(JSON.stringify(seen)).not.toContain('"assignee":{');
    expect(await liaison().queue()).toEqual([]);
  });

  it("is followed by mail: the successor gets links of its own, each reporter is told, and the old link says it is over", async () => {
    for (const name of ["assigned", "waiting"]) {
      const receipt = reports[name];
      if (!receipt) throw new Error("it was filed");
      const mail = await dispositionTo(receipt, "@pupr.kutim.example");
      expect(mail.body.text).toContain("Dinas PUPR melanjutkan laporan berikut");
      const { token } = linkIn(mail);
      expect((await someone.call("GET", `/v1/dispositions/${token}`)).body).toMatchObject({
        agency: { code: successor },
      });
      const old = oldLinks.get(name) ?? "";
      expect((await someone.call("GET", `/v1/dispositions/${old}`)).status).toBe(404);
      const page = await someone.call("GET", `/d/${old}`, { headers: { accept: "text/html" } });
      expect(page.status).toBe(404);
      expect(await someone.call("POST", `/v1/dispositions/${old}/answers`, { body: { text: "Sudah" } })).toMatchObject({
        status: 404,
      });
    }
    for (const [at, receipt] of Object.values(reports).entries()) {
      const told = (await someone.mailsAbout(receipt.trackingNumber, `pelapor${at + 1}@surel.example`)).filter(
        ({ body }) => (body.text ?? "").includes("Dinas PUPR, melanjutkannya"),
      );
      expect(told).toHaveLength(1);
    }
  });

  it("leaves reports that go on like any other", async () => {
    const { assigned, waiting } = reports;
    if (!assigned || !waiting) throw new Error("they were filed");
    const going = await someone.move(waiting, "replies", { text: "Di depan pasar." });
    expect(going).toMatchObject({ status: "dispatched", agency: { code: successor } });
    const { token } = linkIn(await dispositionTo(assigned, "@pupr.kutim.example"));
    await someone.answerByLink(token, { text: "Sudah ditambal.", final: true });
    await someone.settled();
    expect((await someone.view(assigned)).status).toBe("answered");
  });

  it("gets nothing any more: who names it, and what its words say, comes to the successor", async () => {
    const naming = await pothole();
    const saying = await someone.file({ class: "complaint", text: "Jalan berlubang besar di depan pasar." });
    await someone.settled();
    for (const receipt of [naming, saying]) {
      expect((await someone.view(receipt)).agency).toMatchObject({ code: successor });
    }
  });

  it("that closes on a day to come does so in silence, on the day after", async () => {
    const receipt = await someone.file({
      class: "complaint",
      text: "Sampah menumpuk di TPS pasar.",
      agencyCode: "kutim.dlh",
    });
    await someone.settled();
    expect((await change("kutim.dlh", { validTo: monday, successor: "kutim.disperkim" })).status).toBe(200);
    await someone.settled();
    expect((await someone.view(receipt)).agency).toMatchObject({ code: "kutim.dlh" });
    await someone.moveClockTo(`${addCalendarDays(monday, 1)}T09:00:00+08:00`);
    await someone.settled();
    const view = await someone.view(receipt);
    expect(takenOver(view)).toHaveLength(1);
    expect(view.agency).toMatchObject({ code: "kutim.disperkim" });
  });

  it("leaves a log that holds together", async () => {
    const { code, out, err } = await verifyCloud(running.cloud.url);
    expect(err).toBe("");
    expect(code, out).toBe(0);
  });
});
