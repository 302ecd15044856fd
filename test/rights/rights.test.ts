import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectReport } from "../../infra/audit/inspect-report.ts";
import * as intakeRoutes from "../../functions/intake/routes.ts";
import * as routes from "../../functions/rights/routes.ts";
import type { HeldData } from "../../functions/rights/held-data-answer.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { act } from "../../shared/store/act.ts";
import { formerAddress, readIdentity } from "../../shared/store/identity-store.ts";
import { recentByReporter } from "../../shared/store/indexes.ts";
import { claimMail, settleMail } from "../../shared/store/mail-ledger.ts";
import type { Receipt } from "../../shared/view/answers.ts";
import { coordinator, directory, handlerOf, publicWorks, router, supervisor } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { idOf, openCitizen, type Citizen } from "./citizen.ts";

let engine: TestEngine;
let citizen: Citizen;
beforeAll(async () => {
  engine = await startEngine();
  citizen = openCitizen(engine);
});
afterAll(() => engine.stop());

const me = { name: "Zqxname Marker", email: "zqxmail@surel.example", phone: "+6281234509876" } as const;
const filing = {
  class: "complaint",
  title: "Lubang di depan rumah Zqxname",
  text: "Saya Zqxname Marker, telepon 081234509876; jalan berlubang.",
  location: { regionCode: "64.08.04", address: "Zqxstreet 7", latitude: 0.51234, longitude: 117.5 },
} as const;
const fileIt = (reporter: object | null = me): Promise<Receipt> =>
  citizen.intake.file({ ...filing, ...(reporter ? { reporter } : {}) });

const move = async (receipt: Receipt, command: Command, actor: Actor): Promise<void> => {
  const { complaint } = await citizen.report(receipt);
  const context = { actor, now: citizen.intake.now, cause: "test", directory };
  const step = await act(engine.store, complaint, command, context);
  if (!step.ok) throw new Error(`refused: ${JSON.stringify(step.failure)}`);
};
const identityOf = (receipt: Receipt) =>
  readIdentity({ client: engine.client, table: engine.identityTable }, idOf(receipt));
const later = (minutes: number): void => {
  citizen.intake.now = new Date(Date.parse(citizen.intake.now) + minutes * 60_000).toISOString();
};
const soundness = async (receipt: Receipt) => (await inspectReport(engine.store, idOf(receipt), 0)).findings;

/** Everything that lies in the tables about a report, as text. */
const lying = async (receipt: Receipt): Promise<string> => {
  const all = [...(await engine.itemsOf(engine.store.table)), ...(await engine.itemsOf(engine.identityTable))];
  return JSON.stringify(all.filter((item) => item["pk"]?.S?.includes(idOf(receipt))));
};

