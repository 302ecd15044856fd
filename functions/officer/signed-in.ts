import type { Agency, Directory, Officer } from "../../shared/domain/directory.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";

/**
 * The officer behind a token. The token says which mail address signed in; what that officer may do is looked up in
 * the directory, so a removed officer is out within the minute that the directory is kept.
 */
export const officerSignedIn = (
  claims: Readonly<Record<string, unknown>>,
  directory: Directory,
): Outcome<Officer, HttpFailure> => {
  const { email } = claims;
  const officer =
    typeof email === "string"
      ? directory.officers.find((known) => known.mail.toLowerCase() === email.toLowerCase())
      : undefined;
  return officer ? done(officer) : refused({ kind: "OfficerUnknown" });
};

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
