import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { problemAnswer, receiptAnswer } from "../../shared/view/answers.ts";
import { answerTo } from "../intake/solving.ts";
import { startCloud, type Outsider, type RunningCloud } from "./cloud.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let running: RunningCloud;
let someone: Outsider;
beforeAll(async () => {
  running = await startCloud({ challenge: "always" });
  ({ someone } = running);
});
afterAll(() => running.stop());

it("a report is filed with the solver of the docs where a proof of work is asked for, once for each proof", async () => {
  const body = { class: "complaint", text: "Jalan berlubang besar di depan pasar induk Sangatta." };
  const asked = await someone.call("POST", "/v1/complaints", { body });
  expect(asked.status).toBe(428);
  const { challenge } = problemAnswer.parse(asked.body);
  if (!challenge) throw new Error("there is no challenge");
  const headers = { "challenge-proof": `${challenge.token}:${answerTo(challenge)}` };
  const filed = await someone.call("POST", "/v1/complaints", { body, headers });
  expect(filed.status).toBe(201);
  expect((await someone.view(receiptAnswer.parse(filed.body))).status).toMatch(/submitted|dispatched/);
  expect((await someone.call("POST", "/v1/complaints", { body, headers })).status).toBe(428);
});
