import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Libraries with machine code for Lambda's processor, whatever machine deploys: npm takes the system and processor that
 * it installs for as options, and sharp's prebuilt packages say theirs. Nothing is compiled and no script is run.
 * https://sharp.pixelplumbing.com/install/#cross-platform
 */

/** esbuild's options for a function that inspects files, beside those of every bundle. */
export const nativeOptions = {
  /** Left out of the bundle, and laid beside it instead. */
  external: ["sharp"],
  /** libheif asks for the folder it lies in, which an ES module has under another name. */
  define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" },
};

/** Has the manifest and its own lock file, so that what is deployed is as pinned as what is tested. */
const manifest = "infra/native";

/** Amazon Linux 2023 on Graviton. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const lambda = ["--os=linux", "--cpu=arm64", "--libc=glibc"];

const run = promisify(execFile);

const files = ["package.json", "package-lock.json"];
const digest = async (root: string): Promise<string> => {
  const hash = createHash("sha256").update(lambda.join(" "));
  for (const file of files) hash.update(await readFile(join(root, manifest, file)));
  return hash.digest("hex").slice(0, 16);
};

const isThere = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );

/**
 * Installs the libraries under `.build/native`, once for each content of the lock file, and returns the folder that has
 * them as `node_modules`. Asks the registry, or npm's cache.
 */
export const installNative = async (root: string): Promise<string> => {
  const folder = join(root, ".build/native", await digest(root));
  const done = join(folder, "installed");
  if (await isThere(done)) return folder;
  const draft = `${folder}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const file of files) await cp(join(root, manifest, file), join(draft, file));
  await run("npm", ["ci", ...lambda, "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: draft });
  await writeFile(join(draft, "installed"), "");
  await rm(folder, { recursive: true, force: true });
  // Renamed into place whole: a second synth may be looking at this moment.
  await rename(draft, folder);
  return folder;
};

/** Lays the libraries beside a function's `index.mjs`, where Node looks for what the bundle left out. */
export const layNative = async (root: string, bundle: string): Promise<void> => {
  await cp(join(await installNative(root), "node_modules"), join(bundle, "node_modules"), { recursive: true });
};
