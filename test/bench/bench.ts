import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleFunctions } from "../../infra/bundle.ts";
import { prod } from "../infra/fixture.ts";
import { measureBundles } from "./bundles.ts";
import { measureChallenges } from "./challenge.ts";
import { costOfMonth, costOfPhotos, costOfReports } from "./cost.ts";
import { measureInspection, measureUsualPhoto } from "./inspection.ts";
import { perReport } from "./life.ts";
import { asMarkdown } from "./markdown.ts";
import { measureOracles } from "./oracle.ts";
import { perPhoto } from "./photo.ts";
import type { Baseline, Results } from "./results.ts";
import { measureStarts } from "./starts.ts";
import { measureUnits } from "./units.ts";
import { functionEnvironment, megabytesOf, routingPaths } from "./workflow.ts";

/**
 * `npm run bench`: Markdown on standard output. `-- --json FILE` keeps the raw numbers, `-- --baseline FILE` shows
 * those of an earlier run beside them, `-- --open 100000` sweeps among so many open reports. That takes ten minutes, since
 * the local engine slows down as it fills.
 */
const { values } = parseArgs({
  options: { json: { type: "string" }, baseline: { type: "string" }, open: { type: "string", default: "10000" } },
});
// Synthesis as in tests: the library's own validation has a check of its own.
process.env["CDK_VALIDATION"] = "false";

const root = join(import.meta.dirname, "../..");
const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const git = (...given: readonly string[]): string => execFileSync("git", given, { cwd: root, encoding: "utf8" }).trim();
const commit = (): string => {
  try {
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain") === "" ? "" : " and changes"}`;
  } catch {
    return "no commit";
  }
};
const machine = (): string => {
  const processors = cpus();
  return `Node ${process.version}, ${processors.length} x ${processors[0]?.model.trim() ?? "processor"}`;
};

const run = async (): Promise<Results> => {
  say("Bundling the functions");
  const names = await bundleFunctions(root);
  const bundles = measureBundles(root, names);
  say("Synthesizing");
  const [paths, environment, template] = [routingPaths(), functionEnvironment(), prod()];
  const inspectorMegabytes = megabytesOf(template, "attachments-inspect");
  const [dispatching] = paths;
  if (!dispatching) throw new Error("the workflow has no path");
  say("Counting units");
  const openReports = Number(values.open);
  const units = await measureUnits(openReports);
  say("Inspecting photos");
  const inspections = [...(await measureInspection()), await measureUsualPhoto()];
  say("Solving challenges in a browser");
  const challenges = await measureChallenges();
  say("Asking for what is not there, and for what is somebody else's");
  const oracles = await measureOracles();
  const starts = await measureStarts(root, names, environment, (round, of) => {
    say(`Starting each function, round ${round} of ${of}`);
  });
  const each = perReport(units, dispatching);
  return {
    commit: commit(),
    machine: machine(),
    bundles,
    starts,
    units,
    openReports,
    inspections,
    inspectorMegabytes,
    challenges,
    oracles,
    paths,
    perReport: each,
    cost: costOfReports(each),
    photos: costOfPhotos(perPhoto(units, inspectorMegabytes)),
    month: costOfMonth(template, units),
  };
};

const baseline = values.baseline === undefined ? null : (JSON.parse(readFileSync(values.baseline, "utf8")) as Baseline);
const results = await run();
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
process.stdout.write(asMarkdown(results, baseline));
