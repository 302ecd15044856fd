import { localDateOf } from "./calendar.ts";
import type { Complaint } from "./complaint.ts";
import { coordinatesIt, handlesConflict, isOfficeConcerned } from "./concerned.ts";
import { zoneOf } from "./deadlines.ts";
import type { Agency, Directory, LocalDate } from "./directory.ts";
import { holdsOn } from "./validity.ts";

/**
 * Who stands in for an office on a day: itself while it holds, and after its last day its successor, or that one's.
 *
 * @returns null: nobody does; it has not begun, is not known, or closed with nobody to follow
 */
export const inPlaceOf = (agencies: ReadonlyMap<string, Agency>, code: string, on: LocalDate): Agency | null => {
  const seen = new Set<string>();
  for (let at = agencies.get(code); at !== undefined && !seen.has(at.code); at = agencies.get(at.successor ?? "")) {
    if (holdsOn(at, on)) return at;
    if (on < at.validFrom) return null;
    seen.add(at.code);
  }
  return null;
};

export const agenciesByCode = ({ agencies }: Pick<Directory, "agencies">): ReadonlyMap<string, Agency> =>
  new Map(agencies.map((agency) => [agency.code, agency]));

/** From an office that is no more to the one that has its reports since then. */
export type Succession = { readonly from: string; readonly to: string };

type Offices = Pick<Complaint, "owner" | "agencyCode" | "concerns">;

/**
 * What a report's being at an office that closed asks for: the office whose it is, else the one whose disposition is
 * in force while somebody else judges it. Where it is about whoever follows, it goes to who handles such reports.
 * Offices are closed on the day after their last, in the government's zone.
 *
 * @returns null: both are there, or nobody follows
 */
export const successionOf = (report: Offices, directory: Directory, now: string): Succession | null => {
  const { owner, agencyCode } = report;
  const offices = [owner, agencyCode].filter((code) => code !== null);
  const closing = directory.agencies.some(({ code, validTo }) => validTo !== undefined && offices.includes(code));
  if (!closing) return null;
  const [agencies, today] = [agenciesByCode(directory), localDateOf(now, zoneOf(directory, null))];
  for (const from of offices) {
    if (!isClosed(agencies.get(from), today)) continue;
    const to = inPlaceOf(agencies, from, today);
    if (to && !isOfficeConcerned(report, to.code, directory)) return { from, to: to.code };
    const instead = to ? (handlesConflict(report, directory) ?? coordinatesIt(report, directory)) : null;
    if (instead !== null && instead !== from) return { from, to: instead };
  }
  return null;
};

const isClosed = (agency: Agency | undefined, today: LocalDate): boolean =>
  agency?.validTo !== undefined && agency.validTo < today;

/** Offices whose last day has passed: their desks are to be empty. */
export const closedOffices = (directory: Directory, now: string): readonly string[] => {
  const today = localDateOf(now, zoneOf(directory, null));
  return directory.agencies.filter((agency) => isClosed(agency, today)).map(({ code }) => code);
};
