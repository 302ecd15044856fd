import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { moveOverLink } from "../../functions/portal/over-a-link.ts";
import { signingKeys } from "../../shared/shell/signing.ts";
import type { DispositionAnswer } from "../../functions/portal/disposition-answer.ts";
import type { ComplaintStore } from "../../shared/store/complaint-store.ts";
import { load } from "../../shared/store/complaint-store.ts";
import { act } from "../../shared/store/act.ts";
import {
  after,
  coordinator,
  directory,
  environment,
  filed,
  handlerOf,
  health,
  mondayMorning,
  publicWorks,
  reporter,
  router,
} from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { dispatchedTo, officeWith, tokenFor, type Office } from "./agency.ts";

let engine: TestEngine;
let office: Office;
beforeAll(async () => {
  engine = await startEngine();
  office = officeWith(engine.store);
});
afterAll(() => engine.stop());

const seen = ({ body }: { readonly body: unknown }) => body as DispositionAnswer;
const agency = handlerOf(publicWorks);

describe("a link of an office that the report turns out to be about", () => {
  it("shows nothing any more, not even what was said over it, and takes nothing", async () => {
    const report = await write(engine.store, dispatchedTo(publicWorks));
    const token = tokenFor(report);
    const { version } = report.complaint;
    const text = "Sudah disurvei.";
    const answered = await act(
      engine.store,
      report.complaint,
      { move: "answer", text },
      {
        actor: { role: "handler", id: "link:1", agencyCode: publicWorks },
        now: mondayMorning,
        cause: "test",
        directory,
      },
    );
    if (!answered.ok) throw new Error("the answer was refused");
    const step = await act(
      engine.store,
      answered.value.complaint,
      { move: "declareConflict", agencyCodes: [publicWorks], reason: "Menyangkut pegawainya." },
      { actor: coordinator, now: mondayMorning, cause: "test", directory },
    );
    expect(step.ok).toBe(true);
    expect((await office.view(token)).status).toBe(404);
    // The very answer again, as a form sent twice would be.
    const deps = {
      store: engine.store,
      directory: () => Promise.resolve(directory),
      keys: () => Promise.resolve(signingKeys("a secret of the tests")),
      now: () => mondayMorning,
    };
    const again = await moveOverLink(deps, { token, language: "id", cause: "test" }, { move: "answer", text }, version);
    expect(again).toEqual({ ok: false, failure: { kind: "DispositionOver" } });
  });
});

describe("the view over a link", () => {
  it("shows what the office must know, and what it can do", async () => {
    const report = await write(
      engine.store,
      dispatchedTo(publicWorks, {
        title: "Jalan berlubang",
        text: "Berlubang besar. Hubungi 084055512345.",
        location: {
          regionCode: "64.08.04",
          address: "Jl. Yos Sudarso II, telepon 0812 3456 7890",
          latitude: 0.51,
          longitude: 117.52,
        },
        incidentDate: "2026-07-03",
        confidential: true,
      }),
    );
    const { status, body, headers } = await office.view(tokenFor(report));
    expect(status).toBe(200);
    expect(headers["Cache-Control"]).toBe("no-store");
    expect(body).toMatchObject({
      trackingNumber: report.complaint.trackingNumber,
      title: "Jalan berlubang",
      text: "Berlubang besar. Hubungi [nomor telepon disamarkan].",
      agency: { code: publicWorks },
      region: { name: "Sangatta Utara" },
      address: "Jl. Yos Sudarso II, telepon [nomor telepon disamarkan]",
      coordinates: { latitude: 0.51, longitude: 117.52 },
      incidentDate: "2026-07-03",
      confidential: true,
      instruction: "Mohon ditindaklanjuti.",
      moves: ["answers", "attachments", "hand-back"],
      version: 2,
    });
    expect(JSON.stringify(body)).not.toContain("84055512345");
  });

  it("says nothing of whom the office gave it to, and what it shows is not out of date because of that", async () => {
    const before = dispatchedTo();
    const report = await write(
      engine.store,
      after(before, [
        { move: "assign", officerId: "penghubung-dpu" },
        { ...agency, id: "penghubung-dpu" },
      ]),
    );
    const token = tokenFor(report);
    expect(JSON.stringify((await office.view(token)).body)).not.toMatch(/penghubung-dpu|assign/);
    const form = { text: "Disurvei besok.", kind: "progress", version: String(before.complaint.version) };
    expect((await office.sendAnswer(token, form)).status).toBe(303);
  });

  it("is in the language asked for", async () => {
    const token = tokenFor(await write(engine.store, dispatchedTo()));
    expect(seen(await office.view(token)).statusText).toMatch(/^Terdisposisi ke/);
    expect(seen(await office.view(token, "en")).statusText).toMatch(/^Passed on to/);
  });

  it("leaves out officers' notes and the fate of mails", async () => {
    const report = after(
      dispatchedTo(),
      [{ move: "note", text: "Pelapor sering menulis." }, coordinator],
      [{ move: "recordRefusedMail", mail: "receipt", to: "reporter", about: 1 }, router],
    );
    const { body } = await office.view(tokenFor(await write(engine.store, report)));
    expect(seen({ body }).timeline.map(({ event }) => event)).toEqual(["filed", "disposed"]);
    expect(JSON.stringify(body)).not.toContain("sering menulis");
  });

  it("changes nothing, however often a mail scanner looks", async () => {
    const report = await write(engine.store, dispatchedTo());
    const token = tokenFor(report);
    for (let time = 0; time < 3; time += 1) {
      await office.view(token);
      await office.page(token, { sent: "final" });
    }
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed"]);
  });
});

