import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type PDFContext, PDFDict, PDFName, PDFParser, PDFRef, PDFWriter } from "@cantoo/pdf-lib";
import { type Limits } from "./limits.ts";
import { cleanDictionary } from "./pdf-tags.ts";
import { pageCount } from "./pdf-pages.ts";
import { refuseDictionary } from "./pdf-refused.ts";
import { StreamBudget, cleanStreams } from "./pdf-streams.ts";
import { type Reached, reach } from "./pdf-walk.ts";
import { type Ready, Refused } from "./verdict.ts";

/**
 * A PDF is parsed and written anew from what was parsed: one revision, a fresh table of where objects lie, nothing before
 * the header and nothing that no page leads to. So what an officer's viewer sees is what was looked at here, whatever
 * the original's tables and earlier revisions say. The price is a digital signature, which holds for the original's
 * bytes alone.
 */

/** At the very first byte: what has something before it is a second language's file as well. */
const header = "%PDF-";
/** Within the last 1,024 bytes (ISO 32000-1, annex H.3): what lacks it was cut off, though a parser may make do. */
const end = "%%EOF";
const endWithin = 1024;

const parse = async (bytes: Buffer): Promise<PDFContext> => {
  if (bytes.toString("latin1", 0, header.length) !== header) throw new Refused("typeDiffers");
  if (!bytes.subarray(-endWithin).includes(end)) throw new Refused("notReadable");
  const context = await PDFParser.forBytesWithOptions(
    bytes,
    Number.POSITIVE_INFINITY,
    false,
    false,
    true,
  ).parseDocument();
  if (context.trailerInfo.Encrypt !== undefined) throw new Refused("encrypted");
  return context;
};

const catalogOf = (context: PDFContext): PDFDict => {
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) throw new Refused("notReadable");
  return catalog;
};

const everything = (context: PDFContext): Reached =>
  reach(
    context,
    context.enumerateIndirectObjects().map(([, object]) => object),
  );

/** What nobody leads to any more is not written: old revisions, tables, and the tags that were just taken out. */
const dropUnreached = (context: PDFContext, root: PDFRef): void => {
  const { refs } = reach(context, [root]);
  for (const [ref] of context.enumerateIndirectObjects()) if (!refs.has(ref)) context.delete(ref);
  // The trailer's Size is written from it.
  context.largestObjectNumber = Math.max(0, ...context.enumerateIndirectObjects().map(([ref]) => ref.objectNumber));
};

/** The trailer's own: Info has author, programs and times; ID ties the copy to its original. */
const cleanTrailer = (context: PDFContext): void => {
  delete context.trailerInfo.Info;
  delete context.trailerInfo.ID;
};

const rewritten = async (bytes: Buffer, limits: Limits): Promise<Uint8Array> => {
  const context = await parse(bytes);
  const catalog = catalogOf(context);
  if (pageCount(context, catalog, limits.pages) > limits.pages) throw new Refused("tooManyPages");
  for (const dictionary of everything(context).dictionaries) refuseDictionary(dictionary, limits);
  for (const dictionary of everything(context).dictionaries) cleanDictionary(dictionary);
  cleanTrailer(context);
  const root = context.trailerInfo.Root;
  if (!(root instanceof PDFRef)) throw new Refused("notReadable");
  catalog.set(PDFName.of("Type"), PDFName.of("Catalog"));
  dropUnreached(context, root);
  cleanStreams(context, new StreamBudget(limits));
  return PDFWriter.forContext(context, Number.POSITIVE_INFINITY).serializeToBuffer();
};

/** @throws Refused for what it is refused for, and "notReadable" for whatever the parser stumbles over */
export const rewritePdf = async (path: string, folder: string, limits: Limits): Promise<Ready> => {
  const clean = join(folder, "clean");
  await writeFile(clean, await rewritten(await readFile(path), limits));
  return { state: "ready", contentType: "application/pdf", clean };
};
