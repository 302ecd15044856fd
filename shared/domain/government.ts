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
export const ownGovernment = (directory: Directory): string => {
  const { coordinatorAgencyCode } = directory.policy;
  return agencyNamed(directory, coordinatorAgencyCode)?.parent ?? coordinatorAgencyCode;
};

const seats: ReadonlySet<Agency["kind"]> = new Set(["ministry", "province", "regency"]);

/** Whether an office is another, or below it within the same government: a regency is no office of its province. */
export const belongsTo = (directory: Directory, code: string, to: string): boolean => {
  if (code === to) return true;
  const its = agencyNamed(directory, code);
  const above = its === undefined || seats.has(its.kind) ? null : its.parent;
  return above !== null && belongsTo(directory, above, to);
};

export const isOwnOffice = (directory: Directory, code: string): boolean => {
  const own = ownGovernment(directory);
  return code === own || isBelow(directory, code, own);
};

/** The government above, such as the province of a regency; null: the directory knows none. */
export const governmentAbove = (directory: Directory): string | null =>
  agencyNamed(directory, ownGovernment(directory))?.parent ?? null;

/** This government's own inspectorate; null: the directory knows none. */
export const inspectorateOf = (directory: Directory): string | null =>
  directory.agencies.find(
    ({ kind, code, validTo }) => kind === "inspectorate" && validTo === undefined && isOwnOffice(directory, code),
  )?.code ?? null;
