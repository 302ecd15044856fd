import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { filedFrom, verify } from "../../infra/audit/verify.ts";
import { itemsOf, itemsOfReport } from "../../shared/store/complaint-store.ts";
import { complaintPartition, eventSort, stateSort } from "../../shared/store/keys.ts";
import { after, coordinator, dispatched, filed, handlerOf, publicWorks, reporter, type Report } from "../builders.ts";
import { runVerifyLog } from "./command.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { observe } from "../store/observed-client.ts";
import { write, writeMany } from "../store/reports.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

/** A day of its own for every test, so that a walk meets only its reports. */
let day = "2026-01-01";
beforeEach(() => {
  day = new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10);
});
const morning = (): string => `${day}T01:00:00.000Z`;

const secretly = "kata-kata rahasia";
const lived = (): Report =>
  after(
    dispatched(publicWorks, morning()),
    [{ move: "note", text: `Catatan: ${secretly}.` }, coordinator, morning()],
    [{ move: "answerFinally", text: "Sudah ditambal." }, handlerOf(publicWorks), morning()],
    [{ move: "reply", text: "Terima kasih." }, reporter, morning()],
  );
const writeOne = async (): Promise<string> => (await write(engine.store, lived())).complaint.complaintId;

type Values = Record<string, unknown>;
const itemOf = async (complaintId: string, sk: string): Promise<Values> => {
  const items = (await itemsOfReport(engine.store, complaintId)).map((item) => unmarshall(item));
  return items.find((its) => its["sk"] === sk) ?? {};
};
const put = async (complaintId: string, sk: string, values: Values): Promise<void> => {
  const item = { ...values, pk: complaintPartition.build(complaintId), sk };
  await engine.client.send(
    new PutItemCommand({ TableName: engine.store.table, Item: marshall(item, { removeUndefinedValues: true }) }),
  );
};
const change = async (complaintId: string, sk: string, values: Values): Promise<void> =>
  put(complaintId, sk, { ...(await itemOf(complaintId, sk)), ...values });
const remove = async (complaintId: string, sk: string): Promise<void> => {
  const key = { pk: complaintPartition.build(complaintId), sk };
  await engine.client.send(new DeleteItemCommand({ TableName: engine.store.table, Key: marshall(key) }));
};
const second = eventSort.build(2);
const third = eventSort.build(3);
const fifth = eventSort.build(5);

const walk = async (reports = filedFrom(engine.store, day, day)) => {
  const lines: string[] = [];
  const tally = await verify(
    engine.store,
    reports,
    {
      finding: (complaintId, { version, what, why }) => lines.push(`${complaintId} ${version ?? "-"} ${what}: ${why}`),
      report: () => undefined,
    },
    0,
  );
  return { tally, lines };
};
const findings = async (complaintId: string): Promise<readonly string[]> =>
  (await walk()).lines.map((line) => line.replace(`${complaintId} `, ""));

describe("a log as it was written", () => {
  it("has nothing wrong with it, whatever happened to its reports", async () => {
    const reports = [lived(), filed({ title: "Jalan", location: { latitude: -0.1, longitude: 117.53 } }, morning())];
    for (const report of reports) await write(engine.store, report);
    expect(await walk()).toStrictEqual({ tally: { reports: 2, events: 6, findings: 0, damaged: 0 }, lines: [] });
  });

  it("is walked through day by day, both days included, by queries alone", async () => {
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    const instants = [`${day}T00:00:00.000Z`, `${day}T23:59:59.999Z`, `${next}T00:00:00.000Z`, `${next}T12:00:00.000Z`];
    await writeMany(
      engine,
      instants.flatMap((at) => Array.from({ length: 5 }, () => filed({}, at))),
    );
    const client = engine.connect();
    const calls = observe(client);
    const seen: string[] = [];
    for await (const id of filedFrom({ ...engine.store, client }, day, next)) seen.push(id);
    expect(new Set(seen).size).toBe(20);
    expect(seen).toHaveLength(20);
    expect(new Set(calls.map(({ operation }) => operation))).toStrictEqual(new Set(["Query"]));
    expect((await walk()).tally.reports).toBe(10);
  });

  it("is nothing on a day without reports", async () => {
    expect(await walk()).toStrictEqual({ tally: { reports: 0, events: 0, findings: 0, damaged: 0 }, lines: [] });
  });
});

