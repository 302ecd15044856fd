import { describe, expect, it } from "vitest";
import { coordinatesIt, handlesConflict, supervisesIt } from "../../shared/domain/concerned.ts";
import { decide, movesOpenTo } from "../../shared/domain/decide.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { maySee, type Seen } from "../../shared/domain/may-see.ts";
import {
  after,
  coordinator,
  directory,
  filed,
  filing,
  handlerOf,
  mondayMorning,
  reporter,
  router,
} from "../builders.ts";

/** Who may see a report: by role, by how their office is to the one that has it, confidential or not, about whom. */

const unit = "kutim.dpu.bina-marga";
const inspectorate = "kutim.inspektorat";
const of = (role: Actor["role"], id: string, agencyCode: string): Actor => ({ role, id, agencyCode });
const people = {
  coordinator,
  "coordinator elsewhere": of("coordinator", "lain", "kutim.dinkes"),
  inspector: of("supervisor", "pengawas-inspektorat", inspectorate),
  head: of("supervisor", "pimpinan-kutim", "kutim"),
  "head of an office": of("supervisor", "kepala-dpu", "kutim.dpu"),
  own: handlerOf("kutim.dpu"),
  below: handlerOf(unit),
  above: handlerOf("kutim"),
  sibling: handlerOf("kutim.dinkes"),
  stranger: handlerOf("elsewhere"),
  investigator: handlerOf(inspectorate),
} satisfies Record<string, Actor>;
type Person = keyof typeof people;

const at = (agencyCode: string | null, its: Partial<Seen> = {}): Seen => ({
  agencyCode,
  owner: agencyCode ?? "kutim.diskominfo",
  confidential: false,
  concerns: null,
  ...its,
});
const about = (...agencyCodes: string[]) => ({ confidential: true, concerns: { agencyCodes, officerIds: [] } });
const secret = { confidential: true };

const table: readonly (readonly [string, Seen, readonly Person[]])[] = [
  ["on the coordinator's desk", at(null), ["coordinator", "inspector", "head"]],
  ["with an office", at("kutim.dpu"), ["coordinator", "inspector", "head", "head of an office", "own", "above"]],
  ["with its unit", at(unit), ["coordinator", "inspector", "head", "head of an office", "own", "below", "above"]],
  ["with another government", at("kaltim"), ["coordinator", "inspector", "head"]],
  ["confidential, on the coordinator's desk", at(null, secret), ["coordinator", "inspector"]],
  ["confidential, with an office", at("kutim.dpu", secret), ["coordinator", "inspector", "own"]],
  ["confidential, with its unit", at(unit, secret), ["coordinator", "inspector", "below"]],
  [
    "confidential, on the desk of the head",
    at("kutim.dpu", { ...secret, owner: "kutim" }),
    ["coordinator", "inspector", "head", "own"],
  ],
  [
    "about an office, with the inspectorate",
    at(inspectorate, about("kutim.dpu")),
    ["coordinator", "inspector", "investigator"],
  ],
  [
    "about an office, no longer confidential",
    at(inspectorate, { ...about("kutim.dpu"), confidential: false }),
    ["coordinator", "inspector", "head", "above", "investigator"],
  ],
  // Even where it should never be.
  ["about the office that has it", at("kutim.dpu", about("kutim.dpu")), ["coordinator", "inspector"]],
  ["about the office above the one that has it", at(unit, about("kutim.dpu")), ["coordinator", "inspector"]],
  ["about a unit of the office that has it", at("kutim.dpu", about(unit)), ["coordinator", "inspector", "own"]],
  ["about the coordinating office", at(null, { ...about("kutim.diskominfo"), owner: "kutim" }), ["inspector", "head"]],
  ["about the inspectorate", at("kaltim", about(inspectorate)), ["coordinator"]],
  ["about the whole government", at("kaltim", about("kutim")), []],
];

