import {
  countsAgainstLimit,
  fileTypeNamed,
  fileTypes,
  mostFilesEver,
  type Attachment,
  type FileLimits,
} from "./attachments.ts";
import type { CommandOf } from "./commands.ts";
import type { Complaint } from "./complaint.ts";
import type { Actor } from "./events.ts";
import type { FieldFault } from "./failures.ts";

/** What a government's limits say against a file before it is sent, and a report against what an answer shows. */

const tooMany = (
  complaint: Complaint,
  side: Attachment["by"],
  { perReport, perReply }: FileLimits,
  attachmentId: string,
): readonly FieldFault[] => {
  const most = side === "reporter" && complaint.round === 0 ? perReport : perReply;
  const there = (complaint.attachments ?? []).filter(
    (its) =>
      its.by === side &&
      its.id !== attachmentId &&
      countsAgainstLimit(its) &&
      (side === "reporter" ? its.round === complaint.round : its.shown === undefined),
  );
  if (there.length >= most) return [{ pointer: "", code: "tooManyFiles", most }];
  const ever = (complaint.attachments ?? []).filter(({ id }) => id !== attachmentId);
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

/** A new ticket for a file that is there already is for one that has not come through, of the same side. */
const otherFile = (complaint: Complaint, side: Attachment["by"], attachmentId: string): readonly FieldFault[] => {
  const its = (complaint.attachments ?? []).find(({ id }) => id === attachmentId);
  if (!its || (its.by === side && its.state !== "inspecting" && its.state !== "ready")) return [];
  return [{ pointer: "/attachmentId", code: "unknownAttachment", value: attachmentId }];
};

export const fileFaults = (
  command: CommandOf<"expectAttachment">,
  complaint: Complaint | null,
  actor: Actor,
  limits: FileLimits,
): readonly FieldFault[] => {
  if (!complaint) return [];
  const side = actor.role === "reporter" ? "reporter" : "office";
  return [
    ...wrongFile(command, limits),
    ...otherFile(complaint, side, command.attachmentId),
    ...tooMany(complaint, side, limits, command.attachmentId),
  ];
};

/** An answer shows the office's own files, once they have arrived. */
export const shownFaults = (ids: readonly string[] | undefined, complaint: Complaint | null): readonly FieldFault[] =>
  (ids ?? []).flatMap((value, at) => {
    const its = (complaint?.attachments ?? []).find(({ id }) => id === value);
    return its?.by === "office" && (its.state === "inspecting" || its.state === "ready")
      ? []
      : [{ pointer: `/attachments/${at}`, code: "unknownAttachment" as const, value }];
  });
