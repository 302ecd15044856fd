import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { seedDirectory } from "../../shared/directory/seed.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import {
  keepDirectory,
  readDirectory,
  seedDirectoryStore,
  type DirectoryStore,
} from "../../shared/store/directory-store.ts";
import { startEngine, type TestEngine } from "./engine.ts";

let engine: TestEngine;
let store: DirectoryStore;
beforeAll(async () => {
  engine = await startEngine({ withDirectory: true });
  store = { client: engine.client, table: engine.directoryTable };
});
afterAll(() => engine.stop());

const put = (kind: string, code: string, entry: object): Promise<unknown> =>
  store.client.send(
    new PutItemCommand({
      TableName: store.table,
      Item: marshall({ pk: kind, sk: code, ...entry }, { removeUndefinedValues: true }),
    }),
  );
const remove = (kind: string, code: string): Promise<unknown> =>
  store.client.send(new DeleteItemCommand({ TableName: store.table, Key: marshall({ pk: kind, sk: code }) }));

const inOneOrder = (directory: Directory): unknown =>
  Object.fromEntries(
    Object.entries(directory).map(([kind, entries]) => [
      kind,
      Array.isArray(entries) ? entries.map((entry) => JSON.stringify(entry)).sort() : entries,
    ]),
  );

const health = seedDirectory().agencies.find(({ code }) => code === "kutim.dinkes");

describe("the directory in its table", () => {
  it("is read as it was seeded", async () => {
    const kept = await readDirectory(store);
    expect(kept.agencies.length).toBe(seedDirectory().agencies.length);
    expect(inOneOrder(kept)).toEqual(inOneOrder(seedDirectory()));
  });

  it("keeps what an operator changed when it is seeded again, and gets back only what is missing", async () => {
    await put("agencies", "kutim.dinkes", { ...health, name: "Dinas Kesehatan dan KB" });
    await remove("agencies", "kutim.dlh");
    expect(await seedDirectoryStore(store, seedDirectory())).toBe(1);
    expect(await seedDirectoryStore(store, seedDirectory())).toBe(0);
    const names = new Map((await readDirectory(store)).agencies.map(({ code, name }) => [code, name]));
    expect(names.get("kutim.dinkes")).toBe("Dinas Kesehatan dan KB");
    expect(names.has("kutim.dlh")).toBe(true);
    await put("agencies", "kutim.dinkes", health ?? {});
  });

  it("is refused when an entry is damaged", async () => {
    await put("agencies", "kutim.rusak", { ...health, code: "kutim.rusak", mail: "dinkes" });
    await expect(readDirectory(store)).rejects.toThrow(/mail/);
    await remove("agencies", "kutim.rusak");
  });
});

describe("the directory that a function keeps", () => {
  let time = 0;
  /** A table that can be out of reach. */
  let reachable: { client: DirectoryStore["client"]; table: string };
  const nameOfHealth = async (read: () => Promise<Directory>): Promise<string | undefined> =>
    (await read()).agencies.find(({ code }) => code === "kutim.dinkes")?.name;
  const rename = (name: string): Promise<unknown> => put("agencies", "kutim.dinkes", { ...health, name });

  beforeEach(async () => {
    time = 1_000_000;
    reachable = { ...store };
    await rename("Dinas Kesehatan");
  });
  const outOfReach = (): void => {
    reachable.table = "no-such-table";
  };

  it("is asked for once a minute, however many need it", async () => {
    const read = keepDirectory(reachable, 60, () => time);
    const [first, second] = await Promise.all([read(), read()]);
    expect(second).toBe(first);
    await rename("Dinas Kesehatan Baru");
    time += 59_999;
    expect(await read()).toBe(first);
    time += 1;
    expect(await nameOfHealth(read)).toBe("Dinas Kesehatan Baru");
  });

  it("stays as it was for as long as the table cannot answer, and follows as soon as it can", async () => {
    const read = keepDirectory(reachable, 60, () => time);
    await read();
    await rename("Dinas Kesehatan Baru");
    outOfReach();
    for (let minutes = 0; minutes < 5; minutes += 1) {
      time += 60_000;
      expect(await nameOfHealth(read)).toBe("Dinas Kesehatan");
      expect(await nameOfHealth(read)).toBe("Dinas Kesehatan");
    }
    reachable.table = store.table;
    time += 10_000;
    expect(await nameOfHealth(read)).toBe("Dinas Kesehatan Baru");
  });

  it("does not ask a table that cannot answer again with every request", async () => {
    const read = keepDirectory(reachable, 60, () => time);
    const first = await read();
    outOfReach();
    time += 60_000;
    await read();
    reachable.table = store.table;
    expect(await read()).toBe(first);
  });

  it("is an error while there is none yet, and no longer", async () => {
    const read = keepDirectory(reachable, 60, () => time);
    outOfReach();
    await expect(read()).rejects.toThrow();
    reachable.table = store.table;
    expect(await nameOfHealth(read)).toBe("Dinas Kesehatan");
  });
});
