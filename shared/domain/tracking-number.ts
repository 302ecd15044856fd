/**
 * Tracking numbers such as `KTM-7F3-K9Q-X2A`: a government's three letters, eight characters of chance (40 bits) and
 * one check character, in groups of three because that is how people read a number aloud.
 *
 * The characters are Crockford's base 32 (no I, L, O, U). The check character c makes the word a code word over
 * GF(32): sum(alpha^(i+1) * d_i) = c, with alpha a primitive element. All weights differ and none is zero, so any
 * single wrong character and any two swapped characters, the check character's place included, are caught.
 */

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const dataLength = 8;
/** Bytes of chance that one number takes. */
export const randomBytesNeeded = 5;

export type TrackingNumber = string & { readonly __brand: "TrackingNumber" };

/** Multiplies by alpha in GF(2^5), modulo x^5 + x^2 + 1. */
const timesAlpha = (value: number): number => {
  const shifted = value << 1;
  return shifted > 31 ? (shifted ^ 0b100101) & 31 : shifted;
};

/** Horner's rule from the last digit on: alpha * (d_0 + alpha * (d_1 + ...)). */
const checkOf = (digits: readonly number[]): number => digits.reduceRight((sum, digit) => timesAlpha(sum ^ digit), 0);

const spell = (prefix: string, digits: readonly number[]): TrackingNumber => {
  const word = [...digits, checkOf(digits)].map((digit) => alphabet.charAt(digit)).join("");
  return `${prefix}-${word.slice(0, 3)}-${word.slice(3, 6)}-${word.slice(6)}` as TrackingNumber;
};

/** @param random 5 bytes from a cryptographically secure source. */
export const makeTrackingNumber = (prefix: string, random: Uint8Array): TrackingNumber => {
  if (random.length !== randomBytesNeeded) throw new RangeError("a tracking number takes 5 random bytes");
  const bits = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const digits = Array.from({ length: dataLength }, (_, i) => Number((bits >> BigInt(5 * i)) & 31n));
  return spell(prefix, digits);
};

export type TrackingNumberReading =
  | { readonly ok: true; readonly trackingNumber: TrackingNumber }
  | { readonly ok: false; readonly why: "malformed" | "mistyped" };

const asHeard: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };

/**
 * Reads a tracking number as people write it: any case, with or without dashes or spaces, O for 0, I and L for 1.
 * `mistyped` means that the check character does not fit: one character is wrong or two are swapped.
 */
export const readTrackingNumber = (written: string): TrackingNumberReading => {
  const bare = written.toUpperCase().replace(/[\s–-]/g, "");
  const match = /^([A-Z]{3})([0-9A-Z]{9})$/.exec(bare);
  if (!match?.[1] || !match[2]) return { ok: false, why: "malformed" };
  const digits = Array.from(match[2], (character) => alphabet.indexOf(asHeard[character] ?? character));
  if (digits.includes(-1)) return { ok: false, why: "malformed" };
  const data = digits.slice(0, dataLength);
  if (checkOf(data) !== digits[dataLength]) return { ok: false, why: "mistyped" };
  return { ok: true, trackingNumber: spell(match[1], data) };
};
