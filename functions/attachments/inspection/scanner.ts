import { createReadStream } from "node:fs";

/**
 * Says whether a file is known malware.
 *
 * Rejects when it cannot tell, for want of signatures or memory: then the file is neither ready nor refused, and the
 * inspection has to be tried again.
 */
export type Scanner = (path: string) => Promise<"clean" | "malware">;

/**
 * The test file of the anti-malware makers, which is harmless and found by all of them. Written in two halves, or a
 * scanner would find it in here: https://www.eicar.org/download-anti-malware-testfile/
 */
export const eicar = Buffer.from(
  String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}` + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
  "latin1",
);

/**
 * Finds EICAR's test file anywhere in a file, and nothing else. It stands in where no engine is installed, and proves
 * that a finding stops a file; it does not protect anybody.
 */
export const signatureScanner: Scanner = async (path) => {
  let tail = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const seen = Buffer.concat([tail, chunk]);
    if (seen.includes(eicar)) return "malware";
    tail = seen.subarray(Math.max(0, seen.length - eicar.length + 1));
  }
  return "clean";
};
