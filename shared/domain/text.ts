/** What citizens and officers write: counted as people count, and free of what could deceive a reader or a page. */

/** Made when it is first needed: its tables take a tenth of a cold start, and most texts here are plain ASCII. */
let segmenter: Intl.Segmenter | undefined;
const charactersOf = (text: string): Intl.Segments => {
  segmenter ??= new Intl.Segmenter("id", { granularity: "grapheme" });
  return segmenter.segment(text);
};
/** Texts in which each code unit is a character by itself. */
const plain = /^[\n\x20-\x7E]*$/;

/** Characters as people see them: an emoji with its skin colour, or a letter with its accent, is one. */
export const lengthAsSeen = (text: string): number => {
  if (plain.test(text)) return text.length;
  let count = 0;
  for (const _ of charactersOf(text)) count += 1;
  return count;
};

export type TextFault =
  | { readonly kind: "controlCharacter"; readonly codePoint: string; readonly position: number }
  | { readonly kind: "directionOverride"; readonly codePoint: string; readonly position: number }
  | { readonly kind: "brokenCharacter"; readonly position: number }
  | { readonly kind: "html"; readonly tag: string; readonly position: number };

// C0 and C1 controls but for tab, line feed and carriage return.
// eslint-disable-next-line no-control-regex -- finding control characters is what it is for
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/u;
// Bidi embeddings, overrides and isolates: they can make a text read differently from what it says.
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/u;
const loneSurrogates = /\p{Surrogate}/u;
// A tag as a browser would see one: `<` and at once a letter, `/`, `!` or `?`. "a < b" and "<3" are ordinary writing.
const htmlTag = /<(?:[a-z][a-z0-9]*|\/[a-z]|!--|!doctype|\?xml)/iu;

const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** The first thing that keeps a text from being taken as it is; null: nothing does. Positions are UTF-16 units. */
export const textFault = (text: string): TextFault | null => {
  const control = controls.exec(text);
  if (control) return { kind: "controlCharacter", codePoint: codePointName(control[0]), position: control.index };
  const override = directionOverrides.exec(text);
  if (override) return { kind: "directionOverride", codePoint: codePointName(override[0]), position: override.index };
  const lone = loneSurrogates.exec(text);
  if (lone) return { kind: "brokenCharacter", position: lone.index };
  const tag = htmlTag.exec(text);
  if (tag) return { kind: "html", tag: tag[0], position: tag.index };
  return null;
};

/** One way of writing for what looks the same: composed characters, plain line ends, no blank edges. */
export const tidy = (text: string): string => text.normalize("NFC").replace(/\r\n?/g, "\n").trim();

/** One character may be piled up of thousands of accents; a family of four in a picture takes eleven code units. */
const mostUnitsOfACharacter = 16;

/** The first `most` characters of a text as one line, cut with an ellipsis; fewer where they are piled up. */
export const firstWords = (text: string, most: number): string => {
  const line = text.replace(/\s+/g, " ").trim();
  // A character has at least one code unit.
  if (line.length <= most) return line;
  if (plain.test(line)) return `${line.slice(0, most - 1).trimEnd()}…`;
  const seen: string[] = [];
  let units = 0;
  for (const { segment } of charactersOf(line)) {
    units += segment.length;
    if (seen.length === most || units > most * mostUnitsOfACharacter)
      return `${seen
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`;
    seen.push(segment);
  }
  return line;
};