describe("a report that is", () => {
  it.each(table)("%s", (_, report, may) => {
    const sees = Object.entries(people).filter(([, actor]) => maySee(report, actor, directory));
    expect(sees.map(([name]) => name)).toEqual(Object.keys(people).filter((name) => may.includes(name as Person)));
  });

  it("about an officer is not theirs, wherever they work by then", () => {
    const report = at("kutim.dinkes", { concerns: { agencyCodes: ["kutim.dpu"], officerIds: ["link:1"] } });
    expect(maySee(report, handlerOf("kutim.dinkes"), directory)).toBe(false);
    expect(maySee(report, { ...handlerOf("kutim.dinkes"), id: "another" }, directory)).toBe(true);
  });

  it("is for no officer without an office, and neither for reporter nor system", () => {
    expect([reporter, router].map((actor) => maySee(at(null), actor, directory))).toEqual([false, false]);
  });
});

describe("whoever is concerned is stood in for", () => {
  const of = (...agencyCodes: string[]) => {
    const report = { concerns: { agencyCodes, officerIds: [] } };
    return [coordinatesIt, supervisesIt, handlesConflict].map((its) => its(report, directory));
  };
  it.each([
    ["an office", of("kutim.dpu"), ["kutim.diskominfo", "kutim", inspectorate]],
    ["the coordinating office", of("kutim.diskominfo"), ["kutim", "kutim", inspectorate]],
    ["the inspectorate", of(inspectorate), ["kutim.diskominfo", "kutim", "kaltim"]],
    ["the whole government", of("kutim"), ["kaltim", "kaltim", "kaltim"]],
    ["another government", of("kaltim"), ["kutim.diskominfo", "kutim", null]],
    ["everybody", of("kutim", "kaltim"), [null, null, null]],
  ])("%s", (_, is, should) => {
    expect(is).toEqual(should);
  });
});

describe("a filing", () => {
  const filedAs = (particulars: Parameters<typeof filed>[0]) => filed(particulars).complaint;
  it("about an office is confidential, and about it from its first event on", () => {
    const { events, complaint } = filed({ aboutAgencyCode: "kutim.disdukcapil" });
    expect(complaint).toMatchObject({ confidential: true, concerns: { agencyCodes: ["kutim.disdukcapil"] } });
    expect(events[0]).toMatchObject({ madeConfidential: true });
    expect(events[0]).not.toHaveProperty("aboutAgencyCode");
  });
  it("in a sensitive category is confidential, and about the office that it names unless that answers for it", () => {
    expect(filedAs({ categoryCode: "1558" })).toMatchObject({ confidential: true, concerns: null });
    expect(filedAs({ categoryCode: "1558", agencyCode: "kutim.dinkes" }).concerns?.agencyCodes).toEqual([
      "kutim.dinkes",
    ]);
    expect(filedAs({ categoryCode: "1558", agencyCode: inspectorate }).concerns).toBeNull();
    expect(filedAs({ categoryCode: "1397", agencyCode: "kutim.dpu" })).toMatchObject({
      confidential: false,
      concerns: null,
    });
  });
  it("about the coordinating office is on the desk of supervision, who coordinates it", () => {
    const { complaint } = filed({ aboutAgencyCode: "kutim.diskominfo" });
    expect(complaint.owner).toBe("kutim");
    const openTo = (actor: Actor) => movesOpenTo(complaint, { actor, now: mondayMorning, directory });
    expect(openTo(coordinator)).toEqual([]);
    expect(openTo(people.head)).toContain("dispose");
    expect(openTo(people.inspector)).not.toContain("dispose");
  });
  it("is refused where nobody independent is left, with words for it", () => {
    const alone = {
      ...directory,
      agencies: directory.agencies.map((its) => (its.code === "kutim" ? { ...its, parent: null } : its)),
    };
    const decision = decide(null, filing({ aboutAgencyCode: "kutim" }), {
      actor: reporter,
      now: mondayMorning,
      cause: "test",
      directory: alone,
    });
    expect(decision).toMatchObject({
      ok: false,
      failure: { faults: [{ pointer: "/aboutAgencyCode", code: "nobodyIndependent" }] },
    });
  });
});

