import { QueryCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { moveRoutes } from "../../functions/officer/routes.ts";
import { replay } from "../../shared/domain/evolve.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { complaintPartition, eventSort, stateSort } from "../../shared/store/keys.ts";
import { dispatched, filed, publicWorks, type Report } from "../builders.ts";
import { openDoors, type Doors } from "../access/doors.ts";
import { firstCoordinator, ofPublicWorks, secondCoordinator, supervisor, unit, type Person } from "../access/people.ts";
import { situations } from "../access/situations.ts";
import { rowFor } from "../access/table.ts";
import { officersTries, type Try } from "../access/tries.ts";
import type { Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { writeMany } from "../store/reports.ts";

/** What many officers do in the same moment, on a real engine. */

let engine: TestEngine;
let doors: Doors;
beforeAll(async () => {
  engine = await startEngine();
  doors = openDoors(engine);
});
const connected: DynamoDBClient[] = [];
afterAll(async () => {
  for (const client of connected) client.destroy();
  await engine.stop();
});

/** Doors behind which nobody writes until so many have read what there is and want to write. */
const doorsForAllAtOnce = (officers: number): Doors => {
  const client = engine.connect();
  connected.push(client);
  const everybodyIsHere = Promise.withResolvers<undefined>();
  let here = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "TransactWriteItemsCommand") {
          here += 1;
          if (here === officers) everybodyIsHere.resolve(undefined);
          await everybodyIsHere.promise;
        }
        return next(args);
      },
    { step: "initialize", name: "everybodyIsHere" },
  );
  return openDoors({ ...engine, store: { ...engine.store, client } });
};

