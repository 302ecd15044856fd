import type { Directory } from "./directory.ts";

/**
 * Where mail for an office goes: its own addresses, or those of the nearest office above that has any. Empty only if
 * nobody up to the root can be reached.
 */
export const addressesOf = (directory: Directory, agencyCode: string): readonly string[] => {
  const agency = directory.agencies.find((known) => known.code === agencyCode);
  if (!agency) return [];
  if (agency.mail.length > 0) return agency.mail;
  return agency.parent === null ? [] : addressesOf(directory, agency.parent);
};
