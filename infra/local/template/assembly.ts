import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import { startFailure } from "../failure.ts";

/**
 * A cloud assembly is what CDK writes: a manifest, one template per stack and the folders of code the stacks need.
 * https://docs.aws.amazon.com/cdk/v2/guide/deploy.html
 */

const artifact = z.looseObject({
  type: z.string(),
  environment: z.string().optional(),
  dependencies: z.array(z.string()).default([]),
  properties: z.looseObject({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
});
const manifest = z.looseObject({ artifacts: z.record(z.string(), artifact) });

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});
const template = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.unknown() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof template>;

const assets = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        source: z.looseObject({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export type Stack = Readonly<{
  name: string;
  region: string;
  account: string;
  template: Template;
  /** Folder or file of each asset, by the S3 key that the template names it with. */
  assets: ReadonlyMap<string, string>;
}>;

/** The account that local addresses name; no AWS account has it. */
export const localAccount = "000000000000";
const defaultRegion = "ap-southeast-3";

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch (error) {
    throw startFailure(`The synthesized app cannot be read: ${path}`, error);
  }
};

const placeOf = (environment: string | undefined): { account: string; region: string } => {
  const [account = "", region = ""] = (environment ?? "").replace("aws://", "").split("/");
  return {
    account: /^\d{12}$/.test(account) ? account : localAccount,
    region: /^[a-z]+(-[a-z]+)+-\d$/.test(region) ? region : defaultRegion,
  };
};

/** Reads the stacks of an assembly, each after the stacks that it depends on. */
export const readAssembly = (directory: string): readonly Stack[] => {
  const { artifacts } = manifest.parse(readJson(join(directory, "manifest.json")));
  const ordered: string[] = [];
  const visit = (id: string): void => {
    if (ordered.includes(id)) return;
    artifacts[id]?.dependencies.forEach(visit);
    ordered.push(id);
  };
  Object.keys(artifacts).forEach(visit);

  return ordered.flatMap((id): Stack[] => {
    const found = artifacts[id];
    if (found?.type !== "aws:cloudformation:stack") return [];
    const templateFile = found.properties?.templateFile ?? `${id}.template.json`;
    const assetFile = found.dependencies.find((dependency) => artifacts[dependency]?.type === "cdk:asset-manifest");
    const { files } =
      assetFile === undefined ? { files: {} } : assets.parse(readJson(join(directory, `${assetFile}.json`)));
    const located = Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }): [string, string] => [
        objectKey,
        resolve(directory, source.path ?? "."),
      ]),
    );
    return [
      {
        name: found.properties?.stackName ?? id,
        ...placeOf(found.environment),
        template: template.parse(readJson(join(directory, templateFile))),
        assets: new Map(located),
      },
    ];
  });
};
