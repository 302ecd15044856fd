import type { Directory, Officer } from "../domain/directory.ts";
import { done, refused, type Outcome } from "../domain/failures.ts";
import type { HttpFailure } from "./problems.ts";

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
