import { type Fate, type Rules } from "./document-rules.ts";
import { Refused } from "./verdict.ts";
import { type Attribute, type Element, type XmlRules } from "./xml-rewrite.ts";

/**
 * Word and Excel since 2007 (ECMA-376): what their parts may be, and where they name people, places and machines.
 * A part that is not known here is refused, since "other" is how files travel inside files.
 */

const value = ({ attributes }: Element, local: string): string =>
  attributes.find((attribute) => attribute.local === local)?.value ?? "";
const without = ({ attributes }: Element, ...locals: readonly string[]): readonly Attribute[] =>
  attributes.filter(({ local }) => !locals.includes(local));
const renamed = (attributes: readonly Attribute[], names: Readonly<Record<string, string>>): readonly Attribute[] =>
  attributes.map((attribute) => ({ ...attribute, value: names[attribute.local] ?? attribute.value }));

const macros = /macro|vba/i;
/** [Content_Types].xml names each part's type, and the document's own: a .docm called .docx shows here. */
const contentTypes: XmlRules = {
  element: (element) => {
    if (macros.test(value(element, "ContentType"))) throw new Refused("macros");
    return leavesOut(value(element, "PartName").slice(1)) ? undefined : element.attributes;
  },
  blank: new Set(),
};

/** Relations to parts that are left out, and to what lies on the author's machine or a server. */
const goneRelations =
  /\/(?:thumbnail|customXml|printerSettings|people|attachedTemplate|mailMergeSource|custom-properties|mailMergeHeaderSource)$/i;
const relations: XmlRules = {
  element: (element) => {
    const type = value(element, "Type");
    if (macros.test(type)) throw new Refused("macros");
    if (goneRelations.test(type)) return undefined;
    const outside = value(element, "TargetMode").toLowerCase() === "external";
    // A link that a hand has to click may stay; anything else is fetched when the document opens.
    if (outside && !type.endsWith("/hyperlink")) throw new Refused("activeContent");
    if (outside && /^\s*(?:javascript|vbscript|data|file|\\\\)/i.test(value(element, "Target"))) {
      throw new Refused("activeContent");
    }
    return element.attributes;
  },
  blank: new Set(),
};

/** Elements that lead to a left out part or tell of the author's machine. ECMA-376-1, 17.15 and 18.2; absPath: [MS-XLSX]. */
const goneElements = new Set(["attachedTemplate", "mailMerge", "absPath", "fileSharing", "saveThroughXslt", "docVars"]);
/** Who remarked and changed (17.13, 18.7): Word itself writes "Author" when it removes personal information. */
const people = { author: "Author", initials: "A", userName: "Author", lastModifiedBy: "Author" };

const ofParts: XmlRules = {
  element: (element) => {
    const { local } = element;
    if (local === "ddeLink" || local === "oleLink" || local === "control") throw new Refused("activeContent");
    if (local === "OLEObject" || local === "oleObject") throw new Refused("embeddedFiles");
    if (goneElements.has(local)) return undefined;
    if (/\bDDE(?:AUTO)?\b/i.test(value(element, "instr"))) throw new Refused("activeContent");
    if (local === "pageSetup") return without(element, "id");
    if (local === "person")
      return renamed(element.attributes, { displayName: "Author", userId: "Author", providerId: "None" });
    return renamed(without(element, ...(value(element, "author") === "" ? [] : ["date", "dateUtc"])), people);
  },
  // 18.7.1: who remarked in a workbook.
  blank: new Set(["author"]),
};

/** Fields that fetch from another program (17.16.5); a field's instruction may be cut into pieces. */
const withInstructions = (): XmlRules => {
  let instructions = "";
  return {
    ...ofParts,
    text: (local, text) => {
      if (local !== "instrText") return;
      instructions += text;
      if (/\bDDE(?:AUTO)?\b/i.test(instructions)) throw new Refused("activeContent");
    },
  };
};

/** SVG beside its bitmap: kept as a drawing, without what could run and without its editor's notes. */
const drawing: XmlRules = {
  element: (element) => {
    if (["script", "foreignObject", "metadata", "namedview", "handler", "use"].includes(element.local))
      return undefined;
    return element.attributes.filter(
      ({ local, value: text }) => !local.startsWith("on") && !/^\s*javascript:/i.test(text),
    );
  },
  blank: new Set(["title", "desc"]),
};

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const coreProperties = `${head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`;
const appProperties = `${head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`;

/** Author's properties of their own, thumbnails, printers, and lists of people; Word and Excel open without any of them. */
const leavesOut = (name: string): boolean =>
  /^(?:customXml\/|docProps\/(?:custom\.xml|thumbnail)|(?:word|xl)\/printerSettings\/|word\/people\.xml)/i.test(name);

const refuseByName = (name: string): void => {
  if (/vba(?:project|data)|\/macrosheets\/|\/dialogsheets\//i.test(name)) throw new Refused("macros");
  if (/\/activeX\//i.test(name) || /^xl\/(?:externalLinks|queryTables)\/|^xl\/connections\.xml$/i.test(name)) {
    throw new Refused("activeContent");
  }
  if (/\/embeddings\//i.test(name)) throw new Refused("embeddedFiles");
};

const fateOf = (name: string): Fate => {
  if (name === "[Content_Types].xml") return { fate: "rewritten", rules: contentTypes };
  if (/^docProps\/core\.xml$/i.test(name)) return { fate: "replaced", by: coreProperties };
  if (/^docProps\/app\.xml$/i.test(name)) return { fate: "replaced", by: appProperties };
  if (/\.rels$/i.test(name)) return { fate: "rewritten", rules: relations };
  if (/\.(?:xml|vml)$/i.test(name)) return { fate: "rewritten", rules: withInstructions() };
  if (/\.svg$/i.test(name)) return { fate: "rewritten", rules: drawing };
  if (/\/media\//i.test(name)) return { fate: "picture" };
  if (/^word\/fonts\/[^/]+\.(?:odttf|ttf)$/i.test(name)) return { fate: "kept" };
  throw new Refused("embeddedFiles");
};

export const openXml: Rules = (name) => {
  refuseByName(name);
  return leavesOut(name) || leavesOut(name.replace(/_rels\/([^/]+)\.rels$/, "$1")) ? { fate: "leftOut" } : fateOf(name);
};
