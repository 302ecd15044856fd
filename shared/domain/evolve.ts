import type { Clock, Complaint } from "./complaint.ts";
import type { ClockChange, Event, FiledEvent } from "./events.ts";
import { beginsHop } from "./hops.ts";
import { maskPersonalData } from "./masking.ts";
import { firstWords } from "./text.ts";

/** What a report looks like after an event. Folding all its events in order gives the state that the store keeps. */

const headlineLength = 80;
export const headlineOf = (title: string | undefined, text: string): string =>
  firstWords(maskPersonalData(title ?? text).text, headlineLength);

const moved = (clocks: Complaint["clocks"], change: ClockChange, event: Event): Clock => {
  const { at } = event;
  if (change.to === "started") {
    const { dueAt, rule, beyondCalendar } = change;
    return { state: "running", startedAt: at, dueAt, rule, ...(beyondCalendar ? { beyondCalendar } : {}) };
  }
  const clock = clocks[change.clock];
  if (!clock) throw new Error(`the clock ${change.clock} ${change.to} without having been started`);
  if (change.to === "missed") return { ...clock, missedAt: at };
  const { daysLeft: _, stoppedAt: __, pausedBy: ___, ...going } = clock;
  switch (change.to) {
    case "stopped":
      return { ...going, state: "stopped", stoppedAt: at };
    case "paused":
      return {
        ...going,
        state: "paused",
        daysLeft: change.daysLeft,
        pausedBy: event.type === "blocked" ? "blocked" : "informationRequested",
      };
    case "resumed":
      return { ...going, state: "running", dueAt: change.dueAt };
  }
};

const withClocks = (clocks: Complaint["clocks"], event: Event): Complaint["clocks"] =>
  event.clocks.reduce((so, change) => ({ ...so, [change.clock]: moved(so, change, event) }), clocks);

const fromFiling = (event: FiledEvent): Complaint => ({
  complaintId: event.complaintId,
  trackingNumber: event.trackingNumber,
  version: event.version,
  status: event.status,
  class: event.class,
  headline: headlineOf(event.title, event.text),
  categoryCode: event.categoryCode ?? null,
  namedAgencyCode: event.agencyCode ?? null,
  location: event.location ?? null,
  anonymous: event.anonymous,
  confidential: event.confidential,
  shareWithAgency: event.shareWithAgency,
  reachable: event.reachable,
  channel: event.channel,
  language: event.language,
  secretHash: event.secretHash,
  reporterKey: event.reporterKey ?? null,
  filedAt: event.at,
  changedAt: event.at,
  owner: event.owner,
  agencyCode: null,
  hop: 1,
  hopSince: event.version,
  disposition: 0,
  refusedBy: [],
  arbitrated: false,
  held: null,
  screened: false,
  published: false,
  askedFrom: null,
  blockedFrom: null,
  proposedClass: null,
  proposedBy: null,
  clocks: withClocks({}, event),
  reopenings: 0,
  appealed: false,
  closedAt: null,
  closedBy: null,
  rating: null,
});

const ended = (event: Event, by: Complaint["closedBy"]): Partial<Complaint> => ({
  closedAt: event.at,
  closedBy: by,
  askedFrom: null,
  held: null,
});
const notEnded: Partial<Complaint> = { closedAt: null, closedBy: null };

const disposedTo = (event: Extract<Event, { type: "disposed" | "arbitrated" }>): Partial<Complaint> => ({
  agencyCode: event.agencyCode,
  disposition: event.disposition,
  held: null,
  published: true,
  ...(event.categoryCode === undefined ? {} : { categoryCode: event.categoryCode }),
});

/** What only this kind of event changes. */
const particulars = (complaint: Complaint, event: Exclude<Event, FiledEvent>): Partial<Complaint> => {
  switch (event.type) {
    case "screened":
      return { screened: true };
    case "held":
      return { held: event.reason };
    case "verified":
      return event.categoryCode === undefined ? {} : { categoryCode: event.categoryCode };
    case "publicTextEdited":
      return { headline: headlineOf(event.title, event.text) };
    case "privacyChanged":
      return { anonymous: event.anonymous, confidential: event.confidential };
    case "disposed":
      return disposedTo(event);
    case "arbitrated":
      return { ...disposedTo(event), arbitrated: true };
    case "passedDown":
      return { agencyCode: event.agencyCode, disposition: event.disposition };
    case "handedBack":
      return { agencyCode: null, refusedBy: [...complaint.refusedBy, event.agencyCode] };
    case "informationRequested":
      return { askedFrom: { status: complaint.status, owner: complaint.owner } };
    case "informationSupplied":
      return { askedFrom: null };
    case "classChanged":
      return { class: event.class, proposedClass: null, proposedBy: null };
    case "classChangeProposed":
      return { proposedClass: event.class, proposedBy: event.actor.id };
    case "closed":
      return { ...ended(event, event.by), ...(event.rating === undefined ? {} : { rating: event.rating }) };
    case "archived":
      return ended(event, event.by);
    case "merged":
      return ended(event, "officer");
    case "withdrawn":
      return ended(event, "reporter");
    case "blocked":
      return { blockedFrom: { status: complaint.status, owner: complaint.owner } };
    case "unblocked":
      return { blockedFrom: null };
    case "reopened":
      return { ...notEnded, reopenings: complaint.reopenings + 1 };
    case "appealed":
      return { ...notEnded, appealed: true, agencyCode: null, arbitrated: false };
    case "followedUp":
    case "answered":
    case "replied":
    case "noted":
    case "deadlineMissed":
    case "mailRefused":
      return {};
  }
};

export const evolve = (complaint: Complaint | null, event: Event): Complaint => {
  if (event.type === "filed") {
    if (complaint) throw new Error("a report is filed once");
    return fromFiling(event);
  }
  if (complaint?.version !== event.version - 1) throw new Error(`event ${event.version} does not follow the state`);
  return {
    ...complaint,
    version: event.version,
    changedAt: event.at,
    status: event.status,
    owner: event.owner,
    clocks: withClocks(complaint.clocks, event),
    ...(beginsHop(event) ? { hop: complaint.hop + 1, hopSince: event.version, held: null } : {}),
    ...particulars(complaint, event),
  };
};

/** The state after all events of a report, oldest first. */
export const replay = (events: readonly Event[]): Complaint | null => events.reduce<Complaint | null>(evolve, null);