describe("what is found in the table", () => {
  it("is a changed event, and no words of it", async () => {
    const id = await writeOne();
    await change(id, third, { text: `Catatan: ${secretly}, tetapi lain.` });
    const found = await findings(id);
    expect(found).toStrictEqual(["3 changed: the event and its hash do not belong together"]);
    expect(JSON.stringify(found)).not.toContain(secretly);
  });

  it("is a changed status, which the state does not share", async () => {
    const id = await writeOne();
    await change(id, fifth, { status: "closed", owner: null });
    expect(await findings(id)).toStrictEqual([
      "5 changed: the event and its hash do not belong together",
      "- state differs: by its events it has another endedAt, owner, queuePartition, queueSort, status",
    ]);
  });

  it("is a missing event", async () => {
    const id = await writeOne();
    await remove(id, third);
    expect(await findings(id)).toStrictEqual(["3 missing: there is no such event"]);
  });

  it("is a missing last event", async () => {
    const id = await writeOne();
    await remove(id, fifth);
    expect(await findings(id)).toStrictEqual(["5 missing: there is no such event"]);
  });

  it("are two swapped events", async () => {
    const id = await writeOne();
    const [one, other] = [await itemOf(id, third), await itemOf(id, fifth)];
    await put(id, third, other);
    await put(id, fifth, one);
    expect(await findings(id)).toEqual([
      "3 out of place: it was written as version 5",
      "5 out of place: it was written as version 3",
      "- state differs: its head is not the hash of event 5",
      "- state differs: by its events it has another status",
    ]);
  });

  it("is an extra event at the end, also one that fits the chain", async () => {
    const report = await write(engine.store, lived());
    const id = report.complaint.complaintId;
    const longer = after(report, [{ move: "note", text: "Lagi." }, coordinator, morning()]);
    const event = longer.events.at(-1);
    const item = event && itemsOf(engine.store.table, longer.complaint, event)[1]?.Put?.Item;
    await put(id, eventSort.build(6), unmarshall(item ?? {}));
    expect(await findings(id)).toStrictEqual(["6 extra: the report's state ends at version 5"]);
  });

  it("is an event that stands there again", async () => {
    const id = await writeOne();
    await put(id, fifth, await itemOf(id, third));
    expect(await findings(id)).toEqual(expect.arrayContaining(["5 extra: it repeats the event of version 3"]));
  });

  it("is an item among them that is no event", async () => {
    const id = await writeOne();
    await put(id, "E#0003b", await itemOf(id, third));
    expect(await findings(id)).toStrictEqual(['- extra: an item that is no event: "E#0003b"']);
  });

  it("is an event that cannot be read, by the names of its fields alone", async () => {
    const id = await writeOne();
    await change(id, second, { at: secretly });
    expect(await findings(id)).toStrictEqual(["2 unreadable: these fields do not fit: at"]);
  });

  it("is a changed state", async () => {
    const id = await writeOne();
    await change(id, stateSort, { rating: 5, duePartition: undefined, dueSort: undefined });
    expect(await findings(id)).toStrictEqual([
      "- state differs: by its events it has another duePartition, dueSort, rating",
    ]);
  });

  it("is a state that goes on from another event than its last", async () => {
    const id = await writeOne();
    await change(id, stateSort, { head: new Uint8Array(32) });
    expect(await findings(id)).toStrictEqual(["- state differs: its head is not the hash of event 5"]);
    await change(id, stateSort, { version: 4 });
    expect(await findings(id)).toEqual(
      expect.arrayContaining([
        "5 extra: the report's state ends at version 4",
        "- state differs: its head is not the hash of event 4",
      ]),
    );
  });

  it("is a state that cannot be read", async () => {
    const id = await writeOne();
    await change(id, stateSort, { status: secretly });
    expect(await findings(id)).toStrictEqual(["- unreadable: the state: these fields do not fit: status"]);
  });

  it("is, in a report that is asked for by its number, that it is not there, or has no state", async () => {
    const id = await writeOne();
    await remove(id, stateSort);
    // No index names it any more, so a walk by days does not meet it.
    expect(await findings(id)).toStrictEqual([]);
    const asked = async function* () {
      yield* await Promise.resolve([id, "no-such-report"]);
    };
    expect((await walk(asked())).lines.sort()).toStrictEqual(
      [`${id} - missing: there is no state`, "no-such-report - missing: there is no such report"].sort(),
    );
  });

  it("is told of the reports that are damaged, and of no other", async () => {
    const [good, bad] = [await writeOne(), await writeOne()];
    await remove(bad, second);
    const { tally, lines } = await walk();
    expect(tally).toStrictEqual({ reports: 2, events: 9, findings: 1, damaged: 1 });
    expect(lines.join()).not.toContain(good);
  });
});

