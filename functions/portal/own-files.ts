import { areOfOne, type Attachment, type AttachmentState } from "../../shared/domain/attachments.ts";
import type { Event } from "../../shared/domain/events.ts";
import type { History } from "../../shared/store/complaint-store.ts";

/** Which of a report's files an office may show with its next answer. */

const isThere = (state: AttachmentState): boolean => state === "inspecting" || state === "ready";

const isAnswer = (event: Event): boolean => event.type === "followedUp" || event.type === "answered";

/**
 * The office's own files that no answer has shown yet: another office's, which it sent and then handed the report
 * back, are not for this one to show. Of what did not come through, only what was tried since its last answer.
 */
export const filesToShow = ({ complaint, events }: History, agencyCode: string): ReadonlySet<string> => {
  const lastAnswer = events.findLast((event) => isAnswer(event) && event.actor.agencyCode === agencyCode)?.version ?? 0;
  const isOfNextAnswer = (its: Attachment): boolean => {
    if (!areOfOne(its, { by: "office", agencyCode }) || its.shown === true) return false;
    const promise = events.findLast((event) => event.type === "attachmentExpected" && event.attachmentId === its.id);
    return isThere(its.state) || (promise?.version ?? 0) > lastAnswer;
  };
  return new Set((complaint.attachments ?? []).filter(isOfNextAnswer).map(({ id }) => id));
};
