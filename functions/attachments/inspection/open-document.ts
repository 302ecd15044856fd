import { type Fate, type Rules } from "./document-rules.ts";
import { Refused } from "./verdict.ts";
import { type Element, type XmlRules } from "./xml-rewrite.ts";

/** OpenDocument text and spreadsheets (ISO/IEC 26300): what their parts may be, and where they name people and machines. */

const value = ({ attributes }: Element, local: string): string =>
  attributes.find((attribute) => attribute.local === local)?.value ?? "";

/** Toolbars, caches, previews and signers; an office program makes its own when they are missing. */
const leavesOut = (name: string): boolean =>
  /^(?:Thumbnails\/|Configurations2\/|layout-cache$|META-INF\/documentsignatures\.xml$)/i.test(name) ||
  // Lists of modules that come even when there is none; a module itself is refused.
  /^(?:Basic|Dialogs)\/(?:.*\/)?(?:script|dialog)-l[bc]\.xml$/i.test(name);

const manifest: XmlRules = {
  element: (element) => {
    if (element.local === "encryption-data") throw new Refused("encrypted");
    return leavesOut(value(element, "full-path")) ? undefined : element.attributes;
  },
  blank: new Set(),
};

const active = new Set(["plugin", "applet", "floating-frame", "dde-source", "dde-link", "dde-connection-decl"]);
/** Names and times of who wrote, changed and remarked; and of the sender, whom a field may show. */
const people = new Set([
  "creator",
  "initial-creator",
  "creator-initials",
  "printed-by",
  "author-name",
  "author-initials",
  "sender-initials",
  "sender-firstname",
  "sender-lastname",
  "sender-email",
  "sender-phone-private",
]);
/** Fetched when the document opens. A link of text (`a`) waits for a hand. */
const fetches = new Set([
  "image",
  "object",
  "section-source",
  "table-source",
  "cell-range-source",
  "fill-image",
  "background-image",
]);

const ofParts: XmlRules = {
  element: (element) => {
    const { local, attributes } = element;
    if (local === "event-listener") throw new Refused("macros");
    if (active.has(local)) throw new Refused("activeContent");
    if (local === "object-ole") throw new Refused("embeddedFiles");
    const href = value(element, "href");
    if (fetches.has(local) && /^\s*(?:[a-z][a-z0-9+.-]*:|\/|\\)/i.test(href)) throw new Refused("activeContent");
    if (/^\s*(?:javascript|vbscript|data|file|macro|vnd\.sun\.star\.script):/i.test(href))
      throw new Refused("activeContent");
    // The printer's and the database's names.
    return local === "config-item" && /printer|database/i.test(value(element, "name")) ? undefined : attributes;
  },
  // dc:date stands beside dc:creator in remarks and changes.
  blank: people,
};

const emptyMeta =
  '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>';

const refuseByName = (name: string): void => {
  if (/^(?:Basic|Scripts|Dialogs)\//i.test(name) || /^META-INF\/macrosignatures\.xml$/i.test(name))
    throw new Refused("macros");
};

const fateOf = (name: string): Fate => {
  if (name === "mimetype") return { fate: "kept" };
  if (name === "META-INF/manifest.xml") return { fate: "rewritten", rules: manifest };
  if (/(?:^|\/)meta\.xml$/i.test(name)) return { fate: "replaced", by: emptyMeta };
  if (/\.(?:xml|rdf)$/i.test(name)) return { fate: "rewritten", rules: ofParts };
  if (/(?:^|\/)(?:Pictures|media|ObjectReplacements)\//i.test(name)) return { fate: "picture" };
  throw new Refused("embeddedFiles");
};

export const openDocument: Rules = (name) => {
  if (leavesOut(name)) return { fate: "leftOut" };
  refuseByName(name);
  return fateOf(name);
};