describe("the command", () => {
  const inTheEngine = async (args: readonly string[]) => {
    const { protocol, hostname, port } = (await engine.client.config.endpoint?.()) ?? {};
    return runVerifyLog(["--table", engine.store.table, ...args], {
      AWS_ENDPOINT_URL: `${protocol}//${hostname}:${port}`,
    });
  };

  it("ends with 0 and says what it looked at", async () => {
    await writeOne();
    const { code, out, err } = await inTheEngine(["--from", day, "--to", day]);
    expect(out).toMatch(
      new RegExp(
        `^Verifying the log of the reports filed from ${day} to ${day} \\(days in UTC\\) in table .+\\n` +
          "1 report with 5 events in [0-9.]+ s: nothing wrong\\n$",
      ),
    );
    expect({ code, err }).toStrictEqual({ code: 0, err: "" });
  });

  it("ends with 1 and a line for each finding, by tracking number too", async () => {
    const report = await write(engine.store, lived());
    const { complaintId, trackingNumber } = report.complaint;
    await change(complaintId, third, { text: `Lain: ${secretly}` });
    const { code, out } = await inTheEngine([trackingNumber.toLowerCase()]);
    expect(code).toBe(1);
    expect(out).toContain(`${complaintId}  version 3: changed: the event and its hash do not belong together\n`);
    expect(out).toMatch(/1 report with 5 events in [0-9.]+ s: 1 finding in 1 report\n$/);
    expect(out).not.toContain(secretly);
  });

  it("ends with 2 when it cannot look", async () => {
    const nowhere = await runVerifyLog([], { PORT: "1" });
    expect(nowhere).toStrictEqual({
      code: 2,
      out: "",
      err: "No local cloud answers at port 1: start it with npm start, or name a --table\n",
    });
    const unreachable = await runVerifyLog(["--table", "x"], {
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_MAX_ATTEMPTS: "1",
    });
    expect(unreachable.code).toBe(2);
    expect(unreachable.err).toContain("ECONNREFUSED");
    const unknown = await inTheEngine(["--table", "no-such-table"]);
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain("ResourceNotFoundException");
  });

  it.each([
    [["--from", "yesterday"], "--from is a day such as 2026-07-06, not yesterday"],
    [["--to", "2026-02-30"], "--to is a day such as 2026-07-06, not 2026-02-30"],
    [["--from", "2026-07-07", "--to", "2026-07-06"], "--from is after --to"],
    [["KTM-XXX"], "KTM-XXX is no tracking number"],
    [["--from", "2026-07-07", "KTM-C85-XJQ-CSE"], "either days or tracking numbers, not both"],
    [["--everything"], "--everything"],
  ])("ends with 2 and says how it is used: %j", async (args, said) => {
    const { code, out, err } = await runVerifyLog(args);
    expect({ code, out }).toStrictEqual({ code: 2, out: "" });
    expect(err).toContain(said);
    expect(err).toContain("npm run verify-log --");
  });
});
