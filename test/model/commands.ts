import fc from "fast-check";
import { expect } from "vitest";
import { dispatchReport } from "../../functions/routing/dispatch.ts";
import { holdReport } from "../../functions/routing/hold.ts";
import type { Filing } from "../../functions/intake/filing.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { recordedLog } from "../shell/call.ts";
import { dayOf, daysLater, type Now } from "./clocks.ts";
import { afterTime, filed, type Life } from "./life.ts";
import { arrived, isTimes, notReadable, orders, passed, promised, type Order } from "./orders.ts";
import { coordinator, everybody, health, offices, reporter, roads, router, supervisor } from "./people.ts";
import { command, delivery, lifeAt, make, nowOf, type Command, type Model } from "./play.ts";
import { after } from "./rules.ts";
import * as real from "./world.ts";
import type { Delivery, World } from "./world.ts";

/** What a sequence is made of. */

const hour = 3_600_000;
const lastDay = Date.parse("2026-04-01T00:00:00.000Z");

type Choice = { readonly order: Order; readonly by: Actor };

/** All that may be done now, move by move; not what time does in its own time. */
const possible = (its: Life, now: Now): ReadonlyMap<string, readonly Choice[]> => {
  const choices = everybody.flatMap((by) =>
    orders.filter((order) => !isTimes(order) && after(its, by, order, now) !== null).map((order) => ({ order, by })),
  );
  return Map.groupBy(choices, ({ order }) => order.move);
};

const often = <T>(times: number, its: T): readonly T[] => Array.from({ length: times }, () => its);

/** How often what leads on comes up for once that something ends it, or leaves it as it is. */
const leadsOn = 5;
const rarely = new Set([
  ...["note", "setPrivacy", "editPublicText", "recordRefusedMail", "screen", "absorb", "remind", "escalate"],
  ...["recordDownload", "openOriginal", "assign", "declareConflict", "eraseAttachments", "openIdentity", "seeIdentity"],
  ...["requestRightsCode", "correctIdentity", "objectToProcessing", "erase"],
  ...["close", "withdraw", "archive", "block"],
]);

/** One of the moves that somebody may make now, so that the far corners of a life are reached. */
const somethingPossible = fc
  .record({ at: fc.nat(5), move: fc.nat(999), choice: fc.nat(999), how: delivery })
  .map(({ at, move, choice, how }) =>
    command((model, world) => {
      const its = at % model.lives.length;
      const moves = [...possible(lifeAt(model, its), nowOf(model))].flatMap(([name, those]) =>
        often(rarely.has(name) ? 1 : leadsOn, those),
      );
      const choices = moves[move % moves.length] ?? [];
      const chosen = choices[choice % choices.length];
      if (!chosen) throw new Error("there is always something that can be done");
      return make(model, world, its, { ...chosen, how });
    }),
  );

/** Anything by anybody. */
const anything = fc
  .record({ at: fc.nat(5), order: fc.constantFrom(...orders), by: fc.constantFrom(...everybody), how: delivery })
  .map(({ at, order, by, how }) =>
    command(
      (model, world) => make(model, world, at % model.lives.length, { order, by, how }),
      (model) => !isTimes(order) || after(lifeAt(model, at % model.lives.length), by, order, nowOf(model)) === null,
    ),
  );

/** Several moves in a row that chance would hardly find; what cannot be done is refused, as ever. */
const story = (...moves: readonly (readonly [Actor, Order])[]) =>
  fc.nat(5).map((at) =>
    command(async (model, world) => {
      const said: string[] = [];
      for (const [by, order] of moves) {
        said.push(await make(model, world, at % model.lives.length, { order, by, how: "once" }));
      }
      return said.join("; ");
    }),
  );
const closes: readonly [Actor, Order] = [reporter, { move: "close" }];
const reopens: readonly [Actor, Order] = [reporter, { move: "reopen", reason: "Belum selesai" }];
const disposes = (agencyCode: string): readonly [Actor, Order] => [
  coordinator,
  { move: "dispose", agencyCode, instruction: "Tindak lanjuti" },
];
const archives: readonly [Actor, Order] = [
  coordinator,
  { move: "archive", reason: "tooOld", text: "Lewat lima tahun" },
];
const appeals: readonly [Actor, Order] = [reporter, { move: "appeal", reason: "Keberatan" }];
const answers: readonly [Actor, Order] = [roads, { move: "answerFinally", text: "Sudah ditambal." }];
const handsBack = (by: Actor): readonly [Actor, Order] => [by, { move: "handBack", reason: "Bukan kewenangan kami" }];

