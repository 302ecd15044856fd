import { fileTypeNamed } from "../../shared/domain/attachments.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { act } from "../../shared/store/act.ts";
import type { ComplaintStore, History } from "../../shared/store/complaint-store.ts";
import type { UploadName } from "../../shared/store/file-keys.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import { attachmentSeenBy, plainNameOf, readyCopyOf } from "../../shared/view/attachments-view.ts";
import { reportOfOfficer } from "../officer/officers-report.ts";
import type { SealedStore } from "./sealed-store.ts";

/**
 * Breaking the seal of a file's original: first the report's history says who did it and why, then there is an
 * address. Who may do so is a matter of the lifecycle.
 */

export type OriginalDeps = {
  readonly store: ComplaintStore;
  readonly sealed: SealedStore;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
};

export type Opening = {
  readonly trackingNumber: string;
  readonly attachmentId: string;
  readonly reason: string;
  readonly actor: Actor;
  readonly cause: string;
};

export type Opened = { readonly url: string; readonly expiresAt: string };

/** As long as any address of a file: enough for a slow line to begin, too short to be passed around. */
const seconds = 300;

type Original = { readonly of: UploadName; readonly fileName: string };

const originalIn = ({ complaint, events }: History, attachmentId: string): Outcome<Original, HttpFailure> => {
  const its = attachmentSeenBy(complaint, attachmentId, "officer");
  const ready = readyCopyOf(events, attachmentId);
  // With who the reporter is, the originals of their files went.
  const isErased = events.some((event) => event.type === "erased" && event.version > (ready?.version ?? 0));
  if (!its || ready?.original !== true || its.state !== "ready" || (its.by === "reporter" && isErased))
    return refused({ kind: "AttachmentUnknown" });
  const promise = events.findLast(
    (event) => event.type === "attachmentExpected" && event.attachmentId === attachmentId,
  );
  // The copy may be of another type than what was sent.
  const sent = promise?.type === "attachmentExpected" ? fileTypeNamed(promise.contentType) : undefined;
  const { complaintId, trackingNumber } = complaint;
  return done({
    of: { complaintId, attachmentId, upload: ready.upload },
    fileName: `${trackingNumber}-asli-${plainNameOf(complaint, its, sent ?? ready.contentType)}`,
  });
};

export const openOriginal = async (
  deps: OriginalDeps,
  { trackingNumber, attachmentId, reason, actor, cause }: Opening,
): Promise<Outcome<Opened, HttpFailure>> => {
  const now = deps.now();
  const recorded = await whileStale(async (): Promise<Outcome<Original, HttpFailure>> => {
    const found = await reportOfOfficer(deps, { trackingNumber, actor });
    if (!found.ok) return found;
    const original = originalIn(found.value, attachmentId);
    if (!original.ok) return original;
    const step = await act(
      deps.store,
      found.value.complaint,
      { move: "openOriginal", attachmentId, reason },
      { actor, now, cause, directory: await deps.directory() },
    );
    return step.ok ? original : step;
  });
  if (!recorded.ok) return recorded;
  const { of, fileName } = recorded.value;
  const expiresAt = new Date(Date.parse(now) + seconds * 1000).toISOString();
  return done({ url: await deps.sealed.link(of, { fileName, seconds }), expiresAt });
};
