import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as routes from "../../functions/intake/routes.ts";
import { directory } from "../builders.ts";
import type { Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { aFiling, openIntake, siti, type Intake, type Said } from "./citizen.ts";

let engine: TestEngine;
let intake: Intake;
beforeEach(async () => {
  engine = await startEngine();
  intake = openIntake(engine, {
    directory: {
      ...directory,
      policy: { ...directory.policy, filings: { perAddressAndHour: 3, perContactAndDay: 2 } },
    },
  });
});
afterEach(() => engine.stop());

const file = (said: Said = {}): Promise<Answered> => intake.call(routes.fileComplaint, { body: aFiling, ...said });
const statuses = async (times: number, said: Said = {}): Promise<readonly number[]> => {
  const all: number[] = [];
  for (let time = 1; time <= times; time += 1) all.push((await file(said)).status);
  return all;
};
const reports = async (): Promise<number> =>
  (await engine.itemsOf(engine.store.table)).filter(({ sk }) => sk?.S === "A").length;

describe("reports from one address", () => {
  it("are taken until there are too many within the hour, and nothing is stored of those beyond", async () => {
    expect(await statuses(4)).toEqual([201, 201, 201, 429]);
    expect(await reports()).toBe(3);
    intake.now = "2026-07-06T01:20:00.000Z";
    const refused = await file({ headers: { "Accept-Language": "en" } });
    expect(refused.headers["Retry-After"]).toBe("2400");
    expect(refused.body).toMatchObject({
      title: "Too many reports",
      detail: "Too many reports came from this network. Try again after 40 minutes.",
    });
    expect(await statuses(1, { address: "192.0.2.1" })).toEqual([201]);
    intake.now = "2026-07-06T02:00:00.000Z";
    expect(await statuses(1)).toEqual([201]);
  });

  it("are not counted when they could not be taken anyway", async () => {
    expect(await statuses(5, { body: { ...aFiling, agencyCode: "kutim.tidak-ada" } })).toEqual(Array(5).fill(422));
    expect(await statuses(4)).toEqual([201, 201, 201, 429]);
  });

  it("count once when they are repeated under their key, and get their receipt even beyond the limit", async () => {
    const again = { headers: { "Idempotency-Key": "sekali saja" } };
    const first = await file(again);
    expect(await statuses(5, again)).toEqual(Array(5).fill(201));
    expect(await statuses(3)).toEqual([201, 201, 429]);
    expect((await file(again)).body).toEqual(first.body);
    expect((await file({ ...again, body: { ...aFiling, text: "Lain." } })).status).toBe(422);
    expect(await reports()).toBe(3);
  });
});

describe("reports under one contact", () => {
  const from = (address: string, email: string = siti.email): Said => ({
    address,
    body: { ...aFiling, reporter: { ...siti, email } },
  });

  it("are taken until there are too many within the day, wherever they come from", async () => {
    expect(await statuses(1, from("192.0.2.1"))).toEqual([201]);
    expect(await statuses(1, from("192.0.2.2", siti.email.toUpperCase()))).toEqual([201]);
    const refused = await file(from("192.0.2.3"));
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, String(23 * 3600)]);
    expect(refused.body).toMatchObject({
      detail: "Dari kontak ini sudah masuk terlalu banyak laporan. Coba lagi setelah 23 jam.",
    });
    expect(await statuses(1, from("192.0.2.3", "lain@surel.example"))).toEqual([201]);
    expect(await statuses(1, { address: "192.0.2.3" })).toEqual([201]);
    intake.now = "2026-07-07T00:00:00.000Z";
    expect(await statuses(1, from("192.0.2.3"))).toEqual([201]);
  });

  it("leave neither address nor contact in the table of reports, nor in the log", async () => {
    await statuses(4, from("198.51.100.77"));
    const all = JSON.stringify([
      (await engine.itemsOf(engine.store.table)).map((item) => unmarshall(item)),
      intake.log,
    ]);
    expect(all).not.toMatch(/198\.51\.100|siti\.aminah/i);
  });
});
