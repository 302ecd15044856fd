import { html, type Html } from "../../../shared/shell/html.ts";
import type { Language } from "../../../shared/shell/language.ts";
import { withLineBreaks } from "../../../shared/view/line-breaks.ts";

/**
 * A letter from a few kinds of parts, once as plain text and once as HTML, so that the two can never say different
 * things. Mail programs drop style sheets, so styles stand at the elements.
 */

export type Part =
  | { readonly part: "paragraph"; readonly text: string }
  /** Must not be overlooked. */
  | { readonly part: "notice"; readonly text: string }
  /** What somebody wrote. Every line of it is marked, so that it cannot pass for the letter's own words. */
  | { readonly part: "quote"; readonly title?: string | null; readonly text: string }
  /** Names and values; a value that is null is left out. */
  | { readonly part: "facts"; readonly title: string; readonly facts: readonly Fact[] }
  | { readonly part: "list"; readonly title: string; readonly items: readonly string[] }
  | { readonly part: "link"; readonly label: string; readonly url: string };
export type Fact = readonly [name: string, value: string | null];

export type Letter = {
  readonly language: Language;
  /** One line. */
  readonly subject: string;
  readonly heading: string;
  readonly parts: readonly Part[];
};

export type MailText = { readonly subject: string; readonly text: string; readonly html: string };

type KnownFact = readonly [name: string, value: string];
/** Values on one line each: a second line could pass for a fact, or an address, of the letter's own. */
const known = (facts: readonly Fact[]): readonly KnownFact[] =>
  facts.flatMap(([name, value]): readonly KnownFact[] =>
    value === null || value === "" ? [] : [[name, oneLine(value)]],
  );

/** A subject or a value is one line of visible characters whatever was put into it. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

const quoted = (text: string): string => text.replace(/^/gm, "> ");

const partAsText = (part: Part): string => {
  switch (part.part) {
    case "paragraph":
      return part.text;
    case "notice":
      return `*** ${part.text} ***`;
    case "quote":
      return quoted(part.title ? `${part.title}\n\n${part.text}` : part.text);
    case "facts":
      return [part.title, ...known(part.facts).map(([name, value]) => `${name}: ${value}`)].join("\n");
    case "list":
      return [part.title, ...part.items.map((item) => `- ${item}`)].join("\n");
    case "link":
      return `${part.label}:\n${part.url}`;
  }
};

const asText = ({ heading, parts }: Letter): string =>
  `${[`${heading}\n${"=".repeat(Math.min(heading.length, 60))}`, ...parts.map(partAsText)].join("\n\n")}\n`;

const factRow = ([name, value]: KnownFact): Html =>
  html`<tr>
    <th scope="row" style="text-align:left;vertical-align:top;padding:4px 12px 4px 0;font-weight:600">${name}</th>
    <td style="vertical-align:top;padding:4px 0">${value}</td>
  </tr>`;

const title = (text: string): Html => html`<h2 style="font-size:18px;line-height:1.3;margin:24px 0 8px">${text}</h2>`;

const partAsHtml = (part: Part): Html => {
  switch (part.part) {
    case "paragraph":
      return html`<p style="margin:16px 0">${withLineBreaks(part.text)}</p>`;
    case "notice":
      return html`<p style="margin:16px 0;padding:12px 16px;border:3px solid #9b1c1c">
        <strong>${part.text}</strong>
      </p>`;
    case "quote":
      return html`<blockquote style="margin:16px 0;padding:12px 16px;border-left:4px solid #0b4f3c;background:#f1f3f2">
        ${part.title ? html`<p style="margin:0 0 8px"><strong>${part.title}</strong></p>` : null}
        <p style="margin:0">${withLineBreaks(part.text)}</p>
      </blockquote>`;
    case "facts":
      return html`${title(part.title)}
        <table style="border-collapse:collapse">
          <tbody>
            ${known(part.facts).map(factRow)}
          </tbody>
        </table>`;
    case "list":
      return html`${title(part.title)}
        <ul style="margin:8px 0;padding-left:20px">
          ${part.items.map((item) => html`<li>${item}</li>`)}
        </ul>`;
    case "link":
      // The address is shown too: whoever prints the mail, or distrusts buttons, can still copy it.
      return html`<p style="margin:24px 0 8px">
          <a
            href="${part.url}"
            style="display:inline-block;padding:12px 20px;background:#0b4f3c;color:#ffffff;font-weight:600;text-decoration:none;border-radius:4px"
            >${part.label}</a
          >
        </p>
        <p style="margin:8px 0;font-size:14px;word-break:break-all">${part.url}</p>`;
  }
};

const asHtml = ({ language, subject, heading, parts }: Letter): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:16px;background:#ffffff;color:#1a1a1a">
        <div
          lang="${language}"
          style="max-width:600px;margin:0 auto;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere"
        >
          <h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">${heading}</h1>
          ${parts.map(partAsHtml)}
        </div>
      </body>
    </html>`.markup;

export const composed = (letter: Letter): MailText => {
  const safe = { ...letter, subject: oneLine(letter.subject) };
  return { subject: safe.subject, text: asText(safe), html: asHtml(safe) };
};