describe("a code", () => {
  it("is sent to the address on file, which is named so that only its owner knows it", async () => {
    const receipt = await fileIt();
    const { status, body } = await citizen.ask(receipt, routes.sendRightsCode, { body: {} });
    expect(status).toBe(201);
    expect(body).toEqual({ sentTo: "z***@surel.example", goodUntil: expect.any(String) as string });
    expect(await lying(receipt)).not.toMatch(/"\d{8}"/);
  });

  it("opens the data as often as one looks within a quarter of an hour, and not after it", async () => {
    const receipt = await fileIt();
    const code = await citizen.code(receipt);
    for (const written of [code, `${code.slice(0, 4)} ${code.slice(4)}`]) {
      expect((await citizen.ask(receipt, routes.viewHeldData, { code: written })).status).toBe(200);
    }
    later(14);
    expect((await citizen.ask(receipt, routes.viewHeldData, { code })).status).toBe(200);
    later(1);
    const late = await citizen.ask(receipt, routes.viewHeldData, { code });
    expect(late.status).toBe(403);
    expect(late.body).toMatchObject({ type: expect.stringContaining("rights-code-refused") as string });
  });

  it("is used up by one change, for looking too", async () => {
    const receipt = await fileIt();
    const code = await citizen.code(receipt);
    expect((await citizen.ask(receipt, routes.correctIdentity, { code, body: me })).status).toBe(200);
    expect((await citizen.ask(receipt, routes.correctIdentity, { code, body: me })).status).toBe(403);
    expect((await citizen.ask(receipt, routes.eraseIdentity, { code })).status).toBe(403);
    expect((await citizen.ask(receipt, routes.viewHeldData, { code })).status).toBe(403);
  });

  it("is used up once, however many changes come with it at the same time", async () => {
    const receipt = await fileIt();
    const code = await citizen.code(receipt);
    const names = ["Satu", "Dua", "Tiga", "Empat"];
    const answers = await Promise.all(
      names.map((name) => citizen.ask(receipt, routes.correctIdentity, { code, body: { ...me, name } })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await citizen.report(receipt)).events.filter(({ type }) => type === "identityCorrected")).toHaveLength(1);
  });

  it("is void after five wrong ones, in turn or all at once, and the next one is not", async () => {
    const wrong = ["10000000", "20000000", "30000000", "40000000", "50000000"];
    for (const atOnce of [false, true]) {
      const receipt = await fileIt();
      const code = await citizen.code(receipt);
      const tried = (its: string) => citizen.ask(receipt, routes.viewHeldData, { code: its });
      if (atOnce) await Promise.all(wrong.map(tried));
      else for (const its of wrong) expect((await tried(its)).status).toBe(403);
      expect((await tried(code)).status).toBe(403);
      expect((await tried(await citizen.code(receipt))).status).toBe(200);
    }
  });

  it("of another report, or none, opens nothing", async () => {
    const [receipt, another] = [await fileIt(), await fileIt()];
    await citizen.code(receipt);
    const code = await citizen.code(another);
    expect((await citizen.ask(receipt, routes.viewHeldData, { code })).status).toBe(403);
    const without = await citizen.ask(receipt, routes.viewHeldData);
    expect(without.status).toBe(403);
    expect(without.body).toMatchObject({ type: expect.stringContaining("rights-code-missing") as string });
  });

  it("is sent five times an hour, by the hour of the clock", async () => {
    citizen.intake.now = "2026-07-06T02:10:00.000Z";
    const receipt = await fileIt();
    const sent: number[] = [];
    for (let times = 0; times < 6; times += 1) {
      sent.push((await citizen.ask(receipt, routes.sendRightsCode, { body: {} })).status);
    }
    expect(sent).toEqual([201, 201, 201, 201, 201, 429]);
    const refused = await citizen.ask(receipt, routes.sendRightsCode, { body: {} });
    expect(refused.headers["Retry-After"]).toBe("3000");
    later(50);
    expect((await citizen.ask(receipt, routes.sendRightsCode, { body: {} })).status).toBe(201);
  });

  it("is not needed, nor sent, where there is no address on file", async () => {
    for (const reporter of [undefined, { phone: me.phone }, { name: me.name }]) {
      const receipt = await citizen.intake.file({ ...filing, ...(reporter ? { reporter } : {}) });
      const { body } = await citizen.ask(receipt, routes.sendRightsCode, { body: {} });
      expect(body).toEqual({ sentTo: null, goodUntil: null });
      expect((await citizen.ask(receipt, routes.viewHeldData)).status).toBe(200);
    }
  });
});

