import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDateOf } from "../../shared/domain/calendar.ts";
import type { Command } from "../../shared/domain/commands.ts";
import { runningClocks, type Complaint } from "../../shared/domain/complaint.ts";
import { stepDue } from "../../shared/domain/due-step.ts";
import { decide, movesOpenTo } from "../../shared/domain/decide.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { event as eventSchema, type Actor, type Event } from "../../shared/domain/events.ts";
import { complaint as complaintSchema } from "../../shared/domain/complaint.ts";
import { evolve, replay } from "../../shared/domain/evolve.ts";
import { isOpen } from "../../shared/domain/lifecycle.ts";
import {
  clock,
  coordinator,
  directory,
  filing,
  handlerOf,
  reporter,
  router,
  secondCoordinator as second,
  supervisor,
} from "../builders.ts";

/** What any sequence of moves, by anybody, at any time, has to leave true. */

const agencyCode = fc.constantFrom("kutim.dpu", "kutim.dinkes", "kutim.dlh", "kutim.dpu.bina-marga", "no.such.agency");
const text = fc.constantFrom("", "Sudah kami periksa.", "Belum selesai.");
const reportClass = fc.constantFrom(
  "complaint",
  "complaintWithInspection",
  "aspiration",
  "informationRequest" as const,
);
const file = fc.constantFrom("a", "b");
const officerId = fc.constantFrom(
  "penghubung-dpu",
  "penghubung-dinkes",
  "koordinator-diskominfo",
  "nobody-known",
  null,
);
const photo = { fileName: "foto.jpg", contentType: "image/jpeg" };
const passed = { contentType: "image/jpeg", size: 900, preview: true, upload: "one", original: false };
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constant<Command>({ move: "screen", masked: 1, duplicates: [] }),
  fc.constant<Command>({ move: "hold", reason: "noSignal", reasons: [] }),
  fc.constant<Command>({ move: "verify" }),
  text.map((its): Command => ({ move: "editPublicText", text: its })),
  fc.boolean().map((its): Command => ({ move: "setPrivacy", anonymous: its, confidential: !its })),
  agencyCode.map((its): Command => ({ move: "dispose", agencyCode: its, instruction: "Tindak lanjuti" })),
  agencyCode.map((its): Command => ({ move: "arbitrate", agencyCode: its, reason: "Kewenangan" })),
  agencyCode.map((its): Command => ({ move: "declareConflict", agencyCodes: [its], reason: "Menyangkut mereka" })),
  text.map((its): Command => ({ move: "liftConflict", reason: its })),
  agencyCode.map((its): Command => ({ move: "passDown", agencyCode: its })),
  text.map((its): Command => ({ move: "handBack", reason: its })),
  text.map((its): Command => ({ move: "answer", text: its })),
  text.map((its): Command => ({ move: "answerFinally", text: its })),
  text.map((its): Command => ({ move: "note", text: its })),
  officerId.map((its): Command => ({ move: "assign", officerId: its })),
  text.map((its): Command => ({ move: "requestInformation", text: its })),
  text.map((its): Command => ({ move: "reply", text: its })),
  reportClass.map((its): Command => ({ move: "changeClass", class: its, reason: "Perlu" })),
  fc.constant<Command>({ move: "approveClassChange" }),
  text.map((its): Command => ({ move: "refuseClassChange", reason: its })),
  text.map((its): Command => ({ move: "passUp", reason: its })),
  text.map((its): Command => ({ move: "upholdClosure", text: its })),
  fc.constant<Command>({ move: "absorb", complaintIds: ["another"] }),
  fc.constantFrom(1, 5).map((its): Command => ({ move: "close", rating: its })),
  text.map((its): Command => ({ move: "closeWithProof", text: its, withoutAttachment: "Terlihat di jalan" })),
  fc.constant<Command>({ move: "archive", reason: "tooOld", text: "Lewat lima tahun" }),
  fc.constant<Command>({ move: "merge", into: "another report", text: "Sama" }),
  fc.constant<Command>({ move: "withdraw" }),
  fc.constant<Command>({ move: "block", reason: "Ujaran kebencian" }),
  fc.constant<Command>({ move: "unblock", reason: "Keliru" }),
  fc.constant<Command>({ move: "reopen", reason: "Belum selesai" }),
  fc.constant<Command>({ move: "appeal", reason: "Keberatan" }),
  fc.constant<Command>({ move: "recordRefusedMail", mail: "receipt", to: "reporter" }),
  fc.constant<Command>({ move: "requestRightsCode" }),
  fc.boolean().map((reachable): Command => ({
    move: "correctIdentity",
    reachable,
    shareWithAgency: reachable,
    addressLeft: !reachable,
  })),
  text.map((its): Command => ({ move: "objectToProcessing", reason: its })),
  fc.constant<Command>({ move: "erase", of: [], headline: "Lubang" }),
  file.map((its): Command => ({ move: "eraseAttachments", attachmentIds: [its] })),
  file.map((attachmentId): Command => ({ move: "expectAttachment", attachmentId, ...photo, size: 1000 })),
  file.map((attachmentId): Command => ({ move: "receiveAttachment", attachmentId, upload: "one" })),
  file.map((attachmentId): Command => ({ move: "passAttachment", attachmentId, ...passed })),
  file.map((attachmentId): Command => ({ move: "refuseAttachment", attachmentId, reason: "macros", upload: "one" })),
  file.map((attachmentId): Command => ({ move: "recordDownload", attachmentId })),
  file.map((attachmentId): Command => ({ move: "openOriginal", attachmentId, reason: "Aduan palsu" })),
  text.map((its): Command => ({ move: "openIdentity", reason: its })),
  fc.constant<Command>({ move: "seeIdentity" }),
  file.map((attachmentId): Command => ({ move: "answer", text: "Lihat bukti.", attachments: [attachmentId] })),
);

