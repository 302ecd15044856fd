import { sha256 } from "../../shared/shell/signing.ts";
import type { Request, Response } from "../../shared/shell/http.ts";

/** Seconds for which an answer may be used without asking. An operator's change to the directory is seen this late. */
const freshFor = 300;

/** Whether the caller has this very answer already. If-None-Match compares weakly (RFC 9110, 13.1.2). */
const isKnown = (ifNoneMatch: string | null, etag: string): boolean =>
  (ifNoneMatch ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === "*" || tag === etag);

/** The same for everybody, so caches may keep it; 304 for whoever has it already. */
export const cacheable = (
  request: Pick<Request, "header">,
  { body, headers = {}, ...rest }: Response & { readonly body: string },
): Response => {
  const etag = `"${sha256(body).slice(0, 22)}"`;
  const kept = {
    ...headers,
    ETag: etag,
    "Cache-Control": `public, max-age=${freshFor}`,
    Vary: "Accept-Language",
  };
  return isKnown(request.header("if-none-match"), etag)
    ? { status: 304, headers: kept }
    : { ...rest, body, headers: kept };
};
