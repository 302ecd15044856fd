import type { RefusalReason } from "../../../shared/domain/attachments.ts";
import { eicar } from "../../../functions/attachments/inspection/scanner.ts";
import * as documents from "./documents.ts";
import { stored } from "./honest.ts";
import { jpegWithTags, pngBomb, pngWithTags, svg } from "./images.ts";
import * as pdfs from "./pdfs.ts";

export type Hostile = {
  readonly what: string;
  readonly name: string;
  readonly contentType: string;
  readonly make: () => Promise<Buffer> | Buffer;
  readonly reason: RefusalReason;
};

const pdf = "application/pdf";
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const odt = "application/vnd.oasis.opendocument.text";
const ods = "application/vnd.oasis.opendocument.spreadsheet";

const half = (make: () => Promise<Buffer>) => async (): Promise<Buffer> => {
  const whole = await make();
  return whole.subarray(0, whole.length / 2);
};

/** Files that must not be taken, each with the reason that the reporter is given. */
export const hostile: readonly Hostile[] = [
  { what: "an SVG", name: "a.svg", contentType: "image/svg+xml", make: () => svg, reason: "typeNotAllowed" },
  { what: "an SVG called PNG", name: "a.png", contentType: "image/png", make: () => svg, reason: "typeDiffers" },
  {
    what: "a web page",
    name: "a.html",
    contentType: "text/html",
    make: () => Buffer.from("<p>"),
    reason: "typeNotAllowed",
  },
  {
    what: "an old Word file",
    name: "a.doc",
    contentType: "application/msword",
    make: documents.docxEncrypted,
    reason: "oldFormat",
  },
  {
    what: "a picture named as a program",
    name: "a.exe",
    contentType: "image/jpeg",
    make: jpegWithTags,
    reason: "typeDiffers",
  },
  { what: "EICAR called JPEG", name: "a.jpg", contentType: "image/jpeg", make: () => eicar, reason: "malware" },
  {
    what: "EICAR inside a PDF",
    name: "a.pdf",
    contentType: pdf,
    make: async () => Buffer.concat([await pdfs.pdfWithTags(), eicar]),
    reason: "malware",
  },
  { what: "half a JPEG", name: "a.jpg", contentType: "image/jpeg", make: half(jpegWithTags), reason: "notReadable" },
  { what: "half a PNG", name: "a.png", contentType: "image/png", make: half(pngWithTags), reason: "notReadable" },
  {
    what: "half a HEIC",
    name: "a.heic",
    contentType: "image/heic",
    make: half(stored("photo.heic")),
    reason: "notReadable",
  },
  { what: "half a PDF", name: "a.pdf", contentType: pdf, make: half(pdfs.pdfWithTags), reason: "notReadable" },
  {
    what: "half a Word file",
    name: "a.docx",
    contentType: docx,
    make: half(documents.docxTagged),
    reason: "notReadable",
  },
  {
    what: "half an MP4",
    name: "a.mp4",
    contentType: "video/mp4",
    make: half(stored("video.mp4")),
    reason: "notReadable",
  },
  {
    what: "half a 3GP",
    name: "a.3gp",
    contentType: "video/3gpp",
    make: half(stored("h263.3gp")),
    reason: "notReadable",
  },
  {
    what: "a PNG of 20,000 by 20,000 pixels",
    name: "a.png",
    contentType: "image/png",
    make: () => pngBomb(),
    reason: "tooManyPixels",
  },
  { what: "a PDF with a script", name: "a.pdf", contentType: pdf, make: pdfs.pdfWithScript, reason: "activeContent" },
  {
    what: "a PDF with a script in an object stream",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfWithScriptInObjectStream,
    reason: "activeContent",
  },
  {
    what: "a PDF with a script whose name hides",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfWithHiddenName,
    reason: "activeContent",
  },
  {
    what: "a PDF that got a script in an update",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfUpdatedWithScript,
    reason: "activeContent",
  },
  {
    what: "a PDF that launches a program",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfWithLaunch,
    reason: "activeContent",
  },
  { what: "a PDF with a file", name: "a.pdf", contentType: pdf, make: pdfs.pdfWithFile, reason: "embeddedFiles" },
  { what: "a PDF with a password", name: "a.pdf", contentType: pdf, make: pdfs.pdfEncrypted, reason: "encrypted" },
  {
    what: "a PDF of 501 pages",
    name: "a.pdf",
    contentType: pdf,
    make: () => pdfs.pdfOfPages(501),
    reason: "tooManyPages",
  },
  {
    what: "a PDF with a stream of 300 MB",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfBomb,
    reason: "expandsTooMuch",
  },
  {
    what: "a PDF with a picture of 3.6 gigapixels",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfWithHugePicture,
    reason: "tooManyPixels",
  },
  {
    what: "a PDF with an object that cannot be made out",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfWithBrokenObject,
    reason: "notReadable",
  },
  {
    what: "a PDF that is a script as well",
    name: "a.pdf",
    contentType: pdf,
    make: pdfs.pdfAndScript,
    reason: "typeDiffers",
  },
  {
    what: "a Word file with macros",
    name: "a.docx",
    contentType: docx,
    make: documents.docxWithMacros,
    reason: "macros",
  },
  { what: "a .docm called .docx", name: "a.docx", contentType: docx, make: documents.docmAsDocx, reason: "macros" },
  {
    what: "a Word file with an object",
    name: "a.docx",
    contentType: docx,
    make: documents.docxWithFile,
    reason: "embeddedFiles",
  },
  {
    what: "a Word file with a program among its pictures",
    name: "a.docx",
    contentType: docx,
    make: documents.docxWithUnknownPart,
    reason: "embeddedFiles",
  },
  {
    what: "a Word file that fetches a picture",
    name: "a.docx",
    contentType: docx,
    make: documents.docxWithRemotePicture,
    reason: "activeContent",
  },
  {
    what: "a Word file with a DDE field in two pieces",
    name: "a.docx",
    contentType: docx,
    make: documents.docxWithDde,
    reason: "activeContent",
  },
  {
    what: "a Word file with an external entity",
    name: "a.docx",
    contentType: docx,
    make: documents.docxWithEntity,
    reason: "notReadable",
  },
  {
    what: "a zip bomb called .docx",
    name: "a.docx",
    contentType: docx,
    make: documents.docxBomb,
    reason: "expandsTooMuch",
  },
  {
    what: "a zip bomb that says it is one byte",
    name: "a.docx",
    contentType: docx,
    make: documents.docxLyingBomb,
    reason: "notReadable",
  },
  {
    what: "a Word file with a password",
    name: "a.docx",
    contentType: docx,
    make: documents.docxEncrypted,
    reason: "encrypted",
  },
  {
    what: "an Excel file with a macro sheet",
    name: "a.xlsx",
    contentType: xlsx,
    make: documents.xlsxWithMacroSheet,
    reason: "macros",
  },
  {
    what: "an Excel file with a DDE link",
    name: "a.xlsx",
    contentType: xlsx,
    make: documents.xlsxWithDde,
    reason: "activeContent",
  },
  { what: "an ODS with macros", name: "a.ods", contentType: ods, make: documents.odsWithMacros, reason: "macros" },
  {
    what: "an ODT with a listener",
    name: "a.odt",
    contentType: odt,
    make: documents.odtWithListener,
    reason: "macros",
  },
  {
    what: "an ODT that fetches a picture",
    name: "a.odt",
    contentType: odt,
    make: documents.odtWithRemotePicture,
    reason: "activeContent",
  },
  {
    what: "an ODT with a password",
    name: "a.odt",
    contentType: odt,
    make: documents.odtEncrypted,
    reason: "encrypted",
  },
];
