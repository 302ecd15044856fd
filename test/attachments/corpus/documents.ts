import { buffer } from "node:stream/consumers";
import yazl from "yazl";
import { jpegWithTags, pngWithTags } from "./images.ts";
import { person, secret } from "./personal.ts";

export type Parts = Readonly<Record<string, string | Buffer>>;

/** A zip of these parts, in this order. */
export const zipOf = (parts: Parts): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  for (const [name, part] of Object.entries(parts)) {
    zip.addBuffer(Buffer.from(part as string), name, { mtime: new Date(0), compress: name !== "mimetype" });
  }
  zip.end();
  return buffer(zip.outputStream);
};

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const main = "application/vnd.openxmlformats-officedocument";

const types = (content: string, more = ""): string =>
  `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/>${content}${more}</Types>`;
const rels = (...lines: readonly string[]): string =>
  `${head}<Relationships xmlns="${packaged}/relationships">${lines.join("")}</Relationships>`;
const rel = (id: string, type: string, target: string, outside = false): string =>
  `<Relationship Id="${id}" Type="${relationship}/${type}" Target="${target}"${outside ? ' TargetMode="External"' : ""}/>`;

const core = `${head}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${person}</dc:creator><cp:lastModifiedBy>${person}</cp:lastModifiedBy></cp:coreProperties>`;
const app = `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>${secret}</Company><Manager>${person}</Manager></Properties>`;
const body = (inside = ""): string =>
  `${head}<w:document xmlns:w="${word}" xmlns:r="${relationship}"><w:body><w:p><w:ins w:id="1" w:author="${person}" w:date="2026-01-02T03:04:05Z"><w:r><w:t>Jalan &amp; jembatan</w:t></w:r></w:ins></w:p>${inside}</w:body></w:document>`;

