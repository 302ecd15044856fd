import * as z from "zod/mini";
import { refusalReason } from "./attachments.ts";
import { clockName, complaintClass, escalationLevel, reminder } from "./directory.ts";
import { actorRoles, statuses } from "./lifecycle.ts";
import { instant } from "./instant.ts";
import { reason } from "./suggestion.ts";

/**
 * What happened to a report, in the past tense, never changed once written. Every event says what the report looks
 * like afterwards where that matters to everybody (status, owner, clocks); the rest is the particulars of one kind.
 * These schemas are also how events are read back from the store.
 */

export const status = z.enum(statuses);

/**
 * Who did it: the role, and a pseudonym that stands for the person. `reporter` is always the one reporter;
 * `link:<n>` is whoever held the signed link of disposition n; for `system` it is the part that acted.
 */
export const actor = z.strictObject({
  role: z.enum(actorRoles),
  id: z.string().check(z.minLength(1), z.maxLength(60)),
  agencyCode: z.optional(z.string()),
});
export type Actor = z.infer<typeof actor>;

/** When time itself has to act on the clock next: with a reminder, because it has run out, with an escalation. */
const nextAt = z.string();
const beyondCalendar = z.optional(z.literal(true));

/** A move of one clock. `dueAt` is the last second of the last day, with the zone's offset. */
export const clockChange = z.discriminatedUnion("to", [
  z.strictObject({
    clock: clockName,
    to: z.literal("started"),
    dueAt: z.string(),
    rule: z.string(),
    nextAt,
    beyondCalendar,
  }),
  z.strictObject({ clock: clockName, to: z.literal("stopped") }),
  z.strictObject({ clock: clockName, to: z.literal("paused"), daysLeft: z.int() }),
  z.strictObject({ clock: clockName, to: z.literal("resumed"), dueAt: z.string(), nextAt, beyondCalendar }),
  /** Its end moved: another class, or another calendar. A paused one goes on being paused. */
  z.strictObject({
    clock: clockName,
    to: z.literal("moved"),
    dueAt: z.string(),
    rule: z.string(),
    nextAt,
    beyondCalendar,
  }),
  z.strictObject({ clock: clockName, to: z.literal("reminded"), nextAt }),
  z.strictObject({ clock: clockName, to: z.literal("missed"), nextAt }),
  z.strictObject({ clock: clockName, to: z.literal("escalated"), nextAt }),
]);
export type ClockChange = z.infer<typeof clockChange>;

export const location = z.strictObject({
  regionCode: z.optional(z.string()),
  address: z.optional(z.string()),
  latitude: z.optional(z.number()),
  longitude: z.optional(z.number()),
});

export const channel = z.enum([
  "web",
  "mobileApp",
  "sms",
  "whatsapp",
  "x",
  "instagram",
  "hotline",
  "email",
  "post",
  "walkIn",
  "assisted",
]);

/** Whom a report is about: offices with all that belongs to them, and officers by their pseudonyms. */
export const concerns = z.strictObject({ agencyCodes: z.array(z.string()), officerIds: z.array(z.string()) });
export type Concerns = z.infer<typeof concerns>;

/** Why a report waits for a person instead of being passed on by itself. */
export const holdReason = z.enum([
  "noSignal",
  "lowConfidence",
  "handedBackTwice",
  "noReachableAgency",
  "routingFailed",
  "appealed",
  "reopenedTooOften",
  "noIndependentOffice",
]);
export type HoldReason = z.infer<typeof holdReason>;

export const archiveReason = z.enum([
  "notEnoughDetail",
  "notPublicService",
  "alreadyHandled",
  "beforeCourtOrPolice",
  "hateOrAbuse",
  "tooOld",
  "reportersWish",
]);

const common = {
  version: z.int().check(z.positive()),
  at: instant,
  actor,
  /** What led to it: `request:<id>`, `event:<version>`, `clock:<clock>`, `calendar:<year>`. */
  cause: z.string().check(z.minLength(1), z.maxLength(80)),
  status,
  /** Whose it is afterwards: exactly one agency while open, none after the end. */
  owner: z.nullable(z.string()),
  clocks: z.array(clockChange),
  /** Makes what the reporter wrote unguessable from the chain; own-words.ts. */
  salt: z.optional(z.string().check(z.minLength(1))),
  /** Stands for what the reporter wrote, since that was erased. */
  digest: z.optional(z.string().check(z.minLength(1))),
};
/** Complaint ids of the reports that were merged into this one: their reporters are told as well. */
const followers = z.optional(z.array(z.string()));
/** Who sent a file. */
const side = z.enum(["reporter", "office"]);
/** Version of the event by which the code was asked for that this has used up. */
const code = z.optional(z.int().check(z.positive()));
/** It became confidential with this: its category is sensitive, or it is about somebody in government. */
const madeConfidential = z.optional(z.literal(true));
/** Ids of the files that an office shows the reporter with what it says. */
const attachments = z.optional(z.array(z.string()));
const kind = <Type extends string, Particulars extends z.core.$ZodShape>(type: Type, particulars: Particulars) =>
  z.strictObject({ ...common, type: z.literal(type), ...particulars });

