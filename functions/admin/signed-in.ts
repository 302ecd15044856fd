import type { Directory, Officer } from "../../shared/domain/directory.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { Request } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";

/** A platform admin, and the directory as it was when they were looked up in it. */
export type Signed = { readonly directory: Directory; readonly officer: Officer };

export const adminSignedIn = async (
  deps: { readonly directory: () => Promise<Directory>; readonly now: () => string },
  { claims }: Pick<Request, "claims">,
): Promise<Outcome<Signed, HttpFailure>> => {
  const directory = await deps.directory();
  const officer = officerSignedIn(claims, directory, deps.now());
  if (!officer.ok) return officer;
  if (officer.value.role !== "platformAdmin") return refused({ kind: "PlatformAdminOnly" });
  return done({ directory, officer: officer.value });
};

/** The ETag that the admin has seen; null: none was sent. */
export const seenEtag = ({ header }: Pick<Request, "header">): Outcome<string | null, HttpFailure> => {
  const sent = header("if-match");
  if (sent === null || /^"[\w-]{1,60}"$/.test(sent)) return done(sent);
  const expected = {
    id: 'Kirim satu ETag sebagaimana diterima, misalnya "mPz3…".',
    en: 'Send one ETag as it was received, such as "mPz3…".',
  };
  return refused({ kind: "HeaderRefused", header: "If-Match", expected });
};