export const docxParts = async (): Promise<Record<string, string | Buffer>> => ({
  "[Content_Types].xml": types(
    `<Override PartName="/word/document.xml" ContentType="${main}.wordprocessingml.document.main+xml"/>`,
  ),
  "_rels/.rels": rels(
    rel("r1", "officeDocument", "word/document.xml"),
    rel("r2", "extended-properties", "docProps/app.xml"),
    `<Relationship Id="r3" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    `<Relationship Id="r4" Type="${packaged}/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpg"/>`,
  ),
  "word/document.xml": body(),
  "word/_rels/document.xml.rels": rels(
    rel("r1", "image", "media/image1.jpg"),
    rel("r2", "hyperlink", "https://example.test/", true),
  ),
  "word/settings.xml": `${head}<w:settings xmlns:w="${word}" xmlns:r="${relationship}"><w:attachedTemplate r:id="r1"/></w:settings>`,
  "word/_rels/settings.xml.rels": rels(rel("r1", "attachedTemplate", `file:///C:/Users/${person}/Normal.dotm`, true)),
  "word/comments.xml": `${head}<w:comments xmlns:w="${word}"><w:comment w:id="0" w:author="${person}" w:initials="S"><w:p/></w:comment></w:comments>`,
  "word/people.xml": `${head}<w15:people xmlns:w15="urn:x"><w15:person w15:author="${person}"/></w15:people>`,
  "word/media/image1.jpg": await jpegWithTags(),
  "docProps/core.xml": core,
  "docProps/app.xml": app,
  "docProps/thumbnail.jpg": await jpegWithTags(),
});

type Change = (parts: Record<string, string | Buffer>) => void;
export const docx = async (change: Change = () => undefined): Promise<Buffer> => {
  const parts = await docxParts();
  change(parts);
  return zipOf(parts);
};

export const docxTagged = (): Promise<Buffer> => docx();
export const docxWithMacros = (): Promise<Buffer> =>
  docx((parts) => {
    parts["word/vbaProject.bin"] = "Attribute VB_Name";
  });
export const docmAsDocx = (): Promise<Buffer> =>
  docx((parts) => {
    parts["[Content_Types].xml"] = String(parts["[Content_Types].xml"]).replace(
      `${main}.wordprocessingml.document.main+xml`,
      "application/vnd.ms-word.document.macroEnabled.main+xml",
    );
  });
export const docxWithFile = (): Promise<Buffer> =>
  docx((parts) => {
    parts["word/embeddings/oleObject1.bin"] = "MZ";
  });
export const docxWithUnknownPart = (): Promise<Buffer> =>
  docx((parts) => {
    parts["word/media/a.exe"] = "MZ";
  });
export const docxWithRemotePicture = (): Promise<Buffer> =>
  docx((parts) => {
    parts["word/_rels/document.xml.rels"] = rels(rel("r1", "image", "https://example.test/seen.png", true));
  });
export const docxWithDde = (): Promise<Buffer> =>
  docx((parts) => {
    const field =
      "<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\cmd.exe</w:instrText></w:r></w:p>";
    parts["word/document.xml"] = body(field);
  });
export const docxWithEntity = (): Promise<Buffer> =>
  docx((parts) => {
    parts["word/document.xml"] = body("&x;").replace(
      head,
      `${head}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`,
    );
  });
export const docxBomb = (): Promise<Buffer> =>
  docx((parts) => {
    parts["word/document.xml"] = body(" ".repeat(60 * 1024 * 1024));
  });
/** The same, with a directory that says one byte. */
export const docxLyingBomb = async (): Promise<Buffer> => {
  const zip = await docxBomb();
  const name = Buffer.from("word/document.xml");
  for (let at = zip.indexOf(name); at !== -1; at = zip.indexOf(name, at + 1)) {
    if (zip.readUInt32LE(Math.max(0, at - 46)) === 0x02014b50) zip.writeUInt32LE(1, at - 46 + 24);
  }
  return zip;
};
/** Word's password wraps the document in a compound file with a stream of this name. */
export const docxEncrypted = (): Buffer => {
  const file = Buffer.alloc(4096);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  Buffer.from("EncryptedPackage", "utf16le").copy(file, 1024);
  return file;
};

export const xlsx = (more: Parts = {}): Promise<Buffer> =>
  zipOf({
    "[Content_Types].xml": types(
      `<Override PartName="/xl/workbook.xml" ContentType="${main}.spreadsheetml.sheet.main+xml"/>`,
    ),
    "_rels/.rels": rels(rel("r1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `${head}<workbook xmlns="urn:m" xmlns:x15ac="urn:a"><fileSharing userName="${person}"/><x15ac:absPath url="C:\\Users\\${person}\\"/><sheets/></workbook>`,
    "xl/_rels/workbook.xml.rels": rels(rel("r1", "worksheet", "worksheets/sheet1.xml")),
    "xl/worksheets/sheet1.xml": `${head}<worksheet xmlns="urn:m" xmlns:r="urn:r"><sheetData/><pageSetup orientation="portrait" r:id="r1"/></worksheet>`,
    "xl/worksheets/_rels/sheet1.xml.rels": rels(
      rel("r1", "printerSettings", "../printerSettings/printerSettings1.bin"),
    ),
    "xl/printerSettings/printerSettings1.bin": Buffer.from(person, "utf16le"),
    "xl/comments1.xml": `${head}<comments xmlns="urn:m"><authors><author>${person}</author></authors></comments>`,
    "docProps/core.xml": core,
    ...more,
  });
export const xlsxWithMacroSheet = (): Promise<Buffer> => xlsx({ "xl/macrosheets/sheet1.xml": `${head}<a/>` });
export const xlsxWithDde = (): Promise<Buffer> =>
  xlsx({ "xl/externalLinks/externalLink1.xml": `${head}<externalLink><ddeLink ddeService="cmd"/></externalLink>` });

const office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
const content = (inside = ""): string =>
  `${head}<office:document-content xmlns:office="${office}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:draw="urn:d" xmlns:xlink="urn:l" xmlns:script="urn:s"><office:body><office:annotation><dc:creator>${person}</dc:creator></office:annotation>${inside}</office:body></office:document-content>`;
export const openDocument = async (kind: "text" | "spreadsheet", more: Parts = {}): Promise<Buffer> =>
  zipOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    "content.xml": content(),
    "meta.xml": `${head}<office:document-meta xmlns:office="${office}" xmlns:meta="urn:meta"><office:meta><meta:initial-creator>${person}</meta:initial-creator></office:meta></office:document-meta>`,
    "settings.xml": `${head}<config:a xmlns:config="urn:c"><config:config-item config:name="PrinterName">${person}</config:config-item></config:a>`,
    "Thumbnails/thumbnail.png": await pngWithTags(),
    "Pictures/1.png": await pngWithTags(),
    "META-INF/manifest.xml": `${head}<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="/"/><m:file-entry m:full-path="Thumbnails/thumbnail.png"/></m:manifest>`,
    ...more,
  });
export const odsWithMacros = (): Promise<Buffer> =>
  openDocument("spreadsheet", { "Basic/Standard/Module1.xml": `${head}<a/>` });
export const odtWithListener = (): Promise<Buffer> =>
  openDocument("text", { "content.xml": content('<script:event-listener xlink:href="macro:a"/>') });
export const odtWithRemotePicture = (): Promise<Buffer> =>
  openDocument("text", { "content.xml": content('<draw:image xlink:href="https://example.test/a.png"/>') });
export const odtEncrypted = (): Promise<Buffer> =>
  openDocument("text", {
    "META-INF/manifest.xml": `${head}<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>`,
  });
