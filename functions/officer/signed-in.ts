import type { Agency, Directory, Officer } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
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
