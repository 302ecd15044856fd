import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Two cores: a second worker helps, a third only takes memory and makes real servers slower to start.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Synthesis inside tests: the library's own validation has a check of its own.
    env: { CDK_VALIDATION: "false" },
    reporters: ["default", ["json", { outputFile: "test-results/report.json" }]],
  },
});
