import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Metafile } from "esbuild";
import { bundleFolder, metafilePath } from "./bundle.ts";
import { leftOut } from "./native-options.ts";

/**
 * Libraries with machine code for Lambda's processor, whatever machine deploys: npm takes the system and processor that
 * it installs for as options, and sharp's prebuilt packages say theirs. Nothing is compiled and no script is run.
 * https://sharp.pixelplumbing.com/install/#cross-platform
 */

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

/** Where the bundles lie as they are deployed, relative to the project. */
const deployedFolder = ".build/deployed";

const callsNative = ({ outputs }: Metafile, name: string): boolean =>
  Object.entries(outputs).some(
    ([path, { imports }]) =>
      path.endsWith(`/${name}/index.mjs`) &&
      imports.some(({ path: imported, external }) => external === true && leftOut.includes(imported)),
  );

/**
 * The bundles as Lambda needs them: those that leave libraries out have them beside them, for Lambda's processor. The
 * local cloud runs the same bundles without, and finds this machine's own libraries above them.
 *
 * @returns the folder with one bundle a function
 */
export const deployable = async (root: string, names: readonly string[]): Promise<string> => {
  const metafile = JSON.parse(await readFile(join(root, metafilePath), "utf8")) as Metafile;
  const draft = join(root, `${deployedFolder}.${process.pid}`);
  await rm(draft, { recursive: true, force: true });
  for (const name of names) {
    await cp(join(root, bundleFolder, name), join(draft, name), { recursive: true });
    if (callsNative(metafile, name)) await layNative(root, join(draft, name));
  }
  const folder = join(root, deployedFolder);
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  return folder;
};
