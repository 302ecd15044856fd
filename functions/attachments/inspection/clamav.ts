import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { type Scanner, signatureScanner } from "./scanner.ts";

/** `clamscan` loads its signatures anew each time, about ten seconds and a gigabyte; `clamdscan` asks a running daemon. */
export type ClamAv = {
  /** Path of `clamscan` or `clamdscan`. */
  readonly command: string;
  /** Folder or file of signatures, for `clamscan` alone; its own place when left out. */
  readonly database?: string;
  readonly seconds?: number;
};

/** Where Debian, Amazon Linux and Lambda layers put it. The daemon's client first, as it answers at once. */
const places = ["/usr/bin/clamdscan", "/opt/bin/clamdscan", "/usr/bin/clamscan", "/opt/bin/clamscan"];

const usualSeconds = 120;

/** Exit codes: clamscan(1), "RETURN CODES": 0 nothing found, 1 found, 2 an error. */
const codeOf = (error: { readonly code?: unknown } | null): unknown => (error === null ? 0 : error.code);

/** Malware by ClamAV, which looks into archives and documents as well. Rejects on exit codes other than 0 and 1. */
export const clamAv = ({ command, database, seconds = usualSeconds }: ClamAv): Scanner => {
  const options = [
    "--no-summary",
    "--infected",
    "--stdout",
    ...(database === undefined ? [] : [`--database=${database}`]),
  ];
  const forDaemon = command.endsWith("clamdscan") ? ["--fdpass", "--no-summary"] : options;
  return (path) =>
    new Promise((resolve, reject) => {
      execFile(command, [...forDaemon, "--", path], { timeout: seconds * 1000, env: {} }, (error) => {
        const code = codeOf(error);
        if (code === 0 || code === 1) resolve(code === 1 ? "malware" : "clean");
        else reject(new Error("The scanner did not answer", { cause: error }));
      });
    });
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The engine if the machine has one, and the signature of the test file in any case. */
export const scannerHere = (database?: string): Scanner => {
  const command = places.find(isProgram);
  if (command === undefined) return signatureScanner;
  const engine = clamAv({ command, ...(database === undefined ? {} : { database }) });
  return async (path) => ((await signatureScanner(path)) === "malware" ? "malware" : engine(path));
};
