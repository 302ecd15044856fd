import { localDateOf } from "../domain/calendar.ts";
import { zoneOf } from "../domain/deadlines.ts";
import type { Directory, Officer } from "../domain/directory.ts";
import { done, refused, type Outcome } from "../domain/failures.ts";
import { servesOn } from "../domain/validity.ts";
import type { HttpFailure } from "./problems.ts";

/**
 * The officer behind a token. The token says which mail address signed in; what that officer may do is looked up in
 * the directory, so whoever is ended there is out within the minute that the directory is kept.
 */
export const officerSignedIn = (
  claims: Readonly<Record<string, unknown>>,
  directory: Directory,
  now: string,
): Outcome<Officer, HttpFailure> => {
  const { email } = claims;
  if (typeof email !== "string") return refused({ kind: "OfficerUnknown" });
  const officer = directory.officers.find(
    (known) =>
      known.mail.toLowerCase() === email.toLowerCase() &&
      servesOn(known, localDateOf(now, zoneOf(directory, known.agencyCode))),
  );
  return officer ? done(officer) : refused({ kind: "OfficerUnknown" });
};
