import { emailSpans } from "./masking-emails.ts";
import { numberSpans } from "./masking-numbers.ts";

/**
 * Personal data out of free text, before anybody but the handlers of a report reads it: the numbers of identity and
 * family cards, phone numbers, mail addresses and bank accounts. Names and street addresses are not recognised;
 * a person looks for those.
 *
 * Linear in the length of the text: both searches walk it once from left to right, and look ahead or back from each
 * place by a bounded number of characters or blocks of digits. Neither has a pattern that can backtrack over more
 * than such a window.
 */

export type PersonalDataKind = "nationalId" | "phone" | "email" | "bankAccount";

/** Where something was found: UTF-16 positions in the text as it was given, `end` exclusive. */
export type PersonalData = { readonly kind: PersonalDataKind; readonly start: number; readonly end: number };

export type MaskedText = { readonly text: string; readonly found: readonly PersonalData[] };

/** No digit, no @ and no word that announces a number, so a masked text is its own masked text. */
const masks: Readonly<Record<PersonalDataKind, string>> = {
  nationalId: "[nomor identitas disamarkan]",
  phone: "[nomor telepon disamarkan]",
  email: "[alamat surel disamarkan]",
  bankAccount: "[nomor akun bank disamarkan]",
};

/** Digits of an address such as 08123456789@example.com are the address's: addresses come first. */
const allSpans = (text: string): readonly PersonalData[] => {
  const emails = emailSpans(text);
  const found: PersonalData[] = [];
  let from = 0;
  for (const email of emails) {
    found.push(...numberSpans(text, from, email.start), email);
    from = email.end;
  }
  found.push(...numberSpans(text, from, text.length));
  return found;
};

/**
 * The text with personal data replaced by words in Indonesian that say what stood there. It may be longer than the
 * text given: a phone number takes 10 characters, its replacement 26.
 *
 * @returns the masked text, and what was found, in order and without overlaps
 */
export const maskPersonalData = (text: string): MaskedText => {
  const found = allSpans(text);
  if (found.length === 0) return { text, found };
  const parts: string[] = [];
  let from = 0;
  for (const { kind, start, end } of found) {
    parts.push(text.slice(from, start), masks[kind]);
    from = end;
  }
  parts.push(text.slice(from));
  return { text: parts.join(""), found };
};
