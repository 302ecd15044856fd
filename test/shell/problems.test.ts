import { describe, expect, it } from "vitest";
import { lifecycle, statuses } from "../../shared/domain/lifecycle.ts";
import { problemOf, problemSlug, problemTable, type HttpFailure } from "../../shared/shell/problems.ts";
import { moveWords } from "../../shared/shell/words.ts";
import { problemAnswer } from "../../shared/view/answers.ts";

const languages = ["id", "en"] as const;
const kinds = Object.keys(problemTable) as readonly HttpFailure["kind"][];
const request = { baseUrl: "https://lapor.example/dev", requestId: "7a1f8f9e-5a53-4f0e-9d0b-0b7a3c2f1e11" };

/** One failure of every kind, with all that its words may speak of. */
const particulars = {
  move: "reply",
  status: "closed",
  version: 3,
  current: 4,
  faults: [{ pointer: "/agencyCode", code: "unknownAgency", value: "kutim.x" }],
  errors: [{ pointer: "/text", detail: "x" }],
  most: 65_536,
  expected: { id: "satu", en: "one" },
  header: "Idempotency-Key",
  why: "unknown",
  missing: "calendar",
  etag: '"abc"',
  state: "inspecting",
  retryAfter: 30,
  by: "contact",
  challenge: { algorithm: "sha-256", token: "t", bits: 16, expiresAt: "2026-07-06T01:15:00.000Z" },
};
const failureOf = (kind: HttpFailure["kind"]): HttpFailure =>
  ({ ...particulars, kind, ...(kind === "MediaTypeUnknown" ? { expected: "application/json" } : {}) }) as HttpFailure;

describe("every problem", () => {
  it.each(kinds)("%s is whole in both languages", (kind) => {
    const [id, en] = languages.map((language) => problemOf(failureOf(kind), { language, ...request }));
    for (const problem of [id, en]) {
      expect(problemAnswer.safeParse(problem).error).toBeUndefined();
      expect(problem?.type).toBe(`https://lapor.example/dev/docs#problem-${problemSlug(kind)}`);
      expect(JSON.stringify(problem)).not.toMatch(/undefined|\[object/);
      expect(problem?.detail).toMatch(/[.…a-z]$/);
    }
    expect(id?.title).not.toBe(en?.title);
    expect(id?.detail).not.toBe(en?.detail);
  });

  it("has a status of its kind: what the caller can mend is 4xx and no alarm, what we must is 5xx and loud", () => {
    for (const kind of kinds) {
      const { status, log } = problemTable[kind];
      expect(status, kind).toBeGreaterThanOrEqual(400);
      expect(log === "error", kind).toBe(status === 500);
      if (status >= 500) expect(log, kind).not.toBe("info");
    }
  });

  it("that passes by itself says when to come back", () => {
    for (const kind of kinds) {
      const { status, retryAfter } = problemTable[kind];
      expect(retryAfter !== undefined, kind).toBe(status === 503 || status === 429 || kind === "AttachmentNotReady");
    }
  });

  it("has an anchor of its own", () => {
    expect(problemSlug("IllegalMove")).toBe("illegal-move");
    expect(new Set(kinds.map(problemSlug)).size).toBe(kinds.length);
  });
});

describe("a refused move", () => {
  it("is named as people name it, in every status", () => {
    for (const { move } of lifecycle) {
      for (const language of languages) {
        expect(moveWords(move, language), move).not.toBe(move);
        for (const status of [...statuses, "unfiled"] as const) {
          const { detail } = problemOf({ kind: "IllegalMove", move, status, version: 1 }, { language, ...request });
          expect(detail).not.toContain("undefined");
        }
      }
    }
  });
});

describe("a field that the directory refuses", () => {
  it.each([
    "unknownAgency",
    "unknownCategory",
    "unknownRegion",
    "agencyHandedBack",
    "agencyNotBelow",
    "sameAgency",
    "dateInFuture",
    "required",
  ] as const)("%s is said with its place, in both languages", (code) => {
    const failure = {
      kind: "FieldsRefused",
      faults: [{ pointer: "/x", code, value: "kutim.x", today: "2026-07-06" }],
    } as unknown as HttpFailure;
    const [id, en] = languages.map((language) => problemOf(failure, { language, ...request }).errors);
    expect(id).toHaveLength(1);
    expect(id?.[0]?.pointer).toBe("/x");
    expect(id?.[0]?.detail).not.toBe(en?.[0]?.detail);
  });
});
