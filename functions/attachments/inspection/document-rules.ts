import { type XmlRules } from "./xml-rewrite.ts";

/** What becomes of a part of a document. */
export type Fate =
  /** Left out, with whatever points to it. */
  | { readonly fate: "leftOut" }
  /** Replaced by the same for every document. */
  | { readonly fate: "replaced"; readonly by: string }
  /** Parsed and written anew. */
  | { readonly fate: "rewritten"; readonly rules: XmlRules }
  /** A picture, stripped of its tags. */
  | { readonly fate: "picture" }
  | { readonly fate: "kept" };

/** Decides over each part by its name. @throws Refused for a part that no attachment may have */
export type Rules = (name: string) => Fate;
