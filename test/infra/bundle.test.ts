import { globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { bundleFolder, bundleFunctions, bundleName, digestOf, metafilePath } from "../../infra/bundle.ts";
import { root } from "./fixture.ts";

/** A project with the given handlers and the real packages. */
const project = (handlers: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "tuntas-project-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [path, source] of Object.entries(handlers)) {
    mkdirSync(join(folder, "functions", path, ".."), { recursive: true });
    writeFileSync(join(folder, "functions", path), source);
  }
  return folder;
};

const bundleOf = (folder: string, name: string): string =>
  readFileSync(join(folder, bundleFolder, name, "index.mjs"), "utf8");

const reader = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
export const handler = async () => new DynamoDBClient({ region: "ap-southeast-3" }).config.credentials();`;

describe("a function's name", () => {
  it("is its capability's, with the handler's where there are several", () => {
    expect(bundleName("functions/intake/intake.handler.ts")).toBe("intake");
    expect(bundleName("functions/routing/react.handler.ts")).toBe("routing-react");
  });
});

describe("bundling", () => {
  it("makes one folder for each handler, with nothing in it but the code", async () => {
    const folder = project({
      "intake/intake.handler.ts": "export const handler = () => 1;",
      "routing/load.handler.ts": "export const handler = () => 2;",
      "routing/rules.ts": "export const notAHandler = 3;",
    });
    expect(await bundleFunctions(folder)).toEqual(["intake", "routing-load"]);
    expect(readdirSync(join(folder, bundleFolder)).sort()).toEqual(["intake", "routing-load"]);
    expect(readdirSync(join(folder, bundleFolder, "intake"))).toEqual(["index.mjs"]);
    const metafile = JSON.parse(readFileSync(join(folder, metafilePath), "utf8")) as { outputs: object };
    expect(Object.keys(metafile.outputs)).toContain(`${bundleFolder}/intake/index.mjs`);
  });

  it("gives the same bytes for the same sources, wherever the project lies", async () => {
    const sources = { "intake/intake.handler.ts": reader };
    const [first, second] = [project(sources), project(sources)];
    await bundleFunctions(first);
    await bundleFunctions(second);
    expect(bundleOf(first, "intake")).toBe(bundleOf(second, "intake"));
  });

  it("removes the bundle of a handler that is gone", async () => {
    const folder = project({ "intake/intake.handler.ts": "export const handler = () => 1;" });
    mkdirSync(join(folder, bundleFolder, "gone"), { recursive: true });
    await bundleFunctions(folder);
    expect(readdirSync(join(folder, bundleFolder))).toEqual(["intake"]);
  });

  it("takes credentials from the environment, as Lambda gives them, and carries no other way to get them", async () => {
    const folder = project({ "intake/intake.handler.ts": reader });
    await bundleFunctions(folder);
    const code = bundleOf(folder, "intake");
    expect(code).not.toMatch(/169\.254\.170\.2|sso_session|AssumeRoleWithWebIdentity/);
    process.env["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
    process.env["AWS_SECRET_ACCESS_KEY"] = "example";
    const { handler } = (await import(pathToFileURL(join(folder, bundleFolder, "intake/index.mjs")).href)) as {
      handler: () => Promise<{ accessKeyId: string }>;
    };
    expect((await handler()).accessKeyId).toBe("AKIDEXAMPLE");
  });

  it("carries nothing that stands in for what Lambda does not have", async () => {
    const folder = project({ "intake/intake.handler.ts": reader });
    await bundleFunctions(folder);
    const { outputs } = JSON.parse(readFileSync(join(folder, metafilePath), "utf8")) as {
      outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
    };
    const carried = Object.entries(outputs[`${bundleFolder}/intake/index.mjs`]?.inputs ?? {})
      // What stands in for them is shorter than the names that it has to have.
      .filter(([, { bytesInOutput }]) => bytesInOutput > 400)
      .map(([input]) => input);
    const unused = /credential-provider-(?!env)|shared-ini-file|event-?stream|Sha256Js|InstanceMetadata|mnemonist/;
    expect(carried.length).toBeGreaterThan(50);
    expect(carried.filter((input) => unused.test(input))).toEqual([]);
  });

  it("keeps zod's JSON Schema for the register alone, which describes the API", async () => {
    const describing = `import * as z from "zod";
      export const handler = () => z.toJSONSchema(z.object({ name: z.string() })).type;`;
    const folder = project({
      "intake/intake.handler.ts": `import * as z from "zod";
        export const handler = (value) => z.object({ name: z.string() }).safeParse(value).success;`,
      "register/register.handler.ts": describing,
    });
    await bundleFunctions(folder);
    const [intake, register] = await Promise.all(
      ["intake", "register"].map(
        (name) =>
          import(pathToFileURL(join(folder, bundleFolder, name, "index.mjs")).href) as Promise<{
            handler: (value?: unknown) => unknown;
          }>,
      ),
    );
    expect(intake?.handler({ name: "x" })).toBe(true);
    expect(intake?.handler({ name: 1 })).toBe(false);
    expect(register?.handler()).toBe("object");
    expect(bundleOf(folder, "register").length - bundleOf(folder, "intake").length).toBeGreaterThan(10_000);
    const elsewhere = globSync("{functions,shared}/**/*.ts", { cwd: root })
      .filter((file) => !file.startsWith("functions/register/"))
      .filter((file) => readFileSync(join(root, file), "utf8").includes("toJSONSchema"));
    expect(elsewhere).toEqual([]);
  });

  it("gives packages in CommonJS a require, and only them", async () => {
    const folder = project({
      "intake/intake.handler.ts": "export const handler = () => 1;",
      "notifications/send.handler.ts": `import mailer from "nodemailer/lib/mail-composer/index.js";
        export const handler = () => typeof mailer;`,
    });
    await bundleFunctions(folder);
    expect(bundleOf(folder, "intake")).not.toContain("createRequire");
    const { handler } = (await import(
      pathToFileURL(join(folder, bundleFolder, "notifications-send/index.mjs")).href
    )) as { handler: () => string };
    expect(handler()).toBe("function");
  });

  it("says what is wrong with a source that does not compile", async () => {
    const folder = project({ "intake/intake.handler.ts": "export const handler = ;" });
    await expect(bundleFunctions(folder)).rejects.toThrow(/intake\.handler\.ts:1/);
  });

  it("refuses a project without handlers", async () => {
    await expect(bundleFunctions(project({}))).rejects.toThrow(/No handler/);
  });
});

describe("the digest of a folder", () => {
  it("changes with any name or byte in it, and with nothing else", async () => {
    const [one, same, renamed, changed] = [
      project({ "seed/a.json": "[1]" }),
      project({ "seed/a.json": "[1]" }),
      project({ "seed/b.json": "[1]" }),
      project({ "seed/a.json": "[2]" }),
    ].map((folder) => digestOf(join(folder, "functions/seed")));
    expect(await one).toBe(await same);
    expect(await one).not.toBe(await renamed);
    expect(await one).not.toBe(await changed);
  });
});
