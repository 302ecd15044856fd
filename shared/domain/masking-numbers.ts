type NumberKind = "nationalId" | "phone" | "bankAccount";
type NumberSpan = { readonly kind: NumberKind; readonly start: number; readonly end: number };

/** An unbroken run of digits, and what stands between it and the run before it. */
type Block = {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** At most three characters; null after more, at the beginning, and after a number that was taken out. */
  readonly gap: string | null;
};

/** A number under the eye: the blocks, where it would begin, and the text around them. */
type Place = { readonly text: string; readonly blocks: readonly Block[]; readonly at: number };

const longestGap = 3;
/** What people put inside one number. A comma or slash separates two; a line end does too. */
const joins = /^[ \u00A0.()_\u2013-]+$/;

const blocksOf = (text: string): Block[] => {
  const blocks: Block[] = [];
  let end: number | null = null;
  for (const match of text.matchAll(/\d+/g)) {
    const near = end !== null && match.index - end <= longestGap;
    const gap = near ? text.slice(end ?? 0, match.index) : null;
    end = match.index + match[0].length;
    blocks.push({ start: match.index, end, digits: match[0], gap });
  }
  return blocks;
};

const isJoined = (block: Block | undefined): block is Block & { gap: string } =>
  typeof block?.gap === "string" && joins.test(block.gap);

/** Blocks from `at` that belong together and hold `least` to `most` digits; further ones only with the same gap. */
const blocksHolding = ({ blocks, at }: Place, least: number, most: number): readonly Block[] | null => {
  const first = blocks[at];
  if (first === undefined) return null;
  let last = at;
  let total = first.digits.length;
  while (total < least) {
    const next = blocks[last + 1];
    if (!isJoined(next)) return null;
    last += 1;
    total += next.digits.length;
  }
  if (total > most) return null;
  for (let next = blocks[last + 1]; last > at && isJoined(next); next = blocks[last + 1]) {
    if (next.gap !== blocks[last]?.gap || total + next.digits.length > most) break;
    last += 1;
    total += next.digits.length;
  }
  return blocks.slice(at, last + 1);
};

const digitsOf = (blocks: readonly Block[]): string => blocks.map((block) => block.digits).join("");

/** 1.500.000: the way Indonesia writes amounts. */
const isThousands = (blocks: readonly Block[]): boolean =>
  blocks.length > 1 &&
  (blocks[0]?.digits.length ?? 0) <= 3 &&
  blocks.slice(1).every((block) => block.gap === "." && block.digits.length === 3);

const isAmount = ({ text, blocks, at }: Place): boolean => {
  const start = blocks[at]?.start ?? 0;
  return /(?:^|[^\p{L}])(?:rp|idr|rupiah)[. ]*$/iu.test(text.slice(Math.max(0, start - 10), start));
};

/** 08-12-2026, 8.12.26 and 2026-12-08. */
const isDate = ({ blocks, at }: Place): boolean => {
  const [first, second, third] = blocks.slice(at, at + 3);
  if (first === undefined || !isJoined(second) || !isJoined(third)) return false;
  const [a, b, c] = [first, second, third].map((block) => block.digits.length);
  const dayFirst = (a ?? 0) <= 2 && (b ?? 0) <= 2 && c === 4;
  const yearFirst = a === 4 && b === 2 && c === 2;
  return dayFirst || yearFirst;
};

type Decimal = "no" | "perhaps" | "coordinate";

/**
 * Whether the block stands after a decimal point. 0 and the longitudes of Indonesia, 95 to 141 degrees east, begin
 * coordinates; another small number may be a latitude, or the number of a line in a list: "1.081234567890".
 */
const decimal = ({ text, blocks, at }: Place): Decimal => {
  const before = blocks[at - 1];
  const gap = blocks[at]?.gap;
  if (before === undefined || (gap !== "." && gap !== ",") || before.digits.length > 3) return "no";
  const whole = Number(before.digits);
  const negative = text.charAt(before.start - 1) === "-";
  return negative || whole === 0 || (whole >= 95 && whole <= 141) ? "coordinate" : "perhaps";
};

/**
 * Six digits of place beginning with a province, then day (41 to 71 for women), month, and six more: both the NIK of
 * a person and the number of a family card (PP 40/2019, article 36).
 */
const identityPattern =
  /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])\d{4}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}$/;
const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);

/**
 * An unbroken run of 15 to 18 digits names a person or a payment card: NIK, family card and new tax number 16, old
 * tax number 15, civil servant 18, and one digit too many or too few of the first. In groups only what looks like an
 * identity number, or four groups of four.
 */
