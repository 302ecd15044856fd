import { execFile } from "node:child_process";
import { accessSync, constants, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Scanner, signatureScanner } from "./scanner.ts";

/** `clamscan` loads its signatures anew each time, about ten seconds and a gigabyte; `clamdscan` asks a running daemon. */
export type ClamAv = {
  /** Path of `clamscan` or `clamdscan`. */
  readonly command: string;
  /** Folder or file of signatures, for `clamscan` alone; its own place when left out. */
  readonly database?: string;
  readonly seconds?: number;
};

/** Where Debian, Amazon Linux and Lambda layers put programs, and where `clamscan` looks for its signatures. */
const programs = ["/usr/bin", "/opt/bin"];
const signatureFolders = ["/var/lib/clamav", "/opt/var/lib/clamav"];

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

/** A daemon that answers. */
const isRunning = (command: string): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(command, ["--ping", "1"], { timeout: 5_000, env: {} }, (error) => {
      resolve(error === null);
    });
  });

/** Signatures as freshclam keeps them: https://docs.clamav.net/faq/faq-cvd.html */
const hasSignatures = (folder: string): boolean => {
  try {
    return readdirSync(folder).some((name) => /\.(cvd|cld)$/.test(name));
  } catch {
    return false;
  }
};

/** Where the machine's programs and signatures lie; the usual places when left out. */
export type Places = { readonly programs: readonly string[]; readonly signatures: readonly string[] };

/** An engine that can work: the daemon's client if the daemon answers, else `clamscan` if it has signatures. */
const engineAt = async ({ programs, signatures }: Places): Promise<ClamAv | undefined> => {
  const named = (name: string) => programs.map((folder) => join(folder, name)).find(isProgram);
  const [daemon, alone] = [named("clamdscan"), named("clamscan")];
  if (daemon !== undefined && (await isRunning(daemon))) return { command: daemon };
  const database = signatures.find(hasSignatures);
  return alone === undefined || database === undefined ? undefined : { command: alone, database };
};

export type ScannerHere = { readonly engine: "ClamAV" | "EICAR's signature alone"; readonly scanner: Scanner };

/** The engine if the machine has one that works, and the signature of the test file in any case. */
export const scannerHere = async (
  places: Places = { programs, signatures: signatureFolders },
): Promise<ScannerHere> => {
  const found = await engineAt(places);
  if (found === undefined) return { engine: "EICAR's signature alone", scanner: signatureScanner };
  const engine = clamAv(found);
  return {
    engine: "ClamAV",
    scanner: async (path) => ((await signatureScanner(path)) === "malware" ? "malware" : engine(path)),
  };
};
