import { describe, expect, it } from "vitest";
import { usualLimits } from "../../functions/attachments/inspection/limits.ts";
import { measureInspection } from "../bench/inspection.ts";

describe("The heaviest picture that is taken, 48 megapixels in almost 10 MB,", () => {
  it("is rewritten with half of the memory that it may have", { timeout: 120_000 }, async () => {
    for (const { name, megabytes, peakMegabytes } of await measureInspection()) {
      expect(megabytes, name).toBeGreaterThan(9);
      expect(megabytes, name).toBeLessThanOrEqual(10);
      expect(peakMegabytes, name).toBeLessThan(usualLimits.megabytes / 2);
    }
  });
});
