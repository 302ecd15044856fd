import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { startFailure } from "../failure.ts";
import { type Child, endStaleChild, startChild } from "./child.ts";

/** DynamoDB: Dynoxide, one program that keeps the tables and their streams in one SQLite file. */
export type TablesEngine = Readonly<{
  url: string;
  stop: () => Promise<void>;
  onEnd: (listener: (said: string) => void) => void;
}>;

const pidFileIn = (folder: string): string => join(folder, "tables-engine.pid");

/** Ends the engine of a process that was killed, should it still hold the file in `folder`. */
export const releaseTables = (folder: string): Promise<void> =>
  endStaleChild(pidFileIn(folder), join(folder, "tables.db"));

/** The program of this platform's package; where there is none, npm's umbrella package fetches it. */
const program = (): { command: string; given: readonly string[] } => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return { command: join(folder, process.platform === "win32" ? "dynoxide.exe" : "dynoxide"), given: [] };
  } catch {
    return { command: process.platform === "win32" ? "npx.cmd" : "npx", given: ["--yes", "dynoxide@1.2.1"] };
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });

/** Fetching the program by `npx` may take its time; the program itself starts in 50 ms. */
const patience = 60_000;

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
};

/**
 * Starts the engine on the file at `path`, or takes the one that `DYNAMODB_ENDPOINT` names. Throws a start failure
 * if it does not answer.
 */
export const startTablesEngine = async (folder: string, path: string): Promise<TablesEngine> => {
  const other = process.env["DYNAMODB_ENDPOINT"];
  if (other !== undefined && other !== "") {
    if (!(await answers(other))) throw startFailure(`No DynamoDB answers at ${other} (DYNAMODB_ENDPOINT)`);
    return { url: other, stop: () => Promise.resolve(), onEnd: () => undefined };
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { command, given } = program();
  const child: Child = startChild(
    command,
    [...given, "serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", path],
    pidFileIn(folder),
  );
  let said: string | undefined;
  void child.ended.then((text) => {
    said = text;
  });
  const giveUp = Date.now() + patience;
  while (!(await answers(url))) {
    if (said !== undefined) throw startFailure(`The DynamoDB engine does not start: ${said.split("\n").at(-1) ?? ""}`);
    if (Date.now() > giveUp) {
      await child.stop();
      throw startFailure(`The DynamoDB engine does not answer at ${url}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  let stopping = false;
  return {
    url,
    onEnd: (listener) => {
      void child.ended.then((text) => {
        if (!stopping) listener(text);
      });
    },
    stop: async () => {
      stopping = true;
      await child.stop();
    },
  };
};
