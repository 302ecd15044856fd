import { collections, type Collection, type Entry } from "../../shared/domain/collections.ts";
import { done, refused, type Outcome } from "../../shared/domain/failures.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { endpoint, type Endpoint, type Request, type Response } from "../../shared/shell/http.ts";
import type { HttpFailure } from "../../shared/shell/problems.ts";
import { entryEtag } from "../../shared/store/entry-store.ts";
import { changeEntry, entriesOf, entryAsked, pastOf, type EntryDeps } from "./entries.ts";
import { entryRoutes } from "./entry-routes.ts";
import { adminSignedIn, seenEtag } from "./signed-in.ts";

export type EntryEndpointDeps = EntryDeps & { readonly directory: () => Promise<Directory> };

const keyIn = ({ params }: Pick<Request, "params">): string => params["code"] ?? "";

const withEtag = (entry: Entry, status = 200): Response => ({
  status,
  body: entry,
  headers: { ETag: entryEtag(entry) },
});

/** As If-Match, but that `If-None-Match: *` may say outright what its absence says. */
const seenOrNew = (request: Pick<Request, "header">): Outcome<string | null, HttpFailure> => {
  const none = request.header("if-none-match");
  if (none === null || (none === "*" && request.header("if-match") === null)) return seenEtag(request);
  const expected = { id: "Kirim `*`, tanpa If-Match.", en: "Send `*`, without If-Match." };
  return refused({ kind: "HeaderRefused", header: "If-None-Match", expected });
};

const endpointsOf = (deps: EntryEndpointDeps, collection: Collection): readonly Endpoint[] => {
  const routes = entryRoutes[collection];
  return [
    endpoint(routes.list, async (request) => {
      const signed = await adminSignedIn(deps, request);
      if (!signed.ok) return signed;
      return done({ status: 200, body: entriesOf(signed.value.directory, collection, request.query) });
    }),
    endpoint(routes.view, async (request) => {
      const signed = await adminSignedIn(deps, request);
      if (!signed.ok) return signed;
      const entry = entryAsked(signed.value.directory, collection, keyIn(request));
      return entry.ok ? done(withEtag(entry.value)) : entry;
    }),
    endpoint(routes.put, async (request) => {
      const signed = await adminSignedIn(deps, request);
      if (!signed.ok) return signed;
      const seen = seenOrNew(request);
      if (!seen.ok) return seen;
      const { body, language, cause } = request;
      const changed = await changeEntry(deps, {
        officer: signed.value.officer,
        ...{ collection, key: keyIn(request), body, seen: seen.value, language, cause },
      });
      return changed.ok ? done(withEtag(changed.value.entry, changed.value.isNew ? 201 : 200)) : changed;
    }),
    endpoint(routes.history, async (request) => {
      const signed = await adminSignedIn(deps, request);
      if (!signed.ok) return signed;
      const asked = { collection, key: keyIn(request) };
      const past = await pastOf(deps, signed.value.directory, asked, request.query);
      return past.ok ? done({ status: 200, body: past.value }) : past;
    }),
  ];
};

/** What platform admins may ask of each list of the directory, joined to what answers it. */
export const entryEndpoints = (deps: EntryEndpointDeps): readonly Endpoint[] =>
  collections.flatMap((collection) => endpointsOf(deps, collection));