const nationalIdAt = (place: Place): readonly Block[] | null => {
  const first = place.blocks[place.at];
  if (first === undefined || isAmount(place)) return null;
  const size = first.digits.length;
  if (size >= 15) {
    const known = size <= 18;
    const after = decimal(place);
    const taken = known && (after === "no" || (after === "perhaps" && identityPattern.test(first.digits)));
    return taken ? [first] : null;
  }
  const group = blocksHolding(place, 16, 16);
  if (group === null || isThousands(group) || isDate(place)) return null;
  if (group.length === 2 && size <= 3) return null;
  const inFours = group.length === 4 && group.every((block) => block.digits.length === 4);
  const years = group.every((block) => isYear(block.digits));
  return (inFours && !years) || identityPattern.test(digitsOf(group)) ? group : null;
};

/** In pairs or single digits, evenly spaced: "08 12 34 56 78 90". */
const isEvenlySpaced = (blocks: readonly Block[]): boolean =>
  blocks.length >= 5 &&
  blocks.every((block, index) => block.digits.length <= 2 && (index === 0 || block.gap === blocks[1]?.gap)) &&
  blocks[1]?.gap === " ";

/**
 * 0 and a mobile number of 9 to 12 digits that begins with 8. A first group of "08" alone is a day, month or hour
 * unless three digits or an even rhythm follow.
 */
const domesticPhoneAt = (place: Place): readonly Block[] | null => {
  const group = blocksHolding(place, 10, 13);
  if (group === null || !/^08[1-9]/.test(digitsOf(group)) || decimal(place) === "coordinate") return null;
  const [first, second] = group;
  const shortStart = first !== undefined && first.digits.length < 3;
  const secondIsLong = first?.digits.length === 2 && (second?.digits.length ?? 0) >= 3;
  return shortStart && !secondIsLong && !isEvenlySpaced(group) ? null : group;
};

/** 62 and the number without its 0, sometimes with it: "+62 (0)812". After a + any number of Indonesia. */
const internationalPhoneAt = (place: Place): readonly Block[] | null => {
  const { text, blocks, at } = place;
  const withPlus = text.charAt((blocks[at]?.start ?? 0) - 1) === "+";
  const group = blocksHolding(place, withPlus ? 10 : 11, 15);
  if (group === null) return null;
  if (withPlus) return /^620?[2-9]\d{7,11}$/.test(digitsOf(group)) ? group : null;
  if (isThousands(group) || isAmount(place) || decimal(place) !== "no") return null;
  return /^620?8[1-9]\d{7,10}$/.test(digitsOf(group)) ? group : null;
};

const longestLookBack = 48;
/** "no rek BRI a.n. ... 0123": the word for account, and nothing but words up to the number. */
const accountWord = /(?:^|[^\p{L}])(?:no)?rek(?:ening|eningnya)?(?![\p{L}])([^\d\n@[\]]{0,30})$/iu;

/** 8 to 18 digits after the word for account, unless it is the account with a waterworks or the like. */
const bankAccountAt = (place: Place): readonly Block[] | null => {
  const { text, blocks, at } = place;
  const start = blocks[at]?.start ?? 0;
  const announced = accountWord.exec(text.slice(Math.max(0, start - longestLookBack), start));
  if (announced === null || /listrik|pln|air|pdam|telepon/i.test(announced[1] ?? "")) return null;
  const group = blocksHolding(place, 8, 18);
  return group === null || isThousands(group) || isDate(place) || isAmount(place) ? null : group;
};

const numberAt = (place: Place): { readonly kind: NumberKind; readonly group: readonly Block[] } | null => {
  const account = bankAccountAt(place);
  if (account !== null) return { kind: "bankAccount", group: account };
  const phone = domesticPhoneAt(place) ?? internationalPhoneAt(place);
  if (phone !== null) return { kind: "phone", group: phone };
  const identity = nationalIdAt(place);
  return identity === null ? null : { kind: "nationalId", group: identity };
};

/** The + or bracket that opens an international number is part of it. */
const startOf = (text: string, group: readonly Block[]): number => {
  let start = group[0]?.start ?? 0;
  if (text.charAt(start - 1) === "+") start -= 1;
  const closes = group[1]?.gap?.includes(")") === true;
  if (closes && text.charAt(start - 1) === "(") start -= 1;
  return start;
};

/**
 * Numbers that tell who somebody is, in order, between two positions of a text. A number is always made of whole
 * runs of digits, and whether it is one depends on at most the 18 runs after its beginning, the run before it and
 * {@link longestLookBack} characters, so the time is linear in the length of the text.
 */
export const numberSpans = (whole: string, from: number, to: number): readonly NumberSpan[] => {
  const text = whole.slice(from, to);
  const blocks = blocksOf(text);
  const spans: NumberSpan[] = [];
  for (let at = 0; at < blocks.length;) {
    const number = numberAt({ text, blocks, at });
    if (number === null) {
      at += 1;
      continue;
    }
    const { kind, group } = number;
    const end = group.at(-1)?.end ?? 0;
    spans.push({ kind, start: from + startOf(text, group), end: from + end });
    at += group.length;
    const next = blocks[at];
    // What was taken out separates: what follows is judged as it will be when only the mask stands before it.
    if (next !== undefined) blocks[at] = { ...next, gap: null };
  }
  return spans;
};
