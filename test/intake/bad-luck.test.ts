import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as routes from "../../functions/intake/routes.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { aFiling, openIntake, siti } from "./citizen.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

type Fate = "refused" | "answerLost" | "fine";

/** What the service may say while it is overloaded; the SDK tries again. */
const overloaded = (): Error =>
  Object.assign(new Error("Rate of requests exceeds the allowed throughput."), {
    name: "ThrottlingException",
    $metadata: { httpStatusCode: 400 },
  });
const timedOut = (): Error => Object.assign(new Error("socket hang up"), { name: "TimeoutError" });

/** A client whose requests have these fates, one after the other; the last holds on. */
const fated = (client: DynamoDBClient, fates: readonly [Fate, ...Fate[]]): DynamoDBClient => {
  let requests = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const fate = fates[Math.min(requests, fates.length - 1)];
      requests += 1;
      if (fate === "refused") throw overloaded();
      const result = await next(args);
      if (fate === "answerLost") throw timedOut();
      return result;
    },
    // After the SDK's own retries, so that each of its tries is a request of its own.
    { step: "finalizeRequest", priority: "low", name: "fate" },
  );
  return client;
};

const reports = async (): Promise<number> =>
  (await engine.itemsOf(engine.store.table)).filter(({ sk }) => sk?.S === "A").length;
const identities = async (): Promise<number> => (await engine.itemsOf(engine.identityTable)).length;

describe("while the tables do not answer as they should, a filing", () => {
  it("is taken all the same when they refuse for a moment", async () => {
    const intake = openIntake(engine, { client: fated(engine.connect(), ["refused", "refused", "fine"]) });
    const before = await reports();
    const receipt = await intake.file(aFiling);
    expect((await intake.view(receipt)).text).toBe(aFiling.text);
    expect(await reports()).toBe(before + 1);
  });

  it("is asked to come again when they go on refusing, and nothing is stored", async () => {
    const intake = openIntake(engine, { client: fated(engine.connect(), ["refused"]) });
    const before = [await reports(), await identities()];
    const { status, headers, body } = await intake.call(routes.fileComplaint, { body: { ...aFiling, reporter: siti } });
    expect(status).toBe(503);
    expect(Number(headers["Retry-After"])).toBeGreaterThan(0);
    expect(body).toMatchObject({ title: "Sedang sibuk" });
    expect([await reports(), await identities()]).toStrictEqual(before);
  });

  it("is one report when their answer is lost on the way", async () => {
    const intake = openIntake(engine, { client: fated(engine.connect(), ["answerLost", "fine"]) });
    const before = await reports();
    await intake.file({ ...aFiling, reporter: siti });
    expect(await reports()).toBe(before + 1);
  });

  it("is one report when no answer arrives at all and the citizen sends it again under its key", async () => {
    const before = await reports();
    const unlucky = openIntake(engine, { client: fated(engine.connect(), ["answerLost"]) });
    const filing = { body: { ...aFiling, reporter: siti }, headers: { "Idempotency-Key": "tanpa sinyal" } };
    expect((await unlucky.call(routes.fileComplaint, filing)).status).toBe(503);
    const receipt = await openIntake(engine).file(filing.body, filing.headers);
    expect(await reports()).toBe(before + 1);
    expect((await openIntake(engine).view(receipt)).version).toBe(1);
  });
});

describe("while the tables do not answer as they should, a reply", () => {
  it("is written once when their answer is lost on the way", async () => {
    const receipt = await openIntake(engine).file(aFiling);
    const { trackingNumber, secret } = receipt;
    const intake = openIntake(engine, { client: fated(engine.connect(), ["fine", "answerLost", "fine"]) });
    const { status } = await intake.call(routes.replyToComplaint, {
      trackingNumber,
      secret,
      body: { text: "Sekali." },
    });
    expect(status).toBe(201);
    expect((await intake.view(receipt)).timeline.map(({ event }) => event)).toStrictEqual(["filed", "replied"]);
  });

  it("is asked to come again when they go on refusing", async () => {
    const { trackingNumber, secret } = await openIntake(engine).file(aFiling);
    const intake = openIntake(engine, { client: fated(engine.connect(), ["refused"]) });
    const { status } = await intake.call(routes.replyToComplaint, { trackingNumber, secret, body: { text: "Nanti." } });
    expect(status).toBe(503);
  });
});
