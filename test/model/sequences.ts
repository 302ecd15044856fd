import fc from "fast-check";
import { expect } from "vitest";
import { moves, type Move } from "../../shared/domain/lifecycle.ts";
import type { Event } from "../../shared/domain/events.ts";
import { directory } from "../builders.ts";
import { startEngine } from "../store/engine.ts";
import { checkStored } from "./checks.ts";
import { beginning, fileOne, nowOf, sequence, type Model } from "./commands.ts";
import { tracesOfIdentity } from "./markers.ts";
import { checkOffers, checkViews } from "./views.ts";
import { asItIs, count, leave, open, type Tally } from "./world.ts";

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
    default:
      throw new Error(`time does not make a report ${type}`);
  }
};

const firstMonday = Date.parse("2025-01-06T01:00:00.000Z");
const day = 86_400_000;

/** The engine slows down as its tables fill. */
const sequencesOnOneEngine = 250;

/** Runs so many sequences of commands against the store and the model. */
const runOnOneEngine = async (numRuns: number, tally: Tally): Promise<void> => {
  const engine = await startEngine();
  try {
    await fc.assert(
      fc.asyncProperty(beginning, sequence, async (begin, commands) => {
        const now = firstMonday + begin.day * day;
        const world = open(engine, tally, now);
        const model: Model = { now, seedDaysOff, extraDaysOff: [], lives: [] };
        try {
          for (const filing of begin.reports) await fileOne(model, world, filing, "once");
          await fc.asyncModelRun(() => ({ model, real: world }), commands);
          const store = asItIs(engine);
          for (const [at, life] of model.lives.entries()) {
            const { events } = await checkStored(store, world, at, tracesOfIdentity);
            for (const event of events) if (event.actor.id === "clock") count(tally, timesMove(event), "taken");
            await checkViews(store, life, world, at);
            checkOffers(life, world, at, nowOf(model));
          }
        } finally {
          await leave(world);
        }
      }),
      // Shrinking a long sequence against a real store takes minutes; the seed and the path find it again.
      { numRuns, endOnFailure: true },
    );
  } finally {
    await engine.stop();
  }
};

/** So many sequences in all. Two files ask for them, so that each of two workers has half of it. */
export const runSequences = async (numRuns: number): Promise<void> => {
  const tally: Tally = new Map();
  for (let left = numRuns; left > 0; left -= sequencesOnOneEngine) {
    await runOnOneEngine(Math.min(left, sequencesOnOneEngine), tally);
  }
  // A test in which nothing happens finds nothing.
  for (const move of moves) {
    const { taken = 0, refused = 0 } = tally.get(move) ?? {};
    expect(taken, `${move} was taken`).toBeGreaterThan(0);
    expect(refused, `${move} was refused`).toBeGreaterThan(0);
  }
};
