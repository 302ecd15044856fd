import { mkdtemp, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileTypeNamed, fileTypes } from "../../shared/domain/attachments.ts";
import { inspect } from "../../functions/attachments/inspection/inspect.ts";
import { seedDirectory } from "../../shared/directory/seed.ts";
import { type Limits, usualLimits } from "../../functions/attachments/inspection/limits.ts";
import { type Scanner, signatureScanner } from "../../functions/attachments/inspection/scanner.ts";
import { type Inspection, type Ready } from "../../functions/attachments/inspection/verdict.ts";

/** Folders of one test file, which removes them all at its end. */
const folders: string[] = [];
export const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "tuntas-inspection-"));
  folders.push(folder);
  return folder;
};
export const removeFolders = (): Promise<unknown> =>
  Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));

export type Sent = {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** As declared; the real one when left out. */
  readonly size?: number;
  /** The file is made this long with zeros that take no place on the disk. */
  readonly stretchedTo?: number;
  /** Bytes that a file of the type may have; by the seed when left out. */
  readonly most?: number;
  readonly limits?: Partial<Limits>;
  readonly scanner?: Scanner;
};

/** What the seed lets a file of this type have; a type that may not be sent is refused for that. */
export const mostOf = (contentType: string): number => {
  const kind = fileTypes[fileTypeNamed(contentType) ?? ""]?.kind;
  return kind === undefined ? Infinity : seedDirectory().policy.files.bytes[kind];
};

/** Writes the file where an arrived one would lie, and inspects it. */
export const inspected = async (sent: Sent): Promise<Inspection> => {
  const path = join(await newFolder(), "arrived");
  await writeFile(path, sent.bytes);
  if (sent.stretchedTo !== undefined) await truncate(path, sent.stretchedTo);
  const size = sent.size ?? (await stat(path)).size;
  return inspect(
    { path, workFolder: await newFolder() },
    { contentType: sent.contentType, size, fileName: sent.name, most: sent.most ?? mostOf(sent.contentType) },
    { ...usualLimits, ...sent.limits },
    sent.scanner ?? signatureScanner,
  );
};

/** The verdict in a word: "ready", or the reason. */
export const verdict = async (sent: Sent): Promise<string> => {
  const inspection = await inspected(sent);
  return inspection.state === "ready" ? "ready" : inspection.reason;
};

export const ready = async (sent: Sent): Promise<Ready> => {
  const inspection = await inspected(sent);
  if (inspection.state === "refused") throw new Error(`${sent.name} was refused: ${inspection.reason}`);
  return inspection;
};
