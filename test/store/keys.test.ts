import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeTrackingNumber } from "../../shared/domain/tracking-number.ts";
import {
  complaintIdOf,
  complaintPartition,
  duePartition,
  dueShards,
  dueSort,
  eventSort,
  filedPartition,
  filedShards,
  firstToLastEvent,
  guardPartition,
  guardSort,
  mailDueSort,
  mailName,
  mailSort,
  queuePartition,
  queueShards,
  reporterPartition,
  stateSort,
  type MailKey,
} from "../../shared/store/keys.ts";

const complaintId = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/);
const version = fc.integer({ min: 1, max: 999_999 });
const agencyCode = fc.stringMatching(/^[A-Za-z0-9.-]{1,40}$/);
const mailKey: fc.Arbitrary<MailKey> = fc.record(
  {
    version,
    kind: fc.stringMatching(/^[A-Za-z]{1,30}$/),
    agencyCode,
    follower: complaintId,
    officerId: fc.stringMatching(/^[a-z0-9-]{3,40}$/),
  },
  { requiredKeys: ["version", "kind"] },
);

/** An instant and a way of writing it: with any offset, to the second as due dates are. */
const moment = fc
  .record({
    seconds: fc.integer({ min: Date.parse("2020-01-01") / 1000, max: Date.parse("2099-12-31") / 1000 }),
    offset: fc.integer({ min: -12 * 60, max: 14 * 60 }),
  })
  .map(({ seconds, offset }) => {
    const local = new Date((seconds + offset * 60) * 1000).toISOString().slice(0, 19);
    const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
      String(part).padStart(2, "0"),
    );
    return { instant: seconds * 1000, written: `${local}${offset < 0 ? "-" : "+"}${hours ?? ""}:${minutes ?? ""}` };
  });

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

