import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { refusalReasons } from "../../shared/domain/attachments.ts";
import { honest } from "./corpus/honest.ts";
import { removeFolders, verdict } from "./inspecting.ts";

afterAll(removeFolders);

/**
 * Files that nobody made on purpose: those of the corpus with bits turned over, cut off, or with a piece of one in
 * another. Each is inspected as in the cloud, in a process of its own; one that crashes, hangs or takes too much is
 * found by what it is refused for.
 */
type Change =
  | { readonly kind: "flip"; readonly at: readonly number[]; readonly bit: number }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "overwrite"; readonly at: number; readonly bytes: Uint8Array }
  | {
      readonly kind: "splice";
      readonly at: number;
      readonly from: number;
      readonly length: number;
      readonly other: number;
    };

/**
 * A place as a share of the file's length, so that one change fits files of all lengths. From a whole number, as those
 * are spread evenly; floating ones crowd about 0, where every change makes another type.
 */
const place = fc.nat({ max: 10_000 }).map((part) => part / 10_000);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant("flip" as const),
    at: fc.array(place, { minLength: 1, maxLength: 12 }),
    bit: fc.integer({ min: 0, max: 7 }),
  }),
  fc.record({ kind: fc.constant("cut" as const), at: place }),
  fc.record({
    kind: fc.constant("overwrite" as const),
    at: place,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 16 }),
  }),
  fc.record({
    kind: fc.constant("splice" as const),
    at: place,
    from: place,
    length: fc.integer({ min: 1, max: 2_000 }),
    other: fc.nat({ max: honest.length - 1 }),
  }),
);

const at = (share: number, bytes: Uint8Array): number => Math.min(bytes.length - 1, Math.floor(share * bytes.length));

const changed = (bytes: Buffer, others: readonly Buffer[], one: Change): Buffer => {
  const copy = Buffer.from(bytes);
  switch (one.kind) {
    case "flip":
      for (const share of one.at) copy[at(share, copy)] = (copy[at(share, copy)] ?? 0) ^ (1 << one.bit);
      return copy;
    case "cut":
      return copy.subarray(0, Math.max(1, at(one.at, copy)));
    case "overwrite":
      copy.set(one.bytes.subarray(0, copy.length - at(one.at, copy)), at(one.at, copy));
      return copy;
    case "splice": {
      const other = others[one.other] ?? bytes;
      const piece = other.subarray(at(one.from, other), at(one.from, other) + one.length);
      return Buffer.concat([copy.subarray(0, at(one.at, copy)), piece, copy.subarray(at(one.at, copy))]);
    }
  }
};

/** Much less than a function gives, so that what grows or loops is seen. */
const limits = { seconds: 8, megabytes: 700 };
/** For the process to start and to be ended, on a busy machine. */
const startAndEnd = 4;
const runs = 200;

describe("Whatever the bytes", () => {
  it(`there is a verdict, in time and within memory (${runs} changed files)`, { timeout: 300_000 }, async () => {
    const files = await Promise.all(honest.map(({ make }) => make()));
    const verdicts = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: honest.length - 1 }),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (index, changes) => {
          const { name, contentType } = honest[index] ?? { name: "", contentType: "" };
          const bytes = changes.reduce((now, one) => changed(now, files, one), files[index] ?? Buffer.alloc(1));
          const start = performance.now();
          const found = await verdict({ name, contentType, bytes, limits });
          verdicts.set(found, (verdicts.get(found) ?? 0) + 1);
          expect(["ready", ...refusalReasons]).toContain(found);
          expect(performance.now() - start).toBeLessThan((limits.seconds + startAndEnd) * 1000);
        },
      ),
      { numRuns: runs, seed: 20_261_124, endOnFailure: true },
    );
    // One of this seed's: WebM whose element claims a length far beyond the file, where the library looks for the next
    // element byte by byte until the deadline.
    expect(verdicts.get("tookTooLong") ?? 0, "hardly any loops").toBeLessThanOrEqual(3);
    expect(verdicts.get("ready") ?? 0, "some still open").toBeGreaterThan(runs / 20);
    expect(verdicts.get("notReadable") ?? 0, "some are broken").toBeGreaterThan(runs / 20);
  });
});
