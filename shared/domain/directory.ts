import * as z from "zod/mini";
import { fileLimits } from "./attachments.ts";
import { retention, usualRetention } from "./retention.ts";

/**
 * The directory: everything an operator may change without a deployment. Which agencies exist, what citizens may
 * pick, which words point where, which days are holidays and how long each clock runs. The law changes and regions
 * differ, so each entry is data with the dates between which it holds.
 */

/** A day in the proleptic Gregorian calendar, `YYYY-MM-DD`, with no time zone of its own. */
export const localDate = z.iso.date();
export type LocalDate = z.infer<typeof localDate>;

const code = z.string().check(z.regex(/^[A-Za-z0-9.-]{1,40}$/));
const words = z.strictObject({ id: z.string().check(z.minLength(1)), en: z.string().check(z.minLength(1)) });

/** An office. `parent` is the level above, which decides when offices disagree. */
export const agency = z.strictObject({
  code,
  name: z.string().check(z.minLength(1)),
  kind: z.enum([
    "ministry",
    "province",
    "regency",
    "inspectorate",
    "dinas",
    "badan",
    "satuan",
    "kecamatan",
    "kelurahan",
    "hospital",
    "village",
    "enterprise",
  ]),
  parent: z.nullable(code),
  regionCode: code,
  /** IANA name; deadlines of the agency are computed in it. */
  timeZone: z.string().check(z.minLength(1)),
  /** Where dispositions go; empty means that the nearest office above with an address gets them. */
  mail: z.array(z.email()),
  /** Where the head of the office is told of what stays undone. Default: where the office's own mail goes. */
  headMail: z.optional(z.array(z.email())),
  /** Whether what is not pressing comes as one mail each morning instead of one at a time. */
  digest: z.optional(z.boolean()),
  /** True for the office that verifies and disposes for every office below its parent. */
  coordinator: z._default(z.boolean(), false),
  validFrom: localDate,
  /** Its last day; from the next one on what it had is its successor's. */
  validTo: z.optional(localDate),
  /** Who takes over when it closes. */
  successor: z.optional(code),
});
export type Agency = z.infer<typeof agency>;

/** Kinds of office of which each place has its own. */
export const kindAtPlace = z.enum(["kecamatan", "kelurahan", "village"]);
export type KindAtPlace = z.infer<typeof kindAtPlace>;

/** What a report is about. Citizens pick a group (parent null) or none; a leaf is set later. */
export const category = z.strictObject({
  code,
  name: words,
  parent: z.nullable(code),
  /** The office that usually answers for it; null where only words or the place can tell. */
  agencyCode: z.nullable(code),
  /** Where no office answers for it everywhere: the office of this kind at the place of the report. */
  agencyKind: z.optional(kindAtPlace),
  /** Whether mail about it goes out at any hour: a flood does not wait for the office to open. */
  urgent: z.optional(z.boolean()),
  /** Whether it is about misconduct: confidential by default, and an office that the reporter names is the one it is about. */
  sensitive: z.optional(z.boolean()),
  validFrom: localDate,
  validTo: z.optional(localDate),
});
export type Category = z.infer<typeof category>;

/** A place by its code of the Ministry of Home Affairs: `64` province, `64.08` regency, `64.08.01` district, ... */
export const region = z.strictObject({
  code,
  name: z.string().check(z.minLength(1)),
  parent: z.nullable(code),
  level: z.enum(["country", "province", "regency", "district", "village"]),
});

/**
 * Words that point to a category. `weight` is added once for each phrase found, whole words, case and accents
 * ignored; 1 means "says it by itself", 0.3 "only together with others", a negative weight speaks against. How a
 * phrase is looked for, and what weakens it: key-phrases.ts.
 */
export const routingRule = z.strictObject({
  code,
  categoryCode: code,
  /** Overrides the category's office. `kecamatan` means: the district office of the place of the report. */
  agency: z.optional(z.union([z.strictObject({ code }), z.strictObject({ kindAtPlace: z.literal("kecamatan") })])),
  phrases: z
    .array(z.strictObject({ phrase: z.string().check(z.minLength(2)), weight: z.number().check(z.gte(-2), z.lte(2)) }))
    .check(z.minLength(1)),
  validFrom: localDate,
  validTo: z.optional(localDate),
});
export type RoutingRule = z.infer<typeof routingRule>;

/** The days of one year on which the offices of a region are closed, besides Saturdays and Sundays. */
export const calendarYear = z.strictObject({
  regionCode: code,
  year: z.int().check(z.gte(2000), z.lte(2200)),
  holidays: z.array(z.strictObject({ date: localDate, name: z.string().check(z.minLength(1)) })),
  /** *Cuti bersama*: days off set by the same decree. */
  jointLeave: z.array(z.strictObject({ date: localDate, name: z.string().check(z.minLength(1)) })),
  /** The decree the days were taken from. */
  source: z.string().check(z.minLength(1)),
});
export type CalendarYear = z.infer<typeof calendarYear>;

/** The clocks that a report can have running. */
export const clockName = z.enum([
  "verification",
  "firstFollowUp",
  "completion",
  "reporterReply",
  "reporterCompletion",
  "arbitration",
]);
export type ClockName = z.infer<typeof clockName>;

