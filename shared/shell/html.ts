/** Markup that is safe to send: made by `html` alone, which escapes whatever is put into it. */
export type Html = { readonly markup: string };

type Piece = Html | string | number | null | readonly Piece[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const rendered = (piece: Piece): string => {
  if (piece === null) return "";
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
  return "markup" in piece ? piece.markup : piece.map(rendered).join("");
};

/**
 * A template for markup: html`<p>${text}</p>`. Text is escaped, for elements and for attributes in quotes; what `html`
 * made is put in as it is, lists one after another, and null as nothing.
 */
export const html = (markup: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  markup: String.raw({ raw: markup }, ...pieces.map(rendered)),
});
