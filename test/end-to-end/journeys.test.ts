import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { addCalendarDays, localDateOf } from "../../shared/domain/calendar.ts";
import type { ComplaintAnswer, Receipt } from "../../shared/view/answers.ts";
import { verifyCloud } from "../audit/command.ts";
import { linkIn, startCloud, type Outsider, type RunningCloud } from "./cloud.ts";
import { nextQuietMonday } from "./quiet-monday.ts";

/** Whole lives of reports, over HTTP, through the mailbox, with a clock that is moved. */

// Moving time sweeps, mails and settles for real; a busy machine takes its time over it.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const daysOff = new Set(
  seedDirectory().calendars.flatMap(({ holidays, jointLeave }) => [...holidays, ...jointLeave].map(({ date }) => date)),
);
const zone = "Asia/Makassar";

let running: RunningCloud;
let someone: Outsider;
beforeAll(async () => {
  running = await startCloud();
  ({ someone } = running);
});
afterAll(() => running.stop());

const coordinator = () => someone.officer("koordinator@diskominfo.kutim.example");
const secondCoordinator = () => someone.officer("koordinator2@diskominfo.kutim.example");
const supervisor = () => someone.officer("pimpinan@kutim.example");
const publicWorks = () => someone.officer("penghubung@dpu.kutim.example");

const nowOf = async (): Promise<string> => ((await someone.call("GET", "/_local/state")).body as { now: string }).now;
/** To the next quiet Monday, so that deadlines can be counted on fingers. */
const toMonday = async (): Promise<string> => {
  const monday = nextQuietMonday(daysOff, Date.parse(await nowOf()));
  await someone.moveClockTo(monday);
  return localDateOf(monday, zone);
};
/** @param time in Sangatta, eight hours ahead of UTC. */
const to = (date: string, time: string): Promise<void> => someone.moveClockTo(`${date}T${time}:00+08:00`);

const report = {
  class: "complaint",
  title: "Jalan berlubang di Jalan Yos Sudarso",
  text: "Jalan di depan pasar induk Sangatta berlubang besar, tiap hari ada pengendara motor jatuh. Mohon ditambal.",
  location: { regionCode: "64.08.04" },
} as const;
const unclear = { class: "aspiration", text: "Semoga semuanya menjadi lebih baik di tempat kami." } as const;

let reporters = 0;
const file = async (filing: object = report): Promise<Receipt & { readonly mail: string }> => {
  const mail = `pelapor${(reporters += 1)}@surel.example`;
  const receipt = await someone.file({ ...filing, reporter: { name: "Pelapor Contoh", email: mail } });
  await someone.settled();
  return { ...receipt, mail };
};
const events = ({ timeline }: ComplaintAnswer): readonly string[] => timeline.map(({ event }) => event);
const stateOf = ({ deadlines }: ComplaintAnswer, clock: string): string | undefined =>
  deadlines.find((its) => its.clock === clock)?.state;
const dueOf = ({ deadlines }: Pick<ComplaintAnswer, "deadlines">, clock: string): string | undefined =>
  deadlines.find((its) => its.clock === clock)?.dueAt;
const subjects = async (trackingNumber: string, address: string): Promise<readonly string[]> =>
  (await someone.mailsAbout(trackingNumber, address)).map(({ subject }) => subject);
const tokenFor = async (trackingNumber: string, address: string): Promise<string> => {
  const mail = (await someone.mailsAbout(trackingNumber, address)).at(-1);
  if (!mail) throw new Error(`no mail about ${trackingNumber} to ${address}`);
  return linkIn(mail).token;
};

