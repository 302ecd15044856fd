import * as z from "zod/mini";
import { clockName, complaintClass, type ClockName } from "./directory.ts";
import { attachment } from "./attachments.ts";
import { channel, concerns, holdReason, location, status } from "./events.ts";
import { instant } from "./instant.ts";

/**
 * A report as it stands now: all that decides what may happen next, and nothing else. The texts live in the events;
 * who the reporter is lives in a table apart. The schema is how the state is read back from the store.
 */

export const clock = z.strictObject({
  /** `running` goes on until it is stopped, late or not; `missedAt` says since when it is late. */
  state: z.enum(["running", "paused", "stopped"]),
  startedAt: instant,
  dueAt: z.string(),
  rule: z.string(),
  stoppedAt: z.optional(instant),
  missedAt: z.optional(instant),
  /** When it waited, oldest first; the last has no end while it still does. */
  pauses: z.optional(z.array(z.strictObject({ from: instant, until: z.optional(instant) }))),
  /** When time itself has to act on it next: with a reminder, its end, an escalation. */
  nextAt: z.optional(z.string()),
  /** How often somebody above was told that it is late. */
  escalated: z.optional(z.int()),
  /** What it waits for: it goes on only when that is over. */
  pausedBy: z.optional(z.enum(["informationRequested", "blocked"])),
  /** The due date lies past the last calendar year that is loaded, so it may still move. */
  beyondCalendar: z.optional(z.literal(true)),
});
export type Clock = z.infer<typeof clock>;

const place = z.strictObject({ status, owner: z.nullable(z.string()) });

export const complaint = z.strictObject({
  complaintId: z.string(),
  trackingNumber: z.string(),
  version: z.int().check(z.positive()),
  /** The hash of its last event, which stands for all of them; see chain.ts. */
  head: z.string(),
  status,
  class: complaintClass,
  /** The first words, for lists: the published title, or the start of the published text. */
  headline: z.string(),
  categoryCode: z.nullable(z.string()),
  /** What the reporter named at filing; routing follows it. */
  namedAgencyCode: z.nullable(z.string()),
  location: z.nullable(location),
  /** Whom it is about: they, and whoever belongs to these offices, never see it. Null: nobody in government. */
  concerns: z.nullable(concerns),
  anonymous: z.boolean(),
  confidential: z.boolean(),
  shareWithAgency: z.boolean(),
  reachable: z.boolean(),
  channel,
  language: z.enum(["id", "en"]),
  secretHash: z.string(),
  reporterKey: z.nullable(z.string()),
  filedAt: instant,
  changedAt: instant,
  /** Whose it is: exactly one agency while open, null after the end. */
  owner: z.nullable(z.string()),
  /** The pseudonym of the officer of that office to whom it was given; null: whoever there gets to it. */
  assignee: z.nullable(z.string()),
  /** The office whose disposition is in force, or was last. */
  agencyCode: z.nullable(z.string()),
  /** How often it was sent through routing; the first time is hop 1. */
  hop: z.int(),
  /** Version of the event that began this hop; an execution that was started for another one comes late. */
  hopSince: z.int().check(z.positive()),
  /** How often it was disposed; a signed link is good for one disposition only. */
  disposition: z.int(),
  refusedBy: z.array(z.string()),
  arbitrated: z.boolean(),
  /** Whether an officer said that it is, or is not, pressing; null: as its category is. */
  urgent: z.nullable(z.boolean()),
  held: z.nullable(holdReason),
  screened: z.boolean(),
  published: z.boolean(),
  /** Where a question to the reporter, and a block, lead back to. */
  askedFrom: z.nullable(place),
  blockedFrom: z.nullable(place),
  proposedClass: z.nullable(complaintClass),
  /** The pseudonym of whoever proposed it: somebody else has to approve. */
  proposedBy: z.nullable(z.string()),
  clocks: z.partialRecord(clockName, clock),
  reopenings: z.int(),
  appealed: z.boolean(),
  /** The pseudonym of whoever archived it: an appeal goes to somebody else. */
  archivedBy: z.nullable(z.string()),
  /** Complaint id of the report that goes on for this one. */
  mergedInto: z.nullable(z.string()),
  /** Complaint ids of the reports that this one goes on for. */
  absorbed: z.nullable(z.array(z.string())),
  /** Files that were sent along, or are to be. */
  attachments: z.nullable(z.array(attachment)),
  /** How often the reporter has written since the filing: each writing may bring files. */
  round: z.int(),
  closedAt: z.nullable(instant),
  closedBy: z.nullable(z.enum(["reporter", "officer", "system"])),
  rating: z.nullable(z.int()),
  /** The pseudonyms of those to whom the reporter's identity was opened, and until when. Nothing of the identity. */
  identityOpenTo: z.nullable(z.array(z.strictObject({ officerId: z.string(), until: instant }))),
  /** Since when it is not open; null while it is. */
  endedAt: z.nullable(instant),
  /** When the reporter's data were erased; null: they were not, or there may be new ones. */
  erasedAt: z.nullable(instant),
  /** The reporter objects to what is done with their data, and nobody has decided on it yet. */
  objected: z.boolean(),
});
export type Complaint = z.infer<typeof complaint>;

export type RunningClock = { readonly clock: ClockName; readonly dueAt: string; readonly missedAt?: string };

/** The clocks that run now, soonest first. */
export const runningClocks = (of: Pick<Complaint, "clocks">): readonly RunningClock[] =>
  Object.entries(of.clocks)
    .filter(([, its]) => its.state === "running")
    .map(([name, its]) => ({
      clock: name as ClockName,
      dueAt: its.dueAt,
      ...(its.missedAt === undefined ? {} : { missedAt: its.missedAt }),
    }))
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));

/** What time acts on next: a clock, or a file that does not come or is not inspected. */
export type Due = { readonly at: string } & ({ readonly clock: ClockName } | { readonly attachmentId: string });

/**
 * The next instant at which time itself must act on the report, and the clock that it is about; null: never. An open
 * report always has one, late or not: nothing is forgotten because it is overdue.
 */
export const nextDue = ({ clocks, attachments }: Pick<Complaint, "clocks" | "attachments">): Due | null =>
  [
    ...Object.entries(clocks)
      .filter(([, its]) => its.state === "running")
      .map(([name, its]): Due => ({ clock: name as ClockName, at: its.nextAt ?? its.dueAt })),
    ...(attachments ?? [])
      .filter(({ state }) => state === "expected" || state === "inspecting")
      .map(({ id, until }): Due => ({ attachmentId: id, at: until })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null;
