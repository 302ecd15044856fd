import { createHash } from "node:crypto";
import { equalInConstantTime, challengeSignature, type SigningKeys } from "./signing.ts";

/**
 * Work that a program has to do before a report is taken while there is a burst: a few seconds for one report, hours for
 * ten thousand. Nothing is kept for a challenge that is given; a solved one is written down when its report is.
 */
export type Challenge = {
  readonly algorithm: "sha-256";
  readonly token: string;
  /** With so many zero bits must SHA-256 of `<token>:<answer>` begin. */
  readonly bits: number;
  readonly expiresAt: string;
};

export type Proof = { readonly nonce: string; readonly expiresAt: number };

/** 131,072 tries on average: what that is on a slow phone is in docs/adr/0017-abuse.md, and measured by `npm run bench`. */
export const challengeBits = 17;
/** For a slow phone, a slow line and somebody who has to press a button. */
const validForSeconds = 900;

export const makeChallenge = (keys: SigningKeys, nonce: Uint8Array, now: string): Challenge => {
  const expires = Math.floor(Date.parse(now) / 1000) + validForSeconds;
  const body = `${expires.toString(36)}.${challengeBits}.${Buffer.from(nonce).toString("base64url")}`;
  return {
    algorithm: "sha-256",
    token: `${body}.${challengeSignature(keys, body)}`,
    bits: challengeBits,
    expiresAt: new Date(expires * 1000).toISOString(),
  };
};

const zeroBitsOf = (hash: Uint8Array): number => {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
};

export const solves = (token: string, answer: string, bits: number): boolean =>
  zeroBitsOf(createHash("sha256").update(`${token}:${answer}`).digest()) >= bits;

/** What a header proves; null: nothing, or no longer. */
export const readProof = (keys: SigningKeys, header: string | null, now: string): Proof | null => {
  const [, token, body, expires, bits, nonce, signed, answer] =
    /^((([0-9a-z]{6,8})\.(\d{1,2})\.([\w-]{16}))\.([\w-]{22})):([0-9A-Za-z]{1,32})$/.exec(header ?? "") ?? [];
  if (!token || !body || !expires || !bits || !nonce || !signed || !answer) return null;
  const expiresAt = Number.parseInt(expires, 36);
  if (!equalInConstantTime(challengeSignature(keys, body), signed)) return null;
  // A challenge of an easier day stays good until it expires; the signature says that it was given.
  return expiresAt * 1000 > Date.parse(now) && solves(token, answer, Number(bits)) ? { nonce, expiresAt } : null;
};
