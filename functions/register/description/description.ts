import type { Language } from "../../../shared/shell/language.ts";
import type { Capabilities } from "./about.ts";
import { docsPage } from "./docs-page.ts";
import { docsPolicy } from "./docs-style.ts";
import { openApi } from "./openapi.ts";

/** The API described for programs and for people, in a language, at an address. */
export type Description = {
  readonly forPrograms: (language: Language, baseUrl: string) => string;
  readonly forPeople: (language: Language, baseUrl: string) => string;
  /** The Content-Security-Policy of what is for people. */
  readonly policy: string;
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

export const describe = (contracts: Capabilities): Description => ({
  forPrograms: kept((language, baseUrl) =>
    JSON.stringify({ ...openApi(contracts, language), servers: [{ url: baseUrl }] }),
  ),
  forPeople: kept((language, baseUrl) => docsPage(contracts, language, baseUrl)),
  policy: docsPolicy,
});
