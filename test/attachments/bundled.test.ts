import { execFile } from "node:child_process";
import { cp, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { globSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { layNative } from "../../infra/native-bundle.ts";
import { nativeOptions } from "../../infra/native-options.ts";
import { jpegWithTags } from "./corpus/images.ts";
import { docxTagged } from "./corpus/documents.ts";
import { stored } from "./corpus/honest.ts";
import { pdfWithTags } from "./corpus/pdfs.ts";
import { newFolder, removeFolders } from "./inspecting.ts";

afterAll(removeFolders);

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** A handler as it may be: it needs its environment, which the process that reads files does not have. */
const handler = (inspection: string): string => `
import { inspect } from "${inspection}/inspect.ts";
import { usualLimits } from "${inspection}/limits.ts";
import { signatureScanner } from "${inspection}/scanner.ts";
if (process.env.BUCKET === undefined) throw new Error("the handler ran where a file is read");
const [path, contentType, size, workFolder] = process.argv.slice(2);
const declared = { contentType, size: Number(size), most: Number(size) };
console.log(JSON.stringify(await inspect({ path, workFolder }, declared, usualLimits, signatureScanner)));
`;

const bundled = async (): Promise<string> => {
  const folder = await newFolder();
  await writeFile(join(folder, "a.handler.ts"), handler(join(root, "functions/attachments/inspection")));
  await build({
    absWorkingDir: root,
    nodePaths: [join(root, "node_modules")],
    entryPoints: [join(folder, "a.handler.ts")],
    outfile: join(folder, "index.mjs"),
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    conditions: ["module"],
    ...nativeOptions,
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
    logLevel: "silent",
  });
  return folder;
};

describe("Bundled into one file", () => {
  it("the inspection reads each kind of file in a process that never comes to the handler", async () => {
    const folder = await bundled();
    await mkdir(join(folder, "node_modules"));
    for (const name of ["sharp", "@img", "detect-libc", "semver"]) {
      await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
    }
    const files = [
      ["image/jpeg", await jpegWithTags()],
      ["image/heic", await stored("photo.heic")()],
      ["application/pdf", await pdfWithTags()],
      ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", await docxTagged()],
      ["video/mp4", await stored("video.mp4")()],
    ] as const;
    for (const [contentType, bytes] of files) {
      const path = join(folder, "arrived");
      await writeFile(path, bytes);
      const work = await newFolder();
      const given = [join(folder, "index.mjs"), path, contentType, String(bytes.length), work];
      const { stdout } = await run(process.execPath, given, { env: { BUCKET: "files" } });
      expect(JSON.parse(stdout), stdout).toMatchObject({ state: "ready" });
    }
    expect((await stat(join(folder, "index.mjs"))).size, "a third of what Lambda takes in a console").toBeLessThan(
      5_000_000,
    );
  });

  it("sharp for Lambda is laid beside it from npm alone, whatever this machine is", { timeout: 120_000 }, async () => {
    const project = await newFolder();
    await cp(join(root, "infra/native"), join(project, "infra/native"), { recursive: true });
    const bundle = await newFolder();
    await layNative(project, bundle);
    const binaries = globSync("node_modules/@img/*/lib/*.{node,so*}", { cwd: bundle });
    expect(binaries.length).toBeGreaterThanOrEqual(2);
    for (const binary of binaries) {
      const header = await readFile(join(bundle, binary));
      // An ELF file's machine is at 18; 183 is AArch64: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
      expect([header.toString("latin1", 1, 4), header.readUInt16LE(18)], binary).toEqual(["ELF", 183]);
    }
    const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
      dependencies: { sharp: string };
    };
    const laid = await readFile(join(bundle, "node_modules/sharp/package.json"), "utf8");
    expect((JSON.parse(laid) as { version: string }).version, "as tested").toBe(manifest.dependencies.sharp);
  });
});
