import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { challengedWhen, watchBurst } from "../../functions/intake/burst.ts";
import * as routes from "../../functions/intake/routes.ts";
import { challengeBits } from "../../shared/shell/challenge.ts";
import { problemAnswer } from "../../shared/view/answers.ts";
import type { Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { aFiling, keys, openIntake, type Intake } from "./citizen.ts";
import { answerTo } from "./solving.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const challenged = (): Intake => openIntake(engine, { isChallenged: () => Promise.resolve(true) });
const file = (intake: Intake, headers: Readonly<Record<string, string>> = {}, body: object = aFiling) =>
  intake.call(routes.fileComplaint, { body, headers });

/** What is asked of whoever files without a proof. */
const challengeIn = ({ status, body }: Answered) => {
  expect(status).toBe(428);
  const { type, challenge } = problemAnswer.parse(body);
  expect(type).toMatch(/#problem-challenge-needed$/);
  if (!challenge) throw new Error("there is no challenge");
  return challenge;
};
const solved = async (intake: Intake): Promise<string> => {
  const challenge = challengeIn(await file(intake));
  return `${challenge.token}:${answerTo(challenge)}`;
};
const reports = async (): Promise<number> =>
  (await engine.itemsOf(engine.store.table)).filter(({ sk }) => sk?.S === "A").length;

describe("while whoever files is challenged", () => {
  it("nothing is stored and nothing is counted of a filing without a proof", async () => {
    const intake = challenged();
    const before = await engine.itemsOf(engine.store.table);
    const challenge = challengeIn(await file(intake));
    expect(challenge).toMatchObject({
      algorithm: "sha-256",
      bits: challengeBits,
      expiresAt: "2026-07-06T01:15:00.000Z",
    });
    expect(await engine.itemsOf(engine.store.table)).toEqual(before);
  });

  it("a filing with its proof is taken, and the proof is good for no other", async () => {
    const intake = challenged();
    const proof = await solved(intake);
    const before = await reports();
    expect((await file(intake, { "Challenge-Proof": proof })).status).toBe(201);
    challengeIn(await file(intake, { "Challenge-Proof": proof }));
    expect(await reports()).toBe(before + 1);
    const used = (await engine.itemsOf(engine.store.table)).map((item) => unmarshall(item));
    expect(used.filter(({ sk }) => sk === "P")).toMatchObject([
      { expiresAt: Date.parse("2026-07-06T01:15:00.000Z") / 1000 },
    ]);
  });

  it("one proof sent many times at once is good for one report", async () => {
    const intake = challenged();
    const proof = await solved(intake);
    const before = await reports();
    const answers = await Promise.all(Array.from({ length: 8 }, () => file(intake, { "Challenge-Proof": proof })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(428)]);
    expect(await reports()).toBe(before + 1);
  });

  it("a filing that is repeated under its key needs no proof again", async () => {
    const intake = challenged();
    const key = { "Idempotency-Key": "dengan bukti" };
    const first = await file(intake, { ...key, "Challenge-Proof": await solved(intake) });
    expect(first.status).toBe(201);
    expect((await file(intake, key)).body).toEqual(first.body);
  });

  it("a proof is refused when it is late, of another making or no work at all", async () => {
    const intake = challenged();
    const proof = await solved(intake);
    const [token = "", answer = ""] = proof.split(":");
    const [expires = "", bits = "", nonce = "", signed = ""] = token.split(".");
    const easier = [expires, "1", nonce, signed].join(".");
    const longer = [(Number.parseInt(expires, 36) + 86_400).toString(36), bits, nonce, signed].join(".");
    for (const said of [
      "",
      "x",
      token,
      `${token}:`,
      `${token}:0`,
      `${token}:${"0".repeat(33)}`,
      `${easier}:${answer}`,
      `${easier}:${answerTo({ token: easier, bits: 1 })}`,
      `${longer}:${answerTo({ token: longer, bits: challengeBits })}`,
    ]) {
      challengeIn(await file(intake, { "Challenge-Proof": said }));
    }
    intake.now = "2026-07-06T01:15:00.000Z";
    challengeIn(await file(intake, { "Challenge-Proof": proof }));
    intake.now = "2026-07-06T01:14:59.000Z";
    expect((await file(intake, { "Challenge-Proof": proof })).status).toBe(201);
  });

  it("what cannot be taken anyway is said before anybody works for it", async () => {
    expect((await file(challenged(), {}, { ...aFiling, agencyCode: "kutim.tidak-ada" })).status).toBe(422);
  });
});

describe("a burst", () => {
  let now = "2026-07-06T01:00:00.000Z";
  /** Every filing is counted, for the eight that it stands for. */
  const watch = (filingsPerMinute: number) =>
    challengedWhen(
      "burst",
      watchBurst(
        { store: engine.store, keys: () => Promise.resolve(keys), now: () => now, chance: () => new Uint8Array(1) },
        filingsPerMinute,
      ),
    );

  it("is seen by every function within ten seconds, and is over two minutes after it", async () => {
    const [here, there] = [watch(32), watch(32)];
    for (let filings = 1; filings <= 4; filings += 1) expect(await here(), String(filings)).toBe(false);
    now = "2026-07-06T01:00:10.000Z";
    expect([await here(), await there()]).toEqual([true, true]);
    now = "2026-07-06T01:01:30.000Z";
    expect(await there()).toBe(true);
    now = "2026-07-06T01:03:00.000Z";
    expect([await here(), await there()]).toEqual([false, false]);
  });

  it("changes nothing where a stage never or always asks", async () => {
    const burst = { note: () => Promise.reject(new Error("asked")), isOn: () => Promise.reject(new Error("asked")) };
    expect([await challengedWhen("off", burst)(), await challengedWhen("always", burst)()]).toEqual([false, true]);
  });
});
