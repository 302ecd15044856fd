import type { Route } from "../../../shared/shell/contract.ts";
import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import type { docsWords } from "./docs-words.ts";
import { whoMayCall } from "./docs-words.ts";
import { fieldsOf, modelNamed, type Field } from "./fields.ts";
import { refusalsOf } from "./openapi.ts";
import { pathParametersOf } from "./path-parameters.ts";
import type { Direction, JsonSchema, SchemaBook } from "./schema-book.ts";

/** What the docs say of one route, and of the fields of one body. */

export type Say = (key: keyof typeof docsWords) => string;

/** Bodies are described at their routes, so only what comes back needs a place of its own. */
export type SchemaBooks = { readonly requests: SchemaBook; readonly answers: SchemaBook };

/** Words between backticks are what is typed as it stands. */
export const withCode = (text: string): Html[] =>
  text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

const modelLink = (name: string): Html => html`<a href="#model-${name}">${name}</a>`;

const linkedKind = (kind: string, model: string): Html => {
  const [before = "", after = ""] = kind.split(model);
  return html`${before}${modelLink(model)}${after}`;
};

/** In what is sent, people look for what is required; in what comes back, for what may be missing. */
const needOf = (required: boolean, direction: Direction, say: Say): Html | null => {
  if (direction === "request") return required ? html` (<strong>${say("required")}</strong>)` : null;
  return required ? null : html` (${say("ifAny")})`;
};

const fieldItem = ({ name, required, kind, model, description }: Field, direction: Direction, say: Say): Html => {
  const need = needOf(required, direction, say);
  const more = description === null ? null : html`. ${withCode(description)}`;
  return html`<li><code>${name}</code>: ${model === null ? kind : linkedKind(kind, model)}${need}${more}</li>`;
};

const list = (items: readonly Html[]): Html =>
  html`<ul>
    ${items}
  </ul>`;

export const fieldList = (schema: JsonSchema, direction: Direction, language: Language, say: Say): Html =>
  list(fieldsOf(schema, language).map((field) => fieldItem(field, direction, say)));

const row = (head: string, content: Html): Html =>
  html`<tr>
    <th scope="row">${head}</th>
    <td>${content}</td>
  </tr>`;

const answerItems = (route: Route, book: SchemaBook, language: Language): Html[] =>
  Object.entries(route.answers).map(([status, { description, schema, headers }]) => {
    const json = schema ? book.of(schema, "answer") : {};
    const model = modelNamed(json);
    const itemModel = modelNamed(json.properties?.["items"]?.items ?? {});
    const shape = [
      model === null ? null : html` ${modelLink(model)}.`,
      itemModel === null ? null : html` <code>items[]</code>: ${modelLink(itemModel)}.`,
    ];
    const headerNames = Object.keys(headers ?? {}).map((name) => html` <code>${name}</code>`);
    const withHeaders = headerNames.length === 0 ? null : html` Header:${headerNames}.`;
    return html`<li><strong>${status}</strong> ${withCode(description[language])}${shape}${withHeaders}</li>`;
  });

/** What is named and described one by one: parameters, headers. */
const described = (entries: readonly (readonly [string, string])[]): Html =>
  list(entries.map(([name, words]) => html`<li><code>${name}</code>: ${withCode(words)}</li>`));

const refusalLinks = (route: Route): Html =>
  html`${refusalsOf(route).map((status, at) => {
    const link = html`<a href="#status-${status}">${status}</a>`;
    return at === 0 ? link : html` · ${link}`;
  })}`;

/** One route as a table: how to call it, who may, what goes in, what comes back. */
export const routeSection = (route: Route, { requests, answers }: SchemaBooks, language: Language, say: Say): Html => {
  const inPath = pathParametersOf(route.path).map(({ name, words }) => [name, words[language]] as const);
  const inHeaders = Object.entries(route.headers ?? {}).map(([name, words]) => [name, words[language]] as const);
  const inQuery = route.query ? requests.of(route.query, "request") : null;
  const inBody = route.body ? requests.dereferenced(requests.of(route.body, "request")) : null;
  const rows = [
    row(say("call"), html`<code>${route.method} ${route.path}</code>`),
    row(say("who"), html`${whoMayCall(route, language)}`),
    inPath.length === 0 ? null : row(say("inPath"), described(inPath)),
    inQuery === null ? null : row(say("inQuery"), fieldList(inQuery, "request", language, say)),
    inHeaders.length === 0 ? null : row(say("headers"), described(inHeaders)),
    inBody === null ? null : row(say("body"), fieldList(inBody, "request", language, say)),
    row(say("answers"), list(answerItems(route, answers, language))),
    row(say("refusals"), refusalLinks(route)),
  ];
  return html`<section id="${route.name}">
    <h3>${withCode(route.summary[language])}</h3>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`;
};
