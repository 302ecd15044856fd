import { describe, expect, it } from "vitest";
import { readPattern } from "../../infra/local/events/pattern.ts";

const record = {
  eventName: "INSERT",
  tags: ["jalan", "banjir"],
  dynamodb: { Keys: { sk: { S: "E#0001" } }, NewImage: { count: { N: "12" }, empty: { S: "" } } },
};

describe("A filter", () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [{ eventName: ["INSERT"] }, true],
    [{ eventName: ["MODIFY", "REMOVE"] }, false],
    [{ eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: [{ prefix: "E#" }] } } } }, true],
    [{ dynamodb: { Keys: { sk: { S: [{ prefix: "S#" }] } } } }, false],
    [{ dynamodb: { Keys: { sk: { S: [{ suffix: "01" }] } } } }, true],
    [{ eventName: [{ "equals-ignore-case": "insert" }] }, true],
    [{ dynamodb: { NewImage: { count: { N: [{ numeric: [">", 10, "<=", 12] }] } } } }, true],
    [{ dynamodb: { NewImage: { count: { N: [{ numeric: ["<", 12] }] } } } }, false],
    [{ dynamodb: { NewImage: { missing: { N: [{ numeric: [">=", 0] }] } } } }, false],
    [{ dynamodb: { OldImage: [{ exists: false }] } }, true],
    [{ dynamodb: { NewImage: { count: { N: [{ exists: true }] } } } }, true],
    [{ dynamodb: { NewImage: { empty: { S: [""] } } } }, true],
    [{ eventName: [{ "anything-but": ["REMOVE"] }] }, true],
    [{ eventName: [{ "anything-but": "INSERT" }] }, false],
    [{ dynamodb: { Keys: { sk: { S: [{ "anything-but": { prefix: "E#" } }] } } } }, false],
    [{ nothing: [{ "anything-but": "x" }] }, false],
    [{ tags: ["banjir"] }, true],
    [{ tags: ["sampah"] }, false],
    [{ $or: [{ eventName: ["REMOVE"] }, { tags: ["jalan"] }] }, true],
    [{ nothing: [null] }, false],
  ])("%j lets the record pass: %s", (pattern, passes) => {
    expect(readPattern(JSON.stringify(pattern), "test")(record)).toBe(passes);
  });

  it.each<unknown>([
    { a: [{ wildcard: "*" }] },
    { a: [{ cidr: "10.0.0.0/8" }] },
    { a: "text" },
    { a: [{ numeric: ["~", 1] }] },
    [],
  ])("%j stops the start, because it is not known", (pattern) => {
    expect(() => readPattern(JSON.stringify(pattern), "test")).toThrow(/test/);
  });
});
