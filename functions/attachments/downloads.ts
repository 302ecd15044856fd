import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { act } from "../../shared/store/act.ts";
import type { ComplaintStore, History } from "../../shared/store/complaint-store.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import type { Rendition } from "../../shared/store/file-keys.ts";
import { attachmentSeenBy, plainNameOf, readyCopyOf } from "../../shared/view/attachments-view.ts";
import type { FileStore } from "./file-store.ts";
import type { Finder } from "./tickets.ts";

/** A file for whoever may see the report: an address that works for a few minutes, of the inspected copy alone. */

export type DownloadDeps = {
  readonly store: ComplaintStore;
  readonly files: FileStore;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
};

/** Five minutes: enough for a slow line to begin, too short to be passed around. */
const seconds = 300;

/** An officer's download is part of the report's history. Small pictures in a list are not counted as one. */
const record = async (
  { store, directory, now }: DownloadDeps,
  find: Finder,
  attachmentId: string,
  cause: string,
): Promise<Outcome<null, HttpFailure>> => {
  const outcome = await find();
  if (!outcome.ok) return outcome;
  const { found, actor } = outcome.value;
  const step = await act(
    store,
    found.complaint,
    { move: "recordDownload", attachmentId },
    { actor, now: now(), cause, directory: await directory() },
  );
  return step.ok ? done(null) : step;
};

/** Pictures of files are WebP, whatever the file is. */
const pictureType = "image/webp";

type Wanted = { readonly upload: string; readonly fileName: string; readonly contentType: string };

const viewerOf = ({ role }: Actor): "reporter" | "officer" => (role === "reporter" ? "reporter" : "officer");

const wanted = (
  { complaint, events }: History,
  actor: Actor,
  attachmentId: string,
  rendition: Rendition,
): Outcome<Wanted, HttpFailure> => {
  const viewer = viewerOf(actor);
  const its = attachmentSeenBy(complaint, attachmentId, viewer);
  if (!its) return refused({ kind: "AttachmentUnknown" });
  if (its.state === "expected" || its.state === "inspecting")
    return refused({ kind: "AttachmentNotReady", state: its.state });
  const ready = readyCopyOf(events, attachmentId);
  if (its.state !== "ready" || !ready) return refused({ kind: "AttachmentUnknown" });
  if (rendition !== "file" && !ready.preview) return refused({ kind: "AttachmentUnknown" });
  const contentType = rendition === "file" ? ready.contentType : pictureType;
  const fileName = `${complaint.trackingNumber}-${plainNameOf(complaint, its, contentType)}`;
  return done({ upload: ready.upload, fileName, contentType });
};

/** @returns where the copy is to be had now */
export const linkToFile = async (
  deps: DownloadDeps,
  find: Finder,
  { attachmentId, rendition }: { readonly attachmentId: string; readonly rendition: Rendition },
  cause: string,
): Promise<Outcome<string, HttpFailure>> => {
  const outcome = await find();
  if (!outcome.ok) return outcome;
  const { found, actor } = outcome.value;
  const file = wanted(found, actor, attachmentId, rendition);
  if (!file.ok) return file;
  if (actor.role !== "reporter" && rendition !== "thumbnail") {
    const recorded = await whileStale(() => record(deps, find, attachmentId, cause));
    if (!recorded.ok) return recorded;
  }
  const { complaintId } = found.complaint;
  const { upload, ...shown } = file.value;
  return done(
    await deps.files.link({ complaintId, attachmentId, upload }, rendition, {
      ...shown,
      // What a browser shows by itself is a picture that we made.
      inline: rendition !== "file",
      seconds,
    }),
  );
};