const looksAt = (by: Actor, attachmentId: string): readonly (readonly [Actor, Order])[] => [
  [by, { move: "recordDownload", attachmentId }],
  [supervisor, { move: "openOriginal", attachmentId, reason: "Aduan palsu" }],
];
/** Storage tells twice of an upload that was refused; another comes in its place. */
const photograph: readonly (readonly [Actor, Order])[] = [
  [reporter, promised("foto-1")],
  [router, arrived("foto-1", "first")],
  [router, notReadable("foto-1", "first")],
  [router, arrived("foto-1", "first")],
  [router, arrived("foto-1", "second")],
  [router, passed("foto-1", "second")],
  ...looksAt(coordinator, "foto-1"),
];
/** Shown before its inspection has ended; what comes after it has a place of its own. */
const proof: readonly (readonly [Actor, Order])[] = [
  disposes(offices.roads),
  [roads, promised("bukti-1")],
  [router, arrived("bukti-1", "first")],
  [roads, { move: "answerFinally", text: "Sudah ditambal.", attachments: ["bukti-1"] }],
  [router, passed("bukti-1", "first")],
  [roads, promised("foto-2")],
];
/** More than there is a place for. */
const tooMany: readonly (readonly [Actor, Order])[] = [
  ...["foto-1", "foto-2", "bukti-1"].map((its) => [reporter, promised(its)] as const),
  [reporter, { move: "reply", text: "Di depan pasar induk." }],
  [reporter, promised("bukti-1")],
];

/** Time goes on, and the sweep acts on what is due. */
const timePasses = fc
  .record({
    hours: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 100, max: 500 }), fc.integer({ max: 1800 })),
    how: delivery,
  })
  .map(({ hours, how }) =>
    command(
      async (model, world) => {
        model.now += Math.abs(hours) * hour;
        world.now = model.now;
        await real.passTime(world, how);
        model.lives = model.lives.map((life) => afterTime(life, nowOf(model)));
        return `${hours} hours pass, swept ${how}`;
      },
      (model) => model.now + Math.abs(hours) * hour < lastDay,
    ),
  );

/** Days off are added to the calendar, or taken out again; each open report's deadlines follow, once. */
const calendarChanges = fc
  .record({ after: fc.integer({ min: -5, max: 25 }), days: fc.nat(3), how: delivery })
  .map(({ after: first, days, how }) =>
    command(async (model, world) => {
      const from = daysLater(dayOf(model.now), first);
      model.extraDaysOff = Array.from({ length: days }, (_, i) => daysLater(from, i));
      real.observe(world, { daysOff: model.extraDaysOff });
      for (const [at, life] of model.lives.entries()) {
        const expected = after(life, router, { move: "moveDeadlines" }, nowOf(model));
        expect(await real.recomputeOne(world, at, how), `the deadlines of ${at} move`).toBe(expected !== null);
        if (expected) model.lives[at] = expected;
      }
      return `days off are now ${model.extraDaysOff.join(", ") || "those of the seed"}, told ${how}`;
    }),
  );

/** What an office that closes has goes to the one that follows it; what comes back to it later, at the next look. */
const closeUnit = (closes: boolean, how: Delivery) =>
  command(async (model, world) => {
    model.unitClosed = closes;
    real.observe(world, { unitClosed: closes });
    const expected = model.lives.map((life) => after(life, router, { move: "takeOver" }, nowOf(model)));
    const taken = expected.filter((life) => life !== null).length;
    expect(await real.clearDesk(world, how), "reports are taken over").toBe(taken);
    model.lives = model.lives.map((life, at) => expected[at] ?? life);
    return `the unit ${closes ? "is closed" : "is there again"}, told ${how}: ${taken} taken over`;
  });
const unitCloses = fc.record({ closes: fc.boolean(), how: delivery }).map(({ closes, how }) => closeUnit(closes, how));

const filing = fc.record({
  class: fc.constantFrom<Filing["class"]>("complaint", "aspiration", "informationRequest"),
  confidential: fc.boolean(),
  agencyCode: fc.constantFrom<string | undefined>(undefined, offices.roads, offices.unknown),
});

export const fileOne = async (
  model: Model,
  world: World,
  {
    class: its,
    confidential,
    agencyCode,
  }: { class: Filing["class"]; confidential: boolean; agencyCode?: string | undefined },
  how: Delivery,
): Promise<string> => {
  const taken = await real.file(
    world,
    { class: its, text: "Jalan di depan pasar berlubang.", anonymous: false, confidential, agencyCode, channel: "web" },
    how,
  );
  expect(taken).toBe(agencyCode !== offices.unknown);
  if (taken) model.lives.push(filed({ class: its, confidential }, nowOf(model)));
  return `a report is filed, ${how}: ${taken ? "taken" : "refused"}`;
};

