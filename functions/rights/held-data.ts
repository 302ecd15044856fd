import type { Directory } from "../../shared/domain/directory.ts";
import type { Event, EventOf } from "../../shared/domain/events.ts";
import { given } from "../../shared/domain/given.ts";
import { agencyName } from "../../shared/domain/names.ts";
import { keptUntil } from "../../shared/domain/retention.ts";
import { history, type History } from "../../shared/store/complaint-store.ts";
import type { Identity } from "../../shared/store/identity-store.ts";
import { mailsAbout, type LedgerLine } from "../../shared/store/mail-ledger.ts";
import { goesOnIn } from "../../shared/store/survivor.ts";
import { readyCopyOf } from "../../shared/view/attachments-view.ts";
import { filingOf } from "../../shared/view/complaint-view.ts";
import { mailsFor } from "../notifications/mails-for.ts";
import type { HeldData } from "./held-data-answer.ts";
import type { RightsDeps } from "./rights-deps.ts";

/** Gathers what is held on a reporter, from wherever it lies. */

const wordsOf = (event: Event): { readonly title?: string | undefined; readonly text?: string | undefined } => {
  const { title, text, comment, reason } = event as Partial<Record<"title" | "text" | "comment" | "reason", string>>;
  return { title, text: text ?? comment ?? reason };
};
const writtenBy = (events: readonly Event[], takes: (event: Event) => boolean): HeldData["writings"] =>
  events.filter(takes).flatMap((event) => {
    const { title, text } = wordsOf(event);
    return title === undefined && text === undefined
      ? []
      : [{ at: event.at, event: event.type, ...given({ title, text }) }];
  });

const filesOf = ({ complaint, events }: History): HeldData["files"] =>
  (complaint.attachments ?? []).flatMap(({ id, by, state }) => {
    const promise = events.findLast(
      (event): event is EventOf<"attachmentExpected"> =>
        event.type === "attachmentExpected" && event.attachmentId === id,
    );
    if (by !== "reporter" || !promise) return [];
    const ready = readyCopyOf(events, id);
    // With who the reporter is, the originals went.
    const original =
      state === "ready" &&
      ready?.original === true &&
      !events.some((event) => event.type === "erased" && event.version > ready.version);
    return [
      {
        attachmentId: id,
        fileName: promise.fileName,
        contentType: ready?.contentType ?? promise.contentType,
        size: ready?.size ?? promise.size ?? 0,
        state,
        original,
      },
    ];
  });

const openings: ReadonlySet<Event["type"]> = new Set([
  "attachmentDownloaded",
  "originalOpened",
  "identityOpened",
  "identitySeen",
]);
const openedBy = (events: readonly Event[], directory: Directory): HeldData["opened"] =>
  events
    .filter(({ type }) => openings.has(type))
    .map((event) => {
      const { attachmentId, reason } = event as { readonly attachmentId?: string; readonly reason?: string };
      const { role, agencyCode } = event.actor;
      const agency = agencyCode === undefined ? null : agencyName(directory, agencyCode);
      return { at: event.at, event: event.type, role, agency, ...given({ attachmentId, reason }) };
    });

type Mine = (line: LedgerLine) => boolean;
const mailsIn = (events: readonly Event[], lines: readonly LedgerLine[], isMine: Mine): HeldData["mails"] =>
  lines.filter(isMine).flatMap(({ version, kind, state, settledAt }) => {
    const about = events.find((event) => event.version === version);
    return about ? [{ about: about.type, of: about.at, kind, state, ...given({ settledAt }) }] : [];
  });

/** Those about the report itself, and those about the reports that it was merged into. */
const mailsTo = async ({ store }: RightsDeps, { complaint, events }: History): Promise<HeldData["mails"]> => {
  const { complaintId } = complaint;
  const named = new Set(
    events.flatMap((event) =>
      mailsFor(complaintId, event)
        .filter(({ to, follower }) => to === "reporter" && follower === undefined)
        .map(({ version, kind }) => `${version} ${kind}`),
    ),
  );
  const own = mailsIn(
    events,
    await mailsAbout(store, complaintId),
    ({ version, kind, agencyCode, follower, officerId }) =>
      agencyCode === undefined && follower === undefined && officerId === undefined && named.has(`${version} ${kind}`),
  );
  const others: HeldData["mails"] = [];
  const chain = await goesOnIn(
    complaint.mergedInto,
    (id) => history(store, id),
    (its) => its.complaint.mergedInto,
  );
  for (const its of chain) {
    const lines = await mailsAbout(store, its.complaint.complaintId);
    others.push(...mailsIn(its.events, lines, ({ follower }) => follower === complaintId));
  }
  return [...own, ...others];
};

export const heldData = async (deps: RightsDeps, found: History, identity: Identity | null): Promise<HeldData> => {
  const { complaint, events } = found;
  const directory = await deps.directory();
  const { retention } = directory.policy;
  const { at, channel, language, agencyCode, categoryCode, incidentDate, location } = filingOf(events);
  const until = (years: number): string | null =>
    complaint.endedAt === null ? null : keptUntil(complaint.endedAt, years);
  const isReporters = ({ actor }: Event): boolean => actor.role === "reporter";
  return {
    trackingNumber: complaint.trackingNumber,
    identity,
    shareWithAgency: complaint.shareWithAgency,
    anonymous: complaint.anonymous,
    confidential: complaint.confidential,
    objected: complaint.objected,
    report: {
      filedAt: at,
      channel,
      language,
      class: complaint.class,
      ...given({ agencyCode, categoryCode, incidentDate, location }),
    },
    writings: writtenBy(events, isReporters),
    edited: writtenBy(events, ({ type }) => type === "publicTextEdited"),
    files: filesOf(found),
    mails: await mailsTo(deps, found),
    opened: openedBy(events, directory),
    kept: {
      identityYears: retention.identityYears,
      identityUntil: until(retention.identityYears),
      filesYears: retention.attachmentYears,
      filesUntil: until(retention.attachmentYears),
    },
    erasedAt: complaint.erasedAt,
  };
};
