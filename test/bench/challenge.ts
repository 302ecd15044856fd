import { createHash } from "node:crypto";
import { challengeBits, makeChallenge } from "../../shared/shell/challenge.ts";
import { signingKeys } from "../../shared/shell/signing.ts";

/**
 * How long a challenge takes: `node test/bench/challenge.ts`. It is solved as a page does it, by SHA-256 in JavaScript
 * without a pause; `crypto.subtle`, awaited for each try, is many times slower. Counts processor time, so that a busy
 * machine does not look like a slow one.
 */
const rounds = 64;
const fractionOf = (root: number): number => Math.floor((root % 1) * 2 ** 32) | 0;
const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: n }, (_, m) => m).every((m) => m < 2 || n % m !== 0),
);
const constants = Int32Array.from(primes.slice(0, rounds), (prime) => fractionOf(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fractionOf(Math.sqrt(prime)));
const words = new Int32Array(rounds);
const state = new Int32Array(8);
const at = (list: Int32Array, index: number): number => list[index] ?? 0;

/** Hashes the one block in the first sixteen words into the state. */
const compress = (): void => {
  for (let i = 16; i < rounds; i += 1) {
    const [x, y] = [at(words, i - 15), at(words, i - 2)];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = at(words, i - 16) + s0 + at(words, i - 7) + s1;
  }
  let [a, b, c, d] = [at(start, 0), at(start, 1), at(start, 2), at(start, 3)];
  let [e, f, g, h] = [at(start, 4), at(start, 5), at(start, 6), at(start, 7)];
  for (let i = 0; i < rounds; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(constants, i) + at(words, i)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e] = [g, f, e, (d + t1) | 0];
    [d, c, b, a] = [c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = at(start, i) + word));
};

const block = Buffer.alloc(64);
const load = (text: string): void => {
  block.fill(0);
  const length = block.write(text, "latin1");
  if (length > 55) throw new Error("that is more than one block");
  block[length] = 0x80;
  block.writeUInt32BE(length * 8, 60);
  for (let i = 0; i < 16; i += 1) words[i] = block.readInt32BE(i * 4);
};

load("abc");
compress();
const said = Buffer.alloc(32);
state.forEach((word, i) => said.writeInt32BE(word, i * 4));
if (!said.equals(createHash("sha256").update("abc").digest())) throw new Error("that is not SHA-256");

const challenges = 20;
const keys = signingKeys("a secret of the measurement");
const now = new Date().toISOString();
let tries = 0;
const before = process.cpuUsage();
for (let which = 0; which < challenges; which += 1) {
  const nonce = Uint8Array.from({ length: 12 }, () => which);
  const { token } = makeChallenge(keys, nonce, now);
  let tried = 0;
  do {
    load(`${token}:${tried.toString(36)}`);
    compress();
    tried += 1;
  } while (Math.clz32(at(state, 0)) < challengeBits);
  tries += tried;
}
const { user, system } = process.cpuUsage(before);
const perSecond = tries / ((user + system) / 1_000_000);
console.log(
  `${challengeBits} bits: ${Math.round(tries / challenges)} tries each for ${challenges} challenges, ` +
    `${Math.round(perSecond)} tries a second of processor time, ${(2 ** challengeBits / perSecond).toFixed(2)} s expected`,
);
