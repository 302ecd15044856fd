import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countsOfQueue, dueClassOf } from "../../functions/officer/counts.ts";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { countQueue, type QueueCounts } from "../../functions/officer/routes.ts";
import type { Officer } from "../../shared/domain/directory.ts";
import {
  after,
  directory,
  dispatched,
  filed,
  handlerOf,
  health,
  mondayMorning,
  publicWorks,
  router,
  type Report,
} from "../builders.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { functionOf } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { writeMany } from "../store/reports.ts";

/** How much an office has to do. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
  await writeMany(engine, reports);
});
afterAll(() => engine.stop());

const longAgo = "2026-05-04T01:00:00.000Z";
const unit = "kutim.dpu.bina-marga";
const answered = (report: Report): Report =>
  after(report, [{ move: "answerFinally", text: "Selesai." }, handlerOf(publicWorks)]);
const reports: readonly Report[] = [
  dispatched(publicWorks),
  dispatched(publicWorks, longAgo),
  answered(dispatched(publicWorks)),
  dispatched(unit),
  dispatched(health),
  after(dispatched(publicWorks), [{ move: "withdraw" }, { role: "reporter", id: "reporter" }]),
];

const officer = (mail: string): Officer => {
  const found = directory.officers.find((its) => its.mail === mail);
  if (!found) throw new Error(`there is no officer ${mail}`);
  return found;
};
const count = async (mail: string) => {
  const answer = await functionOf(
    officerEndpoints({ store: engine.store, directory: () => Promise.resolve(directory), now: () => mondayMorning }),
  )(countQueue, { claims: { email: mail } });
  assertMatchesContract("GET", countQueue.path, answer.status, answer.headers, answer.body);
  return answer;
};
const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((so, its) => so + its, 0);

describe("the counts of an officer's queue", () => {
  it("are of the own office and those below, by state and by deadline, each report once", async () => {
    const counts = (await count("penghubung@dpu.kutim.example")).body as QueueCounts;
    expect(counts).toMatchObject({
      byStatus: { submitted: 0, awaitingInformation: 0, dispatched: 3, inProgress: 0, answered: 1 },
      byDue: { overdue: 1, today: 0, none: 0 },
      total: 4,
      capped: false,
    });
    expect(sum(counts.byStatus)).toBe(4);
    expect(sum(counts.byDue)).toBe(4);
  });

  it("are of the unit alone for the unit, and of every office for supervision", async () => {
    expect((await count("penghubung@bina-marga.dpu.kutim.example")).body).toMatchObject({ total: 1 });
    expect((await count("pimpinan@kutim.example")).body).toMatchObject({ total: 5, byDue: { overdue: 1 } });
  });

  it("leave out what the officer may not see, and can be asked for a part of the jurisdiction", async () => {
    const its = { directory, now: mondayMorning };
    const secret = "kutim.dishub";
    await writeMany(engine, [
      after(filed({ confidential: true }), [{ move: "dispose", agencyCode: secret }, router]),
      after(filed({ aboutAgencyCode: publicWorks }), [{ move: "dispose", agencyCode: secret }, router]),
    ]);
    const totalOf = async (mail: string, agencyCode: string): Promise<number> =>
      (await countsOfQueue(engine.store, officer(mail), { ...its, agencyCode })).total;
    expect(await totalOf("penghubung@dishub.kutim.example", secret)).toBe(2);
    expect(await totalOf("pengawas@inspektorat.kutim.example", secret)).toBe(2);
    expect(await totalOf("pimpinan@kutim.example", secret)).toBe(0);
    expect(await totalOf("pimpinan@kutim.example", publicWorks)).toBe(4);
    // Not of one's own: nothing, whatever lies there.
    expect(await totalOf("penghubung@dpu.kutim.example", secret)).toBe(0);
  });

  it("end at their cap, and say so", async () => {
    const its = { directory, now: mondayMorning };
    const mine = officer("penghubung@dpu.kutim.example");
    expect(await countsOfQueue(engine.store, mine, its, 3)).toMatchObject({ total: 3, capped: true });
    expect(await countsOfQueue(engine.store, mine, its, 4)).toMatchObject({ total: 4, capped: false });
  });

  it.each([["admin@diskominfo.kutim.example"], ["orang@luar.example"]])("are not for %s", async (mail) => {
    expect((await count(mail)).status).toBe(403);
  });
});

describe("a report's place among them", () => {
  const ends = [
    ["overdue", Date.parse("2026-07-06T01:00:00.000Z")],
    ["today", Date.parse("2026-07-06T15:59:59.000Z")],
    ["week", Date.parse("2026-07-13T15:59:59.000Z")],
  ] as const;
  const due = (dueAt: string) => ({
    clocks: {
      completion: { state: "running" as const, startedAt: mondayMorning, dueAt, rule: "a rule" },
      verification: { state: "stopped" as const, startedAt: mondayMorning, dueAt: "2026-01-01", rule: "a rule" },
    },
  });
  it.each([
    ["2026-07-03T23:59:59+08:00", "overdue"],
    ["2026-07-06T23:59:59+08:00", "today"],
    ["2026-07-07T23:59:59+08:00", "week"],
    ["2026-07-13T23:59:59+08:00", "week"],
    ["2026-07-14T23:59:59+08:00", "later"],
  ])("with a deadline at %s is %s", (dueAt, expected) => {
    expect(dueClassOf(due(dueAt), ends)).toBe(expected);
  });

  it("with no clock running is none", () => {
    expect(dueClassOf({ clocks: {} }, ends)).toBe("none");
  });
});