describe("what builds a key and what reads it", () => {
  it("agree about reports", () => {
    fc.assert(
      fc.property(complaintId, (id) => {
        expect(complaintPartition.parse(complaintPartition.build(id))).toBe(id);
      }),
    );
    expect(complaintPartition.parse(guardPartition("a key"))).toBeNull();
    expect(complaintPartition.parse("")).toBeNull();
  });

  it("agree about events", () => {
    fc.assert(
      fc.property(version, (its) => {
        expect(eventSort.parse(eventSort.build(its))).toBe(its);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (sort) => {
        const parsed = eventSort.parse(sort);
        if (parsed !== null) expect(eventSort.build(parsed)).toBe(sort);
      }),
    );
  });

  it("agree about mails", () => {
    fc.assert(
      fc.property(mailKey, (key) => {
        expect(mailSort.parse(mailSort.build(key))).toEqual(key);
      }),
    );
    expect(mailSort.parse(eventSort.build(1))).toBeNull();
  });

  it("agree about mails that wait", () => {
    const mail = fc
      .tuple(mailKey, fc.oneof(complaintId, fc.constant("digest-kutim.dpu")), fc.constantFrom("agency", "coordinator"))
      .map(([key, id, to]) => ({ ...key, complaintId: id, to }));
    fc.assert(
      fc.property(moment, mail, ({ instant, written }, its) => {
        const sort = mailDueSort.build(written, its);
        expect(mailDueSort.parse(sort)).toEqual(its);
        expect(sort.startsWith(new Date(instant).toISOString())).toBe(true);
      }),
    );
    expect(mailDueSort.parse("2026-07-09T15:59:59.000Z#")).toBeNull();
    expect(mailName.parse("agency#report#E#000001")).toBeNull();
  });

  it("agree about what is due", () => {
    fc.assert(
      fc.property(moment, complaintId, ({ instant, written }, id) => {
        expect(dueSort.parse(dueSort.build(written, id))).toStrictEqual({
          dueAt: new Date(instant).toISOString(),
          complaintId: id,
        });
      }),
    );
    expect(dueSort.parse("tomorrow")).toBeNull();
    expect(dueSort.parse("2026-07-09T15:59:59.000Z#")).toBeNull();
  });
});

describe("what was filed on a day", () => {
  it("lies in shards of its UTC day, and is found there again", () => {
    fc.assert(
      fc.property(moment, complaintId, ({ instant }, id) => {
        const filedAt = new Date(instant).toISOString();
        const partition = filedPartition.of(filedAt, id);
        const parsed = filedPartition.parse(partition);
        expect(parsed?.day).toBe(filedAt.slice(0, 10));
        expect(parsed && filedPartition.ofShard(parsed.day, parsed.shard)).toBe(partition);
      }),
    );
    expect(filedPartition.parse("F#2026-07-06#8")).toBeNull();
    expect(filedPartition.parse(guardPartition("a key"))).toBeNull();
  });
});

describe("keys sort", () => {
  it("a report's state before its events, its events by version, and its mails outside of both", () => {
    fc.assert(
      fc.property(version, version, mailKey, (one, other, mail) => {
        const [a, b] = [eventSort.build(one), eventSort.build(other)];
        expect(compare(a, b)).toBe(Math.sign(one - other));
        const inOrder = [firstToLastEvent.from, a, firstToLastEvent.to, mailSort.build(mail)];
        expect(inOrder.toSorted(compare)).toStrictEqual(inOrder);
        expect(compare(stateSort, firstToLastEvent.from)).toBe(0);
      }),
    );
    expect(compare(guardSort, firstToLastEvent.to)).toBe(1);
  });

  it("what is due by its instant, whatever the offset it is written with", () => {
    fc.assert(
      fc.property(moment, moment, complaintId, complaintId, (one, other, idOfOne, idOfOther) => {
        const order = compare(dueSort.build(one.written, idOfOne), dueSort.build(other.written, idOfOther));
        const byInstant = Math.sign(one.instant - other.instant);
        expect(order).toBe(byInstant === 0 ? compare(idOfOne, idOfOther) : byInstant);
      }),
    );
  });
});

describe("a reporter's reports", () => {
  it("of each UTC day lie in a partition of their own", () => {
    const [evening, midnight] = ["2026-07-06T23:59:59.999Z", "2026-07-07T00:00:00.000Z"];
    expect(reporterPartition("key", evening)).toBe("R#key#2026-07-06");
    expect(reporterPartition("key", midnight)).toBe("R#key#2026-07-07");
  });
});

describe("a report's name inside the system", () => {
  it("follows from its tracking number, and is fit for a link and for a key", () => {
    expect(complaintIdOf("KTM-7F3-K9Q-X2A")).toBe(complaintIdOf("KTM-7F3-K9Q-X2A"));
    expect(complaintIdOf("KTM-7F3-K9Q-X2A")).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(complaintIdOf("KTM-7F3-K9Q-X2A")).not.toBe(complaintIdOf("KTM-7F3-K9Q-X2B"));
  });
});

describe("shards", () => {
  const ids = Array.from({ length: 10_000 }, (_, index) =>
    complaintIdOf(makeTrackingNumber("KTM", Uint8Array.from([0, 0, 0, index >> 8, index & 255]))),
  );

  /** Pearson's statistic of how far the counts are from even. */
  const unevenness = (partitions: readonly string[], shards: number): number => {
    const counts = new Map<string, number>();
    for (const partition of partitions) counts.set(partition, (counts.get(partition) ?? 0) + 1);
    const expected = partitions.length / shards;
    expect(counts.size).toBe(shards);
    return [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  };

  // Chance alone exceeds these once in a thousand draws (chi-square with 15 and 7 degrees of freedom).
  it("of the due-date index get about the same number of reports each", () => {
    const partitions = ids.map((id) => duePartition.of(id));
    expect(unevenness(partitions, dueShards)).toBeLessThan(37.7);
    const known = new Set(Array.from({ length: dueShards }, (_, shard) => duePartition.ofShard(shard)));
    expect(partitions.filter((partition) => !known.has(partition))).toStrictEqual([]);
  });

  it("of a day of filing likewise", () => {
    const partitions = ids.map((id) => filedPartition.of("2026-07-06T01:00:00.000Z", id));
    expect(unevenness(partitions, filedShards)).toBeLessThan(24.3);
    const known = new Set(
      Array.from({ length: filedShards }, (_, shard) => filedPartition.ofShard("2026-07-06", shard)),
    );
    expect(partitions.filter((partition) => !known.has(partition))).toStrictEqual([]);
  });

  it("of an office's queue likewise, and no other office's", () => {
    const partitions = ids.map((id) => queuePartition.of("kutim.dpu", id));
    expect(unevenness(partitions, queueShards)).toBeLessThan(24.3);
    const known = new Set(
      Array.from({ length: queueShards }, (_, shard) => queuePartition.ofShard("kutim.dpu", shard)),
    );
    expect(partitions.filter((partition) => !known.has(partition))).toStrictEqual([]);
    expect(known.has(queuePartition.of("kutim.dinkes", ids[0] ?? ""))).toBe(false);
  });
});
