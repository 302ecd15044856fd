import type { Attachment } from "./attachments.ts";
import { beginningOf, link } from "./chain.ts";
import type { Clock, Complaint } from "./complaint.ts";
import type { ClockChange, Event, FiledEvent } from "./events.ts";
import { beginsHop, opensArbitration } from "./hops.ts";
import { headlineOf } from "./erasure.ts";
import { openingsAt } from "./identity-opening.ts";
import { isOpen } from "./lifecycle.ts";
import { hasOwnWords } from "./own-words.ts";

/** What a report looks like after an event. Folding all its events in order gives the state that the store keeps. */

/** The clock after a change, besides when it is looked at next. */
const changed = (clock: Clock, change: Exclude<ClockChange, { to: "started" }>, event: Event): Clock => {
  const { at } = event;
  const { beyondCalendar: _, ...its } = clock;
  switch (change.to) {
    case "missed":
      return { ...clock, missedAt: at };
    case "reminded":
      return clock;
    case "escalated":
      return { ...clock, escalated: (clock.escalated ?? 0) + 1 };
    case "stopped": {
      const { pausedBy: __, nextAt: ___, ...stopped } = clock;
      return { ...stopped, state: "stopped", stoppedAt: at };
    }
    case "paused": {
      const { nextAt: __, ...waiting } = clock;
      return {
        ...waiting,
        state: "paused",
        pausedBy: event.type === "blocked" ? "blocked" : "informationRequested",
        pauses: [...(clock.pauses ?? []), { from: at }],
      };
    }
    case "resumed": {
      const { pausedBy: __, stoppedAt: ___, ...going } = its;
      return {
        ...going,
        state: "running",
        dueAt: change.dueAt,
        // What was stopped while it waited has waited until then.
        ...(its.pauses
          ? { pauses: its.pauses.map((pause) => ({ ...pause, until: pause.until ?? its.stoppedAt ?? at })) }
          : {}),
        ...(change.beyondCalendar ? { beyondCalendar: true } : {}),
      };
    }
    case "moved": {
      const { dueAt, rule, beyondCalendar } = change;
      const { missedAt, escalated, ...onTime } = its;
      // What is due later than now, or than when it stopped, is not late any more, and nobody has been told that it is.
      const late = missedAt !== undefined && Date.parse(dueAt) < Date.parse(its.stoppedAt ?? at);
      return {
        ...onTime,
        ...(late ? { missedAt, ...(escalated === undefined ? {} : { escalated }) } : {}),
        dueAt,
        rule,
        ...(beyondCalendar ? { beyondCalendar } : {}),
      };
    }
  }
};

const moved = (clocks: Complaint["clocks"], change: ClockChange, event: Event): Clock => {
  if (change.to === "started") {
    const { dueAt, rule, nextAt, beyondCalendar } = change;
    return {
      state: "running",
      startedAt: event.at,
      dueAt,
      rule,
      nextAt,
      ...(beyondCalendar ? { beyondCalendar } : {}),
    };
  }
  const clock = clocks[change.clock];
  if (!clock) throw new Error(`the clock ${change.clock} ${change.to} without having been started`);
  const its = changed(clock, change, event);
  return "nextAt" in change && its.state === "running" ? { ...its, nextAt: change.nextAt } : its;
};

const withClocks = (clocks: Complaint["clocks"], event: Event): Complaint["clocks"] =>
  event.clocks.reduce((so, change) => ({ ...so, [change.clock]: moved(so, change, event) }), clocks);

const fromFiling = (event: FiledEvent): Omit<Complaint, "head"> => ({
  complaintId: event.complaintId,
  trackingNumber: event.trackingNumber,
  version: event.version,
  status: event.status,
  class: event.class,
  headline: headlineOf(event.title, event.text),
  categoryCode: event.categoryCode ?? null,
  namedAgencyCode: event.agencyCode ?? null,
  location: event.location ?? null,
  concerns: event.concerns ?? null,
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
  assignee: null,
  agencyCode: null,
  hop: 1,
  hopSince: event.version,
  disposition: 0,
  refusedBy: [],
  arbitrated: false,
  urgent: null,
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
  archivedBy: null,
  mergedInto: null,
  absorbed: null,
  attachments: null,
  round: 0,
  closedAt: null,
  closedBy: null,
  rating: null,
  identityOpenTo: null,
  endedAt: null,
  erasedAt: null,
  objected: false,
});

