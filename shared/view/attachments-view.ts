import { fileTypes, type Attachment } from "../domain/attachments.ts";
import type { Complaint } from "../domain/complaint.ts";
import type { Event, EventOf } from "../domain/events.ts";
import type { Language } from "../shell/language.ts";
import { refusalWords } from "../shell/words.ts";
import type { AttachmentAnswer } from "./answers.ts";
import type { Viewer } from "./timeline.ts";

/** What is told of files. What a sender calls a file may say who they are, so only their own side sees the name. */

/**
 * Reporters see their own files and those that an answer has shown them, officers all of them. The public sees none:
 * a photo may show who took it.
 */
const maySee = ({ by, shown }: Attachment, viewer: Viewer): boolean => {
  switch (viewer) {
    case "public":
      return false;
    case "reporter":
      return by === "reporter" || shown === true;
    case "officer":
      return true;
  }
};

const isOwn = ({ by }: Attachment, viewer: Viewer): boolean => (by === "reporter") === (viewer === "reporter");

type AboutFile = EventOf<"attachmentExpected" | "attachmentReady" | "attachmentRefused">;
const lastAbout = <Type extends AboutFile["type"]>(
  events: readonly Event[],
  type: Type,
  id: string,
): Extract<AboutFile, { type: Type }> | undefined =>
  events.findLast(
    (event): event is Extract<AboutFile, { type: Type }> => event.type === type && event.attachmentId === id,
  );

/** The copy that is handed out of a file that is ready. */
export const readyCopyOf = (events: readonly Event[], id: string): EventOf<"attachmentReady"> | undefined =>
  lastAbout(events, "attachmentReady", id);

/** `lampiran-2.jpg`, `bukti-1.pdf`: what a copy is called on the disk of whoever downloads it. */
export const plainNameOf = ({ attachments }: Complaint, { id, by }: Attachment, contentType: string): string => {
  const place = (attachments ?? []).filter((its) => its.by === by).findIndex((its) => its.id === id) + 1;
  return `${by === "reporter" ? "lampiran" : "bukti"}-${place}.${fileTypes[contentType]?.endings[0] ?? "bin"}`;
};

const answerOf = (
  complaint: Complaint,
  events: readonly Event[],
  its: Attachment,
  viewer: Viewer,
  language: Language,
): AttachmentAnswer => {
  const expected = lastAbout(events, "attachmentExpected", its.id);
  if (!expected) throw new Error("a file of a report was never promised");
  const ready = its.state === "ready" ? lastAbout(events, "attachmentReady", its.id) : undefined;
  const refused = its.state === "refused" ? lastAbout(events, "attachmentRefused", its.id) : undefined;
  const contentType = ready?.contentType ?? expected.contentType;
  return {
    attachmentId: its.id,
    fileName: isOwn(its, viewer) ? expected.fileName : plainNameOf(complaint, its, contentType),
    contentType,
    size: ready?.size ?? expected.size ?? 0,
    state: its.state,
    by: its.by,
    preview: ready?.preview ?? false,
    // Why a file was not taken helps whoever can send another.
    ...(refused && isOwn(its, viewer) ? { reason: refusalWords[refused.reason][language] } : {}),
  };
};

/** The files that this viewer may know of, in the order in which they were promised. */
export const attachmentsOf = (
  complaint: Complaint,
  events: readonly Event[],
  viewer: Viewer,
  language: Language,
): AttachmentAnswer[] =>
  (complaint.attachments ?? [])
    .filter((its) => maySee(its, viewer))
    .map((its) => answerOf(complaint, events, its, viewer, language));

/** The file, if this viewer may see it. */
export const attachmentSeenBy = ({ attachments }: Complaint, id: string, viewer: Viewer): Attachment | undefined =>
  (attachments ?? []).find((its) => its.id === id && maySee(its, viewer));
