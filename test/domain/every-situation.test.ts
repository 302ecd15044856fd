import { isOfficeConcerned } from "../../shared/domain/concerned.ts";
import { describe, expect, it } from "vitest";
import type { Command } from "../../shared/domain/commands.ts";
import { runningClocks, type Complaint } from "../../shared/domain/complaint.ts";
import { decide, movesOpenTo } from "../../shared/domain/decide.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { evolve } from "../../shared/domain/evolve.ts";
import { isOpen, moves, type Move } from "../../shared/domain/lifecycle.ts";
import {
  clock,
  coordinator,
  directory,
  filed,
  handlerOf,
  mondayMorning,
  reporter,
  router,
  secondCoordinator,
  supervisor,
  withoutPublicWorks,
} from "../builders.ts";

/**
 * Walks through every situation that a report can get into, as far as the lifecycle tells situations apart: status,
 * which clocks run, pause or stand, and the marks that guards look at. What holds in each of them holds always.
 */

const lateClock = (its: Complaint) => runningClocks(its).find(({ missedAt }) => missedAt !== undefined)?.clock;

const onTimeClock = (its: Complaint) => runningClocks(its).find(({ missedAt }) => missedAt === undefined)?.clock;

/** One of those who handle reports at the office; null: the directory knows none. */
const officerOf = (agencyCode: string | null): string | null =>
  directory.officers.find(
    (its) => its.agencyCode === agencyCode && (its.role === "liaisonOfficer" || its.role === "coordinator"),
  )?.id ?? null;

/** Not the one that it is about. */
const officeFor = ({ concerns }: Complaint): string => (concerns === null ? "kutim.dpu" : "kutim.inspektorat");

const example = (its: Complaint): Readonly<Record<Exclude<Move, "file">, Command>> => ({
  screen: { move: "screen", masked: 0, duplicates: [] },
  hold: { move: "hold", reason: "noSignal", reasons: [] },
  verify: { move: "verify" },
  editPublicText: { move: "editPublicText", text: "Disunting" },
  setPrivacy: { move: "setPrivacy", anonymous: true, confidential: true },
  declareConflict: { move: "declareConflict", agencyCodes: ["kutim.dpu"], reason: "Menyangkut dinas ini" },
  liftConflict: { move: "liftConflict", reason: "Keliru" },
  dispose: { move: "dispose", agencyCode: officeFor(its), instruction: "Tindak lanjuti" },
  arbitrate: { move: "arbitrate", agencyCode: officeFor(its), reason: "Kewenangan" },
  passUp: { move: "passUp", reason: "Jalan provinsi" },
  passDown: { move: "passDown", agencyCode: "kutim.dpu.bina-marga" },
  handBack: { move: "handBack", reason: "Bukan kewenangan" },
  answer: { move: "answer", text: "Disurvei" },
  answerFinally: { move: "answerFinally", text: "Selesai" },
  note: { move: "note", text: "Catatan" },
  assign: { move: "assign", officerId: officerOf(its.owner) },
  requestInformation: { move: "requestInformation", text: "Di mana?" },
  reply: { move: "reply", text: "Di sini" },
  changeClass: { move: "changeClass", class: "complaintWithInspection", reason: "Perlu" },
  approveClassChange: { move: "approveClassChange" },
  refuseClassChange: { move: "refuseClassChange", reason: "Tidak perlu" },
  close: { move: "close", rating: 2 },
  closeWithProof: { move: "closeWithProof", text: "Foto", withoutAttachment: "Terlihat di jalan" },
  upholdClosure: { move: "upholdClosure", text: "Sudah selesai" },
  closeUnanswered: { move: "closeUnanswered" },
  archive: { move: "archive", reason: "tooOld", text: "Lama" },
  merge: { move: "merge", into: "other", text: "Sama" },
  absorb: { move: "absorb", complaintIds: ["another"] },
  archiveIncomplete: { move: "archiveIncomplete" },
  withdraw: { move: "withdraw" },
  block: { move: "block", reason: "Kebencian" },
  unblock: { move: "unblock", reason: "Keliru" },
  reopen: { move: "reopen", reason: "Belum" },
  appeal: { move: "appeal", reason: "Keberatan" },
  expectAttachment: {
    move: "expectAttachment",
    attachmentId: "foto",
    fileName: "foto.jpg",
    contentType: "image/jpeg",
    size: 1000,
  },
  receiveAttachment: { move: "receiveAttachment", attachmentId: "foto", upload: "another" },
  passAttachment: {
    move: "passAttachment",
    attachmentId: "foto",
    contentType: "image/jpeg",
    size: 900,
    preview: true,
    upload: "another",
    original: true,
  },
  refuseAttachment: { move: "refuseAttachment", attachmentId: "foto", reason: "notReadable", upload: "one" },
  missAttachment: { move: "missAttachment", attachmentId: "foto" },
  recordDownload: { move: "recordDownload", attachmentId: "foto" },
  openOriginal: { move: "openOriginal", attachmentId: "foto", reason: "Aduan palsu" },
  openIdentity: { move: "openIdentity", reason: "Pelapor diancam" },
  seeIdentity: { move: "seeIdentity" },
  remind: { move: "remind", clock: onTimeClock(its) ?? "completion", reminder: "halfTime" },
  escalate: { move: "escalate", clock: lateClock(its) ?? "completion" },
  moveDeadlines: { move: "moveDeadlines" },
  missDeadline: { move: "missDeadline", clock: onTimeClock(its) ?? "completion" },
  takeOver: { move: "takeOver" },
  recordRefusedMail: { move: "recordRefusedMail", mail: "receipt", to: "reporter" },
  requestRightsCode: { move: "requestRightsCode" },
  correctIdentity: { move: "correctIdentity", reachable: true, shareWithAgency: true, addressLeft: false },
  objectToProcessing: { move: "objectToProcessing", reason: "Tidak perlu" },
  erase: { move: "erase", of: [], headline: "Lubang" },
  eraseAttachments: { move: "eraseAttachments", attachmentIds: ["foto"] },
});

