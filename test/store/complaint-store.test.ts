import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { core } from "zod";
import { decide } from "../../shared/domain/decide.ts";
import { evolve, replay } from "../../shared/domain/evolve.ts";
import { given } from "../../shared/domain/given.ts";
import type { Event } from "../../shared/domain/events.ts";
import type { Complaint } from "../../shared/domain/complaint.ts";
import { act } from "../../shared/store/act.ts";
import {
  append,
  eventAt,
  hashBeside,
  history,
  itemsOf,
  load,
  readEventItem,
} from "../../shared/store/complaint-store.ts";
import { complaintPartition, eventSort, stateSort } from "../../shared/store/keys.ts";
import {
  after,
  coordinator,
  directory,
  dispatched,
  filed,
  handlerOf,
  mondayMorning,
  publicWorks,
  reporter,
  type Report,
} from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";
import { observe } from "./observed-client.ts";
import { write, writeMany } from "./reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const now = { now: mondayMorning, cause: "test", directory };

/** The step that a reply makes of a report, not yet written. */
const replyTo = ({ complaint }: Report, text: string): { readonly after: Complaint; readonly event: Event } => {
  const decision = decide(complaint, { move: "reply", text }, { actor: reporter, ...now });
  if (!decision.ok) throw new Error("a reporter may always reply");
  const [event] = decision.value;
  return { after: evolve(complaint, event), event };
};

const damage = async (complaintId: string, sk: string, change: Record<string, unknown>): Promise<void> => {
  const { client, store } = engine;
  const key = { pk: complaintPartition.build(complaintId), sk };
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: store.table, Key: marshall(key), ConsistentRead: true }),
  );
  await client.send(
    new PutItemCommand({ TableName: store.table, Item: marshall({ ...unmarshall(item ?? {}), ...change }) }),
  );
};

const refusal = async (reading: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof core.$ZodError)) throw new Error("it was not refused", { cause: error });
  return error.issues.map(({ path, ...issue }) => [...path, ...("keys" in issue ? issue.keys : [])].join("."));
};

describe("a report in the store", () => {
  it("is read as it was written, with all that happened to it in order", async () => {
    const report = await write(engine.store, dispatched());
    const { complaintId } = report.complaint;
    expect(await load(engine.store, complaintId)).toStrictEqual(report.complaint);
    expect(await history(engine.store, complaintId)).toStrictEqual(report);
    expect(await eventAt(engine.store, complaintId, 2)).toStrictEqual(report.events[1]);
  });

  it("is what its events make of it", async () => {
    const report = await write(
      engine.store,
      after(dispatched(), [{ move: "answerFinally", text: "Lubang sudah ditambal." }, handlerOf(publicWorks)]),
    );
    const kept = await history(engine.store, report.complaint.complaintId);
    expect(replay(kept?.events ?? [])).toStrictEqual(kept?.complaint);
  });

  it.each([true, false, undefined])("is as urgent as an officer said, or nobody did: %s", async (urgent) => {
    const disposed = after(filed(), [{ move: "dispose", agencyCode: publicWorks, ...given({ urgent }) }, coordinator]);
    const { complaintId } = (await write(engine.store, disposed)).complaint;
    expect(await load(engine.store, complaintId)).toStrictEqual(disposed.complaint);
  });

  it("is nothing where there is none", async () => {
    expect(await load(engine.store, "no-such-report")).toBeNull();
    expect(await history(engine.store, "no-such-report")).toBeNull();
    expect(await eventAt(engine.store, "no-such-report", 1)).toBeNull();
  });

  it("has its state read without what the table and its indexes add", async () => {
    const report = await write(engine.store, filed({ reporterKey: "key-of-somebody" }));
    expect(Object.keys((await load(engine.store, report.complaint.complaintId)) ?? {}).sort()).toStrictEqual(
      Object.keys(report.complaint).sort(),
    );
  });

  it("is read whole when it fills more than one page of a megabyte", async () => {
    const long = "Sudah tiga kali kami tanyakan. ".repeat(1_000);
    const events = Array.from({ length: 40 }).reduce<Report>(
      (so) => after(so, [{ move: "note", text: long }, coordinator]),
      filed(),
    );
    expect(JSON.stringify(events.events).length).toBeGreaterThan(1_048_576);
    await writeMany(engine, [events]);
    const client = engine.connect();
    const calls = observe(client);
    expect(await history({ ...engine.store, client }, events.complaint.complaintId)).toStrictEqual(events);
    expect(calls.length).toBeGreaterThan(1);
  });
});

