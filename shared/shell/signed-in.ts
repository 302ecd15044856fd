import { localDateOf } from "../domain/calendar.ts";
import { zoneOf } from "../domain/deadlines.ts";
import { officerRole, type Directory, type Officer } from "../domain/directory.ts";
import { done, refused, type Outcome } from "../domain/failures.ts";
import { servesOn } from "../domain/validity.ts";
import type { HttpFailure } from "./problems.ts";

type Claims = Readonly<Record<string, unknown>>;

const roles: ReadonlySet<string> = new Set(officerRole.options);

/** Roles among the groups of the pool that a token names; API Gateway hands a list on as text, its parts between commas. */
const rolesIn = (groups: unknown): readonly string[] => {
  const named = Array.isArray(groups) ? groups.map(String) : typeof groups === "string" ? groups.split(",") : [];
  return named.map((name) => name.trim()).filter((name) => roles.has(name));
};

/** An address that somebody gave themselves, and that nobody has shown to be theirs, names nobody. */
const isUnverified = ({ email_verified: verified }: Claims): boolean => verified === false || verified === "false";

/**
 * The officer behind a token. The token says which mail address signed in; what that officer may do is looked up in
 * the directory, so whoever is ended there is out within the minute that the directory is kept. A token that claims
 * another role is not believed in either: it is old, or somebody put a person into a group who does not belong there.
 */
export const officerSignedIn = (claims: Claims, directory: Directory, now: string): Outcome<Officer, HttpFailure> => {
  const { email } = claims;
  if (typeof email !== "string" || isUnverified(claims)) return refused({ kind: "OfficerUnknown" });
  const officer = directory.officers.find(
    (known) =>
      known.mail.toLowerCase() === email.toLowerCase() &&
      servesOn(known, localDateOf(now, zoneOf(directory, known.agencyCode))),
  );
  if (!officer) return refused({ kind: "OfficerUnknown" });
  return rolesIn(claims["cognito:groups"]).every((role) => role === officer.role)
    ? done(officer)
    : refused({ kind: "RoleContradicted" });
};
