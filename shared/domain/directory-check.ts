import { calendarFaults, type CalendarFault } from "./calendar-check.ts";
import { deadlineRuleFaults } from "./deadline-rule-check.ts";
import { regionAndAround } from "./deadlines.ts";
import type { CalendarYear, Directory } from "./directory.ts";
import { officeMailKinds } from "./mail-kinds.ts";
import { successionFaults } from "./succession-check.ts";
import { wordsInStandardSpelling } from "./words.ts";

/**
 * What is wrong with a directory that has the right shape: references to nothing, circles, entries twice, days that
 * cannot be, clocks without a rule. An operator's edit is refused for any of these, a deployment's seed too.
 */

const repeated = (codes: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const code of codes) (seen.has(code) ? again : seen).add(code);
  return [...again];
};

const duplicates = (directory: Directory): string[] => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    agency: directory.agencies.map((agency) => agency.code),
    category: directory.categories.map((category) => category.code),
    region: directory.regions.map((region) => region.code),
    "routing rule": directory.routingRules.map((rule) => rule.code),
    "deadline rule": directory.deadlineRules.map((rule) => rule.code),
    calendar: directory.calendars.map((calendar) => `${calendar.regionCode} ${calendar.year}`),
    officer: directory.officers.map((officer) => officer.id),
    // Whoever follows may get the address of whoever has left.
    "officer's mail address": directory.officers
      .filter(({ validTo }) => validTo === undefined)
      .map((officer) => officer.mail.toLowerCase()),
  };
  return Object.entries(kinds).flatMap(([kind, codes]) =>
    repeated(codes).map((code) => `${kind} ${code} occurs twice`),
  );
};

type Node = { readonly code: string; readonly parent: string | null };

/** Parents that do not exist, and entries that are above themselves. */
const brokenTree = (kind: string, nodes: readonly Node[]): string[] => {
  const byCode = new Map(nodes.map((node) => [node.code, node]));
  const isAboveItself = (start: Node): boolean => {
    const seen = new Set<string>();
    for (
      let at: Node | undefined = start;
      typeof at?.parent === "string" && !seen.has(at.code);
      at = byCode.get(at.parent)
    ) {
      if (at.parent === start.code) return true;
      seen.add(at.code);
    }
    return false;
  };
  return nodes.flatMap((node) => [
    ...(node.parent !== null && !byCode.has(node.parent)
      ? [`${kind} ${node.code} lies under ${node.parent}, which does not exist`]
      : []),
    ...(isAboveItself(node) ? [`${kind} ${node.code} is above itself`] : []),
  ]);
};

const danglingReferences = (directory: Directory): string[] => {
  const agencies = new Set(directory.agencies.map((agency) => agency.code));
  const categories = new Set(directory.categories.map((category) => category.code));
  const regions = new Set(directory.regions.map((region) => region.code));
  const faults: string[] = [];
  const need = (known: ReadonlySet<string>, kind: string, code: string | null, by: string): void => {
    if (code !== null && !known.has(code)) faults.push(`${by} names ${kind} ${code}, which does not exist`);
  };
  for (const agency of directory.agencies) need(regions, "region", agency.regionCode, `agency ${agency.code}`);
  for (const category of directory.categories)
    need(agencies, "agency", category.agencyCode, `category ${category.code}`);
  for (const rule of directory.routingRules) {
    need(categories, "category", rule.categoryCode, `routing rule ${rule.code}`);
    if (rule.agency !== undefined && "code" in rule.agency)
      need(agencies, "agency", rule.agency.code, `routing rule ${rule.code}`);
  }
  for (const calendar of directory.calendars) need(regions, "region", calendar.regionCode, `calendar ${calendar.year}`);
  for (const rule of directory.deadlineRules)
    need(agencies, "agency", rule.agencyCode ?? null, `deadline rule ${rule.code}`);
  for (const officer of directory.officers) need(agencies, "agency", officer.agencyCode, `officer ${officer.id}`);
  need(regions, "region", directory.policy.regionCode, "the policy");
  need(agencies, "agency", directory.policy.coordinatorAgencyCode, "the policy");
  need(agencies, "agency", directory.policy.supervisorAgencyCode, "the policy");
  return faults;
};

