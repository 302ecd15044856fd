import { describe, expect, it, test } from "vitest";
import { directoryFaults } from "../../shared/domain/directory-check.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";

const seed = seedDirectory();

/** The seed with some entries of one kind changed. */
const withAgency = (code: string, change: Partial<Directory["agencies"][number]>): Directory => ({
  ...seed,
  agencies: seed.agencies.map((agency) => (agency.code === code ? { ...agency, ...change } : agency)),
});
const withCategory = (code: string, change: Partial<Directory["categories"][number]>): Directory => ({
  ...seed,
  categories: seed.categories.map((category) => (category.code === code ? { ...category, ...change } : category)),
});
const withRule = (code: string, change: Partial<Directory["routingRules"][number]>): Directory => ({
  ...seed,
  routingRules: seed.routingRules.map((rule) => (rule.code === code ? { ...rule, ...change } : rule)),
});
const withCalendar = (change: Partial<Directory["calendars"][number]>): Directory => ({
  ...seed,
  calendars: seed.calendars.map((calendar) => (calendar.year === 2026 ? { ...calendar, ...change } : calendar)),
});
const withDeadline = (code: string, change: Partial<Directory["deadlineRules"][number]>): Directory => ({
  ...seed,
  deadlineRules: seed.deadlineRules.map((rule) => (rule.code === code ? { ...rule, ...change } : rule)),
});
const withPolicy = (change: Partial<Directory["policy"]>): Directory => ({
  ...seed,
  policy: { ...seed.policy, ...change },
});
const again = <T>(list: readonly T[]): T[] => [...list, ...list.slice(0, 1)];