/** Whoever may make the move, most of the time; otherwise somebody of another role or another office. */
const actor = fc.constantFrom<"fitting" | Actor>(
  "fitting",
  "fitting",
  "fitting",
  reporter,
  coordinator,
  router,
  handlerOf("kutim.dinkes"),
  { role: "coordinator", id: "other", agencyCode: "kutim.dpu" },
  { role: "supervisor", id: "inspektorat", agencyCode: "kutim.inspektorat" },
);

const step = fc.record({ command, actor, pick: fc.nat(), hours: fc.integer({ min: 0, max: 100 }) });
type Step = { readonly command: Command; readonly actor: "fitting" | Actor; readonly pick: number };

const wellFormed = fc
  .sample(command, { numRuns: 2000, seed: 1 })
  .filter((its) => Object.values(its).every((value) => value !== ""));

/**
 * Who does what: for `fitting` one of all the moves that anybody may make now, so that rare corners are reached;
 * otherwise whatever was drawn.
 */
const whoDoesWhat = (complaint: Complaint, drawn: Step, now: string): { readonly its: Command; readonly by: Actor } => {
  if (drawn.actor !== "fitting") return { its: drawn.command, by: drawn.actor };
  const everybody = [
    reporter,
    coordinator,
    second,
    supervisor,
    router,
    ...(complaint.agencyCode ? [handlerOf(complaint.agencyCode)] : []),
  ];
  const offered = everybody.flatMap((by) =>
    movesOpenTo(complaint, { actor: by, now, directory })
      // Time's own moves are left to time.
      .filter(
        (move) =>
          !["closeUnanswered", "archiveIncomplete", "remind", "missDeadline", "escalate", "missAttachment"].includes(
            move,
          ),
      )
      .map((move) => ({ by, move })),
  );
  const chosen = offered[drawn.pick % offered.length];
  const its = wellFormed.find((candidate) => candidate.move === chosen?.move);
  return chosen && its ? { its, by: chosen.by } : { its: drawn.command, by: coordinator };
};

const startOfYear = Date.parse("2026-01-05T00:00:00.000Z");
const hour = 3_600_000;

const checkState = (complaint: Complaint, events: readonly Event[]): void => {
  expect(complaintSchema.parse(complaint)).toEqual(complaint);
  expect(replay(events)).toEqual(complaint);
  if (isOpen(complaint.status)) {
    expect(complaint.owner, "an open report has one owner").not.toBeNull();
    expect(runningClocks(complaint).length, `a clock runs while ${complaint.status}`).toBeGreaterThan(0);
    expect(complaint.closedBy).toBeNull();
  } else {
    expect(complaint.owner, "an ended report has no owner").toBeNull();
    expect(runningClocks(complaint)).toEqual([]);
  }
  if (complaint.status === "closed" || complaint.status === "archived") {
    expect(complaint.closedBy, "an end has one closer").not.toBeNull();
    expect(complaint.closedAt).not.toBeNull();
  }
  if (complaint.assignee !== null) {
    const its = directory.officers.find(({ id }) => id === complaint.assignee);
    expect(its?.agencyCode, "whoever has it works at the office that owns it").toBe(complaint.owner);
  }
  if (complaint.status === "dispatched" || complaint.status === "inProgress" || complaint.status === "answered") {
    expect(complaint.owner, "whoever has it in hand owns it").toBe(complaint.agencyCode);
  }
};

/** Lets time act as the sweep does, and says what it did. */
const sweep = (complaint: Complaint, now: string): Event | null => {
  const due = stepDue(complaint, now, directory);
  if (!due) return null;
  const decision = decide(complaint, due.command, { actor: clock, now, cause: `clock:${due.what}`, directory });
  if (!decision.ok) throw new Error(`time could not act: ${JSON.stringify(decision)}`);
  return decision.value[0];
};