const ended = (event: Event, by: Complaint["closedBy"]): Partial<Complaint> => ({
  closedAt: event.at,
  closedBy: by,
  askedFrom: null,
  held: null,
  proposedClass: null,
  proposedBy: null,
});
const notEnded: Partial<Complaint> = { closedAt: null, closedBy: null };
const archivedBy = ({ actor }: Event): Partial<Complaint> => ({
  archivedBy: actor.role === "system" ? null : actor.id,
});

const disposedTo = (event: Extract<Event, { type: "disposed" | "arbitrated" }>): Partial<Complaint> => ({
  agencyCode: event.agencyCode,
  disposition: event.disposition,
  held: null,
  published: true,
  archivedBy: null,
  ...(event.categoryCode === undefined ? {} : { categoryCode: event.categoryCode }),
  ...(event.urgent === undefined ? {} : { urgent: event.urgent }),
});

const withFile = ({ attachments }: Complaint, id: string, its: Partial<Attachment>): Partial<Complaint> => ({
  attachments: (attachments ?? []).map((one) => (one.id === id ? { ...one, ...its } : one)),
});

/** An office's files that go with what it says are the reporter's to see from then on. */
const shown = ({ attachments }: Complaint, ids: readonly string[] | undefined): Partial<Complaint> =>
  ids === undefined || attachments === null
    ? {}
    : { attachments: attachments.map((its) => (ids.includes(its.id) ? { ...its, shown: true } : its)) };