const anotherIsFiled = fc.record({ filing, how: delivery }).map(({ filing: its, how }) =>
  command(
    (model, world) => fileOne(model, world, its, how),
    ({ lives }) => lives.length < 3,
  ),
);

const reportsAreMerged = fc
  .record({
    at: fc.nat(5),
    // Into itself now and then.
    further: fc.constantFrom(1, 1, 1, 2, 0),
    by: fc.oneof(
      { arbitrary: fc.constant(coordinator), weight: 3 },
      { arbitrary: fc.constantFrom(...everybody), weight: 1 },
    ),
    text: fc.constantFrom("Sama", "Sama", "Sama", ""),
    how: delivery,
  })
  .map(({ at, further, by, text, how }) =>
    command(async (model, world) => {
      const [its, into] = [at % model.lives.length, (at + further) % model.lives.length];
      const idOf = (report: number): string => real.reportAt(world, report).complaint.complaintId;
      const merged = after(lifeAt(model, its), by, { move: "merge", into: idOf(into), text }, nowOf(model));
      const complaintIds = [idOf(its), ...lifeAt(model, its).absorbed.filter((id) => id !== idOf(into))];
      const absorbing = after(lifeAt(model, into), by, { move: "absorb", complaintIds }, nowOf(model));
      const taken = await real.merge(world, [its, into], by, text, how);
      const said = `${by.id} merges ${its} into ${into}, ${how}`;
      const may = merged && absorbing && its !== into;
      expect(taken, said).toBe(may === true);
      if (merged && absorbing && taken) [model.lives[its], model.lives[into]] = [merged, absorbing];
      return `${said}: ${taken ? "taken" : "refused"}`;
    }),
  );

/** The routing of a hop ends, twice; the second time, and that of an earlier hop, finds nothing to do. */
const routingEnds = fc
  .record({ at: fc.nat(5), to: fc.constantFrom<"hold" | "dispatch">("hold", "dispatch"), late: fc.boolean() })
  .map(({ at: drawn, to, late }) =>
    command(async (model, world) => {
      const at = drawn % model.lives.length;
      const life = lifeAt(model, at);
      const { complaintId, hopSince } = real.reportAt(world, at).complaint;
      const since = late ? 1 : hopSince;
      const waits = life.status === "submitted" && life.held === null && since === hopSince;
      const order: Order =
        to === "hold" || life.clocks.arbitration?.state === "runs"
          ? { move: "hold", reason: "noSignal", reasons: [] }
          : { move: "dispose", agencyCode: health.agencyCode ?? "" };
      const deps = {
        store: world.engine.store,
        directory: () => Promise.resolve(world.directory),
        now: () => real.instant(world.now),
        log: recordedLog(),
      };
      const suggestion = {
        agencyCode: offices.health,
        categoryCode: null,
        confidence: 0.9,
        confident: true,
        reasons: [],
      };
      const end = async (): Promise<boolean> =>
        order.move === "hold"
          ? (await holdReport(deps, { complaintId, since })).held
          : (await dispatchReport(deps, { complaintId, since, suggestion })).dispatched;
      expect(await end(), "a hop ends if the report waits for it").toBe(waits);
      expect(await end(), "a hop ends once").toBe(false);
      await real.reread(world, at);
      const changed = waits ? after(life, router, order, nowOf(model)) : life;
      if (changed) model.lives[at] = changed;
      return `routing ends with ${order.move} for ${at}, ${late ? "late" : "in time"}`;
    }),
  );

/** As often as they stand here. */
const kinds: readonly fc.Arbitrary<Command>[] = [
  ...often(14, somethingPossible),
  ...often(7, anything),
  ...often(4, timePasses),
  ...often(2, calendarChanges),
  ...often(1, unitCloses),
  ...often(1, anotherIsFiled),
  ...often(2, reportsAreMerged),
  ...often(1, routingEnds),
  story(closes, reopens, closes, reopens, closes, reopens),
  story(archives, appeals),
  story(disposes(offices.roads), answers),
  story(disposes(offices.roads), handsBack(roads), disposes(offices.health), handsBack(health)),
  story(disposes(offices.roads), [roads, { move: "passDown", agencyCode: offices.roadsUnit }]),
  story(...photograph),
  story(...proof),
  story(...tooMany),
];

export const sequence = fc.oneof(
  { arbitrary: fc.commands([...kinds], { maxCommands: 18, size: "max" }), weight: 24 },
  { arbitrary: fc.commands([...kinds], { maxCommands: 80, size: "max" }), weight: 1 },
);
export const beginning = fc.record({
  day: fc.nat(120),
  reports: fc.array(fc.record({ class: filing.map(({ class: its }) => its), confidential: fc.boolean() }), {
    minLength: 1,
    maxLength: 2,
  }),
});
