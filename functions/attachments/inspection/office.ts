import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import yazl from "yazl";
import { cleanPicture } from "./document-pictures.ts";
import { type Rules } from "./document-rules.ts";
import { type Limits } from "./limits.ts";
import { openDocument } from "./open-document.ts";
import { openXml } from "./open-xml.ts";
import { type Ready, Refused } from "./verdict.ts";
import { rewriteXml } from "./xml-rewrite.ts";
import { type Part, zipParts } from "./zip-parts.ts";

/**
 * Word, Excel and OpenDocument files are zips of parts. Each is read, judged by its format's rules and written into a
 * new zip, whose directory is ours: nothing lies between, before or behind the parts.
 */

/** The zip's least time, since the time of saving is the author's. */
const mtime = new Date("1980-01-01T00:00:00Z");

/** The part as it is to be, or undefined if it is left out. */
const rewritten = async (part: Part, rules: Rules, limits: Limits): Promise<Buffer | undefined> => {
  const fate = rules(part.name);
  switch (fate.fate) {
    case "leftOut":
      return undefined;
    case "replaced":
      return Buffer.from(fate.by);
    case "rewritten":
      return rewriteXml(part.bytes, fate.rules);
    case "picture": {
      const picture = await cleanPicture(part.bytes, limits);
      if (picture === undefined) throw new Refused("embeddedFiles");
      return picture;
    }
    case "kept":
      return part.bytes;
  }
};

/** Without these it is no document of its kind, whatever else is in the zip. */
const needed = (contentType: string): readonly string[] => {
  if (contentType.includes("wordprocessingml")) return ["[Content_Types].xml", "_rels/.rels", "word/document.xml"];
  if (contentType.includes("spreadsheetml")) return ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"];
  return ["mimetype", "META-INF/manifest.xml", "content.xml"];
};

/** @throws Refused for what a part is refused for, or if a part that the format needs is missing */
export const rewriteOffice = async (
  path: string,
  contentType: string,
  folder: string,
  limits: Limits,
): Promise<Ready> => {
  const rules = contentType.includes("opendocument") ? openDocument : openXml;
  const clean = join(folder, "clean");
  const zip = new yazl.ZipFile();
  const written = finished(zip.outputStream.pipe(createWriteStream(clean)));
  const missing = new Set(needed(contentType));
  for await (const part of zipParts(path, limits)) {
    const bytes = await rewritten(part, rules, limits);
    if (bytes === undefined) continue;
    missing.delete(part.name);
    // OpenDocument's "mimetype" is read where it lies, without inflating: ISO/IEC 26300-2, 3.3.
    zip.addBuffer(bytes, part.name, { mtime, compress: part.name !== "mimetype" });
  }
  if (missing.size > 0) throw new Refused("notReadable");
  zip.end();
  await written;
  return { state: "ready", contentType, clean };
};
