import { diffWordsWithSpace } from "diff";
import type { Writing } from "./complaint-view.ts";

/** What an editor made of what a reporter wrote, word by word, so that nobody has to compare two texts by eye. */

export type Passage = { readonly kind: "kept" | "removed" | "added"; readonly text: string };
export type Difference = { readonly title: readonly Passage[]; readonly text: readonly Passage[] };

const passages = (before: string, after: string): readonly Passage[] =>
  diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "kept",
    text: value,
  }));

/** `kept` and `removed` together are the original, `kept` and `added` the published text. */
export const differenceOf = (original: Writing, published: Writing): Difference => ({
  title: passages(original.title ?? "", published.title ?? ""),
  text: passages(original.text, published.text),
});