describe("an answer over a link", () => {
  it("with news leaves the report open, and the link works on", async () => {
    const report = await write(engine.store, dispatchedTo());
    const token = tokenFor(report);
    const { status, body } = await office.answer(token, { text: "Tim berangkat hari Rabu." });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "inProgress", version: 3, moves: ["answers", "attachments", "hand-back"] });
    expect(seen({ body }).timeline.at(-1)).toMatchObject({
      event: "followedUp",
      agency: { code: publicWorks },
      text: "Tim berangkat hari Rabu.",
    });
    expect((await office.answer(token, { text: "Sudah mulai.", final: false })).status).toBe(201);
  });

  it("to the end starts the reporter's ten working days and ends the link", async () => {
    const report = await write(engine.store, dispatchedTo());
    const token = tokenFor(report);
    const { status, body } = await office.answer(token, { text: "Sudah ditambal.", final: true });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "answered", moves: [] });
    expect(seen({ body }).deadlines).toContainEqual({
      clock: "reporterReply",
      dueAt: "2026-07-20T23:59:59+08:00",
      state: "running",
    });
    for (const again of [
      await office.view(token),
      await office.answer(token, { text: "Lagi." }),
      await office.handBack(token, { reason: "Bukan kami." }),
    ]) {
      expect(again.status).toBe(404);
      expect(again.body).toMatchObject({ title: "Tautan sudah tidak berlaku" });
    }
  });

  it("is signed by the link, not by a person", async () => {
    const report = await write(engine.store, dispatchedTo());
    await office.answer(tokenFor(report), { text: "Sudah." });
    const items = JSON.stringify(await engine.itemsOf(engine.store.table));
    expect(items).toContain('"link:1"');
  });

  it("works again over the same link when the reporter reopens the report", async () => {
    const answered = after(dispatchedTo(), [{ move: "answerFinally", text: "Sudah." }, agency]);
    const report = await write(
      engine.store,
      after(answered, [{ move: "close" }, reporter], [{ move: "reopen", reason: "Rusak lagi." }, reporter]),
    );
    expect((await office.answer(tokenFor(report), { text: "Kami cek lagi." })).status).toBe(201);
  });

  it("is decided anew when somebody else moved the report in between", async () => {
    const report = await write(engine.store, dispatchedTo());
    let interruptions = 2;
    const interrupted: ComplaintStore = {
      ...engine.store,
      client: Object.assign(Object.create(engine.client) as typeof engine.client, {
        send: async (command: Parameters<typeof engine.client.send>[0]) => {
          if (command.constructor.name === "TransactWriteItemsCommand" && interruptions-- > 0) {
            const now = await load(engine.store, report.complaint.complaintId);
            if (!now) throw new Error("the report is gone");
            const context = { actor: reporter, now: mondayMorning, cause: "test", directory };
            await act(engine.store, now, { move: "reply", text: "Saya juga menulis." }, context);
          }
          return engine.client.send(command as never);
        },
      }),
    };
    expect((await officeWith(interrupted).answer(tokenFor(report), { text: "Sudah." })).status).toBe(201);
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed", "replied", "replied", "followedUp"]);
  });
});

describe("a hand-back over a link", () => {
  it("sends the report back to routing, and the link ends", async () => {
    const report = await write(engine.store, dispatchedTo());
    const token = tokenFor(report);
    const { status, body } = await office.handBack(token, {
      reason: "Ini jalan provinsi.",
      suggestedAgencyCode: environment,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: "submitted", agency: { code: publicWorks }, moves: [] });
    expect((await office.view(token)).status).toBe(404);
    expect((await load(engine.store, report.complaint.complaintId))?.refusedBy).toEqual([publicWorks]);
  });

  it("is not offered, and refused, once an arbiter has decided", async () => {
    const report = await write(
      engine.store,
      after(
        filed(),
        [{ move: "dispose", agencyCode: health }, router],
        [{ move: "handBack", reason: "Bukan kami." }, handlerOf(health)],
        [{ move: "dispose", agencyCode: environment }, router],
        [{ move: "handBack", reason: "Bukan kami." }, handlerOf(environment)],
        [{ move: "arbitrate", agencyCode: publicWorks, reason: "Jalan kabupaten." }, coordinator],
      ),
    );
    const token = tokenFor(report);
    expect(seen(await office.view(token))).toMatchObject({
      moves: ["answers", "attachments"],
      instruction: "Jalan kabupaten.",
    });
    expect((await office.handBack(token, { reason: "Bukan kami." })).status).toBe(409);
  });
});

