import { randomBytes } from "node:crypto";
import { areOfOne, fileTypeNamed, fileTypes, type FileLimits } from "../../shared/domain/attachments.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, type Outcome } from "../../shared/domain/failures.ts";
import { senderOf } from "../../shared/domain/file-faults.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { act } from "../../shared/store/act.ts";
import type { ComplaintStore, History } from "../../shared/store/complaint-store.ts";
import type { FileName } from "../../shared/store/file-keys.ts";
import { whileStale } from "../../shared/store/while-stale.ts";
import type { FileStore, Upload } from "./file-store.ts";

/** A ticket for one file: the promise in the report's history, and the form with which the file goes to storage. */

export type TicketDeps = {
  readonly store: ComplaintStore;
  readonly files: FileStore;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
};

export type FilePromise = {
  readonly fileName: string;
  readonly contentType: string;
  /** Absent where a browser without scripts cannot say; then it is a file of its own each time. */
  readonly size?: number;
  /** A file that did not come through and is to be sent anew. */
  readonly attachmentId?: string;
};

export type Ticket = { readonly attachmentId: string; readonly upload: Upload; readonly expiresAt: string };

/** Finds the report anew, for whoever asks and with the right to ask. */
export type Finder = () => Promise<Outcome<{ readonly found: History; readonly actor: Actor }, HttpFailure>>;

/** 96 bits: nobody finds a file by trying. */
const newId = (): string => randomBytes(12).toString("base64url");

/** The same file asked for again while it is still waited for: a lost answer, or a second try on a bad line. */
const sameAgain = ({ complaint, events }: History, actor: Actor, its: FilePromise): string | null => {
  if (its.size === undefined) return null;
  const sender = senderOf(actor);
  const waiting = new Set(
    (complaint.attachments ?? [])
      .filter((one) => areOfOne(one, sender) && one.state === "expected")
      .map(({ id }) => id),
  );
  const promise = events.findLast(
    (event) =>
      event.type === "attachmentExpected" &&
      waiting.has(event.attachmentId) &&
      event.fileName === its.fileName &&
      event.contentType === its.contentType &&
      event.size === its.size,
  );
  return promise?.type === "attachmentExpected" ? promise.attachmentId : null;
};

const minuteInMilliseconds = 60_000;

/** The form for a file that has been promised. */
const formFor = async (
  files: FileStore,
  of: FileName,
  { contentType }: FilePromise,
  { ticketMinutes, bytes }: FileLimits,
  backTo: string | undefined,
): Promise<Upload> => {
  const kind = fileTypes[fileTypeNamed(contentType) ?? ""]?.kind;
  if (kind === undefined) throw new Error("a file of an unknown type was promised");
  return files.upload(of, {
    contentType,
    most: bytes[kind],
    seconds: ticketMinutes * 60,
    ...(backTo === undefined ? {} : { backTo }),
  });
};

/**
 * Promises a file and gives the form for it. Asked again for a file that has not come yet, it gives a new form for the
 * same one, so that a retry leaves no second file behind.
 *
 * @param backTo where a browser goes once S3 has taken the file
 */
export const giveTicket = (
  { store, files, directory, now }: TicketDeps,
  find: Finder,
  promise: FilePromise,
  cause: string,
  backTo?: (attachmentId: string) => string,
): Promise<Outcome<Ticket, HttpFailure>> =>
  whileStale<Ticket, HttpFailure>(async () => {
    const outcome = await find();
    if (!outcome.ok) return outcome;
    const { found, actor } = outcome.value;
    const [known, at] = [await directory(), now()];
    const { attachmentId = sameAgain(found, actor, promise) ?? newId(), ...its } = promise;
    const step = await act(
      store,
      found.complaint,
      { move: "expectAttachment", attachmentId, ...its },
      { actor, now: at, cause, directory: known },
    );
    if (!step.ok) return step;
    const limits = known.policy.files;
    const { complaintId } = found.complaint;
    const upload = await formFor(files, { complaintId, attachmentId }, promise, limits, backTo?.(attachmentId));
    const expiresAt = new Date(Date.parse(at) + limits.ticketMinutes * minuteInMilliseconds).toISOString();
    return done({ attachmentId, upload, expiresAt });
  });
