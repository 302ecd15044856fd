import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../../functions/intake/routes.ts";
import { readTrackingNumber } from "../../shared/domain/tracking-number.ts";
import { secretHash } from "../../shared/shell/signing.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { readIdentity } from "../../shared/store/identity-store.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { aFiling, openIntake, siti } from "./citizen.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine({ withDirectory: true });
});
afterAll(() => engine.stop());

const everything = async (table: string): Promise<string> =>
  JSON.stringify((await engine.itemsOf(table)).map((item) => unmarshall(item)));
const identityOf = (trackingNumber: string) =>
  readIdentity({ client: engine.client, table: engine.identityTable }, complaintIdOf(trackingNumber));
const counts = async (): Promise<{
  readonly reports: number;
  readonly guards: number;
  readonly identities: number;
}> => {
  const items = await engine.itemsOf(engine.store.table);
  return {
    reports: items.filter(({ sk }) => sk?.S === "A").length,
    guards: items.filter(({ sk }) => sk?.S === "G").length,
    identities: (await engine.itemsOf(engine.identityTable)).length,
  };
};

describe("a report that is filed", () => {
  it("is answered with a receipt that says where it is and what happens until when", async () => {
    const { status, headers, body } = await openIntake(engine).call(routes.fileComplaint, { body: aFiling });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: "submitted",
      filedAt: "2026-07-06T01:00:00.000Z",
      deadlines: [
        { clock: "verification", dueAt: "2026-07-09T23:59:59+08:00", state: "running" },
        { clock: "completion", dueAt: "2026-07-24T23:59:59+08:00", state: "running" },
      ],
    });
    const { trackingNumber, secret, links } = body as { trackingNumber: string; secret: string; links: object };
    expect(readTrackingNumber(trackingNumber)).toStrictEqual({ ok: true, trackingNumber });
    expect(secret).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){4}[0-9a-hjkmnp-tv-z]{4}$/);
    const self = `https://lapor.example/dev/v1/complaints/${trackingNumber}`;
    expect(headers["Location"]).toBe(self);
    expect(links).toStrictEqual({
      self,
      replies: `${self}/replies`,
      closure: `${self}/closure`,
      withdrawal: `${self}/withdrawal`,
    });
  });

  it("is kept with its state and its first event", async () => {
    const { trackingNumber } = await openIntake(engine).file({ ...aFiling, anonymous: true });
    const kept = await history(engine.store, complaintIdOf(trackingNumber));
    expect(kept?.complaint).toMatchObject({ trackingNumber, version: 1, status: "submitted", anonymous: true });
    expect(kept?.events).toMatchObject([{ type: "filed", text: aFiling.text, title: aFiling.title }]);
  });

  it("counts characters as people do: 3,000 of four bytes each are taken", async () => {
    const { trackingNumber } = await openIntake(engine).file({ ...aFiling, text: "🕳".repeat(3_000) });
    const kept = await history(engine.store, complaintIdOf(trackingNumber));
    expect(kept?.events).toMatchObject([{ text: "🕳".repeat(3_000) }]);
  });

  it("keeps the secret as a hash and nowhere else", async () => {
    const intake = openIntake(engine);
    const { trackingNumber, secret } = await intake.file(aFiling, { "Idempotency-Key": "hash-only" });
    const kept = await history(engine.store, complaintIdOf(trackingNumber));
    expect(kept?.complaint.secretHash).toBe(secretHash(secret));
    const tables = [engine.store.table, engine.identityTable, engine.directoryTable];
    const all = `${(await Promise.all(tables.map(everything))).join("")}${JSON.stringify(intake.log)}`;
    expect(all).not.toContain(secret);
    expect(all).not.toContain(secret.replaceAll("-", ""));
  });

  it("keeps who the reporter is in the identity table and nowhere else, the log included", async () => {
    const intake = openIntake(engine);
    const { trackingNumber } = await intake.file({
      ...aFiling,
      confidential: true,
      reporter: { ...siti, phone: "0840 0000 0017", shareWithAgency: true },
    });
    expect(await identityOf(trackingNumber)).toStrictEqual(siti);
    const elsewhere = `${await everything(engine.store.table)}${await everything(engine.directoryTable)}${JSON.stringify(intake.log)}`;
    expect(elsewhere).not.toMatch(/siti.aminah|84000000017/i);
    expect(JSON.stringify(intake.log)).not.toContain(trackingNumber);
  });

  it.each([
    ["no reporter", {}],
    ["a reporter who says nothing", { reporter: {} }],
    ["a reporter who only says that the agency may know", { reporter: { shareWithAgency: true } }],
  ])("with %s leaves no identity", async (_, particulars) => {
    const before = await counts();
    const { trackingNumber } = await openIntake(engine).file({ ...aFiling, ...particulars });
    expect(await identityOf(trackingNumber)).toBeNull();
    expect(await counts()).toStrictEqual({ ...before, reports: before.reports + 1 });
  });

  it("twice without a key is two reports", async () => {
    const intake = openIntake(engine);
    const [first, second] = [await intake.file(aFiling), await intake.file(aFiling)];
    expect(first.trackingNumber).not.toBe(second.trackingNumber);
  });
});

