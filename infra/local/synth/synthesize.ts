import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startFailure } from "../failure.ts";
import { type CdkApp, fingerprint } from "./sources.ts";

/** How many assemblies of earlier sources are kept; one may be what another local cloud is running. */
const kept = 3;

const run = (app: CdkApp, output: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = spawn(app.command, {
      cwd: app.root,
      shell: true,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        PATH: [join(app.root, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter),
        CDK_OUTDIR: output,
        CDK_CONTEXT_JSON: JSON.stringify(app.context),
        // Checks of the templates take as long as everything else; `npm run check` and the deployment make them.
        CDK_VALIDATION: "false",
        JSII_DEPRECATED: "quiet",
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(app.root, "node_modules/.cache/compile"),
      },
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString("utf8")).slice(-20_000);
    });
    child.on("error", (error) => {
      resolve(error.message);
    });
    child.on("exit", (code) => {
      resolve(code === 0 ? undefined : said);
    });
  });

/** The line of an error's output that says what it was. */
const essence = (said: string): string =>
  said
    .split("\n")
    .find((line) => /^\s*([A-Z][A-Za-z]*)?Error\b|✘|error:/.test(line))
    ?.trim() ??
  said.trim().split("\n").at(-1) ??
  "";

const removeOldest = (folder: string): void => {
  const assemblies = readdirSync(folder)
    .filter((name) => name.startsWith("local-"))
    .map((name) => ({ path: join(folder, name), used: statSync(join(folder, name)).mtimeMs }))
    .sort((left, right) => right.used - left.used);
  for (const { path } of assemblies.slice(kept)) rmSync(path, { recursive: true, force: true });
};

/**
 * Writes the app's templates into a folder of their own below `cdk.out`, unless nothing that they depend on changed
 * since. Returns the folder. Throws a start failure if the app cannot be synthesized.
 */
export const synthesize = async (app: CdkApp, onStart: () => void): Promise<string> => {
  const folder = join(app.root, "cdk.out");
  const assembly = join(folder, `local-${fingerprint(app)}`);
  if (existsSync(join(assembly, "manifest.json"))) {
    utimesSync(assembly, new Date(), new Date());
    return assembly;
  }
  onStart();
  mkdirSync(folder, { recursive: true });
  // Written beside and moved into place, so that nobody reads half of it.
  const draft = join(folder, `draft-${process.pid}-${Date.now()}`);
  const said = await run(app, draft);
  if (said !== undefined) {
    rmSync(draft, { recursive: true, force: true });
    throw startFailure(`The app cannot be synthesized (${app.command}): ${essence(said)}`, said);
  }
  try {
    renameSync(draft, assembly);
  } catch {
    // Another start was as quick with the same sources.
    rmSync(draft, { recursive: true, force: true });
  }
  removeOldest(folder);
  return assembly;
};
