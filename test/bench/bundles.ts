import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { bundleFolder, metafilePath } from "../../infra/bundle.ts";

/** What each function's bundle weighs, and which packages weigh most in it, as esbuild tells it. */
export type Bundle = {
  readonly name: string;
  readonly bytes: number;
  readonly packages: readonly { readonly name: string; readonly bytes: number }[];
  /** Whether DynamoDB is the only service of AWS that it has a client for. */
  readonly onlyDynamoDb: boolean;
};

const packageOf = (input: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? input.split("/")[0] ?? input;

const clients = (inputs: readonly string[]): ReadonlySet<string> =>
  new Set(inputs.map(packageOf).filter((name) => name.startsWith("@aws-sdk/client-")));

export const measureBundles = (root: string, names: readonly string[]): readonly Bundle[] => {
  const { outputs } = JSON.parse(readFileSync(join(root, metafilePath), "utf8")) as Metafile;
  return names.map((name) => {
    const file = `${bundleFolder}/${name}/index.mjs`;
    const inputs = outputs[file]?.inputs ?? {};
    const weights = new Map<string, number>();
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const its = packageOf(input);
      weights.set(its, (weights.get(its) ?? 0) + bytesInOutput);
    }
    const used = clients(Object.keys(inputs));
    return {
      name,
      bytes: statSync(join(root, file)).size,
      packages: [...weights]
        .sort(([, a], [, b]) => b - a)
        .slice(0, 3)
        .map(([its, bytes]) => ({ name: its, bytes })),
      onlyDynamoDb: used.size === 1 && used.has("@aws-sdk/client-dynamodb"),
    };
  });
};
