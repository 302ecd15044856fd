import type { Directory } from "../../shared/domain/directory.ts";
import { done } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint } from "../../shared/shell/http.ts";
import { cacheable } from "./cacheable.ts";
import type { Description } from "./description/description.ts";
import { agenciesToPick, categoriesToPick, regionsToPick } from "./lists.ts";
import * as routes from "./routes.ts";

export type RegisterDeps = {
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  readonly description: () => Promise<Description>;
};

const items = (list: readonly object[]) => ({ status: 200, body: JSON.stringify({ items: list }) });

/** What everybody may know, joined to what answers it. */
export const registerEndpoints = ({ directory, now, description }: RegisterDeps): readonly Endpoint[] => [
  endpoint(routes.listAgencies, async (request) =>
    done(cacheable(request, items(agenciesToPick(await directory(), now())))),
  ),
  endpoint(routes.listCategories, async (request) =>
    done(cacheable(request, items(categoriesToPick(await directory(), now(), request.language)))),
  ),
  endpoint(routes.listRegions, async (request) => {
    const regions = regionsToPick(await directory(), request.query.parent ?? null);
    return regions.ok ? done(cacheable(request, items(regions.value))) : regions;
  }),
  endpoint(routes.checkHealth, () => Promise.resolve(done({ status: 200, body: { status: "ok", time: now() } }))),
  endpoint(routes.describeApi, async (request) => {
    const { forPrograms } = await description();
    return done(cacheable(request, { status: 200, body: forPrograms(request.language, request.baseUrl) }));
  }),
  endpoint(routes.readDocs, async (request) => {
    const { forPeople, policy } = await description();
    return done(
      cacheable(request, {
        status: 200,
        body: forPeople(request.language, request.baseUrl),
        contentType: "text/html; charset=utf-8",
        headers: { "Content-Security-Policy": policy },
      }),
    );
  }),
];
