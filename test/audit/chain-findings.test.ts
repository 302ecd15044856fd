import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainFindings, type KeptEvent } from "../../infra/audit/chain-findings.ts";
import { beginningOf, link } from "../../shared/domain/chain.ts";
import type { Event } from "../../shared/domain/events.ts";
import { after, coordinator, dispatched, handlerOf, publicWorks, reporter } from "../builders.ts";

const report = after(
  dispatched(),
  [{ move: "note", text: "Sudah ditelepon." }, coordinator],
  [{ move: "answer", text: "Kami survei." }, handlerOf(publicWorks)],
  [{ move: "reply", text: "Terima kasih." }, reporter],
  [{ move: "answerFinally", text: "Sudah ditambal." }, handlerOf(publicWorks)],
  [{ move: "close", rating: 4, comment: "Cepat." }, reporter],
);
const { complaintId } = report.complaint;
const until = report.events.length;

/** As the store keeps them. */
const kept: readonly KeptEvent[] = report.events.reduce<KeptEvent[]>(
  (so, event) => [
    ...so,
    { version: event.version, event, hash: link(so.at(-1)?.hash ?? beginningOf(complaintId), event) },
  ],
  [],
);

const found = (of: readonly KeptEvent[]): readonly string[] =>
  chainFindings(complaintId, of, until).map(({ what, version }) => `${what} ${version}`);

const anyVersion = fc.integer({ min: 1, max: until });
const twoVersions = fc.uniqueArray(anyVersion, { minLength: 2, maxLength: 2 });

/** Everything in an event that is no object or list of others: where it stands. */
const leaves = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, its]) => leaves(its, [...path, name]))
    : [path];

const withAnother = (value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown => {
  if (name === undefined) return by;
  const its = value as Record<string, unknown>;
  const changed = { ...its, [name]: withAnother(its[name], rest, by) };
  return Array.isArray(value) ? Object.values(changed) : changed;
};

/** What stands at one version now stands at the other; its key says where. */
const at = (version: number): KeptEvent => {
  const its = kept[version - 1];
  if (!its) throw new Error("there is no such version");
  return its;
};
const placed = (its: KeptEvent, version: number): KeptEvent => ({
  ...its,
  version,
  event: its.event && { ...its.event, version },
});

describe("a chain as it was written", () => {
  it("has nothing wrong with it", () => {
    expect(found(kept)).toStrictEqual([]);
  });

  it("is none of another report's", () => {
    expect(chainFindings("another", kept, until)).toStrictEqual([
      { what: "changed", version: 1, why: "the event and its hash do not belong together" },
    ]);
  });
});

describe("what is found in a chain", () => {
  it("is any field of any event that was changed or is not there any more, and that event alone", () => {
    const places = kept.flatMap(({ version, event }) =>
      leaves(event)
        .filter(([name]) => name !== "version")
        .map((path) => ({ version, path })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.oneof(fc.string(), fc.integer(), fc.constant(null)), (place, by) => {
        const { version, path } = place;
        const changed = withAnother(at(version).event, path, by) as Event;
        fc.pre(JSON.stringify(changed) !== JSON.stringify(at(version).event));
        expect(found(kept.with(version - 1, { ...at(version), event: changed }))).toStrictEqual([`changed ${version}`]);
      }),
      { numRuns: 300 },
    );
    for (const { version, path } of places) {
      const without = withAnother(at(version).event, path, undefined) as Event;
      expect(found(kept.with(version - 1, { ...at(version), event: without }))).toStrictEqual([`changed ${version}`]);
    }
  });

  it("is any field that was put in", () => {
    fc.assert(
      fc.property(anyVersion, fc.string({ minLength: 12 }), fc.string(), (version, name, value) => {
        const changed = { ...at(version).event, [name]: value } as unknown as Event;
        expect(found(kept.with(version - 1, { ...at(version), event: changed }))).toStrictEqual([`changed ${version}`]);
      }),
    );
  });

  it("is any hash that was changed or taken away", () => {
    for (const { version } of kept) {
      expect(found(kept.with(version - 1, { ...at(version), hash: "another" }))).toStrictEqual([`changed ${version}`]);
      expect(found(kept.with(version - 1, { ...at(version), hash: null }))).toStrictEqual([`changed ${version}`]);
    }
  });

  it("is every event that was removed, the last ones too", () => {
    for (const { version } of kept) {
      expect(found(kept.filter((its) => its.version !== version))).toStrictEqual([`missing ${version}`]);
    }
    expect(chainFindings(complaintId, kept.slice(0, 3), until)).toStrictEqual([
      { what: "missing", version: 4, why: `there are no events from here to version ${until}` },
    ]);
  });

  it("is any two events that were swapped, with their hashes or without them", () => {
    fc.assert(
      fc.property(twoVersions, fc.boolean(), ([one = 1, other = 2], hashesToo) => {
        const swapped = kept.map((its) => {
          const from = its.version === one ? other : its.version === other ? one : its.version;
          return { ...placed(at(from), its.version), hash: at(hashesToo ? from : its.version).hash };
        });
        const places = [one, other].sort((a, b) => a - b);
        expect(found(swapped)).toStrictEqual(places.map((version) => `out of place ${version}`));
      }),
    );
  });

  it("is an event that was put in between, however the later ones were moved on", () => {
    fc.assert(
      fc.property(anyVersion, fc.boolean(), (version, fits) => {
        const stranger = { ...at(3).event, version, text: "Tidak pernah dikatakan." } as Event;
        const before = version === 1 ? beginningOf(complaintId) : (at(version - 1).hash ?? "");
        const put = [
          ...kept.slice(0, version - 1),
          { version, event: stranger, hash: fits ? link(before, stranger) : "made up" },
          ...kept.slice(version - 1).map((its) => placed(its, its.version + 1)),
        ];
        const findings = found(put);
        // One too many at the end, and all that were moved out of their places.
        expect(findings).toContain(`extra ${until + 1}`);
        if (!fits) expect(findings).toContain(`extra ${version}`);
        for (let moved = version + 1; moved <= until; moved += 1) expect(findings).toContain(`out of place ${moved}`);
      }),
    );
  });

  it("is an event that stands there twice", () => {
    expect(found(kept.with(4, placed(at(3), 5)))).toContain("extra 5");
    expect(found([...kept, placed(at(until), until + 1)])).toStrictEqual([`extra ${until + 1}`]);
  });

  it("is a gap of any size without counting through it", () => {
    expect(chainFindings(complaintId, kept, Number.MAX_SAFE_INTEGER)).toHaveLength(1);
  });
});