/** Where it was, without where exactly. */
const districtOf = (location: Complaint["location"]): Complaint["location"] =>
  location?.regionCode === undefined ? location && {} : { regionCode: location.regionCode };

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
      return { anonymous: event.anonymous, confidential: event.confidential, objected: false };
    case "conflictDeclared": {
      const { concerns } = complaint;
      const together = (known: readonly string[] | undefined, more: readonly string[]): string[] => [
        ...new Set([...(known ?? []), ...more]),
      ];
      // Whoever has it next begins afresh; a question of the office that had it is nobody's any more.
      return {
        concerns: {
          agencyCodes: together(concerns?.agencyCodes, event.agencyCodes),
          officerIds: together(concerns?.officerIds, event.officerIds),
        },
        ...(event.rerouted || event.taken ? { agencyCode: null, arbitrated: false } : {}),
        ...(event.rerouted ? { askedFrom: null } : {}),
      };
    }
    case "conflictLifted":
      return { concerns: null };
    case "disposed":
      return disposedTo(event);
    case "arbitrated":
      return { ...disposedTo(event), arbitrated: true };
    case "passedUp":
      return {
        agencyCode: event.agencyCode,
        disposition: event.disposition,
        held: null,
        published: true,
        archivedBy: null,
      };
    case "passedDown":
      return { agencyCode: event.agencyCode, disposition: event.disposition };
    case "handedBack":
      return { agencyCode: null, refusedBy: [...complaint.refusedBy, event.agencyCode] };
    case "informationRequested":
      return { askedFrom: { status: complaint.status, owner: complaint.owner } };
    case "informationSupplied":
      return { askedFrom: null, round: complaint.round + 1 };
    case "classChangeRefused":
      return { proposedClass: null, proposedBy: null };
    case "classChanged":
      return { class: event.class, proposedClass: null, proposedBy: null };
    case "classChangeProposed":
      return { proposedClass: event.class, proposedBy: event.actor.id };
    case "closed":
      return {
        ...shown(complaint, event.attachments),
        ...ended(event, event.by),
        ...(event.rating === undefined ? {} : { rating: event.rating }),
      };
    case "rated":
      return { rating: event.rating };
    case "archived":
      return { ...ended(event, event.by), ...archivedBy(event) };
    case "merged":
      return { ...ended(event, "officer"), ...archivedBy(event), mergedInto: event.into };
    case "absorbed":
      return { absorbed: [...new Set([...(complaint.absorbed ?? []), ...event.complaintIds])] };
    case "withdrawn":
      return ended(event, "reporter");
    case "blocked":
      return { blockedFrom: { status: complaint.status, owner: complaint.owner } };
    case "unblocked":
      return { blockedFrom: null };
    case "reopened":
      return {
        ...notEnded,
        reopenings: complaint.reopenings + 1,
        round: complaint.round + 1,
        rating: null,
        ...(opensArbitration(event) ? { held: "reopenedTooOften" } : {}),
      };
    case "appealed":
      return {
        ...notEnded,
        appealed: true,
        agencyCode: null,
        arbitrated: false,
        mergedInto: null,
        held: "appealed",
        round: complaint.round + 1,
      };
    case "followedUp":
    case "answered":
      return shown(complaint, event.attachments);
    case "replied":
      return { round: complaint.round + 1 };
    case "assigned":
      return { assignee: event.officerId };
    case "attachmentExpected": {
      const { attachmentId, side, round, until } = event;
      const others = (complaint.attachments ?? []).filter(({ id }) => id !== attachmentId);
      const { agencyCode } = event.actor;
      const office = side === "reporter" || agencyCode === undefined ? {} : { agencyCode };
      const its: Attachment = { id: attachmentId, state: "expected", by: side, ...office, round, until };
      return { attachments: [...others, its] };
    }
    case "attachmentReceived":
      return withFile(complaint, event.attachmentId, {
        state: "inspecting",
        until: event.until,
        upload: event.upload,
      });
    case "attachmentReady":
      return withFile(complaint, event.attachmentId, { state: "ready", upload: event.upload });
    case "attachmentRefused":
      return withFile(complaint, event.attachmentId, {
        state: "refused",
        ...(event.upload === undefined ? {} : { upload: event.upload }),
      });
    case "attachmentMissing":
      return withFile(complaint, event.attachmentId, { state: "missing" });
    case "tookOver": {
      const { from, agencyCode, disposition } = event;
      const { askedFrom } = complaint;
      return {
        ...(disposition === undefined ? {} : { agencyCode, disposition }),
        ...(askedFrom?.owner === from ? { askedFrom: { ...askedFrom, owner: agencyCode } } : {}),
      };
    }
    case "identityOpened": {
      // What has run out is forgotten: the log has it.
      const others = openingsAt(complaint, event.at).filter(({ officerId }) => officerId !== event.actor.id);
      return { identityOpenTo: [...others, { officerId: event.actor.id, until: event.until }] };
    }
    case "attachmentsErased":
      return {
        attachments: (complaint.attachments ?? []).map((one) =>
          event.attachmentIds.includes(one.id) && one.state === "ready" ? { ...one, state: "erased" } : one,
        ),
      };
    case "identityCorrected":
      return {
        reporterKey: event.reporterKey ?? null,
        reachable: event.reachable,
        shareWithAgency: event.shareWithAgency,
        erasedAt: null,
      };
    case "erased":
      return {
        headline: event.headline,
        location: districtOf(complaint.location),
        reporterKey: null,
        reachable: false,
        shareWithAgency: false,
        erasedAt: event.at,
      };
    case "objected":
      return { confidential: true, objected: true };
    case "rightsCodeRequested":
    case "attachmentDownloaded":
    case "originalOpened":
    case "identitySeen":
    case "noted":
    case "reminded":
    case "deadlineMissed":
    case "escalated":
    case "deadlinesMoved":
    case "mailRefused":
      return {};
  }
};

/** What a person has to decide waits for one whatever the reporter adds; who verifies it has looked at it. */
const stillHeld = ({ held }: Complaint, event: Event): Complaint["held"] =>
  event.type === "informationSupplied" && (held === "appealed" || held === "reopenedTooOften") ? held : null;

const changedBy = (complaint: Complaint | null, event: Event): Omit<Complaint, "head"> => {
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
    // A person has it for their office: whose it is at another, and after an end, is another question.
    assignee: event.owner === complaint.owner ? complaint.assignee : null,
    clocks: withClocks(complaint.clocks, event),
    endedAt: isOpen(event.status) ? null : (complaint.endedAt ?? event.at),
    erasedAt: hasOwnWords(event) ? null : complaint.erasedAt,
    ...(beginsHop(event) ? { hop: complaint.hop + 1, hopSince: event.version, held: stillHeld(complaint, event) } : {}),
    ...particulars(complaint, event),
    ...("madeConfidential" in event && event.madeConfidential === true ? { confidential: true } : {}),
  };
};

export const evolve = (complaint: Complaint | null, event: Event): Complaint => {
  const after = changedBy(complaint, event);
  return { ...after, head: link(complaint?.head ?? beginningOf(after.complaintId), event) };
};

/** The state after all events of a report, oldest first. */
export const replay = (events: readonly Event[]): Complaint | null => events.reduce<Complaint | null>(evolve, null);
