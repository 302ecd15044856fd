import { collections, keyOf, type Collection, type Entry } from "../../../shared/domain/collections.ts";
import { done, refused, type Outcome } from "../../../shared/domain/failures.ts";
import { endpoint, type Endpoint, type Request, type Response } from "../../../shared/shell/http.ts";
import type { HttpFailure } from "../../../shared/shell/problems.ts";
import type { EntryEndpointDeps } from "../entry-endpoints.ts";
import { named } from "../entry-routes.ts";
import { adminSignedIn, seenEtag } from "../signed-in.ts";
import { cellsOf, columns } from "./columns.ts";
import { writeCsv } from "./csv.ts";
import { entriesFromCsv } from "./from-csv.ts";
import { directoryEtag, fileFromJson, importFile, othersChanged, type Imported } from "./import.ts";
import * as routes from "./routes.ts";

const listNamed = ({ params }: Pick<Request, "params">): Outcome<Collection, HttpFailure> => {
  const found = collections.find((collection) => named[collection].url === params["collection"]);
  return found ? done(found) : refused({ kind: "EntryUnknown" });
};

const shownTo = ({ version, answer }: Imported): Response => ({
  status: 200,
  body: answer,
  headers: { ETag: directoryEtag(version) },
});

/** The directory as files, joined to what answers for it. */
export const transferEndpoints = (deps: EntryEndpointDeps): readonly Endpoint[] => [
  endpoint(routes.exportDirectory, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    const { version, directory } = await deps.versioned();
    return done({ status: 200, body: directory, headers: { ETag: directoryEtag(version) } });
  }),
  endpoint(routes.importDirectory, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    const seen = seenEtag(request);
    if (!seen.ok) return seen;
    const { body, language, cause } = request;
    const imported = await importFile(deps, {
      officer: signed.value.officer,
      file: (directory) => {
        const others = othersChanged(directory, body, language);
        return others.length > 0 ? refused(others) : done(fileFromJson(body));
      },
      ...{ dryRun: request.query.dryRun === "true", seen: seen.value, language, cause },
    });
    return imported.ok ? done(shownTo(imported.value)) : imported;
  }),
  endpoint(routes.exportTable, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    const list = listNamed(request);
    if (!list.ok) return list;
    const { version, directory } = await deps.versioned();
    const entries = [...(directory[list.value] as readonly Entry[])].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const header = columns[list.value].map(({ name }) => name);
    return done({
      status: 200,
      contentType: "text/csv; charset=utf-8",
      body: writeCsv([header, ...entries.map((entry) => cellsOf(list.value, entry))]),
      headers: {
        ETag: directoryEtag(version),
        "Content-Disposition": `attachment; filename="${named[list.value].url}.csv"`,
      },
    });
  }),
  endpoint(routes.importTable, async (request) => {
    const signed = await adminSignedIn(deps, request);
    if (!signed.ok) return signed;
    const [list, seen] = [listNamed(request), seenEtag(request)];
    if (!list.ok) return list;
    if (!seen.ok) return seen;
    const { body, language, cause } = request;
    const imported = await importFile(deps, {
      officer: signed.value.officer,
      file: () => {
        const sent = entriesFromCsv(list.value, body, language);
        return sent.ok ? done({ lists: [list.value], sent: sent.value }) : sent;
      },
      ...{ dryRun: request.query.dryRun === "true", seen: seen.value, language, cause },
    });
    return imported.ok ? done(shownTo(imported.value)) : imported;
  }),
];