// Made when the first event is read: filing, disposing and sweeping read none, and 35 schemas take their time.
export const event = z.lazy(() =>
  z.discriminatedUnion("type", [
    kind("filed", {
      complaintId: z.string(),
      trackingNumber: z.string(),
      class: complaintClass,
      title: z.optional(z.string()),
      text: z.string(),
      incidentDate: z.optional(z.iso.date()),
      location: z.optional(location),
      /** The agency and category that the reporter named, if any. */
      agencyCode: z.optional(z.string()),
      categoryCode: z.optional(z.string()),
      anonymous: z.boolean(),
      confidential: z.boolean(),
      madeConfidential,
      concerns: z.optional(concerns),
      /** The reporter wants the office that handles the report to know who they are. */
      shareWithAgency: z.boolean(),
      channel,
      /** Language of the mail to the reporter. */
      language: z.enum(["id", "en"]),
      /** SHA-256 of the tracking secret; the secret itself is nowhere. */
      secretHash: z.string(),
      /** Keyed hash of the contact, so that two reports of one reporter can be told without knowing who it is. */
      reporterKey: z.optional(z.string()),
      /** Whether there is an address to send mail to. */
      reachable: z.boolean(),
    }),
    kind("screened", {
      /** How many pieces of personal data the text holds; they are masked wherever it is shown. */
      masked: z.int(),
      /** Complaint ids of reports by the same reporter, less than a day older, that say the same. */
      duplicates: z.array(z.strictObject({ complaintId: z.string(), likeness: z.enum(["exact", "near"]) })),
    }),
    kind("held", { reason: holdReason, reasons: z.array(reason) }),
    kind("verified", { categoryCode: z.optional(z.string()), madeConfidential }),
    kind("publicTextEdited", { title: z.optional(z.string()), text: z.string() }),
    kind("privacyChanged", { anonymous: z.boolean(), confidential: z.boolean() }),
    kind("disposed", {
      hop: z.int(),
      disposition: z.int(),
      agencyCode: z.string(),
      categoryCode: z.optional(z.string()),
      copies: z.array(z.string()),
      instruction: z.optional(z.string()),
      urgent: z.optional(z.boolean()),
      confidence: z.optional(z.number()),
      reasons: z.array(reason),
      madeConfidential,
    }),
    kind("arbitrated", {
      disposition: z.int(),
      agencyCode: z.string(),
      categoryCode: z.optional(z.string()),
      copies: z.array(z.string()),
      reason: z.string(),
      urgent: z.optional(z.boolean()),
      madeConfidential,
    }),
    /**
     * Seen by officers only. These are concerned from now on as well. `rerouted`: it cannot stay where it was, and goes
     * through routing; `taken`: an office that had it has it no more, although it has ended, or supervision judges it.
     */
    kind("conflictDeclared", {
      agencyCodes: z.array(z.string()),
      officerIds: z.array(z.string()),
      reason: z.string(),
      rerouted: z.optional(z.literal(true)),
      taken: z.optional(z.literal(true)),
      madeConfidential,
    }),
    /** Seen by officers only: nobody is concerned any more. It stays confidential until that is changed as well. */
    kind("conflictLifted", { reason: z.string() }),
    /** Not this government's authority: to the one whose it is. */
    kind("passedUp", { disposition: z.int(), agencyCode: z.string(), reason: z.string() }),
    kind("passedDown", {
      disposition: z.int(),
      agencyCode: z.string(),
      copies: z.array(z.string()),
      instruction: z.optional(z.string()),
    }),
    kind("handedBack", { agencyCode: z.string(), reason: z.string(), suggestedAgencyCode: z.optional(z.string()) }),
    kind("informationRequested", { text: z.string() }),
    kind("informationSupplied", { text: z.string() }),
    kind("followedUp", { agencyCode: z.string(), text: z.string(), attachments, followers }),
    kind("answered", { agencyCode: z.string(), text: z.string(), attachments, followers }),
    kind("replied", { text: z.string() }),
    /** Seen by officers only. */
    kind("noted", { text: z.string() }),
    /** Seen by officers only: the pseudonym of the person of the owning office whose it is now; null: nobody's. */
    kind("assigned", { officerId: z.nullable(z.string()) }),
    kind("classChanged", { class: complaintClass }),
    kind("classChangeProposed", { class: complaintClass, reason: z.string() }),
    kind("classChangeRefused", { class: complaintClass, reason: z.string() }),
    kind("closed", {
      by: z.enum(["reporter", "officer", "system"]),
      text: z.optional(z.string()),
      /** Why an officer's closing has no file that proves it. */
      withoutAttachment: z.optional(z.string()),
      attachments,
      followers,
      rating: z.optional(z.int().check(z.gte(1), z.lte(5))),
      comment: z.optional(z.string()),
    }),
    /** The reporter's judgement of an end that somebody else made. */
    kind("rated", { rating: z.int().check(z.gte(1), z.lte(5)), comment: z.optional(z.string()) }),
    kind("archived", {
      by: z.enum(["officer", "system"]),
      reason: archiveReason,
      text: z.optional(z.string()),
      followers,
    }),
    /** `into` is the complaint id of the report that goes on for both. */
    kind("merged", { into: z.string(), text: z.string(), followers }),
    /** Complaint ids of the reports that this one goes on for from now on: the merged one, and what had been merged into it. */
    kind("absorbed", { complaintIds: z.array(z.string()) }),
    kind("withdrawn", { reason: z.optional(z.string()) }),
    kind("blocked", { reason: z.string() }),
    kind("unblocked", { reason: z.string() }),
    kind("reopened", { reason: z.string(), followers }),
    kind("appealed", { reason: z.string() }),
    /** A ticket for a file was given; the name is what the sender calls it. */
    kind("attachmentExpected", {
      attachmentId: z.string(),
      side,
      round: z.int(),
      fileName: z.string(),
      contentType: z.string(),
      /** Bytes that it is said to have; absent where a browser without scripts could not say. */
      size: z.optional(z.int().check(z.positive())),
      until: instant,
    }),
    /** `upload` tells one upload of a file from another, as storage names it. */
    kind("attachmentReceived", { attachmentId: z.string(), upload: z.string(), until: instant }),
    /** What came out of the inspection: its type and bytes, and whether there is a small picture of it. */
    kind("attachmentReady", {
      attachmentId: z.string(),
      side,
      contentType: z.string(),
      size: z.int().check(z.positive()),
      preview: z.boolean(),
      upload: z.string(),
      /** Whether the untouched original is kept, sealed. */
      original: z.boolean(),
    }),
    kind("attachmentRefused", {
      attachmentId: z.string(),
      side,
      reason: refusalReason,
      upload: z.optional(z.string()),
    }),
    kind("attachmentMissing", { attachmentId: z.string(), side }),
    /** By an officer; a reporter's own downloads are nobody's business. */
    kind("attachmentDownloaded", { attachmentId: z.string() }),
    kind("originalOpened", { attachmentId: z.string(), reason: z.string() }),
    /** Until when whoever opened it may look, and the pseudonyms of the other supervisors, who are told. */
    kind("identityOpened", { reason: z.string(), until: instant, told: z.array(z.string()) }),
    /** Each look at an identity that is open. */
    kind("identitySeen", {}),
    /** Of the reporter's files, or of all: the copies that were handed out are gone. */
    kind("attachmentsErased", { attachmentIds: z.array(z.string()).check(z.minLength(1)) }),
    /** The code itself is in the mail alone. */
    kind("rightsCodeRequested", {}),
    /** Says that, and not what. */
    kind("identityCorrected", {
      reporterKey: z.optional(z.string()),
      reachable: z.boolean(),
      shareWithAgency: z.boolean(),
      /** The address that mail went to is another, or none any more: who is there is told. */
      addressLeft: z.boolean(),
      code,
    }),
    /** Who the reporter is, is gone; so are the own words of these versions, of which so much is left. */
    kind("erased", {
      of: z.array(z.strictObject({ version: z.int().check(z.positive()), remains: z.string() })),
      headline: z.string(),
      code,
    }),
    /** The reporter objects to what is done with their data. */
    kind("objected", { reason: z.string(), code }),
    kind("reminded", { clock: clockName, reminder }),
    kind("deadlineMissed", { clock: clockName }),
    /** `agencyCode` is the office that was told, `level` counts from 1 and goes on with each time it is told again. */
    kind("escalated", { clock: clockName, to: escalationLevel, agencyCode: z.string(), level: z.int() }),
    /** A calendar changed. Deadlines only ever move to later days. */
    kind("deadlinesMoved", {}),
    /**
     * An office closed, and its successor goes on with the report. `disposition` is absent where no office had it in
     * hand, and so nobody answers over a link.
     */
    kind("tookOver", { from: z.string(), agencyCode: z.string(), disposition: z.optional(z.int()) }),
    kind("mailRefused", {
      mail: z.string(),
      to: z.enum(["reporter", "agency", "coordinator"]),
      /** The office that the mail was for; absent: the reporter. */
      agencyCode: z.optional(z.string()),
      /** Version of the event that the mail told of. */
      about: z.optional(z.int().check(z.positive())),
    }),
  ]),
);
export type Event = z.infer<typeof event>;
export type EventOf<Type extends Event["type"]> = Extract<Event, { type: Type }>;
export type FiledEvent = EventOf<"filed">;
