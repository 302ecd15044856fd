import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { linkIn, logsOf, startCloud, type RunningCloud } from "./cloud.ts";

let running: RunningCloud;
beforeAll(async () => {
  running = await startCloud();
  // A Monday morning with a fortnight of ordinary working days before it, still in the future of whoever runs this.
  await running.someone.moveClockTo(nextQuietMonday());
});
afterAll(() => running.stop());

/** Deadlines are computed over the real calendar; the test only needs the clock to be ahead of this machine's. */
// Moving time sweeps, mails and settles for real; a busy machine takes its time over it.
vi.setConfig({ testTimeout: 180_000 });

const nextQuietMonday = (): string => {
  const day = new Date(Date.now() + 86_400_000);
  while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCHours(1, 0, 0, 0);
  return day.toISOString();
};

const pothole = {
  class: "complaint",
  title: "Jalan berlubang dekat pasar induk",
  text: "Jalan di depan pasar induk Sangatta berlubang besar, tiap hari ada pengendara motor jatuh. Mohon ditambal.",
  location: { regionCode: "64.08.04", address: "Jl. Yos Sudarso II" },
  reporter: { name: "Pelapor Contoh Zeta", email: "zeta@surel.example", phone: "+628400000199" },
};

describe("a report", () => {
  it("reaches the right agency's mailbox, and the answer comes home", async () => {
    const { someone } = running;
    const receipt = await someone.file(pothole);
    expect(receipt.status).toBe("submitted");
    expect(receipt.deadlines.map(({ clock, state }) => [clock, state])).toEqual([
      ["verification", "running"],
      ["completion", "running"],
    ]);
    await someone.settled();

    const dispatched = await someone.view(receipt);
    expect(dispatched).toMatchObject({
      status: "dispatched",
      agency: { code: "kutim.dpu" },
      moves: expect.arrayContaining(["replies", "closure"]) as unknown,
    });
    expect(dispatched.timeline.map(({ event }) => event)).toEqual(["filed", "disposed"]);
    expect(dispatched.timeline[1]?.reasons?.length).toBeGreaterThan(0);

    const [disposition, ...more] = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
    expect(more).toEqual([]);
    if (!disposition) throw new Error("the agency got no mail");
    const [receiptMail] = await someone.mailsAbout(receipt.trackingNumber, "zeta@surel.example");
    if (!receiptMail) throw new Error("the reporter got no mail");
    const [toAgency, toReporter] = [await someone.read(disposition), await someone.read(receiptMail)];
    expect(toAgency.references).toEqual(toReporter.references);
    expect(toAgency.text).toContain("Jalan berlubang dekat pasar induk");
    expect(toReporter.text).not.toContain(receipt.secret);

    const { token, path } = linkIn(disposition);
    const page = await someone.call("GET", path);
    expect(page.status).toBe(200);
    expect(page.body).toContain(receipt.trackingNumber);
    await someone.answerByLink(token, { text: "Tim kami menambal lubang pada hari Rabu." });
    await someone.settled();
    expect(await someone.view(receipt)).toMatchObject({ status: "inProgress" });
    await someone.answerByLink(token, { text: "Lubang sudah ditambal.", final: true });
    await someone.settled();

    const answered = await someone.view(receipt);
    expect(answered.status).toBe("answered");
    expect(answered.timeline.at(-1)).toMatchObject({ event: "answered", text: "Lubang sudah ditambal." });
    expect(answered.deadlines).toContainEqual(expect.objectContaining({ clock: "reporterReply", state: "running" }));
    const mailsHome = await someone.mailsAbout(receipt.trackingNumber, "zeta@surel.example");
    expect(mailsHome.some(({ body }) => body.text?.includes("Lubang sudah ditambal."))).toBe(true);
    expect((await someone.call("GET", `/v1/dispositions/${token}`)).status).toBe(404);

    const due = answered.deadlines.find(({ clock }) => clock === "reporterReply")?.dueAt ?? "";
    await someone.moveClockTo(new Date(Date.parse(due) - 60_000).toISOString());
    expect((await someone.view(receipt)).status).toBe("answered");
    await someone.moveClockTo(new Date(Date.parse(due) + 1_000).toISOString());
    const closed = await someone.view(receipt);
    expect(closed).toMatchObject({ status: "closed", closedBy: "system" });
    expect(closed.timeline.at(-1)?.title).toMatch(/tidak ada tanggapan pelapor/);
    expect(closed.moves).toContain("reopening");
  });

  it("goes on to the next agency when it is handed back, and to the coordinator after the second time", async () => {
    const { someone } = running;
    const receipt = await someone.file({ ...pothole, agencyCode: "kutim.dinkes" });
    await someone.settled();
    expect((await someone.view(receipt)).agency?.code).toBe("kutim.dinkes");
    const [first] = await someone.mailsAbout(receipt.trackingNumber, "@dinkes.kutim.example");
    if (!first) throw new Error("the named agency got no mail");
    await someone.handBackByLink(linkIn(first).token, { reason: "Jalan bukan urusan kesehatan." });
    await someone.settled();

    const second = await someone.view(receipt);
    expect(second.agency?.code).toBe("kutim.dpu");
    expect((await someone.call("GET", `/v1/dispositions/${linkIn(first).token}`)).status).toBe(404);
    const completion = (view: typeof second) => view.deadlines.find(({ clock }) => clock === "completion")?.dueAt;
    expect(completion(second)).toBe(receipt.deadlines.find(({ clock }) => clock === "completion")?.dueAt);
    const [toSecond] = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
    if (!toSecond) throw new Error("the second agency got no mail");
    await someone.handBackByLink(linkIn(toSecond).token, { reason: "Ruas ini milik provinsi." });
    await someone.settled();

    const held = await someone.view(receipt);
    expect(held).toMatchObject({ status: "submitted", agency: null });
    expect(held.timeline.map(({ event }) => event)).toEqual([
      "filed",
      "disposed",
      "handedBack",
      "disposed",
      "handedBack",
      "held",
    ]);
    expect(held.deadlines).toContainEqual(expect.objectContaining({ clock: "arbitration", state: "running" }));

    const coordinator = (await someone.officers()).find(({ role }) => role === "coordinator");
    const token = await someone.tokenOf(coordinator?.mail ?? "");
    const asOfficer = { authorization: `Bearer ${token}` };
    const queue = await someone.call("GET", "/v1/officer/queue?limit=100", { headers: asOfficer });
    expect(JSON.stringify(queue.body)).toContain(receipt.trackingNumber);
    const decided = await someone.call("POST", `/v1/officer/complaints/${receipt.trackingNumber}/arbitration`, {
      headers: { ...asOfficer, "if-match": `"${held.version}"` },
      body: { agencyCode: "kutim.dpu", reason: "Ruas ini jalan kabupaten menurut daftar aset." },
    });
    expect(decided.status).toBe(201);
    await someone.settled();
    expect(await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example")).toHaveLength(2);
    const stale = await someone.call("POST", `/v1/officer/complaints/${receipt.trackingNumber}/note`, {
      headers: { ...asOfficer, "if-match": `"${held.version}"` },
      body: { text: "Terlambat" },
    });
    expect(stale.status).toBe(409);
  });

  it("that nobody can place waits for the coordinator, who passes it on", async () => {
    const { someone } = running;
    const receipt = await someone.file({ class: "aspiration", text: "Semoga semuanya menjadi lebih baik." });
    await someone.settled();
    const held = await someone.view(receipt);
    expect(held.timeline.at(-1)?.event).toBe("held");
    expect(await someone.mailsAbout(receipt.trackingNumber, "@diskominfo.kutim.example")).toHaveLength(1);
    expect((await someone.viewPublic(receipt.trackingNumber)).status).toBe(404);
  });

  it("keeps who reported it from mails to offices, logs, officers and the public", async () => {
    const { someone } = running;
    const marks = { name: "Zqxname Marker", email: "zqxmail@surel.example", phone: "+6284055512345" };
    const secrets = ["Zqxname", "zqxmail", "84055512345"];
    for (const privacy of [{}, { anonymous: true }, { confidential: true }, { anonymous: true, confidential: true }]) {
      const receipt = await someone.file({ ...pothole, ...privacy, reporter: marks });
      await someone.settled();
      const [mail] = await someone.mailsAbout(receipt.trackingNumber, "@dpu.kutim.example");
      if (!mail) throw new Error("the agency got no mail");
      await someone.handBackByLink(linkIn(mail).token, { reason: "Bukan kewenangan kami." });
      await someone.settled();
      const open = await someone.viewPublic(receipt.trackingNumber);
      expect(open.status).toBe("confidential" in privacy ? 404 : 200);
      for (const secret of secrets) expect(JSON.stringify(open.body)).not.toContain(secret);
    }
    const toOffices = (await someone.mails()).filter(({ destination }) =>
      destination.to.some((to) => to.endsWith("kutim.example")),
    );
    expect(toOffices.length).toBeGreaterThan(8);
    for (const mail of toOffices) {
      const { html, text, headers } = await someone.read(mail);
      for (const secret of secrets)
        expect(`${String(html)}${text ?? ""}${JSON.stringify([...headers])}`).not.toContain(secret);
    }
    const logs = logsOf(running);
    expect(logs).toContain("REPORT_MOVED");
    for (const secret of [...secrets, "zeta@surel", "berlubang besar", "KTM-"]) expect(logs).not.toContain(secret);
  });
});
