import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { problemAnswer } from "../../../shared/view/answers.ts";
import { aboutTheApi, capabilityWords, type Capabilities } from "./about.ts";
import { challengeSection } from "./docs-challenge.ts";
import { problemsSection } from "./docs-problems.ts";
import { fieldList, routeSection, type SchemaBooks, type Say } from "./docs-route.ts";
import { docsStyle } from "./docs-style.ts";
import { docsRules, docsWords } from "./docs-words.ts";
import { schemaBook, type SchemaBook } from "./schema-book.ts";

/** The API described for people: one page without scripts, made from the contracts alone. */

const examples = (baseUrl: string, language: Language, say: Say): Html => {
  const accept = language === "en" ? `\n  -H 'Accept-Language: en' \\` : "";
  return html` <section id="start">
    <h2>${say("start")}</h2>
    <p>${say("fileOne")}</p>
    <pre><code>curl ${baseUrl}/v1/complaints \\${accept}
  -H 'Content-Type: application/json' \\
  -d '{ "class": "complaint", "text": "${say("exampleText")}" }'</code></pre>
    <p>${say("keepSecret")}</p>
    <p>${say("followIt")}</p>
    <pre><code>curl ${baseUrl}/v1/complaints/$NUMBER \\${accept}
  -H "Authorization: Bearer $SECRET"</code></pre>
    <p>${say("replyToIt")}</p>
    <pre><code>curl ${baseUrl}/v1/complaints/$NUMBER/replies \\${accept}
  -H "Authorization: Bearer $SECRET" \\
  -H 'Content-Type: application/json' \\
  -d '{ "text": "${say("exampleReply")}" }'</code></pre>
  </section>`;
};

const modelsSection = (book: SchemaBook, language: Language, say: Say): Html =>
  html` <section id="models">
    <h2>${say("models")}</h2>
    ${Object.entries(book.named()).map(
      ([name, schema]) =>
        html` <section id="model-${name}">
          <h3>${name}</h3>
          ${fieldList(schema, "answer", language, say)}
        </section>`,
    )}
  </section>`;

/** In one piece: the policy allows exactly these bytes between the tags. */
const styleSheet: Html = { markup: `<style>${docsStyle}</style>` };

/** The page, in one language, for the API at `baseUrl`. */
export const docsPage = (capabilities: Capabilities, language: Language, baseUrl: string): string => {
  const say: Say = (key) => docsWords[key][language];
  const books: SchemaBooks = { requests: schemaBook(language), answers: schemaBook(language) };
  books.answers.of(problemAnswer, "answer");
  const sections = Object.entries(capabilities).map(
    ([name, routes]) =>
      html` <section id="${name}">
        <h2>${capabilityWords(name)[language]}</h2>
        ${routes.map((route) => routeSection(route, books, language, say))}
      </section>`,
  );
  const chapters: readonly (readonly [string, string])[] = [
    ["start", say("start")],
    ["rules", say("rules")],
    ["challenge", say("challenge")],
    ...Object.keys(capabilities).map((name) => [name, capabilityWords(name)[language]] as const),
    ["models", say("models")],
    ["problems", say("problems")],
  ];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${aboutTheApi.title[language]}</title>
        <link rel="icon" href="data:," />
        ${styleSheet}
      </head>
      <body>
        <a class="skip" href="#content">${say("skip")}</a>
        <header>
          <h1>${aboutTheApi.title[language]}</h1>
          <p>${aboutTheApi.description[language]}</p>
          <p>
            ${say("base")}: <code>${baseUrl}</code>. ${say("forPrograms")}:
            <a href="${baseUrl}/v1/openapi.json">OpenAPI 3.1</a>. ${say("otherLanguage")}
          </p>
        </header>
        <nav aria-label="${say("contents")}">
          <ul>
            ${chapters.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main id="content">
          ${examples(baseUrl, language, say)}
          <section id="rules">
            <h2>${say("rules")}</h2>
            <ul>
              ${docsRules[language].map((rule) => html`<li>${rule}</li>`)}
            </ul>
          </section>
          ${challengeSection(say)}${sections}${modelsSection(books.answers, language, say)}${problemsSection(language, say)}
        </main>
      </body>
    </html> `.markup;
};