describe("a report that is filed again under the same key", () => {
  it("gets the receipt of the first time, the secret included", async () => {
    const intake = openIntake(engine);
    const filing = { ...aFiling, reporter: siti };
    const first = await intake.file(filing, { "Idempotency-Key": "sekali" });
    const before = await counts();
    intake.now = "2026-07-08T03:00:00.000Z";
    expect(await intake.file(filing, { "Idempotency-Key": "sekali" })).toStrictEqual(first);
    const { text, title, ...rest } = filing;
    expect(await intake.file({ text, title, ...rest }, { "idempotency-key": "sekali" })).toStrictEqual(first);
    expect(await counts()).toStrictEqual(before);
    expect((await intake.view(first)).text).toBe(aFiling.text);
  });

  it("is one report however many arrive at once", async () => {
    const intake = openIntake(engine);
    const before = await counts();
    const receipts = await Promise.all(
      Array.from({ length: 20 }, () =>
        intake.file({ ...aFiling, reporter: siti }, { "Idempotency-Key": "dua puluh kali" }),
      ),
    );
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await counts()).toStrictEqual({
      reports: before.reports + 1,
      guards: before.guards + 1,
      identities: before.identities + 1,
    });
  });

  it("but with another body is refused, and nothing is stored", async () => {
    const intake = openIntake(engine);
    await intake.file(aFiling, { "Idempotency-Key": "lain isi" });
    const before = await counts();
    const { status, body } = await intake.call(routes.fileComplaint, {
      body: { ...aFiling, text: "Sesuatu yang lain.", reporter: siti },
      headers: { "Idempotency-Key": "lain isi" },
    });
    expect([status, (body as { type: string }).type]).toStrictEqual([
      422,
      "https://lapor.example/dev/docs#problem-idempotency-key-reused",
    ]);
    expect(await counts()).toStrictEqual(before);
  });
});

describe("a tracking number that is taken", () => {
  /** Bytes that come out in this order, over and over the last. */
  const chanceOf =
    (...numbers: readonly number[]) =>
    (bytes: number): Uint8Array => {
      const next = draws < numbers.length - 1 ? numbers[draws++] : numbers.at(-1);
      return new Uint8Array(bytes).fill(next ?? 0);
    };
  let draws = 0;

  it("is drawn again, with and without a key, and the first report stays as it was", async () => {
    const filing = { ...aFiling, reporter: siti };
    draws = 0;
    const intake = openIntake(engine, { chance: chanceOf(7, 7, 8, 7, 8, 9) });
    const first = await intake.file(filing);
    const kept = await history(engine.store, complaintIdOf(first.trackingNumber));
    const second = await intake.file({ ...filing, text: "Yang kedua.", reporter: { name: "Budi" } });
    const third = await intake.file({ ...filing, text: "Yang ketiga." }, { "Idempotency-Key": "bertabrakan" });
    expect(new Set([first, second, third].map(({ trackingNumber }) => trackingNumber)).size).toBe(3);
    expect(await history(engine.store, complaintIdOf(first.trackingNumber))).toStrictEqual(kept);
    expect(await identityOf(first.trackingNumber)).toStrictEqual(siti);
    expect(await identityOf(second.trackingNumber)).toStrictEqual({ name: "Budi" });
    expect((await intake.view(third)).text).toBe("Yang ketiga.");
  });

  it("three times in a row is our failure, and nothing is stored", async () => {
    draws = 0;
    const intake = openIntake(engine, { chance: chanceOf(21) });
    await intake.file(aFiling);
    const before = await counts();
    const { status } = await intake.call(routes.fileComplaint, { body: { ...aFiling, reporter: siti } });
    expect(status).toBe(500);
    expect(await counts()).toStrictEqual(before);
  });
});
