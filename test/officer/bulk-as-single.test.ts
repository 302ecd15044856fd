import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bulkAssignment, bulkDisposition, type BulkResult } from "../../functions/officer/bulk-routes.ts";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { mondayMorning, type Report } from "../builders.ts";
import { openDoors, type Doors } from "../access/doors.ts";
import { reportIn } from "../access/life.ts";
import { known, officers, type Person } from "../access/people.ts";
import { situations, type Situation } from "../access/situations.ts";
import { officersTries, type Try } from "../access/tries.ts";
import { functionOf } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { writeMany } from "../store/reports.ts";

/** What many at once is answered with is what one alone is: for each officer, in one situation of each kind. */

let engine: TestEngine;
let doors: Doors;
beforeAll(async () => {
  engine = await startEngine();
  doors = openDoors(engine);
});
afterAll(() => engine.stop());

/** The first of each status, by whoever has it. */
const ofEachKind: readonly Situation[] = [
  ...new Map(
    situations
      .toReversed()
      .map((its) => [
        `${its.facts.status} ${its.facts.office ?? "nobody"} ${its.facts.contested ? "contested" : ""}`,
        its,
      ]),
  ).values(),
];

const single = (name: string): Try => {
  const found = officersTries.find((its) => its.name === name);
  if (!found) throw new Error(`there is no try of ${name}`);
  return found;
};
const pairs = [
  { its: single("disposition"), route: bulkDisposition },
  { its: single("assignment"), route: bulkAssignment },
] as const;

const lastStep = async ({ complaint }: Report): Promise<unknown> => {
  const found = await history(engine.store, complaint.complaintId);
  const last = found?.events.at(-1);
  return [found?.complaint.version, found?.complaint.status, found?.complaint.owner, last?.type, last?.actor];
};

describe.each(pairs)("$route.path, for a report that is", ({ its, route }) => {
  it.each(ofEachKind)("$name", async (situation) => {
    const { office } = situation.facts;
    const tryBoth = async (person: Person): Promise<void> => {
      const [alone, among] = [reportIn(situation), reportIn(situation)];
      await writeMany(engine, [alone, among]);
      const { version } = alone.complaint;
      const body = its.body({ role: person.actor?.role ?? "handler", office, other: "" });
      const one = await doors.officer(person, alone, { route: its.route, body, version });
      const many = await functionOf(
        officerEndpoints({ store: engine.store, directory: () => Promise.resolve(known), now: () => mondayMorning }),
      )(route, {
        claims: person.mail === null ? {} : { email: person.mail },
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...body, complaints: [{ trackingNumber: among.complaint.trackingNumber, version }] }),
      });
      const [result] = many.status === 200 ? (many.body as { results: BulkResult[] }).results : [many];
      expect(result.status, person.name).toBe(one.status);
      expect(await lastStep(among), person.name).toEqual(await lastStep(alone));
    };
    await Promise.all(officers.map(tryBoth));
  });
});
