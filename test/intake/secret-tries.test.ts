import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../../functions/intake/routes.ts";
import { makeTrackingNumber } from "../../shared/domain/tracking-number.ts";
import type { Route } from "../../shared/shell/contract.ts";
import type { Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { observe } from "../store/observed-client.ts";
import { aFiling, openIntake, siti, type Intake } from "./citizen.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const wrong = "0000-0000-0000-0000-0000";
const unknownNumber = makeTrackingNumber("KTM", new Uint8Array([9, 9, 9, 9, 9]));

type Asking = { readonly trackingNumber: string; readonly secret: string; readonly address?: string };
const look = (intake: Intake, asking: Asking): Promise<Answered> => intake.call(routes.viewComplaint, asking);

const looks = async (intake: Intake, times: number, asking: Asking): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let time = 1; time <= times; time += 1) statuses.push((await look(intake, asking)).status);
  return statuses;
};
const later = (intake: Intake, seconds: number): void => {
  intake.now = new Date(Date.parse(intake.now) + seconds * 1000).toISOString();
};

describe("whoever tries secrets", () => {
  it("is refused after five wrong ones, for longer and longer, and then the right one is not heard either", async () => {
    const intake = openIntake(engine);
    const { trackingNumber, secret } = await intake.file(aFiling);
    expect(await looks(intake, 6, { trackingNumber, secret: wrong })).toEqual([404, 404, 404, 404, 404, 429]);
    const refused = await look(intake, { trackingNumber, secret });
    expect([refused.status, refused.headers["Retry-After"]]).toEqual([429, "30"]);
    expect(refused.body).toMatchObject({ detail: expect.stringContaining("30 detik") as unknown });
    later(intake, 30);
    expect(await looks(intake, 1, { trackingNumber, secret: wrong })).toEqual([404]);
    expect((await look(intake, { trackingNumber, secret: wrong })).headers["Retry-After"]).toBe("60");
    later(intake, 60);
    expect(await looks(intake, 1, { trackingNumber, secret })).toEqual([200]);
  });

  it("is not heard on another of the report's addresses either", async () => {
    const intake = openIntake(engine);
    const { trackingNumber, secret } = await intake.file(aFiling);
    await looks(intake, 5, { trackingNumber, secret: wrong });
    const { status } = await intake.call(routes.replyToComplaint, { trackingNumber, secret, body: { text: "Ya." } });
    expect(status).toBe(429);
  });

  it("does not make the wait longer by trying meanwhile", async () => {
    const intake = openIntake(engine);
    const { trackingNumber } = await intake.file(aFiling);
    await looks(intake, 30, { trackingNumber, secret: wrong });
    expect((await look(intake, { trackingNumber, secret: wrong })).headers["Retry-After"]).toBe("30");
  });

  it("locks out nobody who comes from elsewhere, from however many addresses", async () => {
    const intake = openIntake(engine);
    const { trackingNumber, secret } = await intake.file(aFiling);
    for (let at = 0; at < 110; at += 1) {
      await look(intake, { trackingNumber, secret: wrong, address: `198.51.100.${at}` });
    }
    // By then an address has one try instead of five.
    expect(await looks(intake, 2, { trackingNumber, secret: wrong, address: "192.0.2.1" })).toEqual([404, 429]);
    expect(await looks(intake, 3, { trackingNumber, secret, address: "192.0.2.2" })).toEqual([200, 200, 200]);
  });

  it("may try anew the next day", async () => {
    const intake = openIntake(engine);
    const { trackingNumber, secret } = await intake.file(aFiling);
    await looks(intake, 6, { trackingNumber, secret: wrong });
    later(intake, 86_400);
    expect(await looks(intake, 1, { trackingNumber, secret })).toEqual([200]);
  });

  it("is one and the same wherever in its network of the new kind it calls from", async () => {
    const intake = openIntake(engine);
    const { trackingNumber } = await intake.file(aFiling);
    for (const end of ["1", "2", "3", "4", "5"]) {
      await look(intake, { trackingNumber, secret: wrong, address: `2001:db8:1:2::${end}` });
    }
    expect((await look(intake, { trackingNumber, secret: wrong, address: "2001:db8:1:2:3::6" })).status).toBe(429);
    expect((await look(intake, { trackingNumber, secret: wrong, address: "2001:db8:1:3::1" })).status).toBe(404);
  });

  it("leaves neither an address nor a number behind, only counters that expire", async () => {
    const intake = openIntake(engine);
    await looks(intake, 6, { trackingNumber: unknownNumber, secret: wrong, address: "198.51.100.77" });
    const counters = (await engine.itemsOf(engine.store.table))
      .map((item) => unmarshall(item))
      .filter((item) => item["sk"] === "N" && item["times"] !== undefined);
    expect(counters.length).toBeGreaterThan(0);
    for (const counter of counters) {
      expect(Object.keys(counter).sort()).toEqual(["expiresAt", "lastAt", "pk", "sk", "times"]);
      expect(counter["expiresAt"]).toBe(Number(counter["lastAt"]) + 2 * 86_400);
    }
    const all = JSON.stringify([counters, intake.log]);
    expect(all).not.toContain("198.51.100");
    expect(all).not.toContain(unknownNumber);
  });
});

describe("an unknown number and somebody else's report", () => {
  const ways = [
    ["look with a wrong secret", routes.viewComplaint, wrong, undefined],
    ["look without a secret", routes.viewComplaint, undefined, undefined],
    ["reply", routes.replyToComplaint, wrong, { text: "Ya." }],
    ["withdraw", routes.withdrawComplaint, wrong, {}],
  ] as const satisfies readonly (readonly [string, Route, string | undefined, object | undefined])[];

  it.each(ways)("cannot be told apart: %s", async (_, route, secret, body) => {
    const { trackingNumber } = await openIntake(engine).file({ ...aFiling, confidential: true, reporter: siti });
    const seen = async (number: string): Promise<unknown> => {
      const client = engine.connect();
      const calls = observe(client);
      const intake = openIntake(engine, { client });
      const answers = [];
      for (let time = 1; time <= 7; time += 1) {
        const { status, headers, text } = await intake.call(route, {
          trackingNumber: number,
          ...(secret === undefined ? {} : { secret }),
          ...(body === undefined ? {} : { body }),
          address: "192.0.2.9",
        });
        // In whatever order they came back.
        const asked = calls.splice(0).map(({ operation, table }) => `${operation} ${table}`);
        answers.push({ status, headers, text, asked: asked.sort(), log: intake.log.at(-1) });
      }
      client.destroy();
      return answers;
    };
    expect(await seen(unknownNumberFor(route.name, secret))).toEqual(await seen(trackingNumber));
  });
});

/** A number of its own for each way, so that none finds it counted already. */
const unknownNumberFor = (name: string, secret: string | undefined): string =>
  makeTrackingNumber("KTM", new Uint8Array([7, 7, 7, name.length, secret === undefined ? 1 : 2]));
