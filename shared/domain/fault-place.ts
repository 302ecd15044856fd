import type { Collection } from "./collections.ts";

/** Where a fault of the directory is to be mended: its sentence begins with the entry that it is about. */
export type FaultPlace = { readonly collection: Collection; readonly key: string; readonly field: string };

const subjects: readonly (readonly [string, Collection])[] = [
  ["agency ", "agencies"],
  ["officer ", "officers"],
  ["category ", "categories"],
  ["routing rule ", "routingRules"],
  ["deadline rule ", "deadlineRules"],
];

/** What the rest of the sentence says, and the field that says otherwise; the first that fits. */
const fields: readonly (readonly [RegExp, string])[] = [
  [/^lies under|^is above itself|coordinator's office above it$/, "/parent"],
  [/^names region/, "/regionCode"],
  [/^names category/, "/categoryCode"],
  [/^names agency|^is for .* alone|^has neither an office/, "/agencyCode"],
  [/^has the time zone/, "/timeZone"],
  [/^ends before|so cannot close$/, "/validTo"],
  [/^has the successor|^closes and has no successor/, "/successor"],
  [/not marked as coordinator$/, "/coordinator"],
  [/^needs district offices/, "/agency"],
  [/^needs offices of the kind|^has both an office/, "/agencyKind"],
  [/^has a phrase|^counts "/, "/phrases"],
  [/^starts |^never starts/, "/startEvents"],
  [/^does not wait/, "/pauseEvents"],
];

/** @returns null: it is about the directory as a whole, or about what is not changed entry by entry */
export const placeOfFault = (sentence: string): FaultPlace | null => {
  const subject = subjects.find(([name]) => sentence.startsWith(name));
  if (!subject) return null;
  const [name, collection] = subject;
  const rest = sentence.slice(name.length);
  const end = rest.indexOf(" ");
  const [key, said] = [rest.slice(0, end), rest.slice(end + 1)];
  const field = fields.find(([pattern]) => pattern.test(said))?.[1] ?? "";
  // A routing rule's office may be one by its kind, so its code lies one level deeper.
  return { collection, key, field: collection === "routingRules" && field === "/agencyCode" ? "/agency/code" : field };
};