describe("any sequence of moves", () => {
  it("leaves one owner and a running clock while open, one closer at an end, and a state that its events replay to", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        let now = startOfYear;
        const first = decide(null, filing(), {
          actor: reporter,
          now: new Date(now).toISOString(),
          cause: "test",
          directory,
        });
        if (!first.ok) throw new Error("the filing was refused");
        const events: Event[] = [first.value[0]];
        let complaint = evolve(null, first.value[0]);
        const record = (event: Event): void => {
          expect(eventSchema.parse(event)).toEqual(event);
          expect(event.version).toBe(complaint.version + 1);
          complaint = evolve(complaint, event);
          events.push(event);
          checkState(complaint, events);
        };
        checkState(complaint, events);
        for (const drawn of steps) {
          now += drawn.hours * hour;
          const at = new Date(now).toISOString();
          for (let event = sweep(complaint, at); event; event = sweep(complaint, at)) record(event);
          const { its, by } = whoDoesWhat(complaint, drawn, at);
          const decision = decide(complaint, its, { actor: by, now: at, cause: "test", directory });
          if (decision.ok) record(decision.value[0]);
          else {
            const offered = movesOpenTo(complaint, { actor: by, now: at, directory });
            // What is offered is refused only for what was given with it.
            if (offered.includes(its.move) && !("attachmentId" in its))
              expect(decision.failure.kind).toBe("FieldsRefused");
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("leaves nothing at an office that closes, whatever came before, and goes on like any other afterwards", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.array(step, { maxLength: 10 }), (before, afterwards) => {
        let now = startOfYear;
        const at = (): string => new Date(now).toISOString();
        const first = decide(null, filing(), { actor: reporter, now: at(), cause: "test", directory });
        if (!first.ok) throw new Error("the filing was refused");
        const events: Event[] = [first.value[0]];
        let complaint = evolve(null, first.value[0]);
        const record = (event: Event): void => {
          expect(eventSchema.parse(event)).toEqual(event);
          complaint = evolve(complaint, event);
          events.push(event);
          checkState(complaint, events);
        };
        const goOn = (drawn: (typeof before)[number], inForce: Directory): void => {
          now += drawn.hours * hour;
          const { its, by } = whoDoesWhat(complaint, drawn, at());
          const decision = decide(complaint, its, { actor: by, now: at(), cause: "test", directory: inForce });
          if (decision.ok) record(decision.value[0]);
        };
        const disposal = { move: "dispose", agencyCode: "kutim.dpu" } as const;
        goOn({ command: disposal, actor: router, pick: 0, hours: 1 }, directory);
        for (const drawn of before) goOn(drawn, directory);
        const closing: Directory = {
          ...directory,
          agencies: directory.agencies.map((its) =>
            its.code === "kutim.dpu"
              ? {
                  ...its,
                  validTo: localDateOf(new Date(now - 24 * hour).toISOString(), its.timeZone),
                  successor: "kutim.dlh",
                }
              : its,
          ),
        };
        const takeOver = (): void => {
          const context = { actor: clock, now: at(), cause: "office:kutim.dpu", directory: closing };
          const decision = decide(complaint, { move: "takeOver" }, context);
          if (!decision.ok) return;
          const dues = Object.entries(complaint.clocks).map(([name, { dueAt, state }]) => [name, dueAt, state]);
          record(decision.value[0]);
          taken += 1;
          expect(Object.entries(complaint.clocks).map(([name, { dueAt, state }]) => [name, dueAt, state])).toEqual(
            dues,
          );
          expect(decide(complaint, { move: "takeOver" }, context).ok, "once").toBe(false);
        };
        takeOver();
        for (const drawn of afterwards) {
          goOn(drawn, closing);
          takeOver();
          if (isOpen(complaint.status)) expect([complaint.owner, complaint.agencyCode]).not.toContain("kutim.dpu");
        }
      }),
      { numRuns: 300 },
    );
    expect(taken, "reports were taken over").toBeGreaterThan(50);
  });

  it("never moves a due date of the reporter's second clock but for a pause or another class", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        let now = startOfYear;
        const first = decide(null, filing(), {
          actor: reporter,
          now: new Date(now).toISOString(),
          cause: "test",
          directory,
        });
        if (!first.ok) throw new Error("the filing was refused");
        let complaint = evolve(null, first.value[0]);
        const promised = complaint.clocks.completion?.dueAt;
        for (const drawn of steps) {
          now += drawn.hours * hour;
          const at = new Date(now).toISOString();
          const { its, by } = whoDoesWhat(complaint, drawn, at);
          if (["requestInformation", "block", "changeClass", "approveClassChange"].includes(its.move)) continue;
          const decision = decide(complaint, its, { actor: by, now: at, cause: "test", directory });
          if (decision.ok) complaint = evolve(complaint, decision.value[0]);
          expect(complaint.clocks.completion?.dueAt).toBe(promised);
        }
      }),
      { numRuns: 200 },
    );
  });
});