const situationOf = (its: Complaint): string =>
  JSON.stringify([
    its.status,
    its.agencyCode === null,
    Object.entries(its.clocks)
      .map(([name, { state, pausedBy }]) => `${name} ${state} ${pausedBy ?? ""}`)
      .sort(),
    Math.min(its.refusedBy.length, directory.policy.handBacksBeforeArbitration),
    its.arbitrated,
    its.held === null,
    its.reopenings,
    its.appealed,
    its.askedFrom?.status,
    its.blockedFrom?.status,
    its.proposedClass,
    its.proposedBy,
    its.closedBy,
    its.assignee === null,
    its.concerns === null,
  ]);

const inspector: Actor = { ...supervisor, id: "pengawas", agencyCode: "kutim.inspektorat" };

/** Those who may do what nobody else may here: a second coordinator and supervision only where they differ. */
const everybody = (its: Complaint): readonly Actor[] => [
  reporter,
  coordinator,
  ...(its.appealed || its.proposedClass !== null ? [secondCoordinator] : []),
  ...(its.reopenings > directory.policy.reopenings || its.attachments !== null ? [supervisor, inspector] : []),
  ...(its.concerns === null ? [] : [inspector]),
  router,
  clock,
  ...(its.agencyCode ? [handlerOf(its.agencyCode)] : []),
];

const wrongIn = (its: Complaint): string | null => {
  if (its.assignee !== null && its.assignee !== officerOf(its.owner)) return "given to somebody of another office";
  for (const office of [its.agencyCode, its.owner]) {
    if (office !== null && isOfficeConcerned(its, office, directory)) return "with whom it is about";
  }
  if (isOpen(its.status)) {
    if (its.owner === null) return "open without an owner";
    if (runningClocks(its).length === 0) return "open without a running clock";
    if (its.closedBy !== null) return "open but closed by somebody";
    return null;
  }
  if (its.owner !== null) return "ended with an owner";
  if (runningClocks(its).length > 0) return "ended with a running clock";
  return its.status !== "blocked" && its.closedBy === null ? "ended by nobody" : null;
};

/** What becomes of files changes nothing else, and so has a walk of its own. */
const aboutFiles: ReadonlySet<Move> = new Set([
  "expectAttachment",
  "receiveAttachment",
  "passAttachment",
  "refuseAttachment",
  "missAttachment",
  "recordDownload",
  "openOriginal",
  "eraseAttachments",
]);

/** Nor does who has the identity open. */
const aboutIdentity: ReadonlySet<Move> = new Set(["openIdentity", "seeIdentity"]);

/** Goes wherever the moves lead from there, once to each situation. @returns the moves made, and where they led */
const walk = (
  from: Complaint,
  takes: (move: Move) => boolean,
  situation: (its: Complaint) => string,
  who: (its: Complaint) => readonly Actor[] = everybody,
): { readonly made: ReadonlySet<Move>; readonly seen: ReadonlyMap<string, Complaint> } => {
  const seen = new Map([[situation(from), { its: from, way: "file" }]]);
  const made = new Set<Move>();
  for (const queue = [from]; queue.length > 0;) {
    const its = queue.shift();
    if (!its) break;
    const way = seen.get(situation(its))?.way ?? "";
    for (const actor of who(its)) {
      const context = { actor, now: mondayMorning, cause: "test", directory };
      for (const move of movesOpenTo(its, context).filter(takes)) {
        if (move === "file") throw new Error("a report was offered to be filed again");
        const decision = decide(its, example(its)[move], context);
        // Only public works has a unit below it in this directory, and a file is sent anew until it has arrived.
        if (!decision.ok && (move === "passDown" || move === "expectAttachment")) continue;
        if (!decision.ok) throw new Error(`${way}: ${move} was offered and refused`);
        made.add(move);
        const next = evolve(its, decision.value[0]);
        const wrong = wrongIn(next);
        if (wrong !== null) throw new Error(`${way}, ${move}: ${wrong}`);
        if (seen.has(situation(next))) continue;
        seen.set(situation(next), { its: next, way: `${way}, ${move}` });
        queue.push(next);
      }
    }
  }
  return { made, seen: new Map([...seen].map(([name, { its }]) => [name, its])) };
};

