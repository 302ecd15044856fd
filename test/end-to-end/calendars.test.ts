import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { addCalendarDays, localDateOf } from "../../shared/domain/calendar.ts";
import type { ComplaintAnswer, Receipt } from "../../shared/view/answers.ts";
import { startCloud, type Answer, type Outsider, type RunningCloud } from "./cloud.ts";
import { nextQuietMonday } from "./quiet-monday.ts";

/** A platform admin loads the calendar of a year, and changes it, while a report of that year is open. */

// Moving time and what follows from a calendar settle for real; a busy machine takes its time over it.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let running: RunningCloud;
let someone: Outsider;
/** A Monday in a January of which no calendar is loaded yet. */
let monday: string;
let year: number;
let receipt: Receipt;
beforeAll(async () => {
  running = await startCloud();
  ({ someone } = running);
  const lastKnown = Math.max(new Date().getUTCFullYear(), ...seedDirectory().calendars.map((its) => its.year));
  const start = nextQuietMonday(new Set(), Date.parse(`${lastKnown + 1}-01-01T00:00:00Z`));
  await someone.moveClockTo(start);
  monday = localDateOf(start, "Asia/Makassar");
  year = lastKnown + 1;
  receipt = await someone.file({
    class: "complaint",
    title: "Jalan berlubang di Jalan Yos Sudarso",
    text: "Jalan di depan pasar induk Sangatta berlubang besar, tiap hari ada pengendara motor jatuh. Mohon ditambal.",
    location: { regionCode: "64.08.04" },
  });
  await someone.settled();
});
afterAll(() => running.stop());

const after = (days: number): string => addCalendarDays(monday, days);
const endOf = (date: string): string => `${date}T23:59:59+08:00`;
const as = async (mail: string): Promise<Readonly<Record<string, string>>> => ({
  authorization: `Bearer ${await someone.tokenOf(mail)}`,
});
const admin = () => as("admin@diskominfo.kutim.example");

const path = (): string => `/v1/admin/calendars/ID/${year}`;
/** What the admin does: names what they have seen, and sends the days. */
const put = async (holidays: readonly string[], etag: string | null): Promise<Answer> => {
  const headers = { ...(await admin()), ...(etag === null ? {} : { "if-match": etag }) };
  const days = holidays.map((date) => ({ date, name: "Libur daerah" }));
  const answer = await someone.call("PUT", path(), {
    headers,
    body: { holidays: days, jointLeave: [], source: "Keputusan Bupati (uji)" },
  });
  await someone.settled();
  return answer;
};
const etagNow = async (): Promise<string> =>
  (await someone.call("GET", path(), { headers: await admin() })).headers.get("etag") ?? "";
const deadline = ({ deadlines }: ComplaintAnswer, clock: string) => deadlines.find((its) => its.clock === clock);
const timesMoved = ({ timeline }: ComplaintAnswer): number =>
  timeline.filter(({ event }) => event === "deadlinesMoved").length;

describe("a calendar that a platform admin loads and changes", () => {
  it("is missing at first: deadlines may still move, and the admin can see which year it is", async () => {
    const view = await someone.view(receipt);
    expect(view.status).toBe("dispatched");
    expect(deadline(view, "completion")).toMatchObject({ dueAt: endOf(after(18)), provisional: true });
    const list = await someone.call("GET", "/v1/admin/calendars?regionCode=64.08", { headers: await admin() });
    expect(list.status).toBe(200);
    expect(list.body).toMatchObject({
      missingYears: expect.arrayContaining([{ regionCode: "ID", year }]) as unknown,
    });
    const asCoordinator = { headers: await as("koordinator@diskominfo.kutim.example") };
    expect((await someone.call("GET", "/v1/admin/calendars", asCoordinator)).status).toBe(403);
    expect((await someone.call("GET", "/v1/admin/calendars")).status).toBe(401);
  });

  it("moves the report's deadlines over the new day off, and its timeline says so to everybody", async () => {
    expect((await put([after(2)], null)).status).toBe(201);
    const view = await someone.view(receipt);
    expect(deadline(view, "firstFollowUp")?.dueAt).toBe(endOf(after(8)));
    expect(deadline(view, "completion")?.dueAt).toBe(endOf(after(21)));
    expect(deadline(view, "completion")?.provisional).toBeUndefined();
    expect(timesMoved(view)).toBe(1);
    expect(view.timeline.at(-1)).toMatchObject({ event: "deadlinesMoved", by: { role: "system" } });
    const open = await someone.viewPublic(receipt.trackingNumber);
    expect(JSON.stringify(open.body)).toContain("deadlinesMoved");
  });

  it("holds for a report that is filed afterwards", async () => {
    const next = await someone.file({ class: "complaint", text: "Lampu jalan di Jalan Yos Sudarso padam semua." });
    const completion = next.deadlines.find(({ clock }) => clock === "completion");
    expect(completion?.dueAt).toBe(endOf(after(21)));
    expect(completion?.provisional).toBeUndefined();
    await someone.settled();
  });

  it("counts for a report that waits for its reporter, once it goes on", async () => {
    const office = someone.officer("penghubung@dpu.kutim.example");
    await office.move(receipt.trackingNumber, "information-request", { text: "Di mana tepatnya?" });
    await someone.settled();
    expect((await put([after(2), after(3), after(4)], await etagNow())).status).toBe(200);
    const waiting = await someone.view(receipt);
    expect(deadline(waiting, "completion")).toMatchObject({ state: "paused" });
    await someone.moveClockTo(`${after(4)}T09:00:00+08:00`);
    // From Monday to Friday it waited for one working day, Tuesday: three days off and one that was waited.
    const going = await someone.move(receipt, "replies", { text: "Di depan pasar induk." });
    expect(deadline(going, "completion")).toMatchObject({ state: "running", dueAt: endOf(after(24)) });
    await someone.settled();
  });

  it("shortens nothing when days are taken out of it again", async () => {
    const before = await someone.view(receipt);
    expect((await put([], await etagNow())).status).toBe(200);
    const now = await someone.view(receipt);
    expect(now.deadlines).toEqual(before.deadlines);
    expect(timesMoved(now)).toBe(timesMoved(before));
  });

  it("is not written over by whoever has seen an older one", async () => {
    const seen = await etagNow();
    expect((await put([after(9)], seen)).status).toBe(200);
    expect((await put([after(10)], seen)).status).toBe(409);
    expect((await put([after(10)], null)).status).toBe(409);
    expect((await put([`${year - 1}-12-31`], await etagNow())).status).toBe(422);
  });
});
