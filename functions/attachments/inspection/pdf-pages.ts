import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject } from "@cantoo/pdf-lib";
import { Refused } from "./verdict.ts";

/**
 * Counts the pages by going through the tree of them, since the number that the file gives may be any. Stops when there
 * are more than `most`.
 *
 * @throws Refused if there is no page or the tree goes round in circles
 */
export const pageCount = (context: PDFContext, catalog: PDFDict, most: number): number => {
  let pages = 0;
  const seen = new Set<PDFObject>();
  const open: (PDFObject | undefined)[] = [catalog.get(PDFName.of("Pages"))];
  while (open.length > 0 && pages <= most) {
    const node = context.lookup(open.pop());
    if (!(node instanceof PDFDict)) continue;
    if (seen.has(node)) throw new Refused("notReadable");
    seen.add(node);
    const kids = node.lookup(PDFName.of("Kids"));
    if (kids instanceof PDFArray) open.push(...kids.asArray());
    else pages += 1;
  }
  if (pages === 0) throw new Refused("notReadable");
  return pages;
};
