import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainFindings, type KeptEvent } from "../../infra/audit/chain-findings.ts";
import { beginningOf, link } from "../../shared/domain/chain.ts";
import { erased, erasedText, headlineIn, unnamedErasures } from "../../shared/domain/erasure.ts";
import { event as eventSchema, type Event } from "../../shared/domain/events.ts";
import { replay } from "../../shared/domain/evolve.ts";
import { apart, digestOf, hasOwnWords, salted } from "../../shared/domain/own-words.ts";
import { after, coordinator, filed, handlerOf, publicWorks, reporter, router, type Report } from "../builders.ts";

const known = { name: "Zqxname Marker" };
const marks = /Zqx|81234509876|Markerjalan|0\.51234/i;

/** Every kind of event in which a reporter's own words stand, and officers' between them. */
const lived: Report = after(
  filed({
    title: "Lubang di depan rumah Zqxname Marker",
    text: "Saya ZQXNAME  marker, telepon 081234509876.",
    location: { regionCode: "64.08.04", address: "Markerjalan 7", latitude: 0.51234, longitude: 117.5 },
    reporterKey: "Zqxkey",
    shareWithAgency: true,
  }),
  [{ move: "editPublicText", title: "Jalan Zqxname", text: "Lubang, kata Zqxname." }, coordinator],
  [{ move: "expectAttachment", attachmentId: "a", fileName: "Zqxname.jpg", contentType: "image/jpeg" }, reporter],
  [{ move: "requestInformation", text: "Di mana?" }, coordinator],
  [{ move: "reply", text: "Di Markerjalan, zqxmail@surel.example. Marker." }, reporter],
  [{ move: "dispose", agencyCode: publicWorks }, router],
  [{ move: "reply", text: "Kapan? Zqxname" }, reporter],
  [
    { move: "correctIdentity", reporterKey: "Zqxother", reachable: true, shareWithAgency: true, addressLeft: true },
    reporter,
  ],
  [{ move: "answer", text: "Kami survei." }, handlerOf(publicWorks)],
  [{ move: "objectToProcessing", reason: "Zqxname tidak mau" }, reporter],
  [{ move: "answerFinally", text: "Sudah ditambal." }, handlerOf(publicWorks)],
  [{ move: "close", rating: 2, comment: "Zqxname kecewa" }, reporter],
  [{ move: "reopen", reason: "Belum, 081234509876" }, reporter],
  [{ move: "withdraw", reason: "Zqxname lelah" }, reporter],
);
const { complaintId } = lived.complaint;

const keep = (events: readonly Event[]): readonly KeptEvent[] =>
  events.reduce<KeptEvent[]>(
    (so, event) => [
      ...so,
      { version: event.version, event, hash: link(so.at(-1)?.hash ?? beginningOf(complaintId), event) },
    ],
    [],
  );
const found = (of: readonly KeptEvent[]): readonly string[] =>
  chainFindings(complaintId, of, of.length).map(({ what, version }) => `${what} ${version}`);

/** The versions that have something to erase. */
const ownVersions = lived.events.filter(hasOwnWords).map(({ version }) => version);

/** What lies in the table after an erasure of these, with its own event at the end and all hashes as they were written. */
const afterErasing = (versions: readonly number[]): readonly KeptEvent[] => {
  const events = lived.events.map((event) => (versions.includes(event.version) ? erased(event, known) : event));
  const step = { move: "erase", of: unnamedErasures(events), headline: headlineIn(events) } as const;
  const { events: whole } = after({ complaint: lived.complaint, events: lived.events }, [step, reporter]);
  const written = keep(whole);
  return written.map((its) => ({ ...its, event: events[its.version - 1] ?? its.event }));
};
const some = fc.subarray(ownVersions, { minLength: 1 });

