import { localDateOf } from "./calendar.ts";
import type { Complaint } from "./complaint.ts";
import { zoneOf } from "./deadlines.ts";
import type { Directory, Officer } from "./directory.ts";
import { maySee, type Seen } from "./may-see.ts";
import { servesOn } from "./validity.ts";

/**
 * Break-glass: a supervisor opens who a reporter is, for a reason and for a day, and others hear of it. Why it is as it
 * is: docs/adr/0022-break-glass.md.
 */

const dayInMilliseconds = 86_400_000;
export const openUntil = (now: string): string => new Date(Date.parse(now) + dayInMilliseconds).toISOString();

export type Opening = NonNullable<Complaint["identityOpenTo"]>[number];

/** The openings that still run, at most one an officer. */
export const openingsAt = ({ identityOpenTo }: Pick<Complaint, "identityOpenTo">, now: string): readonly Opening[] =>
  (identityOpenTo ?? []).filter(({ until }) => Date.parse(now) < Date.parse(until));

export const openingOf = (
  complaint: Pick<Complaint, "identityOpenTo">,
  officerId: string,
  now: string,
): Opening | undefined => openingsAt(complaint, now).find((opening) => opening.officerId === officerId);

/**
 * The second pairs of eyes: every other supervisor in office today whose jurisdiction it is, and whom it is not about.
 * That a report is confidential keeps its text from some of them, not that somebody opened an identity.
 */
export const otherSupervisors = (
  report: Seen,
  directory: Directory,
  officerId: string,
  now: string,
): readonly Officer[] =>
  directory.officers.filter(
    ({ role, id, agencyCode, ...its }) =>
      role === "supervisor" &&
      id !== officerId &&
      maySee({ ...report, confidential: false }, { role, id, agencyCode }, directory) &&
      servesOn(its, localDateOf(now, zoneOf(directory, agencyCode))),
  );
