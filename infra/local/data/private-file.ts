import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { startFailure } from "../failure.ts";

/** Reads a JSON file; undefined if there is none. Throws a start failure if it is damaged. */
export const readPrivateJson = (path: string): unknown => {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw startFailure(`${path} cannot be read`, error);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw startFailure(`The data folder is damaged (${path}); move it away or name another with TUNTAS_DATA`, error);
  }
};

/** Writes a JSON file that only its owner may read, whole or not at all. */
export const writePrivateJson = (path: string, value: unknown): void => {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
};
