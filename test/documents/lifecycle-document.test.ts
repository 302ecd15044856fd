import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lifecycleDocument } from "../../infra/documents/lifecycle-document.ts";
import { moves } from "../../shared/domain/lifecycle.ts";

describe("docs/lifecycle.md", () => {
  it("is what npm run docs writes from the table of moves", () => {
    const kept = readFileSync(join(import.meta.dirname, "../../docs/lifecycle.md"), "utf8");
    expect(kept).toBe(lifecycleDocument());
  });

  it("has a row for every move", () => {
    for (const move of moves) expect(lifecycleDocument()).toContain(`| \`${move}\` `);
  });
});