describe("while the reporter is asked for information", () => {
  it("the office may look, but has nothing to do", async () => {
    const report = await write(
      engine.store,
      after(dispatchedTo(), [{ move: "requestInformation", text: "Di mana?" }, coordinator]),
    );
    const token = tokenFor(report);
    expect(seen(await office.view(token)).moves, "but may send files meanwhile").toEqual(["attachments"]);
    expect((await office.answer(token, { text: "Sudah." })).status).toBe(409);
  });
});

describe("a link", () => {
  it("of an earlier disposition is dead once the report was passed on", async () => {
    const first = dispatchedTo();
    const report = await write(
      engine.store,
      after(first, [{ move: "dispose", agencyCode: environment, instruction: "Sampah." }, coordinator]),
    );
    expect((await office.view(tokenFor(report, 1))).status).toBe(404);
    expect((await office.view(tokenFor(report, 2))).status).toBe(200);
  });

  it("is dead after its last day", async () => {
    const token = tokenFor(await write(engine.store, dispatchedTo()));
    const at = (days: number) => new Date(Date.parse(mondayMorning) + days * 86_400_000).toISOString();
    expect((await officeWith(engine.store, { now: at(180) }).view(token)).status).toBe(200);
    const late = await officeWith(engine.store, { now: at(181) }).view(token);
    expect(late).toMatchObject({ status: 404, body: { title: "Tautan sudah tidak berlaku" } });
  });

  it("is unknown when one character is changed, cut off or made up", async () => {
    const token = tokenFor(await write(engine.store, dispatchedTo()));
    const last = token.endsWith("A") ? "B" : "A";
    const forged = [
      `${token.slice(0, -1)}${last}`,
      token.slice(0, -1),
      token.replace(".1.", ".2."),
      "x",
      "../../etc/passwd",
      "%00",
      tokenFor(dispatchedTo()),
      tokenFor(await write(engine.store, filed()), 1),
    ];
    for (const made of forged) expect((await office.view(made)).status, made).toBe(404);
  });

  it("is in no log line, and neither is what was written", async () => {
    const report = await write(engine.store, dispatchedTo());
    const token = tokenFor(report);
    await office.answer(token, { text: "Rahasia jabatan." });
    await office.sendAnswer(token, { text: "", kind: "progress", version: "3" });
    const logged = JSON.stringify(office.log.lines);
    for (const secret of [token, "Rahasia jabatan", report.complaint.trackingNumber])
      expect(logged).not.toContain(secret);
  });
});

describe("bad input", () => {
  test.each([
    [{}, "/text"],
    [{ text: "" }, "/text"],
    [{ text: "   " }, "/text"],
    [{ text: "a".repeat(3001) }, "/text"],
    [{ text: "<script>" }, "/text"],
    [{ text: "a\u0000b" }, "/text"],
    [{ text: "a\u202eb" }, "/text"],
    [{ text: 7 }, "/text"],
    [{ text: "Sudah.", final: "yes" }, "/final"],
    [{ text: "Sudah.", more: 1 }, "/more"],
  ])("in an answer is named: %j", async (body, pointer) => {
    const report = await write(engine.store, dispatchedTo());
    const answered = await office.answer(tokenFor(report), body);
    expect(answered.status).toBe(422);
    expect(answered.body).toMatchObject({ errors: [{ pointer }] });
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed"]);
  });

  test.each([
    [{ reason: "" }, "/reason"],
    [{ reason: "a".repeat(1001) }, "/reason"],
    [{ reason: "Bukan kami.", suggestedAgencyCode: "tidak.ada" }, "/suggestedAgencyCode"],
    [{ reason: "Bukan kami.", suggestedAgencyCode: publicWorks }, "/suggestedAgencyCode"],
  ])("in a hand-back is named: %j", async (body, pointer) => {
    const report = await write(engine.store, dispatchedTo());
    const answered = await office.handBack(tokenFor(report), body);
    expect(answered.status).toBe(422);
    expect(answered.body).toMatchObject({ errors: [{ pointer }] });
    expect(await office.eventsOf(report)).toEqual(["filed", "disposed"]);
  });
});
