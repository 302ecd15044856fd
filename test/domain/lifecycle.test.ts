import { describe, expect, it } from "vitest";
import { movesOpenTo, decide } from "../../shared/domain/decide.ts";
import { event } from "../../shared/domain/events.ts";
import { beginsHop } from "../../shared/domain/hops.ts";
import { isOpen, lifecycle, statuses } from "../../shared/domain/lifecycle.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Actor } from "../../shared/domain/events.ts";
import {
  after,
  clock,
  coordinator,
  directory,
  dispatched,
  environment,
  filed,
  handlerOf,
  health,
  mondayMorning,
  publicWorks,
  reporter,
  router,
  secondCoordinator,
  supervisor,
} from "../builders.ts";

const eventTypes = new Set<string>(event.def.getter().def.options.flatMap((option) => option.shape.type.def.values));
const stateOf = (complaint: Complaint, name: keyof Complaint["clocks"]) => complaint.clocks[name]?.state;
const open = (complaint: Complaint, actor: Actor) => movesOpenTo(complaint, { actor, now: mondayMorning, directory });

describe("the table of moves", () => {
  it("records each move with an event that there is", () => {
    for (const row of lifecycle) expect(eventTypes, row.move).toContain(row.event);
  });

  it("has a way out of every open status, for each who waits and for time", () => {
    for (const status of statuses.filter(isOpen)) {
      const rows = lifecycle.filter((row) => (row.from as readonly string[]).includes(status));
      for (const role of ["reporter", "coordinator", "system"] as const) {
        expect(
          rows.some((row) => (row.by as readonly string[]).includes(role)),
          `${role} in ${status}`,
        ).toBe(true);
      }
    }
  });

  it("gives an owner to what opens and takes it from what ends", () => {
    for (const row of lifecycle) {
      if (row.to === "same" || row.to === "before") continue;
      if (!isOpen(row.to)) expect(row.owner, row.move).toBe("none");
    }
  });

  it("starts the coordinator's or the agency's clock wherever a report changes hands", () => {
    for (const row of lifecycle.filter((one) => one.owner === "coordinator" || one.to === "dispatched")) {
      expect(row.starts?.length ?? 0, row.move).toBeGreaterThan(0);
    }
  });
});