/** What a report is; verification refines a complaint into one with or without inspection. */
export const complaintClass = z.enum(["complaint", "complaintWithInspection", "aspiration", "informationRequest"]);
export type ComplaintClass = z.infer<typeof complaintClass>;

/** What a clock may wait for. A hidden report's clocks always wait. */
export const pauseEvent = z.enum(["informationRequested", "blocked"]);

/**
 * When those who are to act are reminded: in the middle of the time that they have, on the last working day before
 * the one on which it ends.
 */
export const reminder = z.enum(["halfTime", "workingDayBefore"]);
export type Reminder = z.infer<typeof reminder>;

/** How long a clock runs. The rule with the latest `validFrom` not after the start of the clock holds. */
export const deadlineRule = z.strictObject({
  code,
  clock: clockName,
  /** Only for this class of report; absent: for every class without a rule of its own. */
  class: z.optional(complaintClass),
  /** Only while this office, or one below it, has the report; beats a rule for all offices. */
  agencyCode: z.optional(code),
  number: z.int().check(z.positive()),
  unit: z.enum(["working", "calendar"]),
  /** The events that may start the clock; the lifecycle says where it can. */
  startEvents: z.array(z.string()).check(z.minLength(1)),
  /** What it waits for without running out. */
  pauseEvents: z.array(pauseEvent),
  reminders: z.array(reminder),
  validFrom: localDate,
  /** The regulation that it comes from. */
  source: z.string().check(z.minLength(1)),
});
export type DeadlineRule = z.infer<typeof deadlineRule>;

export const officerRole = z.enum(["coordinator", "liaisonOfficer", "supervisor", "platformAdmin"]);

export const officer = z.strictObject({
  /** Stands for the officer in events; says nothing about the person. */
  id: z.string().check(z.regex(/^[a-z0-9-]{3,40}$/)),
  name: z.string().check(z.minLength(1)),
  mail: z.email(),
  role: officerRole,
  agencyCode: code,
  validFrom: z.optional(localDate),
  /** The last day on which they may sign in; who has left is ended, not forgotten, since events name them. */
  validTo: z.optional(localDate),
});
export type Officer = z.infer<typeof officer>;

/** `08:00`, on a clock on the wall of the office. */
const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));

/** Who is told of a missed deadline: the head of the office, the coordinating office, supervision. */
export const escalationLevel = z.enum(["agencyHead", "coordinator", "supervisor"]);

/** Numbers that a government sets once for all its reports. */
export const policy = z.strictObject({
  code: z.literal("policy"),
  /** Three letters before every tracking number, as in KTM-7F3-K9Q-X2A. */
  trackingPrefix: z.string().check(z.regex(/^[A-Z]{3}$/)),
  /** The office that owns a report while no other does, and that arbitrates. */
  coordinatorAgencyCode: code,
  /** The region whose calendar and codes apply. */
  regionCode: code,
  /** A suggestion is dispatched without a person only from this confidence (0 to 1) on. */
  dispatchConfidence: z.number().check(z.gte(0), z.lte(1)),
  /** After so many hand-backs the level above decides. */
  handBacksBeforeArbitration: z.int().check(z.gte(1)),
  /** A closed report can be reopened for so many calendar days, so many times. */
  reopeningDays: z.int().check(z.gte(1)),
  reopenings: z.int().check(z.gte(0)),
  /** The office that supervises: decides what was reopened too often, and hears last of what stays undone. */
  supervisorAgencyCode: code,
  /** Who is told, so many working days after a deadline was missed; 0: at once. In the order of the days. */
  escalations: z
    .array(z.strictObject({ to: escalationLevel, workingDays: z.int().check(z.gte(0)) }))
    .check(z.minLength(1)),
  /** After the last of them it is told again every so many working days, until somebody acts. */
  escalationRepeatDays: z.int().check(z.gte(1)),
  /** When offices read their mail, on their working days and in their zone. */
  officeHours: z.strictObject({ opens: timeOfDay, closes: timeOfDay }),
  /** How many files, how large, and how long one is waited for. */
  files: fileLimits,
  /** How many reports are taken from one address (a village may share one) in an hour, and under one contact in a day. */
  filings: z.strictObject({
    perAddressAndHour: z.int().check(z.positive()),
    perContactAndDay: z.int().check(z.positive()),
  }),
  /** How long data are kept after the end of a report. */
  retention: z._default(retention, usualRetention),
  /** Kinds of mail to offices that wait for the office hours, unless the report is urgent. */
  mailInOfficeHours: z.array(z.string()),
});

export type Policy = z.infer<typeof policy>;

/** The whole directory as the functions hold it in memory; a nation's is a few megabytes. */
export const directory = z.strictObject({
  policy,
  agencies: z.array(agency),
  categories: z.array(category),
  regions: z.array(region),
  routingRules: z.array(routingRule),
  calendars: z.array(calendarYear),
  deadlineRules: z.array(deadlineRule),
  officers: z.array(officer),
});
export type Directory = z.infer<typeof directory>;