describe("without the secret", () => {
  const tries = [
    [routes.sendRightsCode, { body: {} }],
    [routes.viewHeldData, {}],
    [routes.correctIdentity, { body: me }],
    [routes.eraseIdentity, {}],
    [routes.objectToProcessing, { body: { reason: "Tidak mau" } }],
  ] as const;

  it.each(tries)("$name says the same of a report that is there and of one that is not", async (route, asked) => {
    const receipt = await fileIt();
    const nobody = { ...receipt, trackingNumber: "KTM-C85-XJQ-CSE" };
    const secret = "0000-0000-0000-0000-0009";
    const answers = [];
    for (const [at, its] of [receipt, nobody].entries()) {
      const { status, body } = await citizen.ask(its, route, { ...asked, secret, address: `10.9.${at}.1` });
      answers.push({ status, body: { ...(body as object), instance: "" } });
    }
    expect(answers[0]?.status).toBe(404);
    expect(answers[0]).toEqual(answers[1]);
    expect((await citizen.ask(receipt, route, { ...asked, secret: null })).status).toBe(401);
    expect((await citizen.report(receipt)).events).toHaveLength(1);
  });

  it("guessing ends in a wait, as everywhere", async () => {
    const receipt = await fileIt();
    const statuses: number[] = [];
    for (let times = 0; times < 7; times += 1) {
      const asked = { secret: `guess-${times}`, address: "10.8.0.1" };
      statuses.push((await citizen.ask(receipt, routes.viewHeldData, asked)).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});

const attachmentId = "Zm90by1sdWJhbmct";
const upload = "9b2cf535f27731c974343645a3985328";
const withFile = async (receipt: Receipt, original = true): Promise<void> => {
  const its = { attachmentId, fileName: "Zqxname.jpg", contentType: "image/jpeg", size: 100 };
  await move(receipt, { move: "expectAttachment", ...its }, { role: "reporter", id: "reporter" });
  await move(receipt, { move: "receiveAttachment", attachmentId, upload }, router);
  const passed = { contentType: "image/jpeg", size: 90, preview: true, upload, original };
  await move(receipt, { move: "passAttachment", attachmentId, ...passed }, router);
};

describe("what is held", () => {
  it("is all of it: who, what was written, files, mails, who opened what, and until when", async () => {
    const receipt = await fileIt({ ...me, shareWithAgency: true });
    await withFile(receipt);
    await move(receipt, { move: "dispose", agencyCode: publicWorks }, router);
    await move(receipt, { move: "recordDownload", attachmentId }, handlerOf(publicWorks));
    await move(receipt, { move: "openOriginal", attachmentId, reason: "Permintaan polisi" }, supervisor);
    await move(receipt, { move: "openIdentity", reason: "Pelapor diancam" }, supervisor);
    await move(receipt, { move: "seeIdentity" }, supervisor);
    const mail = { complaintId: idOf(receipt), version: 1, kind: "receipt" };
    await claimMail(engine.store, mail, 1, 2);
    await settleMail(engine.store, mail, { state: "sent", messageId: "1" }, citizen.intake.now);
    // To an office, and to another supervisor: not the reporter's.
    await claimMail(engine.store, { ...mail, version: 5, kind: "disposition" }, 1, 2);
    const opened = (await history(engine.store, idOf(receipt)))?.events.find(({ type }) => type === "identityOpened");
    const version = opened?.version ?? 0;
    await claimMail(engine.store, { ...mail, version, kind: "identity", officerId: "pimpinan-kutim" }, 1, 2);
    const reply = { secret: receipt.secret, trackingNumber: receipt.trackingNumber, body: { text: "Zqxname di sini" } };
    expect((await citizen.intake.call(intakeRoutes.replyToComplaint, reply)).status).toBe(201);

    const code = await citizen.code(receipt);
    const { body } = await citizen.ask(receipt, routes.viewHeldData, { code });
    const held = body as HeldData;
    expect(held.identity).toEqual(me);
    expect(held.shareWithAgency).toBe(true);
    expect(held.report).toMatchObject({ location: filing.location, class: "complaint", channel: "web" });
    expect(held.writings.map(({ title, text }) => [title, text])).toEqual([
      [filing.title, filing.text],
      [undefined, "Zqxname di sini"],
    ]);
    expect(held.files).toMatchObject([{ attachmentId, fileName: "Zqxname.jpg", state: "ready", original: true }]);
    expect(held.mails).toEqual([
      {
        about: "filed",
        of: expect.any(String) as string,
        kind: "receipt",
        state: "sent",
        settledAt: citizen.intake.now,
      },
    ]);
    expect(held.opened).toMatchObject([
      { event: "attachmentDownloaded", role: "handler", agency: "Dinas Pekerjaan Umum" },
      { event: "originalOpened", role: "supervisor", reason: "Permintaan polisi" },
      { event: "identityOpened", role: "supervisor", reason: "Pelapor diancam" },
      { event: "identitySeen", role: "supervisor" },
    ]);
    expect(held.kept).toEqual({ identityYears: 2, identityUntil: null, filesYears: 5, filesUntil: null });
  });

  it("says until when, once the report has ended", async () => {
    const receipt = await fileIt(null);
    const done = await citizen.intake.call(intakeRoutes.withdrawComplaint, {
      trackingNumber: receipt.trackingNumber,
      secret: receipt.secret,
      body: {},
    });
    expect(done.status).toBe(201);
    const { body } = await citizen.ask(receipt, routes.viewHeldData);
    const year = (years: number): string => citizen.intake.now.replace("2026", String(2026 + years));
    expect((body as HeldData).kept).toMatchObject({ identityUntil: year(2), filesUntil: year(5) });
    expect((body as HeldData).identity).toBeNull();
  });
});

describe("a correction", () => {
  it("takes the place of what was there, moves the index of reports, and says in no event what it is", async () => {
    const receipt = await fileIt();
    const before = await citizen.report(receipt);
    const code = await citizen.code(receipt);
    const { body } = await citizen.ask(receipt, routes.correctIdentity, {
      code,
      body: { name: "Zqxnew", email: "zqxnew@surel.example", shareWithAgency: true },
    });
    expect(body).toEqual({ identity: { name: "Zqxnew", email: "zqxnew@surel.example" }, shareWithAgency: true });
    expect(await identityOf(receipt)).toEqual({ name: "Zqxnew", email: "zqxnew@surel.example" });
    const { complaint, events } = await citizen.report(receipt);
    expect(JSON.stringify(events.slice(1))).not.toMatch(/zqx/i);
    expect(events.at(-1)).toMatchObject({ type: "identityCorrected", addressLeft: true, reachable: true });
    const [was, is] = [before.complaint.reporterKey ?? "", complaint.reporterKey ?? ""];
    expect(is).not.toBe(was);
    expect(await recentByReporter(engine.store, is, complaint.filedAt)).toEqual([complaint.complaintId]);
    expect(await recentByReporter(engine.store, was, complaint.filedAt)).not.toContain(complaint.complaintId);
    expect(await soundness(receipt)).toEqual([]);
    const identities = { client: engine.client, table: engine.identityTable };
    expect(await formerAddress(identities, idOf(receipt), complaint.version)).toBe(me.email);
  });

  it("of all but the address tells no former one; without an address no more mail is sent", async () => {
    const receipt = await fileIt();
    const same = { ...me, email: me.email.toUpperCase(), name: "Lain" };
    await citizen.ask(receipt, routes.correctIdentity, { code: await citizen.code(receipt), body: same });
    expect((await citizen.report(receipt)).events.at(-1)).toMatchObject({ addressLeft: false });
    await citizen.ask(receipt, routes.correctIdentity, { code: await citizen.code(receipt), body: {} });
    expect((await citizen.report(receipt)).complaint).toMatchObject({ reachable: false, reporterKey: null });
    expect(await identityOf(receipt)).toBeNull();
    // From now on the secret is all there is.
    expect((await citizen.ask(receipt, routes.correctIdentity, { body: { email: me.email } })).status).toBe(200);
    expect((await citizen.ask(receipt, routes.viewHeldData)).status).toBe(403);
  });

  it.each([
    [{ email: "no address" }, "/email"],
    [{ phone: "12" }, "/phone"],
    [{ name: "a".repeat(101) }, "/name"],
    [{ nik: "6408" }, "/nik"],
  ])("of %j is refused at its field", async (body, pointer) => {
    const receipt = await fileIt(null);
    const { status, body: answer } = await citizen.ask(receipt, routes.correctIdentity, { body });
    expect(status).toBe(422);
    expect((answer as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
  });
});

describe("an erasure", () => {
  const erase = async (receipt: Receipt, query?: Record<string, string>) =>
    citizen.ask(receipt, routes.eraseIdentity, {
      ...(receipt.trackingNumber ? { code: await citizen.code(receipt) } : {}),
      ...(query ? { query } : {}),
    });

  it("leaves nothing of who it was and what they wrote, and a log that holds", async () => {
    const receipt = await fileIt();
    await withFile(receipt);
    await move(receipt, { move: "editPublicText", title: "Jalan Zqxname", text: "Kata Zqxname" }, coordinator);
    await citizen.ask(receipt, routes.correctIdentity, {
      code: await citizen.code(receipt),
      body: { ...me, email: "zqxnew@surel.example" },
    });
    expect(await lying(receipt)).toMatch(/zqxmail/i);
    expect((await erase(receipt)).status).toBe(200);
    expect(await lying(receipt)).not.toMatch(/zqx|81234509876|0\.51234/i);
    expect(await identityOf(receipt)).toBeNull();
    expect(await soundness(receipt)).toEqual([]);
    expect(citizen.evidence.erased).toContain(`original of ${attachmentId}`);
    expect(citizen.evidence.erased).not.toContain(`copies of ${attachmentId}`);
    const { complaint, events } = await citizen.report(receipt);
    expect(complaint).toMatchObject({
      reachable: false,
      reporterKey: null,
      location: { regionCode: "64.08.04" },
      headline: "Jalan [nama disamarkan]",
      status: "submitted",
    });
    expect(events.at(-1)).toMatchObject({ type: "erased", actor: { role: "reporter", id: "reporter" } });
    const seen = await citizen.intake.view(receipt);
    expect(seen).toMatchObject({ title: "Jalan [nama disamarkan]", text: "Kata [nama disamarkan]", address: null });
  });

  it("is done once, and asked for again without a code changes nothing", async () => {
    const receipt = await fileIt();
    const first = await erase(receipt);
    const { complaint } = await citizen.report(receipt);
    const again = await citizen.ask(receipt, routes.eraseIdentity);
    expect(again.body).toEqual(first.body);
    expect((await citizen.report(receipt)).complaint).toEqual(complaint);
  });

  it("takes the copies of the reporter's files too where that is asked for", async () => {
    const receipt = await fileIt();
    await withFile(receipt);
    citizen.evidence.erased.length = 0;
    expect((await erase(receipt, { files: "erased" })).status).toBe(200);
    expect([...new Set(citizen.evidence.erased)].sort()).toEqual([
      `copies of ${attachmentId}`,
      `original of ${attachmentId}`,
    ]);
    expect((await citizen.intake.view(receipt)).attachments).toMatchObject([{ state: "erased", fileName: "berkas" }]);
    expect(await soundness(receipt)).toEqual([]);
  });

  it("takes what was written since, when it is asked for again", async () => {
    const receipt = await fileIt();
    await erase(receipt);
    const body = { text: "Masih: 081234509876" };
    await citizen.intake.call(intakeRoutes.replyToComplaint, { ...receipt, body });
    expect(await lying(receipt)).toContain("81234509876");
    expect((await citizen.ask(receipt, routes.eraseIdentity)).status).toBe(200);
    expect(await lying(receipt)).not.toContain("81234509876");
    expect(await soundness(receipt)).toEqual([]);
  });

  it("that was interrupted anywhere is finished by asking again", async () => {
    for (let before = 0; before < 6; before += 1) {
      const receipt = await fileIt();
      await withFile(receipt);
      const code = await citizen.code(receipt);
      let writes = 0;
      const client = Object.assign(Object.create(engine.client) as typeof engine.client, {
        send: (command: { input: object; constructor: { name: string } }) => {
          const isErasing = /^(PutItem|TransactWriteItems|DeleteItem)Command$/.test(command.constructor.name);
          if (isErasing && writes++ === before) throw new Error("killed");
          return engine.client.send(command as never);
        },
      });
      const broken = openCitizen({ ...engine, client, store: { ...engine.store, client } });
      broken.intake.now = citizen.intake.now;
      const answered = await broken.ask(receipt, routes.eraseIdentity, { code });
      if (writes <= before) expect(answered.status).toBe(200);
      else expect((await citizen.ask(receipt, routes.eraseIdentity, { code })).status).toBe(200);
      expect(await lying(receipt)).not.toMatch(/zqx|81234509876/i);
      expect(await soundness(receipt)).toEqual([]);
    }
  });

  it("goes on when the reporter writes meanwhile", async () => {
    const receipt = await fileIt();
    const code = await citizen.code(receipt);
    const writing = Array.from({ length: 3 }, (_, at) =>
      citizen.intake.call(intakeRoutes.replyToComplaint, { ...receipt, body: { text: `Zqxname ${at}` } }),
    );
    const [erased] = await Promise.all([citizen.ask(receipt, routes.eraseIdentity, { code }), ...writing]);
    expect(erased.status).toBe(200);
    expect(await soundness(receipt)).toEqual([]);
    // What came in after it goes with the next.
    expect((await citizen.ask(receipt, routes.eraseIdentity)).status).toBe(200);
    expect(await soundness(receipt)).toEqual([]);
  });

  it("leaves a changed event one that is found", async () => {
    const receipt = await fileIt();
    const [, item] = (await engine.itemsOf(engine.store.table)).filter(({ pk }) => pk?.S === `C#${idOf(receipt)}`);
    if (!item) throw new Error("there is a filing");
    const changed = { ...item, class: { S: "aspiration" } };
    await engine.client.send(new PutItemCommand({ TableName: engine.store.table, Item: changed }));
    await erase(receipt);
    expect(await soundness(receipt)).toContainEqual(expect.objectContaining({ what: "changed", version: 1 }));
  });

  it("keeps no filing from being answered with its receipt again", async () => {
    const headers = { "Idempotency-Key": `again ${Math.random()}` };
    const body = { ...filing, reporter: me };
    const receipt = await citizen.intake.file(body, headers);
    await erase(receipt);
    expect(await citizen.intake.file(body, headers)).toEqual(receipt);
  });
});

describe("an objection", () => {
  it("restricts the report at once, until the coordinator decides", async () => {
    const receipt = await fileIt(null);
    await move(receipt, { move: "dispose", agencyCode: publicWorks }, router);
    const publicly = { trackingNumber: receipt.trackingNumber };
    expect((await citizen.intake.call(intakeRoutes.viewComplaint, publicly)).status).toBe(200);
    const { status, body } = await citizen.ask(receipt, routes.objectToProcessing, { body: { reason: "Zqx" } });
    expect(status).toBe(201);
    const { objectedAt, answerBy } = body as { objectedAt: string; answerBy: string };
    expect(Date.parse(answerBy) - Date.parse(objectedAt)).toBe(72 * 3_600_000);
    expect((await citizen.intake.call(intakeRoutes.viewComplaint, publicly)).status).toBe(404);
    expect((await citizen.ask(receipt, routes.objectToProcessing, { body: { reason: "Lagi" } })).status).toBe(409);
    await move(receipt, { move: "setPrivacy", anonymous: false, confidential: false }, coordinator);
    expect((await citizen.intake.call(intakeRoutes.viewComplaint, publicly)).status).toBe(200);
    expect((await citizen.report(receipt)).complaint.objected).toBe(false);
  });

  it("needs a reason", async () => {
    const receipt = await fileIt(null);
    expect((await citizen.ask(receipt, routes.objectToProcessing, { body: { reason: " " } })).status).toBe(422);
  });
});

// Written by hand, so that a wrong mark is not looked for with itself.
it("marks what is looked for", () => {
  expect(JSON.stringify(marshall({ ...me, ...filing }, { removeUndefinedValues: true }))).toMatch(/zqx/i);
});
