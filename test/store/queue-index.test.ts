import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act } from "../../shared/store/act.ts";
import { itemsOf } from "../../shared/store/complaint-store.ts";
import { queueCardAttributes, queueOf, type QueueCard } from "../../shared/store/indexes.ts";
import { queuePartition } from "../../shared/store/keys.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  dispatched,
  filed,
  handlerOf,
  mondayMorning,
  publicWorks,
  reporter,
  router,
  type Report,
} from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";
import { write, writeMany } from "./reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const beforeAny = " ";
const queue = (agencyCode: string, after = beforeAny, limit = 100): Promise<readonly QueueCard[]> =>
  queueOf(engine.store, agencyCode, { after, limit });
const numbersIn = async (agencyCode: string): Promise<readonly string[]> =>
  (await queue(agencyCode)).map(({ trackingNumber }) => trackingNumber);
const numberOf = ({ complaint }: Report): string => complaint.trackingNumber;

/** On a working day, `days` after a Monday in July. */
const day = (days: number): string => new Date(Date.parse(mondayMorning) + days * 86_400_000).toISOString();

describe("an office's queue", () => {
  it("has what was passed on to it, and no other office's", async () => {
    const report = await write(engine.store, dispatched("kutim.dishub"));
    expect(await numbersIn("kutim.dishub")).toStrictEqual([numberOf(report)]);
    expect(await numbersIn("kutim.dispar")).toStrictEqual([]);
  });

  it("shows a report as its card, by all that the card is to have", async () => {
    const report = await write(
      engine.store,
      after(filed({ location: { regionCode: "64.08.04" }, title: "Lampu jalan mati" }), [
        { move: "dispose", agencyCode: "kutim.dispora" },
        router,
      ]),
    );
    const [card] = await queue("kutim.dispora");
    expect(Object.keys(card ?? {}).sort()).toStrictEqual([...queueCardAttributes, "queueSort"].sort());
    expect(report.complaint).toMatchObject({
      ...Object.fromEntries(Object.entries(card ?? {}).filter(([name]) => name !== "queueSort")),
    });
  });

  it("of the coordinator has what waits for a person, and nothing that still goes its way by itself", async () => {
    const owner = directory.policy.coordinatorAgencyCode;
    const [onItsWay, held] = [filed(), after(filed(), [{ move: "hold", reason: "noSignal", reasons: [] }, router])];
    await write(engine.store, onItsWay);
    await write(engine.store, held);
    expect(await numbersIn(owner)).toContain(numberOf(held));
    expect(await numbersIn(owner)).not.toContain(numberOf(onItsWay));
  });

  it("of the coordinator gets what should have been passed on by itself and was not", async () => {
    const report = after(filed(), [{ move: "missDeadline", clock: "verification" }, clock, "2026-07-09T16:00:00.000Z"]);
    await write(engine.store, report);
    expect(await numbersIn(directory.policy.coordinatorAgencyCode)).toContain(numberOf(report));
  });

  it.each([
    ["closed", { move: "close" }, reporter],
    ["withdrawn", { move: "withdraw" }, reporter],
    ["archived", { move: "archive", reason: "tooOld", text: "Sudah lewat." }, coordinator],
    ["blocked", { move: "block", reason: "Ujaran kebencian." }, coordinator],
    ["handed back", { move: "handBack", reason: "Bukan kewenangan kami." }, handlerOf("kutim.disbun")],
  ] as const)("has no report any more that was %s", async (_, command, actor) => {
    const report = await write(engine.store, dispatched("kutim.disbun"));
    expect(await numbersIn("kutim.disbun")).toContain(numberOf(report));
    await act(engine.store, report.complaint, command, { actor, now: mondayMorning, directory, cause: "test" });
    expect(await numbersIn("kutim.disbun")).not.toContain(numberOf(report));
  });

  it("is in the order of deadlines over all its shards", async () => {
    const reports = Array.from({ length: 40 }, (_, days) => dispatched("kutim.dlh", day(days)));
    await writeMany(engine, reports.toReversed());
    const shards = new Set(reports.map(({ complaint }) => queuePartition.of("kutim.dlh", complaint.complaintId)));
    expect(shards.size).toBeGreaterThan(4);
    const cards = await queue("kutim.dlh");
    expect(cards.map(({ queueSort }) => queueSort)).toStrictEqual(cards.map(({ queueSort }) => queueSort).toSorted());
    const dates = cards.map(({ clocks }) => clocks.firstFollowUp?.dueAt);
    expect(dates).toStrictEqual(dates.toSorted());
    expect(cards).toHaveLength(40);
  });

  it("is read page by page without missing or repeating what stays, whatever comes and goes in between", async () => {
    const office = "kutim.dinkes";
    const reports = Array.from({ length: 60 }, (_, days) => dispatched(office, day(days)));
    await writeMany(engine, reports);
    const place = (index: number): Report => {
      const found = reports[index];
      if (!found) throw new Error(`there are no ${index} reports`);
      return found;
    };
    const goes = async ({ complaint }: Report): Promise<void> => {
      const step = await act(
        engine.store,
        complaint,
        { move: "close" },
        { actor: reporter, now: day(60), directory, cause: "test" },
      );
      expect(step.ok).toBe(true);
    };

    const seen: string[] = [];
    const nextPage = async (from: string): Promise<string> => {
      const page = await queue(office, from, 7);
      seen.push(...page.map(({ trackingNumber }) => trackingNumber));
      return page.at(-1)?.queueSort ?? from;
    };
    const first = await nextPage(beforeAny);
    // Gone: one that was seen, the one at which the page ended, and one to come. New: one before, two after the place.
    await goes(place(2));
    await goes(place(6));
    await goes(place(30));
    const [early, late, last] = [dispatched(office, day(1)), dispatched(office, day(31)), dispatched(office, day(59))];
    await writeMany(engine, [early, late, last]);

    let from = first;
    for (let before = ""; before !== from;) {
      before = from;
      from = await nextPage(from);
    }
    const stays = [...reports.filter((report) => report !== place(30)), late, last].map(numberOf);
    expect(seen.toSorted()).toStrictEqual(stays.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain(numberOf(early));
  });

  it("misses nothing when the cards of one shard fill more than a page of a megabyte", async () => {
    const office = "kutim.dtphp";
    const inShard = (shard: number, days: number, address: string): Report => {
      const report = after(filed({ location: { address } }, day(days)), [
        { move: "dispose", agencyCode: office },
        router,
        day(days),
      ]);
      const partition = queuePartition.of(office, report.complaint.complaintId);
      return partition === queuePartition.ofShard(office, shard) ? report : inShard(shard, days, address);
    };
    const reports = [
      ...Array.from({ length: 20 }, () => inShard(0, 0, "x".repeat(60_000))),
      inShard(1, 7, "Jl. Yos Sudarso II"),
    ];
    await writeMany(engine, reports);
    expect((await numbersIn(office)).toSorted()).toStrictEqual(reports.map(numberOf).toSorted());
  });

  it("tells two reports apart that fall due at the same instant, also at the edge of a page", async () => {
    const office = "kutim.disdukcapil";
    await writeMany(
      engine,
      Array.from({ length: 9 }, () => dispatched(office)),
    );
    const first = await queue(office, beforeAny, 4);
    const second = await queue(office, first.at(-1)?.queueSort, 4);
    const third = await queue(office, second.at(-1)?.queueSort, 4);
    expect(new Set([...first, ...second, ...third].map(({ trackingNumber }) => trackingNumber)).size).toBe(9);
  });
});

describe("the keys of the indexes", () => {
  it("stand only on a state, so that no event is found by an index", () => {
    const report = dispatched(publicWorks);
    const [, event] = report.events;
    if (!event) throw new Error("a dispatched report has two events");
    const [state, itsEvent] = itemsOf("a table", report.complaint, event);
    const keysOfIndexes = /Partition$|Sort$/;
    expect(Object.keys(state?.Put?.Item ?? {}).filter((name) => keysOfIndexes.test(name))).toStrictEqual([
      "duePartition",
      "dueSort",
      "queuePartition",
      "queueSort",
      "filedPartition",
    ]);
    expect(Object.keys(itsEvent?.Put?.Item ?? {}).filter((name) => keysOfIndexes.test(name))).toStrictEqual([]);
  });
});
