import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** A module of a package that would be carried by every function and read at each cold start, and what stands in. */
type Replacement = {
  /** End of the module's path. */
  readonly module: string;
  readonly contents: string;
};

const replacements: readonly Replacement[] = [
  {
    // 130 KB. Lambda hands a function the credentials of its role in the environment, and the SDK's chain looks there
    // first too; what it would try next (profiles, SSO, web identity, the metadata service) does not exist in Lambda.
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    module: "@aws-sdk/credential-provider-node/dist-es/index.js",
    contents: `import { fromEnv } from "@aws-sdk/credential-provider-env"; export const defaultProvider = () => fromEnv();`,
  },
  {
    // Files in a home directory, which Lambda does not have and in which a developer's own settings would leak into
    // the functions of the local cloud. The SDK goes on to its default after an error that allows it.
    module: "@smithy/core/dist-es/submodules/config/node-config-provider/fromSharedConfigFiles.js",
    contents: `export const fromSharedConfigFiles = () => () =>
      Promise.reject(Object.assign(new Error("there are no configuration files"), { tryNextLink: true }));`,
  },
  {
    // The region of a virtual machine. In Lambda it is always in the environment.
    module: "@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js",
    contents: "export const getInstanceMetadataRegion = () => Promise.resolve(undefined);",
  },
  {
    // 15 KB. Used only by operations that stream events, such as S3's Select, whose client asks for it at its start.
    module: "@smithy/core/dist-es/submodules/event-streams/index.js",
    contents: `const leftOut = () => { throw new Error("infra/leave-out.ts leaves event streams out of the bundles"); };
      export const eventStreamSerdeProvider = () => ({ serialize: leftOut, deserialize: leftOut });
      export const resolveEventStreamSerdeConfig = (input) => input;
      export const EventStreamSerde = leftOut;`,
  },
  {
    // The SDK's own SHA-256, for a Node without node:crypto.
    module: "@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js",
    contents: "export const Sha256Js = undefined;",
  },
  {
    // 7 KB. Holds the addresses that DynamoDB's endpoint discovery found, which is off unless a client asks for it; at
    // most one account's, so a map does.
    module: "mnemonist/lru-cache.js",
    contents: "export default class extends Map { constructor() { super(); } peek(key) { return this.get(key); } }",
  },
];

/**
 * 18 KB of zod, for describing schemas. Empty CommonJS modules may be imported by any name; calling what they lack
 * fails, so bundle.test.ts sees to it that nobody does.
 */
const jsonSchema: readonly Replacement[] = [
  { module: "zod/v4/core/to-json-schema.js", contents: "module.exports = {};" },
  { module: "zod/v4/core/json-schema-processors.js", contents: "module.exports = {};" },
];

/**
 * An ES module that imports node:http has Node read every one of its exports, `WebSocket` among them, which loads all
 * of undici: 40 ms of a cold start for a table of status texts. Asked for this way, only what is used is read.
 */
const builtinsByDemand = /^node:http$/;

const escaped = (path: string): string => path.replace(/[.\\]/g, "\\$&").replaceAll("/", "[\\\\/]");

/**
 * An esbuild plugin that leaves out of packages what no function uses. Of an SDK client's description it keeps the
 * version, all that the client reads.
 */
export const leaveOut = (options: { readonly describesSchemas: boolean }): Plugin => ({
  name: "leave-out",
  setup: (build) => {
    for (const { module, contents } of options.describesSchemas ? replacements : [...replacements, ...jsonSchema]) {
      build.onLoad({ filter: new RegExp(`[\\\\/]node_modules[\\\\/]${escaped(module)}$`) }, () => ({ contents }));
    }
    build.onResolve({ filter: builtinsByDemand }, ({ path, kind }) =>
      kind === "import-statement" ? { path, namespace: "builtin" } : undefined,
    );
    build.onLoad({ filter: builtinsByDemand, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
    build.onLoad({ filter: /@aws-sdk[\\/][\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
});