describe("an erasure", () => {
  it("finds the reporter's own words in each kind of event that has them", () => {
    expect(ownVersions).toHaveLength(10);
    for (const event of lived.events.filter(({ version }) => !ownVersions.includes(version))) {
      expect(JSON.stringify(event)).not.toMatch(marks);
      expect(event.salt).toBeUndefined();
    }
  });

  it("leaves nothing of them, in a form that is read back", () => {
    for (const event of lived.events) {
      const left = erased(event, known);
      expect(eventSchema.parse(left)).toEqual(left);
      if (event.type !== "informationSupplied") expect(JSON.stringify(left)).not.toMatch(marks);
      expect(JSON.stringify(left)).not.toMatch(/Zqx|81234509876/i);
      expect(left.salt).toBeUndefined();
      expect(erased(left, known)).toBe(left);
    }
  });

  it("of any of them leaves a chain that holds, and the hash that there was", () => {
    fc.assert(
      fc.property(some, (versions) => {
        const kept = afterErasing(versions);
        expect(found(kept)).toEqual([]);
        for (const version of versions) {
          const event = kept[version - 1]?.event;
          expect(event?.digest).toBeDefined();
          expect(event && link(kept[version - 2]?.hash ?? beginningOf(complaintId), event)).toBe(
            kept[version - 1]?.hash,
          );
        }
      }),
    );
  });

  it("in several steps names each version once", () => {
    const first = afterErasing(ownVersions.slice(0, 4)).flatMap(({ event }) => event ?? []);
    const all = first.map((event) => erased(event, known));
    const again = unnamedErasures(all).map(({ version }) => version);
    expect(again).toEqual(ownVersions.slice(4));
  });

  it("leads to one state whether the events are followed as they were or as they are left", () => {
    const kept = afterErasing(ownVersions);
    const events = kept.flatMap(({ event }) => event ?? []);
    const original = [...lived.events, ...events.slice(lived.events.length)];
    expect(replay(events)).toEqual(replay(original));
    expect(replay(events)).toMatchObject({
      reachable: false,
      shareWithAgency: false,
      reporterKey: null,
      location: { regionCode: "64.08.04" },
      headline: "Jalan [nama disamarkan]",
      status: "archived",
    });
    expect(JSON.stringify(replay(events))).not.toMatch(/Zqx|Markerjalan|0\.51234/i);
  });
});

describe("what is found of an erasure", () => {
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

  it("is any field of any event that was changed afterwards or taken away, what the masks left included", () => {
    const kept = afterErasing(ownVersions);
    const places = kept.flatMap(({ version, event }) =>
      leaves(event)
        .filter(([name]) => name !== "version")
        .map((path) => ({ version, path })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.oneof(fc.string(), fc.constant(undefined)),
        ({ version, path }, by) => {
          const its = kept[version - 1];
          const changed = withAnother(its?.event, path, by) as Event;
          fc.pre(JSON.stringify(changed) !== JSON.stringify(its?.event));
          expect(found(kept.map((one) => (one.version === version ? { ...one, event: changed } : one)))).toContain(
            `changed ${version}`,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is an event whose words are gone although no erasure names it", () => {
    const kept = keep(lived.events);
    for (const version of ownVersions) {
      const gone = kept.map((its) =>
        its.version === version && its.event ? { ...its, event: erased(its.event, known) } : its,
      );
      expect(found(gone)).toEqual([`changed ${version}`]);
    }
  });

  it("is an event whose words are there although an erasure names it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ownVersions), (version) => {
        const kept = afterErasing(ownVersions).map((its) =>
          its.version === version ? { ...its, event: lived.events[version - 1] ?? null } : its,
        );
        expect(found(kept)).toEqual([`not erased ${version}`]);
      }),
    );
  });

  it("is an event that was written before there were salts, once its words are gone", () => {
    const unsalted = lived.events.map(({ salt: _, ...event }) => event as Event);
    const kept = keep(unsalted).map((its) =>
      its.version === 1 && its.event ? { ...its, event: erased(its.event, known) } : its,
    );
    expect(found(kept)).toContain("changed 1");
  });
});

describe("the digest of own words", () => {
  it("is another for another salt, so what is left of a text gives no way to try the rest", () => {
    const [filing] = lived.events;
    if (!filing) throw new Error("a report has a first event");
    const { own } = apart(filing);
    const one = erased(salted(filing, "one"), known).digest;
    expect(one).toBe(digestOf("one", own));
    expect(one).not.toBe(erased(salted(filing, "another"), known).digest);
    expect(one).not.toBe(digestOf("", own));
  });
});

describe("an erased text", () => {
  it.each([
    ["Nama saya Siti Aminah.", "Nama saya [nama disamarkan]."],
    ["SITI  AMINAH", "[nama disamarkan]"],
    ["Bu Siti dan Pak Aminah", "Bu [nama disamarkan] dan Pak [nama disamarkan]"],
    ["Sitinjau dan siti", "Sitinjau dan siti"],
    ["siti@surel.example 081234567890", "[alamat surel disamarkan] [nomor telepon disamarkan]"],
  ])("of %s is %s", (text, left) => {
    expect(erasedText(text, { name: "Siti Aminah" })).toBe(left);
  });

  it("of whoever gave no name, or a name of odd characters, is masked all the same", () => {
    expect(erasedText("0812 3456 7890", {})).toBe("[nomor telepon disamarkan]");
    expect(erasedText("a.b* (c", { name: "a.b* (c" })).toBe("[nama disamarkan]");
    fc.assert(fc.property(fc.string(), fc.string(), (name, text) => typeof erasedText(text, { name }) === "string"));
  });

  it("is its own erased text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const once = erasedText(text, known);
        expect(erasedText(once, known)).toBe(once);
      }),
    );
  });
});
