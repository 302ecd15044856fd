import type { RoutingRule } from "./directory.ts";
import { wordsInStandardSpelling } from "./words.ts";

/** Looks for the phrases of all routing rules in a report at once. */

export type KeyPhrase = {
  readonly rule: RoutingRule;
  /** As the rule spells it. */
  readonly phrase: string;
  readonly words: readonly string[];
  readonly weight: number;
};

/** By first word, so that each word of a report is looked up once. */
export type KeyPhrases = ReadonlyMap<string, readonly KeyPhrase[]>;

/** "lampu di gang kami mati" still says "lampu mati"; more than three words in between say something else. */
const mostWordsBetween = 3;
/** What each word in between leaves of the weight. */
const closenessPerWord = 0.8;

/** "in front of", "near", "beside", "towards": what follows says where, not what. */
const landmarkWords = new Set(
  "depan dpn dekat deket dkt samping seberang sebrang belakang blkg sebelah sekitar menuju arah".split(" "),
);
/** May stand between such a word and the name of the landmark. */
const buildings = new Set(["kantor", "gedung", "halaman", "pagar", "area"]);
/** What being a landmark leaves of the weight: "in front of the school" is seldom about the school. */
const landmarkShare = 0.3;

const isLandmark = (words: readonly string[], at: number): boolean => {
  const before = words[at - 1] ?? "";
  return landmarkWords.has(before) || (buildings.has(before) && landmarkWords.has(words[at - 2] ?? ""));
};

export const keyPhrases = (rules: readonly RoutingRule[]): KeyPhrases => {
  const byFirstWord = new Map<string, KeyPhrase[]>();
  for (const rule of rules) {
    for (const { phrase, weight } of rule.phrases) {
      const words = wordsInStandardSpelling(phrase);
      const [first] = words;
      if (first === undefined) continue;
      const others = byFirstWord.get(first);
      if (others === undefined) byFirstWord.set(first, [{ rule, phrase, words, weight }]);
      else others.push({ rule, phrase, words, weight });
    }
  }
  return byFirstWord;
};

/** How many words stand between those of a phrase that begins at a place; null when it does not go on from there. */
const wordsBetween = (phrase: readonly string[], words: readonly string[], start: number): number | null => {
  let between = 0;
  let at = start;
  for (const next of phrase.slice(1)) {
    const skipped = words.slice(at + 1, at + 2 + mostWordsBetween).indexOf(next);
    if (skipped === -1) return null;
    between += skipped;
    at += skipped + 1;
  }
  return between;
};

/**
 * The phrases found, each once, with the share of its weight that it keeps: 1 where its words stand side by side,
 * less with words in between or as a landmark.
 */
export const findKeyPhrases = (phrases: KeyPhrases, text: string): ReadonlyMap<KeyPhrase, number> => {
  const words = wordsInStandardSpelling(text);
  const found = new Map<KeyPhrase, number>();
  for (const [at, word] of words.entries()) {
    for (const phrase of phrases.get(word) ?? []) {
      const between = wordsBetween(phrase.words, words, at);
      if (between === null) continue;
      const share = closenessPerWord ** between * (isLandmark(words, at) ? landmarkShare : 1);
      found.set(phrase, Math.max(found.get(phrase) ?? 0, share));
    }
  }
  return found;
};
