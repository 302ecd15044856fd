import type { Directory } from "../../shared/domain/directory.ts";
import { done } from "../../shared/domain/failures.ts";
import { endpoint, type Endpoint } from "../../shared/shell/http.ts";
import type { Language } from "../../shared/shell/language.ts";
import { cacheable } from "./cacheable.ts";
import type { Capabilities } from "./description/about.ts";
import { docsPage } from "./description/docs-page.ts";
import { docsPolicy } from "./description/docs-style.ts";
import { openApi } from "./description/openapi.ts";
import { agenciesToPick, categoriesToPick, regionsToPick } from "./lists.ts";
import * as routes from "./routes.ts";

export type RegisterDeps = {
  readonly directory: () => Promise<Directory>;
  readonly now: () => string;
  /** What the API describes itself by. */
  readonly contracts: Capabilities;
};

/** Made once for each language. Only another base address, which a function meets once if ever, makes it anew. */
const kept = (make: (language: Language, baseUrl: string) => string): typeof make => {
  const texts = new Map<Language, { readonly baseUrl: string; readonly text: string }>();
  return (language, baseUrl) => {
    const last = texts.get(language);
    if (last?.baseUrl === baseUrl) return last.text;
    const text = make(language, baseUrl);
    texts.set(language, { baseUrl, text });
    return text;
  };
};

const items = (list: readonly object[]) => ({ status: 200, body: JSON.stringify({ items: list }) });

/** What everybody may know, joined to what answers it. */
export const registerEndpoints = ({ directory, now, contracts }: RegisterDeps): readonly Endpoint[] => {
  const description = kept((language, baseUrl) =>
    JSON.stringify({ ...openApi(contracts, language), servers: [{ url: baseUrl }] }),
  );
  const docs = kept((language, baseUrl) => docsPage(contracts, language, baseUrl));

  return [
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
    endpoint(routes.describeApi, (request) =>
      Promise.resolve(done(cacheable(request, { status: 200, body: description(request.language, request.baseUrl) }))),
    ),
    endpoint(routes.readDocs, (request) =>
      Promise.resolve(
        done(
          cacheable(request, {
            status: 200,
            body: docs(request.language, request.baseUrl),
            contentType: "text/html; charset=utf-8",
            headers: { "Content-Security-Policy": docsPolicy },
          }),
        ),
      ),
    ),
  ];
};
