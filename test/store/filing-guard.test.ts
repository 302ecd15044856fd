import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guardItem, guardThatStood } from "../../shared/store/filing-guard.ts";
import { identityItem, readIdentity } from "../../shared/store/identity-store.ts";
import { guardPartition } from "../../shared/store/keys.ts";
import { transact, type RefusedCondition } from "../../shared/store/transaction.ts";
import { mondayMorning } from "../builders.ts";
import { startEngine, type TestEngine } from "./engine.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const later = (days: number): string => new Date(Date.parse(mondayMorning) + days * 86_400_000).toISOString();

const stand = (key: string, complaintId: string, now = mondayMorning): Promise<RefusedCondition | null> =>
  transact(engine.client, [
    guardItem(engine.store.table, key, { complaintId, bodyHash: `body of ${complaintId}` }, now),
  ]);

describe("a filing guard", () => {
  it("stands once for each key, and says for which report", async () => {
    expect(await stand("telepon-1-laporan-7", "first")).toBeNull();
    const refusal = await stand("telepon-1-laporan-7", "second");
    expect(refusal?.item).toBe(0);
    expect(refusal && guardThatStood(refusal)).toStrictEqual({ complaintId: "first", bodyHash: "body of first" });
    expect(await stand("telepon-1-laporan-8", "second")).toBeNull();
  });

  it("stands for seven days", async () => {
    expect(await stand("seminggu", "first")).toBeNull();
    expect(await stand("seminggu", "second", later(6.99))).not.toBeNull();
  });

  it("that has expired gives way, also when the table has not deleted it yet", async () => {
    expect(await stand("lama", "first")).toBeNull();
    expect(await stand("lama", "second", later(7.01))).toBeNull();
    const refusal = await stand("lama", "third", later(7.02));
    expect(refusal && guardThatStood(refusal).complaintId).toBe("second");
  });

  it("keeps the client's key to itself", async () => {
    await stand("nama-saya-siti", "somebody");
    const items = await engine.itemsOf(engine.store.table);
    expect(JSON.stringify(items)).not.toContain("siti");
    expect(items.map(({ pk }) => pk?.S)).toContain(guardPartition("nama-saya-siti"));
  });

  it("falls with the transaction that it stands in", async () => {
    const identity = identityItem(engine.identityTable, "taken", { name: "Siti" });
    expect(await transact(engine.client, [identity])).toBeNull();
    const guard = guardItem(engine.store.table, "jatuh", { complaintId: "taken", bodyHash: "hash" }, mondayMorning);
    expect(await transact(engine.client, [guard, identity])).toMatchObject({ item: 1 });
    expect(await stand("jatuh", "another")).toBeNull();
  });
});

describe("who a reporter is", () => {
  it("is kept in a table apart, under the report's name", async () => {
    const siti = { name: "Siti", email: "siti@surel.example", phone: "+6284000000001" };
    await transact(engine.client, [identityItem(engine.identityTable, "a-report", siti)]);
    const identities = { client: engine.client, table: engine.identityTable };
    expect(await readIdentity(identities, "a-report")).toStrictEqual(siti);
    expect(await readIdentity(identities, "another-report")).toBeNull();
    expect(JSON.stringify(await engine.itemsOf(engine.store.table))).not.toMatch(/siti@surel|\+6284/);
  });

  it("is never overwritten", async () => {
    await transact(engine.client, [identityItem(engine.identityTable, "once", { name: "Siti" })]);
    expect(await transact(engine.client, [identityItem(engine.identityTable, "once", { name: "Budi" })])).toMatchObject(
      { item: 0 },
    );
    expect(await readIdentity({ client: engine.client, table: engine.identityTable }, "once")).toStrictEqual({
      name: "Siti",
    });
  });

  it("is refused on reading when it is damaged", async () => {
    await transact(engine.client, [
      { Put: { TableName: engine.identityTable, Item: marshall({ pk: "damaged", nik: "6408991212120001" }) } },
    ]);
    await expect(readIdentity({ client: engine.client, table: engine.identityTable }, "damaged")).rejects.toThrow(
      /nik/,
    );
  });
});
