import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginningOf, link } from "../../shared/domain/chain.ts";
import type { Event } from "../../shared/domain/events.ts";
import { replay } from "../../shared/domain/evolve.ts";
import { after, coordinator, dispatched, filed, reporter } from "../builders.ts";

const eventOf = (text: string): Event => {
  const event = after(filed(), [{ move: "note", text }, coordinator]).events.at(-1);
  if (!event) throw new Error("a report has a last event");
  return event;
};

const backwards = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, its]) => [name, backwards(its)]),
  );
};

describe("a link of the chain", () => {
  it("is SHA-256 over the hash before, a line end and the event with its names in order and no blanks", () => {
    const { at, cause, ...its } = eventOf('Sudah ditelepon; "besok".');
    const written =
      '{"actor":{"agencyCode":"kutim.diskominfo","id":"koordinator","role":"coordinator"},' +
      `"at":"${at}","cause":"${cause}","clocks":[],"owner":"kutim.diskominfo","status":"submitted",` +
      '"text":"Sudah ditelepon; \\"besok\\".","type":"noted","version":2}';
    expect(link("the hash before", { at, cause, ...its })).toBe(
      createHash("sha256").update(`the hash before\n${written}`).digest("base64url"),
    );
  });

  it("does not depend on the order of names, nor on what is named but not there", () => {
    const [event] = filed({ location: { latitude: 0.5, longitude: 117.5 } }).events;
    if (!event) throw new Error("a report has a first event");
    expect(link("x", backwards(event) as Event)).toBe(link("x", event));
    expect(link("x", { ...event, title: undefined } as unknown as Event)).toBe(link("x", event));
  });

  it("is the same again once the event was written as JSON and read, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        const event = { ...eventOf("Catatan"), text } as Event;
        expect(link("x", JSON.parse(JSON.stringify(event)) as Event)).toBe(link("x", event));
      }),
    );
  });

  it("is another for another hash before it, and for another report", () => {
    const event = eventOf("Catatan");
    expect(link("x", event)).not.toBe(link("y", event));
    expect(beginningOf("one")).not.toBe(beginningOf("another"));
  });
});

describe("the head of a state", () => {
  it("is the hash of its last event, made of all before", () => {
    const { complaint, events } = after(dispatched(), [{ move: "reply", text: "Terima kasih." }, reporter]);
    const { complaintId } = complaint;
    expect(complaint.head).toBe(events.reduce(link, beginningOf(complaintId)));
    expect(replay(events)?.head).toBe(complaint.head);
    expect(replay(events.slice(0, -1))?.head).not.toBe(complaint.head);
  });
});
