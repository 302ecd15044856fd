import type { Agency, Directory } from "./directory.ts";

/** Which offices are this government's own, and what lies above it. */

const agencyNamed = (directory: Directory, code: string): Agency | undefined =>
  directory.agencies.find((agency) => agency.code === code);

/** Whether an office is somewhere below another. */
export const isBelow = (directory: Directory, code: string, above: string): boolean => {
  const parent = agencyNamed(directory, code)?.parent ?? null;
  return parent !== null && (parent === above || isBelow(directory, parent, above));
};

/** The government whose reports are coordinated here: what the coordinating office belongs to. */
const ownGovernment = (directory: Directory): string => {
  const { coordinatorAgencyCode } = directory.policy;
  return agencyNamed(directory, coordinatorAgencyCode)?.parent ?? coordinatorAgencyCode;
};

export const isOwnOffice = (directory: Directory, code: string): boolean => {
  const own = ownGovernment(directory);
  return code === own || isBelow(directory, code, own);
};

/** The government above, such as the province of a regency; null: the directory knows none. */
export const governmentAbove = (directory: Directory): string | null =>
  agencyNamed(directory, ownGovernment(directory))?.parent ?? null;
