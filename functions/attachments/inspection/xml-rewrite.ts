import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { Refused } from "./verdict.ts";

export type Attribute = { readonly name: string; readonly local: string; readonly value: string };
export type Element = {
  /** Without its prefix, as the prefix is the sender's choice. */
  readonly local: string;
  readonly attributes: readonly Attribute[];
};

/** What a rewriter does with a document; throwing Refused from any of them refuses the file. */
export type XmlRules = {
  /** The element's attributes as they are to be, or undefined to leave it out with everything in it. */
  readonly element: (element: Element) => readonly Attribute[] | undefined;
  /** Elements, by local name, whose text is a person's name, a time or a machine's and is left out. */
  readonly blank: ReadonlySet<string>;
  /** Sees the text of each element once it has ended. */
  readonly text?: (local: string, text: string) => void;
};

const marks: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};
const escapeText = (text: string): string => text.replaceAll(/[&<>\r]/g, (mark) => marks[mark] ?? mark);
const escapeAttribute = (text: string): string => text.replaceAll(/[&<>"\r\n\t]/g, (mark) => marks[mark] ?? mark);

/** XML's own rule: a byte order mark says UTF-16, and without one it is UTF-8. https://www.w3.org/TR/xml/#charencoding */
const decoded = (bytes: Buffer): string => {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
};

const attributeOf = ({ name, local, value }: SaxesAttributeNS): Attribute => ({ name, local, value });

/** One run over one document, which holds what is open while the parser goes on. */
class Run {
  readonly out: string[] = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'];
  readonly #rules: XmlRules;
  readonly #open: { readonly local: string; text: string }[] = [];
  /** How many elements deep we are inside one that is left out; 0 when not. */
  #leftOut = 0;
  /** Whether the last tag still lacks its end, so that an empty element stays short. */
  #unfinished = false;

  constructor(rules: XmlRules) {
    this.#rules = rules;
  }

  opened(tag: SaxesTagNS): void {
    const attributes =
      this.#leftOut > 0
        ? undefined
        : this.#rules.element({
            local: tag.local,
            attributes: Object.values(tag.attributes).map(attributeOf),
          });
    if (attributes === undefined) {
      this.#leftOut += 1;
      return;
    }
    this.#finish();
    this.#open.push({ local: tag.local, text: "" });
    this.out.push(`<${tag.name}`, ...attributes.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`));
    this.#unfinished = true;
  }

  text(text: string): void {
    const inside = this.#open.at(-1);
    if (this.#leftOut > 0 || inside === undefined) return;
    if (this.#rules.text !== undefined) inside.text += text;
    if (this.#rules.blank.has(inside.local)) return;
    this.#finish();
    this.out.push(escapeText(text));
  }

  closed(tag: SaxesTagNS): void {
    if (this.#leftOut > 0) {
      this.#leftOut -= 1;
      return;
    }
    const { local, text } = this.#open.pop() ?? { local: "", text: "" };
    this.#rules.text?.(local, text);
    this.out.push(this.#unfinished ? "/>" : `</${tag.name}>`);
    this.#unfinished = false;
  }

  #finish(): void {
    if (this.#unfinished) this.out.push(">");
    this.#unfinished = false;
  }
}

/**
 * Parses a document and writes it anew after the rules: without comments, processing instructions and a DTD, so that no
 * entity is ever expanded.
 *
 * @throws Refused if it is not well-formed or the rules refuse it
 */
export const rewriteXml = (bytes: Buffer, rules: XmlRules): Buffer => {
  const run = new Run(rules);
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on("opentag", (tag) => {
    run.opened(tag);
  });
  parser.on("text", (text) => {
    run.text(text);
  });
  parser.on("cdata", (text) => {
    run.text(text);
  });
  parser.on("closetag", (tag) => {
    run.closed(tag);
  });
  parser.on("error", () => {
    throw new Refused("notReadable");
  });
  parser.write(decoded(bytes)).close();
  return Buffer.from(run.out.join(""));
};
