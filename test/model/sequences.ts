import fc from "fast-check";
import { expect } from "vitest";
import { moves, type Move } from "../../shared/domain/lifecycle.ts";
import type { Event } from "../../shared/domain/events.ts";
import { directory } from "../builders.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { checkStored } from "./checks.ts";
import { beginning, fileOne, sequence } from "./commands.ts";
import { tracesOfIdentity } from "./markers.ts";
import { nowOf, type Model } from "./play.ts";
import { checkOffers, checkViews } from "./views.ts";
import { asItIs, count, leave, open, type Tally, type World } from "./world.ts";

const seedDaysOff = new Set(
  directory.calendars.flatMap(({ holidays, jointLeave }) => [...holidays, ...jointLeave].map(({ date }) => date)),
);
/** The move by which time did what it did. */
const timesMove = ({ type }: Event): Move => {
  switch (type) {
    case "reminded":
      return "remind";
    case "deadlineMissed":
      return "missDeadline";
    case "escalated":
      return "escalate";
    case "deadlinesMoved":
      return "moveDeadlines";
    case "closed":
      return "closeUnanswered";
    case "archived":
      return "archiveIncomplete";
    case "attachmentMissing":
      return "missAttachment";
    case "attachmentRefused":
      return "refuseAttachment";
    default:
      throw new Error(`time does not make a report ${type}`);
  }
};

const firstMonday = Date.parse("2025-01-06T01:00:00.000Z");
const day = 86_400_000;

/** A write takes the longer the more lies in the engine's tables: a new engine costs less than going on with a full one. */
const sequencesOnOneEngine = 40;

const oneAfterAnother = () => {
  let engine: TestEngine | null = null;
  let used = 0;
  const stop = async (): Promise<void> => {
    await engine?.stop();
    engine = null;
  };
  return {
    stop,
    next: async (): Promise<TestEngine> => {
      if (used % sequencesOnOneEngine === 0) await stop();
      used += 1;
      return (engine ??= await startEngine());
    },
  };
};

/** What has to hold of each report when a sequence is over. */
const checkAll = async (model: Model, world: World): Promise<void> => {
  const store = asItIs(world.engine);
  for (const [at, life] of model.lives.entries()) {
    const { events } = await checkStored(store, world, at, tracesOfIdentity);
    for (const event of events.filter(({ actor }) => actor.id === "clock")) {
      count(world.tally, timesMove(event), "taken");
      count(world.tally, `time's ${timesMove(event)}`, "taken");
    }
    await checkViews(store, life, world, at);
    checkOffers(life, world, at, nowOf(model));
  }
};

/** Runs so many sequences of commands. Two files do, so that each of two workers has half of it. */
export const runSequences = async (numRuns: number): Promise<void> => {
  const engines = oneAfterAnother();
  const tally: Tally = new Map();
  try {
    await fc.assert(
      fc.asyncProperty(beginning, sequence, async (begin, commands) => {
        const now = firstMonday + begin.day * day;
        const world = open(await engines.next(), tally, now);
        const model: Model = { now, seedDaysOff, extraDaysOff: [], unitClosed: false, lives: [] };
        try {
          for (const filing of begin.reports) await fileOne(model, world, filing, "once");
          await fc.asyncModelRun(() => ({ model, real: world }), commands);
          await checkAll(model, world);
        } finally {
          await leave(world);
        }
      }),
      { numRuns },
    );
  } finally {
    await engines.stop();
  }
  // A test in which nothing happens finds nothing.
  for (const move of moves) {
    const { taken = 0, refused = 0 } = tally.get(move) ?? {};
    expect(taken, `${move} was taken`).toBeGreaterThan(0);
    expect(refused, `${move} was refused`).toBeGreaterThan(0);
  }
  // What is inspected may be refused by others too.
  for (const move of ["missAttachment", "refuseAttachment"] as const) {
    expect(tally.get(`time's ${move}`), `time made ${move}`).toBeDefined();
  }
};
