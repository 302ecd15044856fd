import { AFRelationship, PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import { deflateSync } from "node:zlib";
import { jpegWithTags } from "./images.ts";
import { person, secret, xmp } from "./personal.ts";

type Change = (document: PDFDocument) => void | Promise<void>;

/** One page with a picture that has tags of its own, an author and XMP; then whatever the case adds. */
const pdf = async (change: Change = () => undefined, plain = true): Promise<Buffer> => {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 200]);
  page.drawText("Jalan rusak");
  page.drawImage(await document.embedJpg(await jpegWithTags()), { x: 10, y: 10, width: 48, height: 32 });
  document.setAuthor(person);
  document.setTitle(secret);
  const metadata = document.context.stream(xmp, { Type: "Metadata", Subtype: "XML" });
  document.catalog.set(PDFName.of("Metadata"), document.context.register(metadata));
  await change(document);
  return Buffer.from(await document.save({ useObjectStreams: !plain }));
};

const openAction = (document: PDFDocument, action: Readonly<Record<string, unknown>>): void => {
  document.catalog.set(PDFName.of("OpenAction"), document.context.obj(action as never));
};
const launch = (document: PDFDocument): void => {
  openAction(document, { S: "Launch", F: PDFString.of("cmd.exe") });
};
const script = (document: PDFDocument): void => {
  openAction(document, { S: "JavaScript", JS: PDFString.of("app.alert(1)") });
};

export const pdfWithTags = (): Promise<Buffer> => pdf();
export const pdfInObjectStreams = (): Promise<Buffer> => pdf(undefined, false);
export const pdfWithRemark = (): Promise<Buffer> =>
  pdf((document) => {
    const remark = {
      Type: "Annot",
      Subtype: "Text",
      Rect: [0, 0, 9, 9],
      T: PDFString.of(person),
      Contents: PDFString.of("a"),
    };
    document.getPage(0).node.addAnnot(document.context.register(document.context.obj(remark)));
  });
export const pdfWithScript = (): Promise<Buffer> => pdf(script);
export const pdfWithScriptInObjectStream = (): Promise<Buffer> => pdf(script, false);
export const pdfWithLaunch = (): Promise<Buffer> => pdf(launch);
export const pdfWithFile = (): Promise<Buffer> =>
  pdf((document) =>
    document.attach(Buffer.from("MZ"), "a.exe", { mimeType: "text/plain", afRelationship: AFRelationship.Data }),
  );
export const pdfOfPages = (pages: number): Promise<Buffer> =>
  pdf((document) => {
    for (let page = 1; page < pages; page += 1) document.addPage([10, 10]);
  });
export const pdfEncrypted = (): Promise<Buffer> =>
  pdf((document) => {
    document.encrypt({ userPassword: "a", ownerPassword: "b" });
  });
/** A page's content that becomes 300 MB. */
export const pdfBomb = (): Promise<Buffer> =>
  pdf((document) => {
    const bomb = document.context.stream(deflateSync(Buffer.alloc(300 * 1024 * 1024)), { Filter: "FlateDecode" });
    document.getPage(0).node.set(PDFName.of("Contents"), document.context.register(bomb));
  });
export const pdfWithHugePicture = (): Promise<Buffer> =>
  pdf((document) => {
    const image = document.context.stream("x", { Type: "XObject", Subtype: "Image", Width: 60_000, Height: 60_000 });
    document.catalog.set(PDFName.of("Test"), document.context.register(image));
  });

/** A name may hide its letters: "J#61vaScript" is "JavaScript". */
export const pdfWithHiddenName = async (): Promise<Buffer> =>
  Buffer.from(
    (await pdfWithScript()).toString("latin1").replaceAll("/JavaScript", "/J#61vaScript").replaceAll("/JS ", "/J#53 "),
    "latin1",
  );

/** A later revision that gives the catalog a script, behind the end of an innocent file. */
export const pdfUpdatedWithScript = async (): Promise<Buffer> => {
  const before = await pdf();
  const text = before.toString("latin1");
  const root = /\/Root (\d+) 0 R/.exec(text)?.[1] ?? "1";
  const pages = /\/Pages (\d+) 0 R/.exec(text)?.[1] ?? "1";
  const at = before.length + 1;
  const object = `${root} 0 obj\n<< /Type /Catalog /Pages ${pages} 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\nendobj\n`;
  const table = `xref\n${root} 1\n${String(at).padStart(10, "0")} 00000 n \ntrailer\n<< /Root ${root} 0 R /Size 99 /Prev 0 >>\nstartxref\n${at + object.length}\n%%EOF\n`;
  return Buffer.concat([before, Buffer.from(`\n${object}${table}`, "latin1")]);
};

/** An object that this parser cannot make out, and another might. */
export const pdfWithBrokenObject = async (): Promise<Buffer> =>
  Buffer.from(
    (await pdf())
      .toString("latin1")
      .replace(/\/Metadata (\d+) 0 R/, "/Metadata $1 0 R /Test 77 0 R")
      .replace("\nxref", "\n77 0 obj\n<< /S /JavaScript /JS ( >>\nendobj\n\nxref"),
    "latin1",
  );

/** A PDF to a viewer that looks for its header, and a script to whoever runs it. */
export const pdfAndScript = async (): Promise<Buffer> =>
  Buffer.concat([Buffer.from("/*\n"), await pdf(), Buffer.from("\n*/ alert(1)\n")]);