describe("a step", () => {
  it("is refused with the version that stands, when somebody else was faster", async () => {
    const report = await write(engine.store, filed());
    const { complaintId } = report.complaint;
    const [mine, theirs] = [replyTo(report, "Saya lebih lambat."), replyTo(report, "Saya lebih cepat.")];
    expect(await append(engine.store, theirs.after, theirs.event)).toMatchObject({ ok: true });
    expect(await append(engine.store, mine.after, mine.event)).toStrictEqual({
      ok: false,
      failure: { kind: "StaleVersion", current: 2 },
    });
    expect(await history(engine.store, complaintId)).toStrictEqual({
      complaint: theirs.after,
      events: [...report.events, theirs.event],
    });
  });

  it("of ten made at once is written once", async () => {
    const report = await write(engine.store, filed());
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        act(engine.store, report.complaint, { move: "reply", text: `Jawaban ${index}` }, { actor: reporter, ...now }),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toStrictEqual(
      Array(9).fill({ ok: false, failure: { kind: "StaleVersion", current: 2 } }),
    );
    const kept = await history(engine.store, report.complaint.complaintId);
    expect(kept?.events.map(({ version }) => version)).toStrictEqual([1, 2]);
    expect(replay(kept?.events ?? [])).toStrictEqual(kept?.complaint);
  });

  it("cannot be the first one of a report that is there", async () => {
    const report = await write(engine.store, filed());
    const [first] = report.events;
    if (!first) throw new Error("a report has a first event");
    expect(await append(engine.store, report.complaint, first)).toStrictEqual({
      ok: false,
      failure: { kind: "StaleVersion", current: 1 },
    });
  });

  it("cannot be a later one of a report that is not there", async () => {
    const { after: state, event } = replyTo(filed(), "Kepada siapa?");
    expect(await append(engine.store, state, event)).toStrictEqual({
      ok: false,
      failure: { kind: "StaleVersion", current: 0 },
    });
    expect(await history(engine.store, state.complaintId)).toBeNull();
  });

  it("leaves neither state nor event when one of them cannot be written", async () => {
    const report = await write(engine.store, filed());
    const tooLarge = replyTo(report, "x".repeat(420_000));
    await expect(append(engine.store, tooLarge.after, tooLarge.event)).rejects.toThrow(/size/i);
    expect(await history(engine.store, report.complaint.complaintId)).toStrictEqual(report);
  });
});

describe("a damaged item is refused on reading, and the refusal names the field", () => {
  it("of a state", async () => {
    const { complaintId } = (await write(engine.store, filed())).complaint;
    await damage(complaintId, stateSort, { status: "lost", clocks: { verification: { state: "asleep" } } });
    expect(await refusal(load(engine.store, complaintId))).toEqual(
      expect.arrayContaining(["status", "clocks.verification.state"]),
    );
    expect(await refusal(history(engine.store, complaintId))).toContain("status");
  });

  it("of an event", async () => {
    const { complaintId } = (await write(engine.store, filed())).complaint;
    await damage(complaintId, eventSort.build(1), { at: "yesterday" });
    expect(await refusal(history(engine.store, complaintId))).toStrictEqual(["at"]);
    expect(await refusal(eventAt(engine.store, complaintId, 1))).toStrictEqual(["at"]);
    await damage(complaintId, eventSort.build(1), { at: mondayMorning, reporterName: "a stranger" });
    expect(await refusal(history(engine.store, complaintId))).toStrictEqual(["reporterName"]);
  });

  it("of an event of no kind that is known", async () => {
    const { complaintId } = (await write(engine.store, filed())).complaint;
    await damage(complaintId, eventSort.build(1), { type: "vanished" });
    expect(await refusal(history(engine.store, complaintId))).toStrictEqual(["type"]);
  });
});

describe("an event as the stream gives it", () => {
  it("says which report it belongs to", () => {
    const report = filed();
    const [event] = report.events;
    if (!event) throw new Error("a report has a first event");
    const image = itemsOf("a table", report.complaint, event)[1]?.Put?.Item;
    expect(readEventItem(image)).toStrictEqual({ complaintId: report.complaint.complaintId, event });
  });

  it("has the head of the state that it led to beside it, and repeats nothing that its key says", () => {
    const report = dispatched();
    for (const event of report.events) {
      const state = replay(report.events.slice(0, event.version));
      if (!state) throw new Error("a report has a first event");
      const item = itemsOf("a table", state, event)[1]?.Put?.Item ?? {};
      expect(hashBeside(item)).toBe(state.head);
      expect(Object.keys(item)).not.toEqual(expect.arrayContaining(["version"]));
      expect(Object.keys(item)).not.toEqual(expect.arrayContaining(["complaintId"]));
    }
    expect(hashBeside({})).toBeNull();
  });

  it("is refused when it is of no report, or is nothing", () => {
    expect(() => readEventItem({ pk: { S: "G#guard" } })).toThrow("the item belongs to no report");
    expect(() => readEventItem(undefined)).toThrow("the record has no item");
  });
});
