import { createHash, randomUUID } from "node:crypto";
import { globSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { type Metafile, build } from "esbuild";
import { leaveOut } from "./leave-out.ts";
import { nativeOptions } from "./native-options.ts";

/** Where the bundles of all functions lie, one folder each with an `index.mjs`, relative to the project. */
export const bundleFolder = ".build/functions";
/** What went into each bundle, as esbuild tells it: https://esbuild.github.io/api/#metafile */
export const metafilePath = ".build/meta.json";

/** CommonJS packages call `require` for Node's own modules; an ES module has none unless it makes one. */
const requireForCommonJs =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);\n';

/** `functions/intake/intake.handler.ts` is `intake`, `functions/routing/react.handler.ts` is `routing-react`. */
export const bundleName = (handlerPath: string): string => {
  const capability = basename(dirname(handlerPath));
  const handler = basename(handlerPath, ".handler.ts");
  return capability === handler ? handler : `${capability}-${handler}`;
};

const callsRequire = (metafile: Metafile, output: string): boolean =>
  metafile.outputs[output]?.imports.some(({ kind, external }) => kind === "require-call" && external === true) ?? false;

const writeIfChanged = async (root: string, path: string, text: string): Promise<void> => {
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present === text) return;
  // Renamed into place from elsewhere, because a second synth may be reading the same folder at this moment.
  const draft = join(root, ".build/drafts", randomUUID());
  await mkdir(dirname(draft), { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, text);
  await rename(draft, path);
};

const removeOthers = async (folder: string, keep: ReadonlySet<string>): Promise<void> => {
  const present = await readdir(folder).catch(() => []);
  await Promise.all(
    present.filter((name) => !keep.has(name)).map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
};

/** The only bundles whose code turns schemas into descriptions of themselves, for the OpenAPI document. */
const describers: ReadonlySet<string> = new Set(["register"]);

const bundle = (root: string, handlers: readonly string[], describesSchemas: boolean) =>
  build({
    absWorkingDir: root,
    entryPoints: handlers.map((handler) => ({ in: handler, out: `${bundleName(handler)}/index` })),
    outdir: join(root, bundleFolder),
    outExtension: { ".js": ".mjs" },
    write: false,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    conditions: ["module"],
    plugins: [leaveOut({ describesSchemas })],
    ...nativeOptions,
    charset: "utf8",
    legalComments: "external",
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    logLevel: "silent",
  });

const write = async (root: string, { outputFiles, metafile, warnings }: Awaited<ReturnType<typeof bundle>>) => {
  for (const { text, location } of warnings) process.emitWarning(`${location?.file ?? "bundle"}: ${text}`);
  await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const output = relative(root, path).split(sep).join("/");
      const withRequire = callsRequire(metafile, output.replace(/\.(map|LEGAL\.txt)$/, ""));
      if (path.endsWith(".mjs")) return writeIfChanged(root, path, withRequire ? requireForCommonJs + text : text);
      const name = basename(dirname(path));
      if (!path.endsWith(".map")) return writeIfChanged(root, join(root, ".build/maps", `${name}.LEGAL.txt`), text);
      const map = withRequire ? text.replace('"mappings": "', '"mappings": ";') : text;
      return writeIfChanged(root, join(root, ".build/maps", `${name}.mjs.map`), map);
    }),
  );
};

/**
 * Bundles every `functions/<capability>/<name>.handler.ts` under `root` and returns the names of the bundles.
 * The same sources give the same bytes, so a function whose code did not change is not deployed again.
 * Source maps and licence texts lie under `.build/maps`, for reading a stack trace; they are not deployed, since
 * Node reads a map at every start. Rejects with esbuild's message if a source does not compile.
 */
export const bundleFunctions = async (root: string): Promise<readonly string[]> => {
  const handlers = globSync("functions/*/*.handler.ts", { cwd: root }).sort();
  if (handlers.length === 0) throw new Error(`No handler under ${join(root, "functions")}`);
  const describes = (handler: string): boolean => describers.has(bundleName(handler));
  const builds = await Promise.all([
    bundle(
      root,
      handlers.filter((handler) => !describes(handler)),
      false,
    ),
    bundle(root, handlers.filter(describes), true),
  ]);
  await Promise.all(builds.map((one) => write(root, one)));
  const metafile: Metafile = {
    inputs: Object.assign({}, ...builds.map((one) => one.metafile.inputs)) as Metafile["inputs"],
    outputs: Object.assign({}, ...builds.map((one) => one.metafile.outputs)) as Metafile["outputs"],
  };
  await writeIfChanged(root, join(root, metafilePath), JSON.stringify(metafile));
  const names = handlers.map(bundleName);
  await removeOthers(join(root, bundleFolder), new Set(names));
  return names;
};

/** A digest of every file in `folder`, which changes exactly when a name or a byte in it does. */
export const digestOf = async (folder: string): Promise<string> => {
  const digest = createHash("sha256");
  for (const file of globSync("**/*.*", { cwd: folder }).sort()) {
    digest.update(file.split(sep).join("/")).update("\0");
    digest.update(await readFile(join(folder, file))).update("\0");
  }
  return digest.digest("hex");
};
