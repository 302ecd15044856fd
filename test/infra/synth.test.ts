import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { root } from "./fixture.ts";

const run = promisify(execFile);

describe("cdk synth", () => {
  it("finds nothing to object to in prod: not the construct library's own check, nor cdk-nag", async () => {
    const output = mkdtempSync(join(tmpdir(), "tuntas-synth-"));
    const { CDK_VALIDATION: _off, ...environment } = process.env;
    await run(
      process.execPath,
      [
        join(root, "node_modules/aws-cdk/bin/cdk"),
        ...["synth", "--quiet", "--output", output],
        ...["-c", "stage=prod", "-c", "mailDomain=kutim.example"],
      ],
      { cwd: root, env: { ...environment, PATH: `${join(root, "node_modules/.bin")}:${environment["PATH"] ?? ""}` } },
    );
    const report = JSON.parse(readFileSync(join(output, "validation-report.json"), "utf8")) as {
      pluginReports: { pluginName: string; violations: unknown[] }[];
    };
    expect(report.pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  }, 180_000);
});
