import type { PDFDict } from "@cantoo/pdf-lib";
import { PDFName } from "@cantoo/pdf-lib";
import { textOf } from "./pdf-refused.ts";

/** Where a PDF says who made it, when and with what, beside its trailer. Names from ISO 32000-2. */

/** 14.3.2 XMP, 14.5 a program's own notes, 12.4.3 article threads with their authors, 12.8 signers. */
const everywhere = ["Metadata", "PieceInfo", "LastModified", "SpiderInfo", "Threads", "Perms", "DSS", "CreatorInfo"];
/** 12.5.6.2: who wrote a remark, when, and the name by which programs find it again. */
const ofRemarks = ["T", "M", "CreationDate", "NM"];

const isRemark = (dictionary: PDFDict): boolean => {
  const subtype = textOf(dictionary, "Subtype");
  // A widget's T is the name of a field in a form, not of a person.
  return subtype !== undefined && subtype !== "Widget" && dictionary.has(PDFName.of("Rect"));
};

/** 12.7.5.5: the certificate and name of who signed. The signature does not hold for a rewritten file anyhow. */
const isSignatureField = (dictionary: PDFDict): boolean => textOf(dictionary, "FT") === "Sig";

export const cleanDictionary = (dictionary: PDFDict): void => {
  const gone = [
    ...everywhere,
    ...(isRemark(dictionary) ? ofRemarks : []),
    ...(isSignatureField(dictionary) ? ["V", "Lock", "SV"] : []),
  ];
  for (const key of gone) dictionary.delete(PDFName.of(key));
};
