import { type App, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { acknowledgeFindings, exceptionsOf } from "../../infra/nag-suppressions.ts";
import { build } from "./fixture.ts";

/** `rule at path` for everything that cdk-nag finds and nothing explains. */
const findings = (app: App): readonly string[] =>
  new AwsSolutionsChecks(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );

const explanations = (app: App): readonly string[] =>
  app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data as object))
      .map((rule) => `${rule.replace(/^annotation::/i, "")} at ${construct.node.path}`),
  );

describe.each(["dev", "prod"])("cdk-nag's AwsSolutions rules in %s", (stage) => {
  const { app, settings } = build({ stage, mailDomain: "kutim.example" });
  // What one stack has from the other gets its name only then.
  app.synth();
  const found = findings(app);
  acknowledgeFindings(app, settings);

  it("are applied at all", () => {
    expect(found.length).toBeGreaterThan(10);
  });

  it("find nothing that is not explained", () => {
    expect(findings(app)).toEqual([]);
  });

  it("would find every single thing that is explained, so no explanation outlives its reason", () => {
    const rules = new Set(found.map((finding) => finding.split(" at ")[0]));
    for (const { rule } of exceptionsOf(settings)) expect([...rules]).toContain(rule);
    expect([...new Set(explanations(app))].sort()).toEqual([...new Set(found)].sort());
  });
});