describe("a directory", () => {
  it("without a fault is accepted", () => {
    expect(directoryFaults(seed)).toStrictEqual([]);
  });

  test.each<[string, Directory, string]>([
    ["an agency twice", { ...seed, agencies: again(seed.agencies) }, "agency kaltim occurs twice"],
    ["a category twice", { ...seed, categories: again(seed.categories) }, "category agama occurs twice"],
    ["a region twice", { ...seed, regions: again(seed.regions) }, "region ID occurs twice"],
    ["a rule twice", { ...seed, routingRules: again(seed.routingRules) }, "routing rule jalan-rusak occurs twice"],
    [
      "a deadline twice",
      { ...seed, deadlineRules: again(seed.deadlineRules) },
      "deadline rule verification occurs twice",
    ],
    ["a year twice", { ...seed, calendars: again(seed.calendars) }, "calendar ID 2025 occurs twice"],
    ["an officer twice", { ...seed, officers: again(seed.officers) }, "officer koordinator-diskominfo occurs twice"],
    [
      "an unknown parent",
      withAgency("kutim.dpu", { parent: "x" }),
      "agency kutim.dpu lies under x, which does not exist",
    ],
    ["an agency under itself", withAgency("kaltim", { parent: "kaltim" }), "agency kaltim is above itself"],
    ["a circle of agencies", withAgency("kaltim", { parent: "kutim" }), "agency kutim is above itself"],
    ["a circle of categories", withCategory("agama", { parent: "agama.haji" }), "category agama is above itself"],
    [
      "an unknown region",
      withAgency("kutim.dpu", { regionCode: "99" }),
      "agency kutim.dpu names region 99, which does not exist",
    ],
    [
      "an unknown zone",
      withAgency("kutim.dpu", { timeZone: "Asia/Sangatta" }),
      "agency kutim.dpu has the time zone Asia/Sangatta, which does not exist",
    ],
    [
      "a period that ends first",
      withAgency("kutim.dpu", { validTo: "2019-12-31" }),
      "agency kutim.dpu ends before it begins",
    ],
    [
      "a category's unknown office",
      withCategory("1461", { agencyCode: "x" }),
      "category 1461 names agency x, which does not exist",
    ],
    [
      "a rule's unknown category",
      withRule("ktp", { categoryCode: "x" }),
      "routing rule ktp names category x, which does not exist",
    ],
    [
      "a rule's unknown office",
      withRule("ktp", { agency: { code: "x" } }),
      "routing rule ktp names agency x, which does not exist",
    ],
    [
      "a phrase without words",
      withRule("ktp", { phrases: [{ phrase: "!!", weight: 1 }] }),
      "routing rule ktp has a phrase without words",
    ],
    [
      "one phrase in two spellings",
      withRule("ktp", { phrases: ["jalan", "Jln"].map((phrase) => ({ phrase, weight: 1 })) }),
      'routing rule ktp counts "jalan" twice',
    ],
    [
      "a rule for district offices that are not there",
      { ...seed, agencies: seed.agencies.filter((agency) => agency.kind !== "kecamatan") },
      "routing rule kantor-kecamatan needs district offices, and there are none",
    ],
    [
      "a category of a kind of office that is nowhere",
      withCategory("1461", { agencyCode: null, agencyKind: "village" }),
      "category 1461 needs offices of the kind village, and there are none",
    ],
    [
      "a category with an office and a kind of office",
      withCategory("1461", { agencyKind: "kecamatan" }),
      "category 1461 has both an office and a kind of office",
    ],
    [
      "a leaf for nobody",
      { ...seed, routingRules: seed.routingRules.filter((rule) => rule.categoryCode !== "energi.listrik") },
      "category energi.listrik has neither an office nor a routing rule",
    ],
    [
      "another year's day",
      withCalendar({ holidays: [{ date: "2025-12-31", name: "x" }] }),
      "calendar 2026 of ID has 2025-12-31, another year's day",
    ],
    [
      "a day that is holiday and leave",
      withCalendar({ jointLeave: [{ date: "2026-01-01", name: "x" }] }),
      "calendar 2026 of ID has 2026-01-01 twice",
    ],
    [
      "leave on a weekend",
      withCalendar({ jointLeave: [{ date: "2026-01-03", name: "x" }] }),
      "calendar 2026 of ID has joint leave on 2026-01-03, a weekend",
    ],
    ["no calendar", { ...seed, calendars: [] }, "no calendar for 64.08, the policy's region, or a region around it"],
    [
      "a clock without an end",
      { ...seed, deadlineRules: seed.deadlineRules.filter((rule) => rule.code !== "completion-aspiration") },
      "no deadline rule says how long completion runs for aspiration",
    ],
    [
      "a clock that ends at one office alone",
      withDeadline("reporter-reply", { agencyCode: "kutim.dpu" }),
      "no deadline rule says how long reporterReply runs for complaint",
    ],
    [
      "a deadline of an unknown office",
      withDeadline("first-follow-up", { agencyCode: "x" }),
      "deadline rule first-follow-up names agency x, which does not exist",
    ],
    [
      "a deadline of one office for a clock that starts before it has the report",
      withDeadline("verification", { agencyCode: "kutim.dpu" }),
      "deadline rule verification is for kutim.dpu alone, but verification starts before an office has the report",
    ],
    [
      "a deadline of one office for what the reporter was promised",
      withDeadline("completion-complaint", { agencyCode: "kutim.dpu" }),
      "deadline rule completion-complaint is for kutim.dpu alone, but completion starts before an office has the report",
    ],
    [
      "a clock that starts at an event that never happens",
      withDeadline("verification", { startEvents: ["filed", "fild"] }),
      "deadline rule verification starts verification at fild, where it cannot start",
    ],
    [
      "a clock that starts where the lifecycle does not start it",
      withDeadline("completion-aspiration", { startEvents: ["closed"] }),
      "deadline rule completion-aspiration starts completion at closed, where it cannot start",
    ],
    [
      "a clock that never starts",
      withDeadline("arbitration", { startEvents: [] }),
      "deadline rule arbitration never starts arbitration",
    ],
    [
      "a clock that runs while a report is hidden",
      withDeadline("first-follow-up", { pauseEvents: ["informationRequested"] }),
      "deadline rule first-follow-up does not wait while a report is hidden (blocked)",
    ],
    [
      "escalations out of order",
      withPolicy({
        escalations: [
          { to: "coordinator", workingDays: 2 },
          { to: "agencyHead", workingDays: 0 },
        ],
      }),
      "the policy's escalations are not in the order of their working days",
    ],
    [
      "offices that close before they open",
      withPolicy({ officeHours: { opens: "16:00", closes: "07:30" } }),
      "the policy's offices open at 16:00 and close at 07:30, which is not after it",
    ],
    [
      "mail that waits for the office hours and goes to no office",
      withPolicy({ mailInOfficeHours: ["reminder", "receipt"] }),
      "the policy has mail of the kind receipt wait, which no office gets",
    ],
    [
      "a supervising office that does not exist",
      withPolicy({ supervisorAgencyCode: "x" }),
      "the policy names agency x, which does not exist",
    ],
    [
      "a supervising office where nobody supervises",
      withPolicy({ supervisorAgencyCode: "kutim.dpu" }),
      "agency kutim.dpu has no officer who supervises",
    ],
    [
      "a coordinator that does not exist",
      { ...seed, policy: { ...seed.policy, coordinatorAgencyCode: "x" } },
      "the policy names agency x, which does not exist",
    ],
    [
      "a coordinator that does not coordinate",
      withAgency("kutim.diskominfo", { coordinator: false }),
      "agency kutim.diskominfo coordinates but is not marked as coordinator",
    ],
    [
      "nobody who coordinates",
      { ...seed, officers: seed.officers.filter((officer) => officer.role !== "coordinator") },
      "agency kutim.diskominfo has no officer who coordinates",
    ],
    [
      "an officer of no agency",
      { ...seed, officers: seed.officers.map((officer) => ({ ...officer, agencyCode: "x" })) },
      "officer admin-platform names agency x, which does not exist",
    ],
  ])("with %s is refused", (_, directory, fault) => {
    expect(directoryFaults(directory)).toContain(fault);
  });

  it("may give an office a rule of its own, beside the one for all", () => {
    const [all] = seed.deadlineRules.filter((rule) => rule.code === "first-follow-up");
    if (!all) throw new Error("the seed has a rule for the first follow-up");
    const own = { ...all, code: "first-follow-up-dpu", agencyCode: "kutim.dpu", number: 3 };
    expect(directoryFaults({ ...seed, deadlineRules: [...seed.deadlineRules, own] })).toStrictEqual([]);
  });

  it("may start the second clock at filing, at verification or with the first office", () => {
    for (const event of ["filed", "verified", "disposed", "arbitrated", "passedUp"]) {
      expect(directoryFaults(withDeadline("completion-complaint", { startEvents: [event] })), event).toStrictEqual([]);
    }
  });
});
