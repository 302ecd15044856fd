import { directoryFaults } from "../../shared/domain/directory-check.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import type { Words } from "../../shared/shell/language.ts";

/**
 * What a change would bring to the directory as a whole. What was wrong before must not keep an operator from mending
 * something else.
 */
export const faultsBrought = (before: Directory, after: Directory): readonly string[] => {
  const known = new Set(directoryFaults(before));
  return directoryFaults(after).filter((fault) => !known.has(fault));
};

export const faultWords = (fault: string): Words => ({
  id: `Direktori menjadi salah: ${fault}.`,
  en: `The directory would be wrong: ${fault}.`,
});
