import { globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib/core";
import { bundleName } from "../../infra/bundle.ts";
import { install } from "../../infra/installation.ts";
import { type Settings, readSettings } from "../../infra/stages.ts";

/** The synthesized templates of a stage, as plain data to state rules about. */

export const root = join(import.meta.dirname, "../..");

export type Resource = {
  readonly id: string;
  readonly stack: "Data" | "Service";
  readonly Type: string;
  /** A property by its path, as in `at("Environment.Variables.STAGE")`; undefined where there is none. */
  readonly at: (path: string) => unknown;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
};

export type Synthesized = {
  readonly all: readonly Resource[];
  readonly outputs: Readonly<Record<"Data" | "Service", Readonly<Record<string, unknown>>>>;
  readonly of: (type: string) => readonly Resource[];
  /** Name of the bundle that a function runs. */
  readonly bundleOf: (lambda: Resource) => string;
};

type Template = {
  readonly Resources: Record<string, Omit<Resource, "id" | "stack" | "at"> & { readonly Properties?: object }>;
  readonly Outputs?: Record<string, { readonly Value: unknown }>;
};

export const bundleNames: readonly string[] = globSync("functions/*/*.handler.ts", { cwd: root }).map(bundleName);

/** Rules are about templates: what is in a bundle does not matter to them, that there is one does. */
const emptyBundles = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "tuntas-bundles-"));
  for (const name of bundleNames) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "index.mjs"), name);
  }
  return folder;
};

const cdkJson = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context: Record<string, unknown> };

const reader =
  (properties: unknown) =>
  (path: string): unknown =>
    path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], properties);

/** The only thing in a list; throws if there is none or another. */
export const only = <T>(things: readonly T[]): T => {
  const [one, ...others] = things;
  if (one === undefined || others.length > 0) throw new Error(`expected one, found ${things.length}`);
  return one;
};

/** An app as `cdk` would build it, not yet synthesized. */
export const build = (
  context: Readonly<Record<string, string>>,
): { readonly app: App; readonly settings: Settings } => {
  // The library's own check of the templates takes seconds; synth.test.ts runs it once.
  process.env["CDK_VALIDATION"] = "false";
  process.env["CDK_DISABLE_STACK_TRACE"] = "1";
  const app = new App({
    context: { ...cdkJson.context, ...context },
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
  });
  const settings = readSettings((key) => app.node.tryGetContext(key) as unknown);
  install(app, { settings, bundles: emptyBundles(), seedDigest: "0".repeat(64) });
  return { app, settings };
};

export const synthesize = (context: Readonly<Record<string, string>>): Synthesized => {
  const { app, settings } = build(context);
  const assembly = app.synth();
  const [data, service] = (["data", "service"] as const).map(
    (name) => assembly.getStackByName(`tuntas-${settings.stage}-${name}`).template as Template,
  ) as [Template, Template];
  const all = (
    [
      ["Data", data],
      ["Service", service],
    ] as const
  ).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, { Properties, ...resource }]) => ({
      id,
      stack,
      at: reader(Properties),
      ...resource,
    })),
  );
  const outputs = ({ Outputs = {} }: Template): Record<string, unknown> =>
    Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, Value]));
  return {
    all,
    outputs: { Data: outputs(data), Service: outputs(service) },
    of: (type) => all.filter((resource) => resource.Type === type),
    bundleOf: (lambda) => {
      const asset = String(lambda.at("Code.S3Key")).replace(/\.zip$/, "");
      return readFileSync(join(assembly.directory, `asset.${asset}`, "index.mjs"), "utf8");
    },
  };
};

/** Every logical id and output that a value of a template refers to, imports of the other stack included. */
export const references = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): readonly string[] => {
    if (key === "Ref") return [String(inner)];
    if (key === "Fn::GetAtt") return [String((inner as unknown[])[0])];
    if (key === "Fn::ImportValue") return [String(inner)];
    return references(inner);
  });
};

/** Of each stage one, however many rules are stated about it. */
const kept = new Map<string, Synthesized>();
const stage = (name: string): Synthesized => {
  const synthesized = kept.get(name) ?? synthesize({ stage: name, mailDomain: "kutim.example" });
  kept.set(name, synthesized);
  return synthesized;
};
export const dev = (): Synthesized => stage("dev");
export const prod = (): Synthesized => stage("prod");
