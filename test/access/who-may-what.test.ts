import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { history } from "../../shared/store/complaint-store.ts";
import { replay } from "../../shared/domain/evolve.ts";
import type { Report } from "../builders.ts";
import type { Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { writeMany } from "../store/reports.ts";
import { openDoors, type Doors } from "./doors.ts";
import { reportIn, survivor } from "./life.ts";
import { planFor, type Attempt, type Look } from "./plan.ts";
import { oneOfEachOpen, situations, type Situation } from "./situations.ts";
import { exampleOf, examplesNeeded, rowFor, statusAfter } from "./table.ts";
import { untried } from "./tries.ts";

/**
 * Everybody tries everything everywhere: each person at each door, each move that the API has, in each situation
 * that the guards tell apart. What comes of it is what the table of the lifecycle says, and nothing else.
 */

// All situations are tried side by side, and each has the time of all of them.
vi.setConfig({ testTimeout: 900_000 });

let engine: TestEngine;
let doors: Doors;
beforeAll(async () => {
  engine = await startEngine();
  doors = openDoors(engine);
  await writeMany(engine, [survivor]);
});
afterAll(() => engine.stop());

/** What the table allows and was done, as `exampleOf` writes it. */
const followed = new Set<string>();
let calls = 0;
let merges = 0;

const kept = async ({ complaint }: Report): Promise<Report> => {
  const found = await history(engine.store, complaint.complaintId);
  if (!found) throw new Error("the report is not there");
  return found;
};

/** As many at once as a client has connections. */
const inTurns = async <Of, To>(list: readonly Of[], make: (its: Of) => Promise<To>): Promise<readonly To[]> => {
  const made: To[] = [];
  for (let from = 0; from < list.length; from += 40) {
    made.push(...(await Promise.all(list.slice(from, from + 40).map(make))));
  }
  return made;
};

/** What differs from what should be; empty: nothing. */
const differences = (title: string, pairs: Readonly<Record<string, readonly [unknown, unknown]>>): readonly string[] =>
  Object.entries(pairs)
    .filter(([, [is, should]]) => !isDeepStrictEqual(is, should))
    .map(([what, [is, should]]) => `${title}: ${what} is ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);

const looked = async ({ title, status, moves, make }: Look, report: Report): Promise<readonly string[]> => {
  const answered = await make(report);
  const offered = (answered.body as { moves?: string[] }).moves;
  return differences(title, {
    status: [answered.status, status],
    ...(status === 200 ? { "what is offered": [offered?.toSorted(), moves.toSorted()] } : {}),
  });
};

/** One step further by that row, and nothing besides. */
const oneFurther = async (title: string, was: Report, type: string, role: string, status: string) => {
  const { complaint, events } = await kept(was);
  const last = events.at(-1);
  return differences(title, {
    "the version": [complaint.version, was.complaint.version + 1],
    "the number of events": [events.length, was.events.length + 1],
    "the event": [last?.type, type],
    "who did it": [last?.actor.role, role],
    "the status after": [complaint.status, status],
    "the state": [complaint, replay(events)],
  });
};

type Ready = Attempt & { readonly report: Report; readonly other: Report; readonly otherIn: Situation | undefined };

const allowedOne = async (its: Ready, { facts }: Situation): Promise<readonly string[]> => {
  const { title, allowed, report, other, otherIn } = its;
  if (!allowed) throw new Error(`${title} is not allowed`);
  const answered: Answered = await its.make(report, other);
  if (answered.status !== its.status) {
    return [`${title}: answered ${answered.status} (${answered.text}), not ${its.status}`];
  }
  const { row, role } = allowed;
  followed.add(exampleOf(row, facts.status, role));
  const absorbed = otherIn && rowFor(otherIn.facts, { role, id: "", move: "absorb" });
  if (absorbed) followed.add(exampleOf(absorbed, otherIn.facts.status, role));
  return [
    ...(its.answersReport
      ? differences(title, {
          "the version in the answer": [(answered.body as { version: number }).version, report.complaint.version + 1],
        })
      : []),
    ...(await oneFurther(title, report, row.event, role, statusAfter(row, facts))),
    ...(otherIn ? await oneFurther(`${title}, the other`, other, "absorbed", role, otherIn.facts.status) : []),
  ];
};

describe("the table says who may do what with a report that is", () => {
  it.concurrent.each(situations)("$name", async (situation) => {
    const report = reportIn(situation);
    expect(report.complaint).toMatchObject({ status: situation.facts.status, agencyCode: situation.facts.office });
    const { attempts, looks } = planFor(situation, doors);
    const untouched = reportIn({ steps: [], filedAt: situation.filedAt });
    const ready = attempts.map((its): Ready => {
      if (!its.allowed) return { ...its, report, other: untouched, otherIn: undefined };
      const otherIn = its.merges ? oneOfEachOpen[merges++ % oneOfEachOpen.length] : undefined;
      return { ...its, report: reportIn(situation), other: otherIn ? reportIn(otherIn) : untouched, otherIn };
    });
    await writeMany(engine, [...new Set([report, untouched, ...ready.flatMap((its) => [its.report, its.other])])]);
    calls += attempts.length + looks.length;

    const wrong = [
      ...(await inTurns(looks, (its) => looked(its, report))),
      ...(await inTurns(ready, async (its) => {
        if (its.allowed) return allowedOne(its, situation);
        const { status } = await its.make(its.report, its.other);
        return differences(its.title, { status: [status, its.status] });
      })),
    ].flat();
    expect(wrong).toEqual([]);
    expect(await kept(report), "what is refused leaves no trace").toEqual(report);
    expect(await kept(untouched), "what is refused leaves no trace").toEqual(untouched);
  });

  it("with an example of every row for every role and status that the table has", () => {
    expect([...followed].sort()).toEqual([...examplesNeeded()].sort());
    expect(calls).toBeGreaterThan(10_000);
  });

  it("for every move that the API has", () => {
    const { offered, tried } = untried();
    expect([...tried].sort()).toEqual([...offered].sort());
  });
});
