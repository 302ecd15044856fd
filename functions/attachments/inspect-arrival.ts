import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileTypeNamed, fileTypes, type Attachment, type FileLimits } from "../../shared/domain/attachments.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Actor, Event } from "../../shared/domain/events.ts";
import type { Log } from "../../shared/shell/logger.ts";
import { act } from "../../shared/store/act.ts";
import { history, type ComplaintStore } from "../../shared/store/complaint-store.ts";
import type { UploadName } from "../../shared/store/file-keys.ts";
import type { Arrival, ScanStatus } from "./arrivals.ts";
import type { Copies } from "./copies.ts";
import { usualLimits } from "./inspection/limits.ts";
import { inspect } from "./inspection/inspect.ts";
import type { Scanner } from "./inspection/scanner.ts";
import type { Declared, Inspection } from "./inspection/verdict.ts";

/**
 * One file that arrived, to its end. Asked as often as the queue likes and in any order: the first end that is
 * written holds, what lies in storage afterwards is one copy of one upload, and a file that nobody can inspect is
 * given up by the sweep.
 */

export type InspectDeps = {
  readonly store: ComplaintStore;
  readonly copies: Copies;
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  /** `guardduty`: nothing is opened before its verdict. `here`: the scanner of this function is asked. */
  readonly malware: { readonly by: "guardduty" } | { readonly by: "here"; readonly scanner: () => Promise<Scanner> };
  readonly keepOriginals: boolean;
  readonly log: Log;
};

const inspector: Actor = { role: "system", id: "inspection" };

/** What the ticket said of the file. */
const declaredIn = (events: readonly Event[], attachmentId: string, limits: FileLimits): Declared => {
  const promise = events.findLast(
    (event) => event.type === "attachmentExpected" && event.attachmentId === attachmentId,
  );
  if (promise?.type !== "attachmentExpected") throw new Error("a file of a report was never promised");
  const { contentType, fileName, size } = promise;
  const kind = fileTypes[fileTypeNamed(contentType) ?? ""]?.kind;
  return {
    contentType,
    fileName,
    ...(size === undefined ? {} : { size }),
    most: kind === undefined ? 0 : limits.bytes[kind],
  };
};

/** What the scan of others means for the file; null: it may be opened. Throws what has to be tried again. */
const foundByScan = (scan: ScanStatus | null): Inspection | null => {
  switch (scan) {
    case null:
    case "NO_THREATS_FOUND":
      return null;
    case "THREATS_FOUND":
      return { state: "refused", reason: "malware" };
    case "UNSUPPORTED":
      return { state: "refused", reason: "notInspected" };
    case "ACCESS_DENIED":
    case "FAILED":
      throw new Error(`GuardDuty could not scan a file: ${scan}`);
  }
};

const cleanAlready: Scanner = () => Promise.resolve("clean");

/** The end of the inspection, with the copies of a file that passed in their place; null: the upload is not there any more. */
const inspected = async (
  { copies, malware, keepOriginals }: InspectDeps,
  { of, scan }: Arrival,
  declared: Declared,
): Promise<Command | null> => {
  const { attachmentId, upload } = of;
  const folder = await mkdtemp(join(tmpdir(), "file-"));
  try {
    const path = join(folder, "arrived");
    const scanned = foundByScan(scan);
    if (scanned === null && !(await copies.fetch(of, path))) return null;
    const scanner = malware.by === "here" ? await malware.scanner() : cleanAlready;
    const result = scanned ?? (await inspect({ path, workFolder: folder }, declared, usualLimits, scanner));
    if (result.state === "refused") return { move: "refuseAttachment", attachmentId, reason: result.reason, upload };
    if (keepOriginals && !(await copies.seal(of))) return null;
    const size = await copies.keep(of, result);
    return {
      move: "passAttachment",
      attachmentId,
      contentType: result.contentType,
      size,
      preview: result.preview !== undefined,
      upload,
      original: keepOriginals,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** How often it is tried anew when somebody else moves the report in between. */
const tries = 10;

type Found = { readonly complaint: Complaint; readonly events: readonly Event[]; readonly its: Attachment };

const find = async ({ store }: InspectDeps, { complaintId, attachmentId }: UploadName): Promise<Found> => {
  const found = await history(store, complaintId);
  const its = found?.complaint.attachments?.find(({ id }) => id === attachmentId);
  // A ticket is written before it is given; if it is not there, it is the storage that is early, or a mistake.
  if (!found || !its) throw new Error("a file arrived that nobody promised");
  return { ...found, its };
};

/** An end that was written by another: of this upload, or of one that came before or after it. */
const isOver = (its: Attachment, { upload }: UploadName): boolean =>
  its.state === "ready" || its.state === "erased" || (its.state === "refused" && its.upload === upload);

/** @throws what has to be tried again */
export const inspectArrival = async (deps: InspectDeps, arrival: Arrival): Promise<void> => {
  const { of } = arrival;
  const { complaintId, attachmentId, upload } = of;
  let end: Command | undefined;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const { complaint, events, its } = await find(deps, of);
    if (isOver(its, of)) {
      if (its.state !== "ready" || its.upload !== upload) await deps.copies.discard(of);
      return;
    }
    const directory = await deps.directory();
    if (its.state === "inspecting") {
      if (end === undefined) {
        if (deps.malware.by === "guardduty" && arrival.scan === null) return;
        const result = await inspected(deps, arrival, declaredIn(events, attachmentId, directory.policy.files));
        // Another upload took its place, and comes with a message of its own.
        if (result === null) return;
        end = result;
        continue;
      }
    }
    const command: Command =
      its.state === "inspecting" && end !== undefined ? end : { move: "receiveAttachment", attachmentId, upload };
    const cause = "file:arrived";
    const step = await act(deps.store, complaint, command, { actor: inspector, now: deps.now(), cause, directory });
    if (step.ok) {
      const { event } = step.value;
      deps.log.info("REPORT_MOVED", "a file went on", {
        complaintId,
        event: event.type,
        ...(event.type === "attachmentRefused" ? { reason: event.reason } : {}),
      });
    } else if (step.failure.kind === "IllegalMove" && (its.state === "refused" || its.state === "missing")) {
      // Other files have taken the place that this one had given up.
      await deps.copies.discard(of);
      return;
    } else if (step.failure.kind !== "StaleVersion") {
      throw new Error(`what follows from a file was refused: ${step.failure.kind}`);
    }
  }
  throw new Error("a report moves too often for a file of it to be dealt with");
};
