import { movesOpenTo } from "../../shared/domain/decide.ts";
import type { Actor, Event } from "../../shared/domain/events.ts";
import type { History } from "../../shared/store/complaint-store.ts";
import { complaintView, type Reader } from "../../shared/view/complaint-view.ts";
import { instructionOf, isOpenOverLink, type DispositionEvent } from "../../shared/view/dispositions.ts";
import { agencyName } from "../../shared/domain/names.ts";
import type { DispositionAnswer } from "./disposition-answer.ts";

/** Notes, and who is to do it, are for the officers who sign in; which mails failed is the coordinator's concern. */
const notOverLinks: ReadonlySet<Event["type"]> = new Set(["noted", "assigned", "mailRefused"]);

/** The report as the holder of a link may see it. */
export const dispositionView = (
  { complaint, events }: History,
  disposition: DispositionEvent,
  actor: Actor,
  reader: Reader,
): DispositionAnswer => {
  const shown = { complaint, events: events.filter((event) => !notOverLinks.has(event.type)) };
  const view = complaintView(shown, "officer", [], reader);
  // After the final answer officers may still add to it, but not over the link.
  const open = isOpenOverLink(complaint, disposition.disposition)
    ? movesOpenTo(complaint, { actor, now: reader.now, directory: reader.directory })
    : [];
  const { latitude, longitude } = complaint.location ?? {};
  return {
    trackingNumber: view.trackingNumber,
    class: view.class,
    withInspection: view.withInspection,
    title: view.title,
    text: view.text,
    status: view.status,
    statusText: view.statusText,
    agency: { code: disposition.agencyCode, name: agencyName(reader.directory, disposition.agencyCode) },
    category: view.category,
    region: view.region,
    address: view.address,
    coordinates: latitude === undefined || longitude === undefined ? null : { latitude, longitude },
    incidentDate: view.incidentDate,
    anonymous: view.anonymous,
    confidential: view.confidential,
    filedAt: view.filedAt,
    instruction: instructionOf(disposition),
    deadlines: view.deadlines,
    timeline: view.timeline,
    attachments: view.attachments,
    moves: [
      ...(open.includes("answer") ? (["answers"] as const) : []),
      ...(open.includes("expectAttachment") ? (["attachments"] as const) : []),
      ...(open.includes("handBack") ? (["hand-back"] as const) : []),
    ],
    version: view.version,
  };
};
