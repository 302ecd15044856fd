import { html, type Html } from "../../../shared/shell/html.ts";
import type { Response } from "../../../shared/shell/http.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { scriptDigest, scriptShown } from "./script.ts";
import { headersFor, styleSheet, type FileOrigins } from "./style.ts";
import { sayIn } from "./words.ts";

export type Page = {
  readonly status: number;
  readonly language: Language;
  readonly title: string;
  /** Whether there is a report to answer on it: the first link leads there, and the foot says that mail does not. */
  readonly hasAnswer?: boolean;
  readonly main: Html;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where files go and come from, on pages that have any. */
  readonly files?: FileOrigins;
  /** Whether the page has its script. */
  readonly hasScript?: boolean;
};

/** A whole page as an answer: nothing from elsewhere but files, not to be kept, framed or listed. */
export const asPage = ({
  status,
  language,
  title,
  hasAnswer = false,
  main,
  headers = {},
  files,
  hasScript = false,
}: Page): Response => {
  const say = sayIn(language);
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow, noarchive" />
        <title>${title} - Tuntas</title>
        <link rel="icon" href="data:," />
        ${styleSheet}
      </head>
      <body>
        ${
          hasAnswer
            ? html`<a class="skip" href="#answer">${say("skip")}</a>`
            : html`<a class="skip" href="#content">${say("skipToContent")}</a>`
        }
        <header><p>${say("service")}</p></header>
        <main id="content">${main}</main>
        ${hasAnswer ? html`<footer><p>${say("byMail")}</p></footer>` : null} ${hasScript ? scriptShown : null}
      </body>
    </html>`;
  return {
    status,
    contentType: "text/html; charset=utf-8",
    headers: {
      ...headersFor({ ...(hasScript ? { script: scriptDigest } : {}), ...(files ? { files } : {}) }),
      ...headers,
    },
    body: page.markup,
  };
};