describe("a conflict that is declared", () => {
  const declare = { move: "declareConflict", agencyCodes: ["kutim.dpu"], reason: "Menyangkut mereka" } as const;
  const at = after(filed(), [{ move: "dispose", agencyCode: "kutim.dpu" }, router]);

  it("takes the report from the office at once, into a hop of its own", () => {
    const { complaint } = after(at, [declare, coordinator]);
    expect(complaint).toMatchObject({
      status: "submitted",
      agencyCode: null,
      owner: "kutim.diskominfo",
      confidential: true,
    });
    expect(complaint.hop).toBe(at.complaint.hop + 1);
    expect(complaint.clocks.firstFollowUp?.state).toBe("stopped");
    expect(complaint.clocks.verification?.state).toBe("running");
  });

  it("of an officer is one of their office", () => {
    const its = { move: "declareConflict", officerIds: ["penghubung-dinkes"], reason: "Kerabat pelapor" } as const;
    expect(after(at, [its, coordinator]).complaint.concerns).toEqual({
      agencyCodes: ["kutim.dinkes"],
      officerIds: ["penghubung-dinkes"],
    });
  });

  it.each([
    ["disposed to them", { move: "dispose", agencyCode: "kutim.dpu" }, "/agencyCode"],
    ["disposed to what is below them", { move: "dispose", agencyCode: unit }, "/agencyCode"],
  ] as const)("keeps it from being %s", (_, command, pointer) => {
    const { complaint } = after(at, [declare, coordinator]);
    const context = { actor: coordinator, now: mondayMorning, cause: "test", directory };
    expect(decide(complaint, command, context)).toMatchObject({
      ok: false,
      failure: { faults: [{ pointer, code: "agencyConcerned" }] },
    });
  });

  it("is lifted by the inspectorate alone, and leaves it confidential", () => {
    const declared = after(at, [declare, coordinator]);
    const { complaint } = after(declared, [{ move: "liftConflict", reason: "Keliru" }, people.inspector]);
    expect(complaint).toMatchObject({ concerns: null, confidential: true });
    const context = { now: mondayMorning, directory };
    expect(movesOpenTo(declared.complaint, { actor: coordinator, ...context })).not.toContain("liftConflict");
    expect(movesOpenTo(declared.complaint, { actor: people.head, ...context })).toEqual([]);
  });

  it("is told above to whoever is independent, and may see it", () => {
    const declared = after(at, [declare, coordinator]);
    const context = { actor: router, now: "2026-08-31T01:00:00.000Z", cause: "test", directory };
    const late = after(declared, [{ move: "missDeadline", clock: "completion" }, router, context.now]);
    const told = [0, 1, 2].reduce(
      (so) => after(so, [{ move: "escalate", clock: "completion" }, router, context.now]),
      late,
    );
    expect(told.events.slice(-3)).toMatchObject([
      { agencyCode: "kutim.diskominfo" },
      { agencyCode: "kutim.diskominfo" },
      { agencyCode: inspectorate },
    ]);
  });
});

describe("a sensitive category", () => {
  it("makes a report confidential when it is given to it, and not again after the coordinator has lifted that", () => {
    const verified = after(filed(), [{ move: "verify", categoryCode: "1558" }, coordinator]);
    expect(verified.complaint.confidential).toBe(true);
    const open = after(verified, [{ move: "setPrivacy", anonymous: false, confidential: false }, coordinator]);
    const disposed = after(open, [{ move: "dispose", agencyCode: inspectorate, categoryCode: "1558" }, coordinator]);
    expect(disposed.complaint.confidential).toBe(false);
  });
  it("allows no copies", () => {
    const context = { actor: coordinator, now: mondayMorning, cause: "test", directory };
    const copies = ["kutim.dinkes"];
    for (const command of [{ move: "dispose", agencyCode: inspectorate, categoryCode: "1558", copies }] as const) {
      expect(decide(filed().complaint, command, context)).toMatchObject({
        ok: false,
        failure: { faults: [{ pointer: "/copies", code: "confidentialCopy" }] },
      });
    }
  });
});
