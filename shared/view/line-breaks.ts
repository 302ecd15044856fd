import { html, type Html } from "../shell/html.ts";

/** What somebody wrote, with its line breaks. */
export const withLineBreaks = (text: string): readonly Html[] =>
  text.split("\n").map((line, at) => (at === 0 ? html`${line}` : html`<br />${line}`));
