import { describe, expect, it, test } from "vitest";
import { directoryFaults } from "../../shared/domain/directory-check.ts";
import { complaintClass } from "../../shared/domain/directory.ts";
import { dueFrom } from "../../shared/domain/deadlines.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";

const seed = seedDirectory();

describe("the seed of Kutai Timur", () => {
  it("has no fault", () => {
    expect(directoryFaults(seed)).toStrictEqual([]);
  });

  it("is read anew each time, so that nobody's change reaches others", () => {
    expect(seedDirectory()).toStrictEqual(seed);
    expect(seedDirectory()).not.toBe(seed);
  });

  it("has the regency with its 18 districts, each with its own office", () => {
    const districts = seed.regions.filter((region) => region.level === "district");
    expect(districts.map((district) => district.code)).toStrictEqual(
      Array.from({ length: 18 }, (_, index) => `64.08.${String(index + 1).padStart(2, "0")}`),
    );
    const offices = seed.agencies.filter((agency) => agency.kind === "kecamatan");
    expect(offices.map((office) => office.name)).toStrictEqual(districts.map(({ name }) => `Kecamatan ${name}`));
    expect(offices.map((office) => office.regionCode)).toStrictEqual(districts.map(({ code }) => code));
  });

  it("has one office that coordinates, and it belongs to the regency", () => {
    expect(seed.agencies.filter((agency) => agency.coordinator)).toMatchObject([
      { code: seed.policy.coordinatorAgencyCode, parent: "kutim" },
    ]);
  });

  it("has an officer of each role", () => {
    expect(new Set(seed.officers.map((officer) => officer.role))).toStrictEqual(
      new Set(["coordinator", "liaisonOfficer", "supervisor", "platformAdmin"]),
    );
  });

  it("can reach each office by mail, and sends nothing outside the reserved domain", () => {
    const addresses = [...seed.agencies.flatMap((agency) => agency.mail), ...seed.officers.map(({ mail }) => mail)];
    expect(seed.agencies.every((agency) => agency.mail.length > 0)).toBe(true);
    expect(addresses.filter((address) => !address.endsWith(".example"))).toStrictEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("offers about 20 groups, and names each category in both languages", () => {
    expect(seed.categories.filter((category) => category.parent === null)).toHaveLength(20);
    expect(new Set(seed.categories.map((category) => category.name.id)).size).toBeGreaterThan(90);
  });

  it("has the leaves of the national tree under their real codes", () => {
    const names = new Map(seed.categories.map((category) => [category.code, category.name.id]));
    expect(
      ["928", "1397", "1398", "942", "945", "950", "957", "963", "1461", "1558", "1618", "110"].map((code) =>
        names.get(code),
      ),
    ).toStrictEqual([
      "Infrastruktur Jalan",
      "Jalan Berlubang",
      "Penerangan Jalan",
      "Pencemaran Lingkungan",
      "Penanggulangan Bencana",
      "Ketertiban Umum",
      "Bantuan Sosial",
      "Adminduk dan Capil",
      "KTP",
      "Pungutan Liar",
      "Gangguan Penyaluran Air",
      "Topik Lainnya",
    ]);
  });

  it("has a routing rule for every leaf", () => {
    const ruled = new Set(seed.routingRules.map((rule) => rule.categoryCode));
    const parents = new Set(seed.categories.map((category) => category.parent));
    const leaves = seed.categories.filter((its) => its.parent !== null && !parents.has(its.code));
    expect(leaves.filter((leaf) => !ruled.has(leaf.code)).map((leaf) => leaf.code)).toStrictEqual([]);
  });

  it("counts 17 holidays a year, and 11 and 8 days of joint leave", () => {
    expect(
      seed.calendars.map(({ year, holidays, jointLeave }) => [year, holidays.length, jointLeave.length]),
    ).toStrictEqual([
      [2025, 17, 11],
      [2026, 17, 8],
    ]);
  });

  test.each([
    ["complaint", "2026-04-13"],
    ["aspiration", "2026-04-13"],
    ["informationRequest", "2026-03-30"],
    ["complaintWithInspection", "2026-06-25"],
  ] as const)("completes a %s of 2026-03-16 by %s", (kind, date) => {
    const { dueAt } = dueFrom(seed, "completion", kind, "2026-03-16T02:00:00.000Z", null);
    expect(dueAt).toBe(`${date}T23:59:59+08:00`);
  });

  it("gives every class the same time for verification, first follow-up, answers and arbitration", () => {
    const start = "2026-07-06T02:00:00.000Z";
    for (const kind of complaintClass.options) {
      const due = (
        ["verification", "firstFollowUp", "reporterReply", "reporterCompletion", "arbitration"] as const
      ).map((clock) => dueFrom(seed, clock, kind, start, null).dueAt.slice(0, 10));
      expect(due).toStrictEqual(["2026-07-09", "2026-07-13", "2026-07-20", "2026-07-20", "2026-07-08"]);
    }
  });

  it("gives every office the same time as all", () => {
    const start = "2026-07-06T02:00:00.000Z";
    for (const { code } of seed.agencies.filter(({ timeZone }) => timeZone === "Asia/Makassar")) {
      expect(dueFrom(seed, "firstFollowUp", "complaint", start, code).dueAt, code).toBe("2026-07-13T23:59:59+08:00");
    }
  });

  it("says of a deadline past its last calendar that it may still move, and of no other", () => {
    const inTime = dueFrom(seed, "completion", "complaint", "2026-11-30T02:00:00.000Z", "kutim.dpu");
    expect(inTime).toMatchObject({ dueAt: "2026-12-18T23:59:59+08:00" });
    expect(inTime.beyondCalendar).toBeUndefined();
    const past = dueFrom(seed, "completion", "complaint", "2026-12-21T02:00:00.000Z", "kutim.dpu");
    expect(past).toMatchObject({ beyondCalendar: true });
  });

  it("has somebody who hears of what stays undone, at each level", () => {
    expect(seed.policy.escalations.map(({ to }) => to)).toStrictEqual(["agencyHead", "coordinator", "supervisor"]);
    const heard = seed.officers.filter(({ agencyCode }) => agencyCode === seed.policy.supervisorAgencyCode);
    expect(heard.map(({ role }) => role)).toContain("supervisor");
  });
});
