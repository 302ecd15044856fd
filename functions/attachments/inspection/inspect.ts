import { stat } from "node:fs/promises";
import { bareType, nameFits, oldOfficeTypes, type RefusalReason } from "../../../shared/domain/attachments.ts";
import { allowedAs } from "./allowed.ts";
import { rewriteApart } from "./apart.ts";
import { type Limits } from "./limits.ts";
import { type Scanner } from "./scanner.ts";
import { type Declared, type Inspection } from "./verdict.ts";

export type Arrived = {
  readonly path: string;
  /** An empty folder for what is written; the caller removes it, whatever the verdict. */
  readonly workFolder: string;
};

/** What the file is refused for before anybody opens it. */
const refusedUnopened = (declared: Declared, size: number): RefusalReason | undefined => {
  const row = allowedAs(declared.contentType);
  if (size === 0) return "empty";
  if (row === undefined) return oldOfficeTypes.has(bareType(declared.contentType)) ? "oldFormat" : "typeNotAllowed";
  if (size > declared.most) return "tooLarge";
  if (declared.size !== undefined && size !== declared.size) return "wrongSize";
  return nameFits(row, declared.fileName ?? "") ? undefined : "typeDiffers";
};

/**
 * Inspects a file that has arrived and rewrites it without personal tags. The verdict is final: the same file under the
 * same limits is judged the same again, unless the machine was too busy for its time.
 *
 * @returns the clean copy's path and its preview's and thumbnail's, or why the file is refused
 * @throws if the file is gone, the scanner cannot tell or no process can be started: then nothing is decided, and the
 * inspection is to be tried again
 */
export const inspect = async (
  file: Arrived,
  declared: Declared,
  limits: Limits,
  scanner: Scanner,
): Promise<Inspection> => {
  const { size } = await stat(file.path);
  const reason = refusedUnopened(declared, size);
  if (reason !== undefined) return { state: "refused", reason };
  if ((await scanner(file.path)) === "malware") return { state: "refused", reason: "malware" };
  return rewriteApart({ path: file.path, folder: file.workFolder, declared, limits });
};
