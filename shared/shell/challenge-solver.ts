/**
 * The reference solver of a challenge, as text: the docs show just this, and tests and the bench run just this, in Node
 * and in a browser. Plain JavaScript without anything of a browser's, because `crypto.subtle`, awaited for each of tens of
 * thousands of tries, is many times slower, and is not there at all on a page without HTTPS.
 */
export const challengeSolver = String.raw`// solve("1a2b…", 16) gives the header's end: Challenge-Proof: <token>:<answer>
function solve(token, bits) {
  const start = new Int32Array(8), rounds = new Int32Array(64), w = new Int32Array(64);
  const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  for (let prime = 2, n = 0; n < 64; prime++) {
    let divisor = 2;
    while (prime % divisor) divisor++;
    if (divisor < prime) continue;
    if (n < 8) start[n] = fraction(Math.sqrt(prime));
    rounds[n++] = fraction(Math.cbrt(prime));
  }
  // SHA-256 of the bytes; its first 32 bits tell whether enough of them are zero.
  const state = new Int32Array(8);
  const hash = (bytes, blocks) => {
    state.set(start);
    for (let block = 0; block < blocks; block++) {
      for (let i = 0; i < 16; i++) {
        const at = block * 64 + i * 4;
        w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
      }
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15], y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let a = state[0], b = state[1], c = state[2], d = state[3];
      let e = state[4], f = state[5], g = state[6], h = state[7];
      for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + s1 + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0;
        d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      state[0] += a; state[1] += b; state[2] += c; state[3] += d;
      state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    }
    return state[0];
  };
  const prefix = token + ":";
  for (let tried = 0; ; tried++) {
    const answer = tried.toString(36), length = prefix.length + answer.length;
    const blocks = (length + 72) >> 6, bytes = new Uint8Array(blocks * 64);
    for (let i = 0; i < prefix.length; i++) bytes[i] = prefix.charCodeAt(i);
    for (let i = 0; i < answer.length; i++) bytes[prefix.length + i] = answer.charCodeAt(i);
    bytes[length] = 128;
    bytes[bytes.length - 2] = length >> 5;
    bytes[bytes.length - 1] = length << 3;
    if (Math.clz32(hash(bytes, blocks)) >= bits) return answer;
  }
}`;
