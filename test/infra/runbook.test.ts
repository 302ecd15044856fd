import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dev, root } from "./fixture.ts";

const entries = readFileSync(join(root, "docs/runbook.md"), "utf8")
  .split(/^## /m)
  .slice(1)
  .map((entry) => ({ title: entry.split("\n", 1)[0] ?? "", text: entry }));
const anchors = entries.map(({ title }) => title.toLowerCase().replaceAll(" ", "-"));
const descriptions = dev()
  .of("AWS::CloudWatch::Alarm")
  .map(({ at }) => String(at("AlarmDescription")));

describe("the runbook", () => {
  it("has an entry for every alarm, which the alarm names", () => {
    expect(descriptions.length).toBeGreaterThan(0);
    for (const description of descriptions) {
      expect(anchors).toContain(/docs\/runbook\.md#([a-z-]+)$/.exec(description)?.[1]);
    }
  });

  it("has no entry that no alarm leads to", () => {
    const named = descriptions.map((description) => description.split("#")[1]);
    expect(anchors.filter((anchor) => !named.includes(anchor))).toEqual([]);
  });

  it("says in each entry what it means, what to look at and what to do", () => {
    for (const { title, text } of entries) {
      for (const part of ["**Description.**", "**Investigation.**", "**Resolution.**"]) {
        expect(text, title).toContain(part);
      }
    }
  });
});