const isZone = (timeZone: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** Who has no last day yet; where one person is needed, one who is known to leave is not enough. */
const stays = ({ validTo }: { readonly validTo?: string | undefined }): boolean => validTo === undefined;

const agencyFaults = (directory: Directory): string[] => {
  const { coordinatorAgencyCode } = directory.policy;
  const coordinator = directory.agencies.find((agency) => agency.code === coordinatorAgencyCode);
  const faults = directory.agencies
    .filter((agency) => !isZone(agency.timeZone))
    .map((agency) => `agency ${agency.code} has the time zone ${agency.timeZone}, which does not exist`);
  if (coordinator?.coordinator === false)
    faults.push(`agency ${coordinatorAgencyCode} coordinates but is not marked as coordinator`);
  if (
    !directory.officers.some(
      (officer) => officer.role === "coordinator" && officer.agencyCode === coordinatorAgencyCode && stays(officer),
    )
  ) {
    faults.push(`agency ${coordinatorAgencyCode} has no officer who coordinates`);
  }
  if (!directory.officers.some((officer) => officer.role === "platformAdmin" && stays(officer))) {
    faults.push("no officer administers the platform: nobody could change the directory any more");
  }
  return faults;
};

const periodFaults = (directory: Directory): string[] => {
  const periods = [
    ...directory.agencies.map((agency) => ({ ...agency, kind: "agency" })),
    ...directory.categories.map((category) => ({ ...category, kind: "category" })),
    ...directory.routingRules.map((rule) => ({ ...rule, kind: "routing rule" })),
    ...directory.officers.map((officer) => ({ ...officer, code: officer.id, kind: "officer" })),
  ];
  return periods
    .filter(({ validFrom, validTo }) => validFrom !== undefined && validTo !== undefined && validTo < validFrom)
    .map(({ kind, code }) => `${kind} ${code} ends before it begins`);
};

/** A leaf that nobody answers for. A group without leaves is the drawer for everything else; people sort it. */
const leavesWithoutOffice = ({ categories, routingRules }: Directory): string[] => {
  const byCode = new Map(categories.map((category) => [category.code, category]));
  const parents = new Set(categories.map((category) => category.parent));
  const ruled = new Set(routingRules.map((rule) => rule.categoryCode));
  const hasOffice = (code: string): boolean => {
    const seen = new Set<string>();
    for (let at = byCode.get(code); at !== undefined && !seen.has(at.code); at = byCode.get(at.parent ?? "")) {
      if (at.agencyCode !== null || at.agencyKind !== undefined) return true;
      seen.add(at.code);
    }
    return false;
  };
  return categories
    .filter(({ code, parent }) => parent !== null && !parents.has(code) && !ruled.has(code) && !hasOffice(code))
    .map(({ code }) => `category ${code} has neither an office nor a routing rule`);
};

const ruleFaults = ({ routingRules, agencies }: Directory): string[] =>
  routingRules.flatMap((rule) => {
    const phrases = rule.phrases.map(({ phrase }) => wordsInStandardSpelling(phrase).join(" "));
    const byPlace = rule.agency !== undefined && "kindAtPlace" in rule.agency;
    return [
      ...(phrases.includes("") ? [`routing rule ${rule.code} has a phrase without words`] : []),
      ...repeated(phrases).map((phrase) => `routing rule ${rule.code} counts "${phrase}" twice`),
      ...(byPlace && !agencies.some((agency) => agency.kind === "kecamatan")
        ? [`routing rule ${rule.code} needs district offices, and there are none`]
        : []),
    ];
  });

/** Each place has an office of such a kind, or the category has one for all places, and not both. */
const kindFaults = ({ categories, agencies }: Directory): string[] =>
  categories.flatMap(({ code, agencyCode, agencyKind: kind }) =>
    kind === undefined
      ? []
      : [
          ...(agencyCode === null ? [] : [`category ${code} has both an office and a kind of office`]),
          ...(agencies.some((its) => its.kind === kind && its.validTo === undefined)
            ? []
            : [`category ${code} needs offices of the kind ${kind}, and there are none`]),
        ],
  );

/** In words; whoever edits a calendar is told at which day. */
const calendarSentence = (calendar: CalendarYear, { date, why }: CalendarFault): string => {
  const name = `calendar ${calendar.year} of ${calendar.regionCode}`;
  switch (why) {
    case "anotherYear":
      return `${name} has ${date}, another year's day`;
    case "twice":
      return `${name} has ${date} twice`;
    case "leaveOnWeekend":
      return `${name} has joint leave on ${date}, a weekend`;
  }
};

const policyFaults = ({ policy, officers, agencies }: Directory): string[] => {
  const { coordinatorAgencyCode, supervisorAgencyCode, escalations, officeHours, mailInOfficeHours } = policy;
  const supervised = officers.some(
    (officer) => officer.role === "supervisor" && officer.agencyCode === supervisorAgencyCode && stays(officer),
  );
  const closing = new Set(agencies.filter((its) => !stays(its)).map(({ code }) => code));
  const inOrder = escalations.every(({ workingDays }, at) => workingDays >= (escalations[at - 1]?.workingDays ?? 0));
  return [
    ...(supervised ? [] : [`agency ${supervisorAgencyCode} has no officer who supervises`]),
    // What it has would go to its successor, whose officers the policy does not let decide.
    ...[...new Set([coordinatorAgencyCode, supervisorAgencyCode])]
      .filter((code) => closing.has(code))
      .map((code) => `agency ${code} is named by the policy, and so cannot close`),
    ...(inOrder ? [] : ["the policy's escalations are not in the order of their working days"]),
    ...(officeHours.opens < officeHours.closes
      ? []
      : [
          `the policy's offices open at ${officeHours.opens} and close at ${officeHours.closes}, which is not after it`,
        ]),
    ...mailInOfficeHours
      .filter((kind) => !officeMailKinds.some((known) => known === kind))
      .map((kind) => `the policy has mail of the kind ${kind} wait, which no office gets`),
  ];
};

/** Regions that lie in a circle are a fault of their own; there is no way around them to follow. */
const regionWithoutCalendar = (directory: Directory): readonly string[] => {
  const { regions, calendars, policy } = directory;
  if (brokenTree("region", regions).length > 0) return [];
  const around = new Set(regionAndAround(directory, policy.regionCode));
  return calendars.some(({ regionCode }) => around.has(regionCode))
    ? []
    : [`no calendar for ${policy.regionCode}, the policy's region, or a region around it`];
};

/** Circles are a fault of their own; there is no way up to follow. */
const succession = (directory: Directory): readonly string[] =>
  brokenTree("agency", directory.agencies).length > 0 ? [] : successionFaults(directory);

/** @returns one sentence for each fault; none means that the directory can be used */
export const directoryFaults = (directory: Directory): string[] => [
  ...duplicates(directory),
  ...brokenTree("agency", directory.agencies),
  ...brokenTree("category", directory.categories),
  ...brokenTree("region", directory.regions),
  ...danglingReferences(directory),
  ...agencyFaults(directory),
  ...policyFaults(directory),
  ...periodFaults(directory),
  ...leavesWithoutOffice(directory),
  ...succession(directory),
  ...ruleFaults(directory),
  ...kindFaults(directory),
  ...directory.calendars.flatMap((its) => calendarFaults(its).map((fault) => calendarSentence(its, fault))),
  ...regionWithoutCalendar(directory),
  ...deadlineRuleFaults(directory),
];