describe("a report over its whole life", () => {
  it("that is verified late is late for everybody to see, is told above, and still reaches its office", async () => {
    const monday = await toMonday();
    const receipt = await file(unclear);
    expect((await coordinator().queue()).find((its) => its.trackingNumber === receipt.trackingNumber)?.held).toBe(
      "noSignal",
    );
    await to(addCalendarDays(monday, 4), "00:01");
    const late = await someone.view(receipt);
    expect(stateOf(late, "verification")).toBe("missed");
    expect(events(late)).toEqual(expect.arrayContaining(["deadlineMissed", "escalated"]));
    // The office is closed at midnight: what the clocks write waits for half past seven.
    expect((await subjects(receipt.trackingNumber, "@diskominfo.kutim.example")).join()).not.toMatch(/terlambat/);
    await to(addCalendarDays(monday, 4), "07:31");
    expect((await subjects(receipt.trackingNumber, "@diskominfo.kutim.example")).join()).toMatch(/terlambat/);

    await coordinator().move(receipt.trackingNumber, "public-text", {
      title: "Harapan warga",
      text: "Semoga semuanya menjadi lebih baik.",
    });
    const moved = await coordinator().move(receipt.trackingNumber, "disposition", {
      agencyCode: "kutim.dpu",
      copies: ["kutim.dlh"],
      instruction: "Mohon tanggapi.",
    });
    expect(moved.status).toBe("dispatched");
    await someone.settled();
    const seen = await someone.view(receipt);
    expect(seen.original?.text).toBe(unclear.text);
    expect(seen.text).toBe("Semoga semuanya menjadi lebih baik.");
    expect(seen.difference?.text.some(({ kind, text }) => kind === "removed" && text.includes("tempat"))).toBe(true);
    expect(stateOf(seen, "verification")).toBe("missed");
    const hop = seen.timeline.find(({ event }) => event === "disposed");
    expect(hop).toMatchObject({ by: { role: "coordinator" }, agency: { code: "kutim.dpu" }, text: "Mohon tanggapi." });
    expect(await subjects(receipt.trackingNumber, "@dlh.kutim.example")).toHaveLength(1);
  });

  it("goes to arbitration after two hand-backs, with a clock of two days, and its second clock never restarts", async () => {
    await toMonday();
    const receipt = await file({ ...report, agencyCode: "kutim.dinkes" });
    for (const office of ["@dinkes.kutim.example", "@dpu.kutim.example"]) {
      await someone.handBackByLink(await tokenFor(receipt.trackingNumber, office), {
        reason: "Bukan kewenangan kami.",
      });
      await someone.settled();
    }
    const held = await someone.view(receipt);
    expect(stateOf(held, "arbitration")).toBe("running");
    expect(dueOf(held, "completion")).toBe(dueOf(receipt, "completion"));
    await someone.advance("P3D");
    expect(stateOf(await someone.view(receipt), "arbitration")).toBe("missed");
    await coordinator().move(receipt.trackingNumber, "arbitration", {
      agencyCode: "kutim.dpu",
      reason: "Ruas ini jalan kabupaten.",
    });
    await someone.settled();
    const token = await tokenFor(receipt.trackingNumber, "@dpu.kutim.example");
    const again = await someone.call("POST", `/v1/dispositions/${token}/hand-back`, {
      body: { reason: "Tetap bukan." },
    });
    expect(again.status).toBe(409);
  });

  it("whose reporter never gives the information is reminded of twice and archived, and can be appealed", async () => {
    const monday = await toMonday();
    const receipt = await file();
    await publicWorks().move(receipt.trackingNumber, "information-request", { text: "Di dekat toko apa?" });
    await someone.settled();
    const asked = await someone.view(receipt);
    expect(asked.status).toBe("awaitingInformation");
    expect([stateOf(asked, "firstFollowUp"), stateOf(asked, "completion")]).toEqual(["paused", "paused"]);
    for (let day = 1; day <= 15; day += 1) await to(addCalendarDays(monday, day), "07:31");
    const archived = await someone.view(receipt);
    expect(archived).toMatchObject({ status: "archived", closedBy: "system" });
    expect(events(archived).filter((event) => event === "reminded")).toHaveLength(2);
    expect((await subjects(receipt.trackingNumber, receipt.mail)).filter((its) => /ingat/i.test(its))).toHaveLength(2);

    const appealed = await someone.move(receipt, "appeal", { reason: "Di depan toko besi, maaf terlambat." });
    await someone.settled();
    expect(appealed.status).toBe("submitted");
    // Nobody archived it but the system, so any coordinator may look at it again.
    await coordinator().move(receipt.trackingNumber, "disposition", { agencyCode: "kutim.dpu" });
  });

  it("goes on with exactly the days that were left when the information comes", async () => {
    const monday = await toMonday();
    const receipt = await file();
    await to(addCalendarDays(monday, 2), "10:00");
    await publicWorks().move(receipt.trackingNumber, "information-request", { text: "Di dekat toko apa?" });
    await to(addCalendarDays(monday, 9), "10:00");
    const supplied = await someone.move(receipt, "replies", { text: "Di depan toko besi." });
    // Five working days from Monday are up on the next Monday; it waited from Wednesday to Wednesday, five more.
    expect(dueOf(supplied, "firstFollowUp")?.slice(0, 10)).toBe(addCalendarDays(monday, 14));
    expect(dueOf(supplied, "completion")?.slice(0, 10)).toBe(addCalendarDays(monday, 25));
    expect(supplied.status).toBe("dispatched");
  });

  it("of a silent office is told to its head, the coordinator and supervision, until the office answers", async () => {
    const monday = await toMonday();
    const receipt = await file();
    for (const day of [2, 4, 7, 8, 9, 10, 11, 14]) await to(addCalendarDays(monday, day), "07:31");
    const silent = await someone.view(receipt);
    expect(silent.timeline.filter(({ event }) => event === "escalated").map(({ agency }) => agency?.code)).toEqual([
      "kutim.dpu",
      "kutim.diskominfo",
      "kutim",
    ]);
    expect((await subjects(receipt.trackingNumber, "kepala@dpu.kutim.example")).length).toBeGreaterThan(0);
    expect((await subjects(receipt.trackingNumber, "@diskominfo.kutim.example")).length).toBeGreaterThan(0);
    await publicWorks().move(receipt.trackingNumber, "answer", { text: "Sudah ditambal.", final: true });
    await someone.settled();
    const answered = await someone.view(receipt);
    expect(answered.status).toBe("answered");
    expect(stateOf(answered, "firstFollowUp")).toBe("missed");
    const told = events(answered).filter((event) => event === "escalated").length;
    await someone.advance("P5D");
    expect(events(await someone.view(receipt)).filter((event) => event === "escalated")).toHaveLength(told);
  });

  it("that the system closed is reopened twice under its number, and then goes to supervision", async () => {
    await toMonday();
    const receipt = await file();
    const solve = () => publicWorks().move(receipt.trackingNumber, "answer", { text: "Sudah selesai.", final: true });
    await solve();
    await someone.advance("P15D");
    expect(await someone.view(receipt)).toMatchObject({ status: "closed", closedBy: "system" });
    const rated = await someone.move(receipt, "closure", { rating: 1 });
    expect(rated.question?.move).toBe("reopening");
    for (const round of [1, 2]) {
      const again = await someone.move(receipt, "reopening", { reason: `Masih berlubang, ${round}.` });
      expect(again).toMatchObject({ status: "inProgress", trackingNumber: receipt.trackingNumber });
      await someone.settled();
      await solve();
      await someone.move(receipt, "closure", { rating: 3 });
    }
    const third = await someone.move(receipt, "reopening", { reason: "Masih juga." });
    expect(third.status).toBe("submitted");
    expect(stateOf(third, "arbitration")).toBe("running");
    await someone.settled();
    expect((await supervisor().queue()).map(({ trackingNumber }) => trackingNumber)).toContain(receipt.trackingNumber);
    const refused = await coordinator().tryMove(receipt.trackingNumber, "disposition", { agencyCode: "kutim.dpu" });
    expect(refused.status).toBe(409);
    await supervisor().move(receipt.trackingNumber, "closure-upholding", { text: "Kami periksa: sudah rata." });
    const ended = await someone.view(receipt);
    expect(ended).toMatchObject({ status: "closed", closedBy: "officer" });
    expect(ended.moves).not.toContain("reopening");
  });

  it("that is merged into another goes on there, where its reporter sees and hears what everybody may know", async () => {
    await toMonday();
    const [first, second] = [await file(), await file()];
    await coordinator().move(second.trackingNumber, "merge", { into: first.trackingNumber, text: "Lubang yang sama." });
    await someone.settled();
    const merged = await someone.view(second);
    expect(merged).toMatchObject({ status: "archived", mergedInto: { trackingNumber: first.trackingNumber } });
    await publicWorks().move(first.trackingNumber, "note", { text: "CATATANRAHASIA" });
    await publicWorks().move(first.trackingNumber, "answer", { text: "Lubang ditambal hari ini.", final: true });
    await someone.settled();
    const seen = await someone.view(second);
    expect(seen.mergedInto?.status).toBe("answered");
    expect(JSON.stringify(seen)).toContain("Lubang ditambal hari ini.");
    expect(JSON.stringify(seen)).not.toContain("CATATANRAHASIA");
    const toSecond = JSON.stringify(await someone.mailsAbout(second.trackingNumber, second.mail));
    expect(toSecond).toContain("Lubang ditambal hari ini.");
    for (const mark of ["CATATANRAHASIA", first.mail]) expect(toSecond).not.toContain(mark);
    expect((await coordinator().view(first.trackingNumber)).absorbed).toBe(1);
  });

  it("whose archiving is appealed is judged by somebody else", async () => {
    await toMonday();
    const receipt = await file(unclear);
    await coordinator().move(receipt.trackingNumber, "archiving", { reason: "notEnoughDetail", text: "Kurang jelas." });
    await someone.move(receipt, "appeal", { reason: "Saya jelaskan: jalan di RT 5." });
    await someone.settled();
    const own = await coordinator().tryMove(receipt.trackingNumber, "archiving", { reason: "tooOld", text: "Tetap." });
    expect(own.status).toBe(409);
    const decided = await secondCoordinator().move(receipt.trackingNumber, "disposition", { agencyCode: "kutim.dpu" });
    expect(decided.status).toBe("dispatched");
  });

  it("gets a longer deadline with a reason and a second person only, and keeps the old one when that is refused", async () => {
    await toMonday();
    const receipt = await file();
    const longer = { class: "complaintWithInspection", reason: "Perlu pemeriksaan." };
    await publicWorks().move(receipt.trackingNumber, "class-change", longer);
    expect(dueOf(await someone.view(receipt), "completion")).toBe(dueOf(receipt, "completion"));
    await coordinator().move(receipt.trackingNumber, "class-change-refusal", { reason: "Cukup diperbaiki." });
    const kept = await someone.view(receipt);
    expect(dueOf(kept, "completion")).toBe(dueOf(receipt, "completion"));
    expect(events(kept)).toEqual(expect.arrayContaining(["classChangeProposed", "classChangeRefused"]));
    expect(kept.timeline.find(({ event }) => event === "classChangeProposed")?.text).toBe("Perlu pemeriksaan.");

    await publicWorks().move(receipt.trackingNumber, "class-change", longer);
    await coordinator().move(receipt.trackingNumber, "class-change-approval", {});
    const lengthened = await someone.view(receipt);
    expect(Date.parse(dueOf(lengthened, "completion") ?? "")).toBeGreaterThan(
      Date.parse(dueOf(kept, "completion") ?? ""),
    );
    expect(lengthened.withInspection).toBe(true);
    // Shorter at once, by one person.
    await publicWorks().move(receipt.trackingNumber, "class-change", { class: "complaint" });
    expect(dueOf(await someone.view(receipt), "completion")).toBe(dueOf(receipt, "completion"));
  });
});

describe("the log of all these lives", () => {
  it("has nothing wrong in it", async () => {
    const { code, out, err } = await verifyCloud(running.cloud.url);
    expect(err + out).toMatch(/: nothing wrong\n$/);
    expect(code).toBe(0);
    expect(Number(/^(\d+) reports/m.exec(out)?.[1])).toBeGreaterThan(5);
  });
});
