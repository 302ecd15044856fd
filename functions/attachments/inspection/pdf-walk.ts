import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFInvalidObject,
  type PDFObject,
  PDFRef,
  PDFStream,
} from "@cantoo/pdf-lib";
import { Refused } from "./verdict.ts";

/** Every dictionary that can be reached, with its indirect objects' references. */
export type Reached = { readonly dictionaries: readonly PDFDict[]; readonly refs: ReadonlySet<PDFRef> };

const parts = (object: PDFObject): readonly PDFObject[] => {
  if (object instanceof PDFDict) return object.values();
  if (object instanceof PDFArray) return object.asArray();
  if (object instanceof PDFStream) return [object.dict];
  return [];
};

/**
 * Walks from the given objects over everything that they lead to. Without recursion, since a file may nest as deep as
 * it likes, and each object once, since it may go round in circles.
 *
 * @throws Refused at an object that the parser could not make out: it would be written out as it stands, and another
 * program may see in it what was not looked for here
 */
export const reach = (context: PDFContext, roots: readonly PDFObject[]): Reached => {
  const dictionaries: PDFDict[] = [];
  const seen = new Set<PDFObject>();
  const refs = new Set<PDFRef>();
  const open: PDFObject[] = [...roots];
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (seen.has(object)) continue;
    seen.add(object);
    if (object instanceof PDFRef) {
      refs.add(object);
      const target = context.lookup(object);
      if (target !== undefined) open.push(target);
      continue;
    }
    if (object instanceof PDFInvalidObject) throw new Refused("notReadable");
    if (object instanceof PDFDict) dictionaries.push(object);
    open.push(...parts(object));
  }
  return { dictionaries, refs };
};
