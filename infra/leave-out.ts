import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";

/** Parts of packages that no function uses, yet every function would carry and read at each cold start. */
const replacements: Readonly<Record<string, { readonly file?: string; readonly contents?: string }>> = {
  // See there: 130 KB.
  "@aws-sdk/credential-provider-node": { file: join(import.meta.dirname, "environment-credentials.ts") },
  // 15 KB. The SDK loads these only for operations that stream events, such as Kinesis' or Transcribe's.
  "@smithy/core/event-streams": { contents: 'throw new Error("infra/leave-out.ts leaves event streams out");' },
  // 7 KB. Holds the addresses that DynamoDB's endpoint discovery found, which is off unless a client asks for it; at
  // most one account's, so a map does.
  "mnemonist/lru-cache": {
    contents: "export default class extends Map { constructor() { super(); } peek(key) { return this.get(key); } }",
  },
};

const namespace = "left-out";

/** An esbuild plugin that puts the replacements in place, and of an SDK package's description keeps the version. */
export const leaveOut: Plugin = {
  name: "leave-out",
  setup: (build) => {
    for (const [name, { file }] of Object.entries(replacements)) {
      build.onResolve({ filter: new RegExp(`^${name.replaceAll("/", "\\/")}$`) }, () =>
        file === undefined ? { path: name, namespace } : { path: file },
      );
    }
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: replacements[path]?.contents ?? "" }));
    build.onLoad({ filter: /@aws-sdk[\\/][\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};