const kept = async ({ complaint }: Report): Promise<Report> => {
  const found = await history(engine.store, complaint.complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};

/** The report as it is now, after a look at all that lies in its partition: its state, its events, nothing else. */
const whole = async (report: Report): Promise<Report> => {
  const { complaint, events } = await kept(report);
  const { Items = [] } = await engine.client.send(
    new QueryCommand({
      TableName: engine.store.table,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: marshall({ ":pk": complaintPartition.build(complaint.complaintId) }),
    }),
  );
  const versions = Array.from({ length: complaint.version }, (_, before) => before + 1);
  expect(Items.map((item) => String(unmarshall(item)["sk"]))).toEqual([stateSort, ...versions.map(eventSort.build)]);
  expect(events.map(({ version }) => version)).toEqual(versions);
  expect(replay(events)).toEqual(complaint);
  return { complaint, events };
};

const expectUnchanged = async (report: Report): Promise<void> => {
  expect(await whole(report)).toEqual(report);
};

const problem = ({ status, body }: Answered) => ({ status, ...(body as { type: string; detail: string }) });
const staleAt = (version: number) => ({
  status: 409,
  type: expect.stringMatching(/#problem-stale-version$/) as string,
  detail: `Versi laporan sekarang ${version}. Muat ulang, lalu coba lagi.`,
});

type Deed = { readonly person: Person; readonly its: Try; readonly event: string };

/** Everything that anybody may do with a report that public works has just got. */
const everyDeed = (): readonly Deed[] => {
  const facts = situations.find(({ name }) => name === "dispatched")?.facts;
  if (!facts) throw new Error("there is no such situation");
  return [firstCoordinator, secondCoordinator, supervisor, ofPublicWorks].flatMap((person) =>
    officersTries.flatMap((its): readonly Deed[] => {
      const { role, id } = person.actor;
      const row = rowFor(facts, { role, id, move: its.is(role), longer: its.longer });
      return row ? [{ person, its, event: row.event }] : [];
    }),
  );
};

const merge = (person: Person, report: Report, into: Report, through = doors): Promise<Answered> => {
  const route = moveRoutes.get("merge");
  if (!route) throw new Error("there is no merge");
  const body = { into: into.complaint.trackingNumber, text: "Laporan yang sama." };
  return through.officer(person, report, { route, body, version: report.complaint.version });
};

const rounds = Array.from({ length: 10 }, (_, before) => before + 1);

describe("of fifty officers who act on one report at once", () => {
  const deeds = everyDeed();

  /** Each round begins elsewhere in the list, so that another one comes first. */
  const fiftyDeeds = (round: number): readonly Deed[] =>
    Array.from({ length: 50 }, (_, place) => deeds[(place * 7 + round * 5) % deeds.length]).filter(
      (deed) => deed !== undefined,
    );

  /** Who won, and what the others were told; what is kept has been looked at. */
  const allAtOnce = async (round: number, through: Doors) => {
    const [report, other] = [dispatched(), filed()];
    await writeMany(engine, [report, other]);
    const { version } = report.complaint;
    const mixed = fiftyDeeds(round);
    const answers = await Promise.all(
      mixed.map(({ person, its }) => {
        const role = person.actor?.role ?? "system";
        const body = its.body({ role, office: publicWorks, other: other.complaint.trackingNumber });
        return through.officer(person, report, { route: its.route, body, version });
      }),
    );
    const winners = mixed.filter((_, place) => answers[place]?.status === 201);
    expect(winners).toHaveLength(1);
    expect(answers.find(({ status }) => status === 201)).toMatchObject({
      headers: { ETag: `"${version + 1}"` },
      body: { version: version + 1 },
    });

    const { complaint, events } = await whole(report);
    expect(complaint.version).toBe(version + 1);
    expect(events.slice(0, -1)).toEqual(report.events);
    expect(events.at(-1)).toMatchObject({ type: winners[0]?.event, actor: winners[0]?.person.actor });
    // A merge is of two reports: the other one has moved with it or not at all.
    if (complaint.mergedInto === null) await expectUnchanged(other);
    else expect((await whole(other)).complaint).toMatchObject({ version: 2, absorbed: [complaint.complaintId] });

    const lost = mixed.flatMap(({ person }, place) => {
      const answered = answers[place];
      return answered === undefined || answered.status === 201 ? [] : [{ person, told: problem(answered) }];
    });
    expect(lost).toHaveLength(49);
    return { complaint, lost };
  };

  it.each(rounds)("one wins, and 49 are told the version now in force and leave no trace (round %i)", async (round) => {
    const { complaint, lost } = await allAtOnce(round, doorsForAllAtOnce(50));
    for (const { told } of lost) expect(told).toMatchObject(staleAt(complaint.version));
  });

  it.each(rounds)("who comes when the report is with another office finds none (round %i)", async (round) => {
    const { complaint, lost } = await allAtOnce(round, doors);
    const isGone = complaint.agencyCode !== publicWorks && complaint.agencyCode !== unit;
    for (const { person, told } of lost) {
      if (told.status === 404) expect([isGone, person]).toEqual([true, ofPublicWorks]);
      else expect(told).toMatchObject(staleAt(complaint.version));
    }
  });
});

describe("of two reports that are merged into each other at once", () => {
  it.each(rounds)("one goes on for both (round %i)", async (round) => {
    const [one, other] = [dispatched(), dispatched()];
    await writeMany(engine, [one, other]);
    // In every other round nobody writes before both have read.
    const through = round % 2 === 0 ? doorsForAllAtOnce(2) : doors;
    const [first, second] = await Promise.all([
      merge(firstCoordinator, one, other, through),
      merge(secondCoordinator, other, one, through),
    ]);
    const firstWon = first.status === 201;
    const [won, lost, merged, goesOn] = firstWon ? [first, second, one, other] : [second, first, other, one];
    expect(won.status).toBe(201);
    expect(problem(lost)).toMatchObject(staleAt(goesOn.complaint.version + 1));
    expect((await whole(merged)).complaint).toMatchObject({
      status: "archived",
      mergedInto: goesOn.complaint.complaintId,
      absorbed: null,
      version: merged.complaint.version + 1,
    });
    expect((await whole(goesOn)).complaint).toMatchObject({
      status: "dispatched",
      mergedInto: null,
      absorbed: [merged.complaint.complaintId],
      version: goesOn.complaint.version + 1,
    });
  });
});

describe("twenty reports that are merged into one at once", () => {
  it("are each merged, or told that they are as they were and may be tried again; the one has exactly the merged", async () => {
    const goesOn = dispatched();
    const all = Array.from({ length: 20 }, () => filed());
    await writeMany(engine, [goesOn, ...all]);
    const merged: Report[] = [];
    for (let waiting: readonly Report[] = all; waiting.length > 0;) {
      const answers = await Promise.all(waiting.map((report) => merge(firstCoordinator, report, goesOn)));
      const refused = waiting.filter((_, place) => answers[place]?.status !== 201);
      expect(refused.length, "some get through every time").toBeLessThan(waiting.length);
      for (const its of answers.filter(({ status }) => status !== 201).map(problem)) {
        expect(its).toMatchObject(staleAt(1));
      }
      for (const report of refused) await expectUnchanged(report);
      merged.push(...waiting.filter((report) => !refused.includes(report)));

      const { complaint, events } = await whole(goesOn);
      expect(complaint.absorbed?.toSorted()).toEqual(merged.map((report) => report.complaint.complaintId).sort());
      expect(events.length).toBe(goesOn.events.length + merged.length);
      waiting = refused;
    }
    for (const report of all) {
      expect((await whole(report)).complaint).toMatchObject({
        status: "archived",
        version: 2,
        mergedInto: goesOn.complaint.complaintId,
      });
    }
  });
});
