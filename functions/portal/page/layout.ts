import { html, type Html } from "../../../shared/shell/html.ts";
import type { Response } from "../../../shared/shell/http.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { pageHeaders, styleSheet } from "./style.ts";
import { sayIn } from "./words.ts";

export type Page = {
  readonly status: number;
  readonly language: Language;
  readonly title: string;
  /** Whether there is a report to answer on it: the first link leads there, and the foot says that mail does not. */
  readonly hasAnswer?: boolean;
  readonly main: Html;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A whole page as an answer: no script, nothing from elsewhere, not to be kept, framed or listed. */
export const asPage = ({ status, language, title, hasAnswer = false, main, headers = {} }: Page): Response => {
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
        ${hasAnswer ? html`<footer><p>${say("byMail")}</p></footer>` : null}
      </body>
    </html>`;
  return {
    status,
    contentType: "text/html; charset=utf-8",
    headers: { ...pageHeaders, ...headers },
    body: page.markup,
  };
};
