import type { Agency, Directory, Officer } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { jurisdictionOf, maySee, type Seen } from "../../shared/domain/may-see.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";

/** The role in which an officer acts on reports; a platform admin acts on none. */
export const actorOf = (officer: Officer): Outcome<Actor, HttpFailure> => {
  const { id, agencyCode } = officer;
  switch (officer.role) {
    case "coordinator":
      return done({ role: "coordinator", id, agencyCode });
    case "liaisonOfficer":
      return done({ role: "handler", id, agencyCode });
    case "supervisor":
      return done({ role: "supervisor", id, agencyCode });
    case "platformAdmin":
      return refused({ kind: "OfficerUnknown" });
  }
};

/** An office and every office below it. */
export const officeAndBelow = (directory: Directory, agencyCode: string): readonly string[] => {
  const below = (code: string): readonly Agency[] => directory.agencies.filter((agency) => agency.parent === code);
  return [agencyCode, ...below(agencyCode).flatMap((agency) => officeAndBelow(directory, agency.code))];
};

/**
 * The offices whose desks an officer's queue shows: one's own and those below, for a supervisor those of the
 * jurisdiction; with a wish, those of them that are this office or below it.
 */
export const officesOfQueue = (
  directory: Directory,
  { role, agencyCode }: Pick<Officer, "role" | "agencyCode">,
  wanted: string | undefined,
): readonly string[] => {
  const all = officeAndBelow(directory, role === "supervisor" ? jurisdictionOf(directory, agencyCode) : agencyCode);
  if (wanted === undefined) return all;
  const below = new Set(officeAndBelow(directory, wanted));
  return all.filter((code) => below.has(code));
};

/** What lies on those desks and this officer may see. */
export const seenBy = (officer: Officer, directory: Directory): ((report: Seen) => boolean) => {
  const actor = actorOf(officer);
  return (report) => actor.ok && maySee(report, actor.value, directory);
};
