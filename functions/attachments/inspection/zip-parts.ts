import yauzl, { type Entry, type ZipFile } from "yauzl";
import { type Limits } from "./limits.ts";
import { Refused } from "./verdict.ts";

export type Part = { readonly name: string; readonly bytes: Buffer };

/**
 * Inflates one part and counts while it comes: what the zip's directory says of sizes is the sender's word, and a bomb's
 * is a lie.
 */
const inflate = async (zip: ZipFile, entry: Entry, left: number, limits: Limits): Promise<Buffer> => {
  const most = Math.min(left, Math.max(limits.inflateGrace, entry.compressedSize * limits.inflateRatio));
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new Refused("expandsTooMuch");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Two parts of one name: this program would read the one, and an officer's the other. */
const refuseTwice = (seen: Set<string>, name: string): void => {
  const folded = name.toLowerCase();
  if (seen.has(folded)) throw new Refused("notReadable");
  seen.add(folded);
};

/**
 * The parts of a zip one after the other, each inflated when it is asked for.
 *
 * @throws Refused if it has too many parts, they become too large, one is encrypted or comes twice, or the zip is damaged
 */
export async function* zipParts(path: string, limits: Limits): AsyncGenerator<Part> {
  const zip = await yauzl.openPromise(path, { autoClose: false, strictFileNames: true });
  try {
    if (zip.entryCount > limits.entries) throw new Refused("expandsTooMuch");
    const seen = new Set<string>();
    let left = limits.inflatedBytes;
    for await (const entry of zip.eachEntry()) {
      refuseTwice(seen, entry.fileName);
      if (entry.isEncrypted()) throw new Refused("encrypted");
      if (entry.fileName.endsWith("/")) continue;
      const bytes = await inflate(zip, entry, left, limits);
      left -= bytes.length;
      yield { name: entry.fileName, bytes };
    }
  } finally {
    zip.close();
  }
}