const fileOf = ({ attachments }: Complaint): string =>
  JSON.stringify((attachments ?? []).map(({ state, by }) => [state, by]));

/** None, or one that is expected, missing, inspected, ready or refused, from either side; or the reporter's, erased. */
const ofOneOrTheOther = 1 + 2 * 5 + 1;

describe("every situation that a report can get into", () => {
  const { made, seen } = walk(
    filed().complaint,
    (move) => !aboutFiles.has(move) && !aboutIdentity.has(move),
    situationOf,
  );

  it("has one owner and a running clock while open, one closer at an end, and every move leads to such a one", () => {
    // Time does not pass here, so nothing has to be told above, no calendar changes, and no office closes.
    const elsewhere: readonly Move[] = [
      ...(["file", "escalate", "moveDeadlines", "takeOver"] as const),
      ...aboutFiles,
      ...aboutIdentity,
    ];
    expect([...made].sort()).toEqual(moves.filter((move) => !elsewhere.includes(move)).sort());
    expect(seen.size).toBeGreaterThan(100);
  });

  it("lets an office that closes be followed in each of them once, with nothing else changed", () => {
    const context = { actor: clock, now: mondayMorning, cause: "test", directory: withoutPublicWorks };
    const statuses = new Set<string>();
    for (const [name, its] of seen) {
      const decision = decide(its, { move: "takeOver" }, context);
      const atIt = its.owner === "kutim.dpu" || its.agencyCode === "kutim.dpu";
      expect(decision.ok, name).toBe(isOpen(its.status) && atIt);
      if (!decision.ok) continue;
      const next = evolve(its, decision.value[0]);
      expect(wrongIn(next), name).toBeNull();
      expect([next.owner, next.agencyCode, next.askedFrom?.owner], name).not.toContain("kutim.dpu");
      expect(next.clocks, name).toEqual(its.clocks);
      expect(next.status).toBe(its.status);
      expect(next.disposition).toBe(its.agencyCode === "kutim.dpu" ? its.disposition + 1 : its.disposition);
      expect(decide(next, { move: "takeOver" }, context).ok, "once").toBe(false);
      statuses.add(its.status);
    }
    expect([...statuses].sort()).toEqual(["answered", "awaitingInformation", "dispatched", "inProgress", "submitted"]);
  });

  it("takes every way that a file can go, with nothing else changed", () => {
    const ofEachStatus = new Map([...seen.values()].map((its) => [its.status, its]));
    const ways = [...ofEachStatus.values()].map((its) => walk(its, (move) => aboutFiles.has(move), fileOf));
    for (const [at, status] of [...ofEachStatus.keys()].entries()) {
      const states = [...(ways[at]?.seen.values() ?? [])];
      expect(new Set(states.map((its) => its.status)), status).toEqual(new Set([status]));
      expect(ways[at]?.seen.size, `files of a report that is ${status}`).toBe(isOpen(status) ? ofOneOrTheOther : 1);
    }
    expect([...new Set(ways.flatMap((way) => [...way.made]))].sort()).toEqual([...aboutFiles].sort());
  });

  it("lets supervisors, and nobody else, have the identity open, each for themselves, with nothing else changed", () => {
    const secondSupervisor: Actor = { ...supervisor, id: "pengawas" };
    const openTo = (its: Complaint): string =>
      (its.identityOpenTo ?? [])
        .map(({ officerId }) => officerId)
        .sort()
        .join();
    // Of what is confidential the head of the government opens nothing; may-see.test.ts has who sees what.
    const open = [...seen.values()].filter(({ confidential }) => !confidential);
    for (const its of new Map(open.map((one) => [one.status, one])).values()) {
      const way = walk(
        its,
        (move) => aboutIdentity.has(move),
        openTo,
        (one) => [...everybody(one), ...[supervisor, secondSupervisor, coordinator, secondCoordinator]],
      );
      expect([...way.seen.keys()].sort(), its.status).toEqual(["", "pengawas", "pengawas,pimpinan", "pimpinan"]);
      expect([...way.made].sort()).toEqual([...aboutIdentity].sort());
      for (const one of way.seen.values()) {
        const { identityOpenTo: _, version: __, head: ___, ...rest } = one;
        expect(rest).toEqual({ ...its, identityOpenTo: undefined, version: undefined, head: undefined });
      }
    }
  });
});
