import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startCloud, type Answer, type Outsider, type RunningCloud } from "./cloud.ts";

/** A morning at the coordinating office, over HTTP: what is there is counted, passed on together, and shared out. */

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let running: RunningCloud;
let someone: Outsider;
beforeAll(async () => {
  running = await startCloud();
  ({ someone } = running);
});
afterAll(() => running.stop());

const coordinator = "koordinator@diskominfo.kutim.example";
const publicWorks = "penghubung@dpu.kutim.example";
const ask = async (mail: string, method: "GET" | "POST", path: string, body?: object): Promise<Answer> =>
  someone.call(method, `/v1/officer/${path}`, {
    headers: { authorization: `Bearer ${await someone.tokenOf(mail)}` },
    ...(body === undefined ? {} : { body }),
  });
const totalFor = async (mail: string): Promise<number> =>
  ((await ask(mail, "GET", "queue/counts")).body as { total: number }).total;
const results = ({ body }: Answer): readonly { trackingNumber: string; status: number; version: number }[] =>
  (body as { results: { trackingNumber: string; status: number; version: number }[] }).results;

it("passes what it holds on at once, and the office gives it to one of its people", async () => {
  const [held, given] = [await totalFor(coordinator), await totalFor(publicWorks)];
  const unclear = { class: "aspiration", text: "Semoga semuanya menjadi lebih baik di tempat kami." };
  const numbers: string[] = [];
  for (let at = 1; at <= 3; at += 1) {
    const reporter = { name: "Pelapor Contoh", email: `pelapor${at}@surel.example` };
    numbers.push((await someone.file({ ...unclear, reporter })).trackingNumber);
  }
  await someone.settled();
  expect(await totalFor(coordinator)).toBe(held + 3);

  const office = someone.officer(coordinator);
  const complaints = await Promise.all(
    numbers.map(async (trackingNumber) => ({ trackingNumber, version: (await office.view(trackingNumber)).version })),
  );
  const passed = await ask(coordinator, "POST", "bulk/dispositions", { agencyCode: "kutim.dpu", complaints });
  expect(passed.status).toBe(200);
  expect(results(passed).map(({ trackingNumber, status }) => [trackingNumber, status])).toEqual(
    numbers.map((its) => [its, 201]),
  );
  await someone.settled();
  expect([await totalFor(coordinator), await totalFor(publicWorks)]).toEqual([held, given + 3]);
  for (const trackingNumber of numbers) {
    expect(await someone.mailsAbout(trackingNumber, "@dpu.kutim.example")).toHaveLength(1);
  }

  const shared = await ask(publicWorks, "POST", "bulk/assignments", {
    officerId: "penghubung-dpu",
    complaints: results(passed).map(({ trackingNumber, version }) => ({ trackingNumber, version })),
  });
  expect(results(shared).map(({ status }) => status)).toEqual([201, 201, 201]);
  const mine = await someone.officer(publicWorks).queue("&assignee=me");
  expect(mine.map(({ trackingNumber }) => trackingNumber).toSorted()).toEqual(numbers.toSorted());
  const rest = await someone.officer(publicWorks).queue("&assignee=nobody");
  expect(rest.some(({ trackingNumber }) => numbers.includes(trackingNumber))).toBe(false);
});
