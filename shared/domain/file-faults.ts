import {
  areOfOne,
  fileTypeNamed,
  fileTypes,
  hasPlace,
  mostFilesEver,
  placesFor,
  type FileLimits,
  type Sender,
} from "./attachments.ts";
import type { CommandOf } from "./commands.ts";
import type { Complaint } from "./complaint.ts";
import type { Actor } from "./events.ts";
import type { FieldFault } from "./failures.ts";

export const senderOf = ({ role, agencyCode }: Actor): Sender =>
  role === "reporter" ? { by: "reporter" } : { by: "office", ...(agencyCode === undefined ? {} : { agencyCode }) };

/** What a government's limits say against a file before it is sent, and a report against what an answer shows. */

const tooMany = (
  { attachments, round }: Complaint,
  sender: Sender,
  limits: FileLimits,
  attachmentId: string,
): readonly FieldFault[] => {
  const there = attachments ?? [];
  const its = { ...sender, id: attachmentId, round };
  if (!hasPlace(there, its, limits)) return [{ pointer: "", code: "tooManyFiles", most: placesFor(its, limits) }];
  const ever = there.filter(({ id }) => id !== attachmentId);
  return ever.length < mostFilesEver ? [] : [{ pointer: "", code: "tooManyFiles", most: mostFilesEver }];
};

const wrongFile = (
  { contentType, size }: CommandOf<"expectAttachment">,
  { bytes }: FileLimits,
): readonly FieldFault[] => {
  const type = fileTypes[fileTypeNamed(contentType) ?? ""];
  if (!type) return [{ pointer: "/contentType", code: "fileTypeNotAllowed", value: contentType }];
  const most = bytes[type.kind];
  return size === undefined || size <= most ? [] : [{ pointer: "/size", code: "fileTooLarge", most }];
};

/** A new ticket for a file that is there already is for one that has not come through, of the same sender. */
const otherFile = (complaint: Complaint, sender: Sender, attachmentId: string): readonly FieldFault[] => {
  const its = (complaint.attachments ?? []).find(({ id }) => id === attachmentId);
  if (!its || (areOfOne(its, sender) && !["inspecting", "ready", "erased"].includes(its.state))) return [];
  return [{ pointer: "/attachmentId", code: "unknownAttachment", value: attachmentId }];
};

export const fileFaults = (
  command: CommandOf<"expectAttachment">,
  complaint: Complaint | null,
  actor: Actor,
  limits: FileLimits,
): readonly FieldFault[] => {
  if (!complaint) return [];
  const sender = senderOf(actor);
  return [
    ...wrongFile(command, limits),
    ...otherFile(complaint, sender, command.attachmentId),
    ...tooMany(complaint, sender, limits, command.attachmentId),
  ];
};

/** An answer shows the office's own files, once they have arrived; a coordinator's those of any office. */
export const shownFaults = (
  ids: readonly string[] | undefined,
  complaint: Complaint | null,
  actor: Actor,
): readonly FieldFault[] =>
  (ids ?? []).flatMap((value, at) => {
    const its = (complaint?.attachments ?? []).find(({ id }) => id === value);
    const isTheirs = its?.by === "office" && (actor.role === "coordinator" || areOfOne(its, senderOf(actor)));
    return isTheirs && (its.state === "inspecting" || its.state === "ready")
      ? []
      : [{ pointer: `/attachments/${at}`, code: "unknownAttachment" as const, value }];
  });

/** Only what is there goes; a reporter's wish reaches their own files. */
export const erasedFaults = (
  ids: readonly string[],
  complaint: Complaint | null,
  actor: Actor,
): readonly FieldFault[] =>
  ids.flatMap((value, at) =>
    (complaint?.attachments ?? []).some(
      ({ id, by, state }) => id === value && state === "ready" && (actor.role === "system" || by === "reporter"),
    )
      ? []
      : [{ pointer: `/attachmentIds/${at}`, code: "unknownAttachment" as const, value }],
  );
