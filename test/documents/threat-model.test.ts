import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "docs/threat-model.md"), "utf8");
const paths = [...text.matchAll(/`((?:docs|functions|infra|shared|test)\/[^`\s]+|[\w.-]+\.(?:json|js))`/g)].map(
  ([, path]) => path ?? "",
);

describe("the threat model", () => {
  it("names what is there", () => {
    expect(paths.length).toBeGreaterThan(60);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("says of every threat what proves its control, or that nothing does", () => {
    const rows = (text.split("## Threats")[1] ?? "").split("## ")[0]?.split("\n") ?? [];
    const proofs = rows
      .filter((row) => row.startsWith("| "))
      .slice(2)
      .map((row) => row.split("|").at(-2)?.trim() ?? "");
    expect(proofs.length).toBeGreaterThan(15);
    expect(proofs.filter((proof) => !/`test\/|^none/.test(proof))).toEqual([]);
  });
});
