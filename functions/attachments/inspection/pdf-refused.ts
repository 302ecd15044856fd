import type { PDFDict } from "@cantoo/pdf-lib";
import { PDFArray, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFString } from "@cantoo/pdf-lib";
import { type Limits } from "./limits.ts";
import { Refused } from "./verdict.ts";

/** What a PDF may not have, by the names of ISO 32000-2; chapters are in its table of contents. */

/** 12.6.4: actions that run, open, send or fetch. Those left (GoTo, Named, URI, Hide) need a hand and stay in the viewer. */
const forbiddenActions = new Set([
  "JavaScript",
  "Launch",
  "SubmitForm",
  "ImportData",
  "GoToR",
  "GoToE",
  "Rendition",
  "Movie",
  "Sound",
  "GoTo3DView",
  "RichMediaExecute",
]);
/** 12.5.6: annotations that play or run something. */
const forbiddenAnnotations = new Set(["RichMedia", "3D", "Movie", "Sound", "Screen"]);

/** The decoded name or text under a key; a name may hide letters as "#4a", which the parser has undone. */
export const textOf = (dictionary: PDFDict, key: string): string | undefined => {
  const value = dictionary.lookup(PDFName.of(key));
  return value instanceof PDFName || value instanceof PDFString || value instanceof PDFHexString
    ? value.decodeText()
    : undefined;
};

export const numberOf = (dictionary: PDFDict, key: string): number => {
  const value = dictionary.lookup(PDFName.of(key));
  return value instanceof PDFNumber ? value.asNumber() : 0;
};

const has = (dictionary: PDFDict, key: string): boolean => dictionary.has(PDFName.of(key));

const names = (value: PDFObject | undefined): readonly string[] => {
  if (value instanceof PDFName) return [value.decodeText()];
  return value instanceof PDFArray ? value.asArray().flatMap(names) : [];
};
/** The filters of a stream, first to last. */
export const filtersOf = (dictionary: PDFDict): readonly string[] =>
  names(dictionary.lookup(PDFName.of("Filter")) ?? dictionary.lookup(PDFName.of("F")));

/** Addresses that are programs, or that point into the reader's own machine. */
const runs = /^\s*(?:javascript|vbscript|data|file):/i;

const isActive = (dictionary: PDFDict): boolean => {
  if (forbiddenActions.has(textOf(dictionary, "S") ?? "")) return true;
  // 12.6.4.17, and 12.7.8: forms in XML with scripts of their own.
  if (has(dictionary, "JS") || has(dictionary, "XFA")) return true;
  if (runs.test(textOf(dictionary, "URI") ?? "")) return true;
  const subtype = textOf(dictionary, "Subtype") ?? "";
  // 8.8.2: a program in PostScript.
  return subtype === "PS" || forbiddenAnnotations.has(subtype);
};

const embedsFile = (dictionary: PDFDict): boolean =>
  // 7.11.4: a file specification with the file in it; 12.3.5: a portfolio.
  has(dictionary, "EF") ||
  has(dictionary, "Collection") ||
  textOf(dictionary, "Type") === "EmbeddedFile" ||
  textOf(dictionary, "Subtype") === "FileAttachment";

/** @throws Refused if this dictionary has, or leads to, what no attachment may have */
export const refuseDictionary = (dictionary: PDFDict, limits: Limits): void => {
  if (isActive(dictionary)) throw new Refused("activeContent");
  if (embedsFile(dictionary)) throw new Refused("embeddedFiles");
  if (
    textOf(dictionary, "Subtype") === "Image" &&
    numberOf(dictionary, "Width") * numberOf(dictionary, "Height") > limits.pixels
  ) {
    throw new Refused("tooManyPixels");
  }
};