describe("a report", () => {
  it("is the coordinator's when filed, with verification and completion running", () => {
    const { complaint } = filed();
    expect(complaint.status).toBe("submitted");
    expect(complaint.owner).toBe("kutim.diskominfo");
    expect(stateOf(complaint, "verification")).toBe("running");
    // Three and fourteen working days after Monday 6 July 2026, by hand: no holiday in between.
    expect(complaint.clocks.verification?.dueAt).toBe("2026-07-09T23:59:59+08:00");
    expect(complaint.clocks.completion?.dueAt).toBe("2026-07-24T23:59:59+08:00");
  });

  it("is the agency's when disposed, with the first follow-up running", () => {
    const { complaint } = dispatched();
    expect([complaint.status, complaint.owner, complaint.agencyCode]).toEqual(["dispatched", publicWorks, publicWorks]);
    expect(stateOf(complaint, "verification")).toBe("stopped");
    expect(complaint.clocks.firstFollowUp?.dueAt).toBe("2026-07-13T23:59:59+08:00");
    expect(complaint.published).toBe(true);
  });

  it("keeps its second clock when it is handed back", () => {
    const before = dispatched();
    const { complaint } = after(before, [{ move: "handBack", reason: "Jalan provinsi" }, handlerOf(publicWorks)]);
    expect([complaint.status, complaint.owner, complaint.agencyCode]).toEqual([
      "submitted",
      coordinator.agencyCode,
      null,
    ]);
    expect(complaint.clocks.completion).toEqual(before.complaint.clocks.completion);
    expect(stateOf(complaint, "verification")).toBe("running");
    expect(complaint.refusedBy).toEqual([publicWorks]);
  });

  it("goes to the arbiter after two hand-backs, and cannot be handed back again after the arbiter", () => {
    const twice = after(
      dispatched(),
      [{ move: "handBack", reason: "Bukan kewenangan" }, handlerOf(publicWorks)],
      [{ move: "dispose", agencyCode: health }, router],
      [{ move: "handBack", reason: "Bukan kewenangan" }, handlerOf(health)],
    );
    expect(stateOf(twice.complaint, "arbitration")).toBe("running");
    expect(twice.complaint.clocks.arbitration?.dueAt).toBe("2026-07-08T23:59:59+08:00");
    expect(open(twice.complaint, coordinator)).not.toContain("dispose");
    const decided = after(twice, [{ move: "arbitrate", agencyCode: environment, reason: "Drainase" }, coordinator]);
    expect(stateOf(decided.complaint, "arbitration")).toBe("stopped");
    expect(open(decided.complaint, handlerOf(environment))).not.toContain("handBack");
  });

  it("is in progress after a follow-up and the reporter's turn after the final answer", () => {
    const followed = after(dispatched(), [{ move: "answer", text: "Kami survei besok." }, handlerOf(publicWorks)]);
    expect(followed.complaint.status).toBe("inProgress");
    expect(stateOf(followed.complaint, "firstFollowUp")).toBe("stopped");
    expect(stateOf(followed.complaint, "completion")).toBe("running");
    const { complaint } = after(followed, [{ move: "answerFinally", text: "Sudah ditambal." }, handlerOf(publicWorks)]);
    expect(complaint.status).toBe("answered");
    expect(stateOf(complaint, "completion")).toBe("stopped");
    expect(complaint.clocks.reporterReply?.dueAt).toBe("2026-07-20T23:59:59+08:00");
  });

  it("gives the reporter ten days again after every reply", () => {
    const answered = after(dispatched(), [{ move: "answerFinally", text: "Selesai." }, handlerOf(publicWorks)]);
    const { complaint } = after(answered, [{ move: "reply", text: "Belum." }, reporter, "2026-07-10T01:00:00.000Z"]);
    expect(complaint.status).toBe("answered");
    expect(complaint.clocks.reporterReply?.dueAt).toBe("2026-07-24T23:59:59+08:00");
  });

  it("waits for the reporter's information with every other clock paused, and goes on with exactly what was left", () => {
    const asked = after(dispatched(), [{ move: "requestInformation", text: "Di RT berapa?" }, handlerOf(publicWorks)]);
    expect(asked.complaint.status).toBe("awaitingInformation");
    expect(stateOf(asked.complaint, "firstFollowUp")).toBe("paused");
    expect(stateOf(asked.complaint, "completion")).toBe("paused");
    expect(stateOf(asked.complaint, "reporterCompletion")).toBe("running");
    const given = after(asked, [{ move: "reply", text: "RT 5" }, reporter, "2026-07-08T01:00:00.000Z"]);
    expect(given.complaint.status).toBe("dispatched");
    // Five and fourteen working days were left on the 6th; they are counted on from the 8th.
    expect(given.complaint.clocks.firstFollowUp?.dueAt).toBe("2026-07-15T23:59:59+08:00");
    expect(given.complaint.clocks.completion?.dueAt).toBe("2026-07-28T23:59:59+08:00");
  });

  it("goes back to waiting, and to nothing else, when a block is lifted", () => {
    const { complaint } = after(
      dispatched(),
      [{ move: "requestInformation", text: "Di mana?" }, handlerOf(publicWorks)],
      [{ move: "block", reason: "Ujaran kebencian" }, coordinator],
      [{ move: "unblock", reason: "Keliru" }, coordinator],
    );
    expect(complaint.status).toBe("awaitingInformation");
    expect(stateOf(complaint, "reporterCompletion")).toBe("running");
    expect(stateOf(complaint, "firstFollowUp")).toBe("paused");
  });

  it("is closed by the reporter, an officer or the system, and says by whom", () => {
    const answered = after(dispatched(), [{ move: "answerFinally", text: "Selesai." }, handlerOf(publicWorks)]);
    const by = (command: Parameters<typeof after>[1]) => after(answered, command).complaint;
    expect(by([{ move: "close", rating: 5 }, reporter])).toMatchObject({
      status: "closed",
      closedBy: "reporter",
      rating: 5,
    });
    expect(
      by([{ move: "closeWithProof", text: "Foto", withoutAttachment: "Terlihat di jalan" }, handlerOf(publicWorks)]),
    ).toMatchObject({
      closedBy: "officer",
    });
    expect(by([{ move: "closeUnanswered" }, clock])).toMatchObject({ closedBy: "system", owner: null });
  });

  it("can be reopened twice within thirty days, under the same number, with its second clock as it was", () => {
    const closed = (from: ReturnType<typeof filed>) => after(from, [{ move: "close" }, reporter]);
    const first = closed(dispatched());
    const again = after(first, [{ move: "reopen", reason: "Berlubang lagi" }, reporter]);
    expect(again.complaint).toMatchObject({ status: "inProgress", owner: publicWorks, reopenings: 1, closedBy: null });
    expect(again.complaint.clocks.completion?.dueAt).toBe(first.complaint.clocks.completion?.dueAt);
    expect(stateOf(again.complaint, "completion")).toBe("running");
    const third = closed(after(closed(again), [{ move: "reopen", reason: "Lagi" }, reporter]));
    expect(third.complaint.reopenings).toBe(2);
    const tooLate = decide(
      first.complaint,
      { move: "reopen", reason: "?" },
      { actor: reporter, now: "2026-08-06T01:00:00.000Z", directory, cause: "test" },
    );
    expect(tooLate).toMatchObject({ ok: false, failure: { kind: "IllegalMove" } });
  });

  it("goes to supervision when it is reopened a third time, which decides and has the last word", () => {
    const reopened = (from: ReturnType<typeof filed>) =>
      after(from, [{ move: "close" }, reporter], [{ move: "reopen", reason: "Berlubang lagi" }, reporter]);
    const contested = reopened(reopened(reopened(dispatched()))).complaint;
    expect(contested).toMatchObject({
      status: "submitted",
      owner: directory.policy.supervisorAgencyCode,
      held: "reopenedTooOften",
      reopenings: 3,
    });
    expect(stateOf(contested, "arbitration")).toBe("running");
    for (const move of ["dispose", "arbitrate", "archive", "merge", "block", "passUp", "verify"] as const) {
      expect(open(contested, coordinator)).not.toContain(move);
    }
    expect(open(contested, supervisor)).toEqual(expect.arrayContaining(["arbitrate", "upholdClosure"]));
    const report = { complaint: contested, events: [] };
    const decided = after(report, [{ move: "arbitrate", agencyCode: publicWorks, reason: "Belum baik" }, supervisor]);
    expect(decided.complaint).toMatchObject({ status: "dispatched", owner: publicWorks });
    const upheld = after(report, [{ move: "upholdClosure", text: "Sudah diperiksa di tempat" }, supervisor]).complaint;
    expect(upheld).toMatchObject({ status: "closed", closedBy: "officer", owner: null });
    expect(open(upheld, reporter)).not.toContain("reopen");
  });

  it("is judged again, on appeal, by somebody else than who archived it, and not by a program", () => {
    const archived = after(filed(), [{ move: "archive", reason: "tooOld", text: "Lama" }, coordinator]);
    const appealed = after(archived, [{ move: "appeal", reason: "Baru kemarin" }, reporter]);
    expect(appealed.complaint).toMatchObject({ status: "submitted", held: "appealed" });
    expect(appealed.events.at(-1)?.type).toBe("appealed");
    expect(appealed.events.filter(beginsHop)).toHaveLength(1);
    for (const move of ["verify", "dispose", "archive", "merge", "block", "passUp"] as const) {
      expect(open(appealed.complaint, coordinator)).not.toContain(move);
      expect(open(appealed.complaint, secondCoordinator)).toContain(move);
    }
    const again = after(appealed, [{ move: "archive", reason: "tooOld", text: "Tetap" }, secondCoordinator]).complaint;
    expect(open(again, reporter)).not.toContain("appeal");
  });

  it("is passed up when it is not this government's authority, never refused for it", () => {
    const up = after(filed(), [{ move: "passUp", reason: "Jalan provinsi" }, coordinator]).complaint;
    expect(up).toMatchObject({ status: "dispatched", owner: "kaltim", agencyCode: "kaltim" });
    const own = decide(
      filed().complaint,
      { move: "passUp", reason: "Bukan kami", agencyCode: publicWorks },
      { actor: coordinator, now: mondayMorning, cause: "test", directory },
    );
    expect(own).toMatchObject({
      ok: false,
      failure: { faults: [{ pointer: "/suggestedAgencyCode", code: "ownAgency" }] },
    });
  });

  it("keeps its class when a longer one is refused, and says so", () => {
    const proposed = after(dispatched(), [
      { move: "changeClass", class: "complaintWithInspection", reason: "Perlu pemeriksaan" },
      handlerOf(publicWorks),
    ]);
    const kept = after(proposed, [{ move: "refuseClassChange", reason: "Tidak perlu" }, coordinator]).complaint;
    expect(kept).toMatchObject({ class: "complaint", proposedClass: null, proposedBy: null });
    expect(kept.clocks.completion).toEqual(proposed.complaint.clocks.completion);
  });

  it("can be rated once after an end that somebody else made", () => {
    const answered = after(dispatched(), [{ move: "answerFinally", text: "Sudah" }, handlerOf(publicWorks)]);
    const closed = after(answered, [{ move: "closeUnanswered" }, clock]);
    const rated = after(closed, [{ move: "close", rating: 2, comment: "Masih berlubang" }, reporter]).complaint;
    expect(rated).toMatchObject({ status: "closed", closedBy: "system", rating: 2 });
    expect(open(rated, reporter)).not.toContain("close");
  });

  it("takes a longer class only as a proposal that the coordinator approves, and a shorter one at once", () => {
    const proposed = after(dispatched(), [
      { move: "changeClass", class: "complaintWithInspection", reason: "Perlu audit" },
      handlerOf(publicWorks),
    ]);
    expect(proposed.complaint).toMatchObject({ class: "complaint", proposedClass: "complaintWithInspection" });
    const byCoordinator = after(dispatched(), [
      { move: "changeClass", class: "complaintWithInspection", reason: "Perlu audit" },
      coordinator,
    ]);
    expect(open(byCoordinator.complaint, coordinator)).not.toContain("approveClassChange");
    const approved = after(proposed, [{ move: "approveClassChange" }, coordinator]);
    expect(approved.complaint.class).toBe("complaintWithInspection");
    // Sixty working days after 6 July 2026: 17 and 25 August are holidays.
    expect(approved.complaint.clocks.completion?.dueAt).toBe("2026-09-30T23:59:59+08:00");
    const shorter = after(dispatched(), [{ move: "changeClass", class: "informationRequest" }, handlerOf(publicWorks)]);
    expect(shorter.complaint.clocks.completion?.dueAt).toBe("2026-07-13T23:59:59+08:00");
  });

  it("is moved by no agency but the one that has it", () => {
    const decision = decide(
      dispatched().complaint,
      { move: "answer", text: "Kami tidak tahu apa-apa" },
      { actor: handlerOf(health), now: mondayMorning, directory, cause: "test" },
    );
    expect(decision).toEqual({ ok: false, failure: { kind: "NotYours" } });
  });

  it("is arbitrated with no copy to an office that is not there", () => {
    const twice = after(
      dispatched(),
      [{ move: "handBack", reason: "Bukan kewenangan" }, handlerOf(publicWorks)],
      [{ move: "dispose", agencyCode: health }, router],
      [{ move: "handBack", reason: "Bukan kewenangan" }, handlerOf(health)],
    );
    const decision = decide(
      twice.complaint,
      { move: "arbitrate", agencyCode: environment, reason: "Drainase", copies: [health, "nowhere"] },
      { actor: coordinator, now: mondayMorning, directory, cause: "test" },
    );
    expect(decision).toMatchObject({
      ok: false,
      failure: { faults: [{ pointer: "/copies/1", code: "unknownAgency" }] },
    });
  });

  it("is refused with every field that the directory does not know", () => {
    const command = {
      ...bareFiling,
      agencyCode: "x",
      categoryCode: "y",
      location: { regionCode: "z" },
      incidentDate: "2026-07-07",
    };
    const decision = decide(null, command, { actor: reporter, now: mondayMorning, directory, cause: "test" });
    expect(decision).toMatchObject({
      ok: false,
      failure: {
        kind: "FieldsRefused",
        faults: [
          { pointer: "/agencyCode" },
          { pointer: "/categoryCode" },
          { pointer: "/location/regionCode" },
          { pointer: "/incidentDate", today: "2026-07-06" },
        ],
      },
    });
  });
});

const bareFiling = {
  move: "file",
  complaintId: "x",
  trackingNumber: "KTM-000-000-000",
  class: "complaint",
  text: "Teks",
  anonymous: false,
  confidential: false,
  shareWithAgency: false,
  channel: "web",
  language: "id",
  secretHash: "h",
  reachable: false,
} as const;
