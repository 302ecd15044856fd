import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { bundleFolder, bundleFunctions } from "../../infra/bundle.ts";

/**
 * How long a function's module takes to load, which a citizen waits for at a cold start: each time in a process of
 * its own, one function after the other and again from the first, so that a busy moment of the machine hits all
 * alike. The minimum is what the code takes; the median says how busy the machine was.
 */
export type Start = {
  readonly name: string;
  /** Milliseconds, over those that loading an empty module takes. */
  readonly minimum: number;
  readonly median: number;
  /** Of the minimum to the bare client's. */
  readonly ratio: number;
};
export type Starts = {
  readonly emptyMinimum: number;
  readonly bareMinimum: number;
  readonly functions: readonly Start[];
};

const rounds = 15;

/** What is loaded for comparison, bundled as the functions are. */
const comparisons: Readonly<Record<"empty" | "bare", string>> = {
  empty: "export const handler = () => null;\n",
  bare: `import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({ maxAttempts: 4, requestHandler: { connectionTimeout: 300, requestTimeout: 2000 } });
export const handler = (Key) => client.send(new GetItemCommand({ TableName: process.env["COMPLAINT_TABLE"], Key }));\n`,
};

const bundleComparisons = async (root: string): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "tuntas-starts-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [name, source] of Object.entries(comparisons)) {
    mkdirSync(join(folder, "functions", name), { recursive: true });
    writeFileSync(join(folder, "functions", name, `${name}.handler.ts`), source);
  }
  await bundleFunctions(folder);
  return folder;
};

const child = `const start = performance.now();
await import(process.argv[1]);
process.stdout.write(String(performance.now() - start));
process.exit(0);`;

const run = promisify(execFile);

const loadOnce = async (module: string, environment: Readonly<Record<string, string>>): Promise<number> => {
  const { stdout } = await run(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", child, pathToFileURL(module).href],
    { env: { ...environment, PATH: process.env["PATH"] ?? "" } },
  );
  return Number(stdout);
};

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;

/** @param environment what the functions find in theirs, besides what Lambda always gives. */
export const measureStarts = async (
  root: string,
  names: readonly string[],
  environment: Readonly<Record<string, string>>,
  onRound: (round: number, of: number) => void,
): Promise<Starts> => {
  const folder = await bundleComparisons(root);
  const fileOf = (at: string, name: string): string => join(at, bundleFolder, name, "index.mjs");
  const modules = new Map([
    ...Object.keys(comparisons).map((name) => [` ${name}`, fileOf(folder, name)] as const),
    ...names.map((name) => [name, fileOf(root, name)] as const),
  ]);
  const times = new Map([...modules.keys()].map((name) => [name, [] as number[]]));
  try {
    for (let round = 1; round <= rounds; round += 1) {
      onRound(round, rounds);
      for (const [name, module] of modules) times.get(name)?.push(await loadOnce(module, environment));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const sorted = (name: string): readonly number[] => (times.get(name) ?? []).toSorted((a, b) => a - b);
  const [empty, bare] = [sorted(" empty"), sorted(" bare")];
  const emptyMinimum = empty[0] ?? 0;
  const bareMinimum = (bare[0] ?? 0) - emptyMinimum;
  return {
    emptyMinimum,
    bareMinimum,
    functions: names.map((name) => {
      const its = sorted(name);
      const minimum = (its[0] ?? 0) - emptyMinimum;
      return { name, minimum, median: median(its) - median(empty), ratio: minimum / bareMinimum };
    }),
  };
};
