import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A CDK app and what its templates depend on. */
export type CdkApp = Readonly<{
  /** Folder that the paths below are relative to. */
  root: string;
  /** Shell command that writes the templates; `cdk.json` names it for the CLI. */
  command: string;
  /** Values of `-c key=value` and of the `context` in cdk.json. */
  context: Readonly<Record<string, unknown>>;
  /** Files and folders. */
  sources: readonly string[];
  /** Folders among them that change nothing. */
  except: readonly string[];
}>;

/** The app of this project, as the CDK CLI would run it for a stage. */
export const projectApp = (root: string, stage: string): CdkApp => {
  const { app, context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as {
    app: string;
    context?: Record<string, unknown>;
  };
  return {
    root,
    command: app,
    // Whoever changes the directory on their own machine sees at once what comes of it. Libraries with machine code are
    // this machine's own, and not those of Lambda's processor.
    context: { ...context, stage, directorySeconds: 1, runsHere: true },
    sources: ["infra", "functions", "shared", "cdk.json", "package-lock.json", "tsconfig.json"],
    except: ["infra/local"],
  };
};

const filesOf = ({ root, sources, except }: CdkApp): readonly string[] =>
  sources
    .filter((source) => existsSync(join(root, source)))
    .flatMap((source) =>
      statSync(join(root, source)).isDirectory() ? globSync(join(source, "**/*"), { cwd: root }) : [source],
    )
    .filter((file) => except.every((folder) => !file.startsWith(join(folder, sep))))
    .filter((file) => statSync(join(root, file)).isFile())
    .map((file) => relative(root, join(root, file)))
    .sort();

/** Changes whenever a file, a setting or the command does. */
export const fingerprint = (app: CdkApp): string => {
  const digest = createHash("sha256");
  digest.update(JSON.stringify([app.command, app.context, process.version]));
  for (const file of filesOf(app)) digest.update(`\0${file}\0`).update(readFileSync(join(app.root, file)));
  return digest.digest("hex").slice(0, 16);
};
