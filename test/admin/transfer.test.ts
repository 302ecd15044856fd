import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { entryRoutes } from "../../functions/admin/entry-routes.ts";
import { exportDirectory, exportTable, importDirectory, importTable } from "../../functions/admin/transfer/routes.ts";
import { directoryFaults } from "../../shared/domain/directory-check.ts";
import { readDirectoryNow, seedDirectoryStore } from "../../shared/store/directory-store.ts";
import { readVersioned, writeEntries } from "../../shared/store/entry-store.ts";
import { directory, mondayMorning, publicWorks } from "../builders.ts";
import type { Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { office, ofRole, restoreDirectory, type Asking } from "./admin.ts";

let engine: TestEngine;
let admins: ReturnType<typeof office>;
beforeAll(async () => {
  engine = await startEngine({ withDirectory: true });
  admins = office(engine);
});
afterEach(() => restoreDirectory(engine));
afterAll(() => engine.stop());

type How = Asking & { readonly write?: boolean; readonly seen?: string };
const asking = (type: string, { write = false, seen, headers, ...rest }: How): Asking => ({
  ...rest,
  query: { dryRun: String(!write) },
  headers: {
    "content-type": type,
    "accept-language": "en",
    ...(seen === undefined ? {} : { "if-match": seen }),
    ...headers,
  },
});
const sendJson = (body: unknown, how: How = {}): Promise<Answered> =>
  admins.ask(importDirectory, { ...asking("application/json", how), body: JSON.stringify(body) });
const sendCsv = (collection: string, body: string, how: How = {}): Promise<Answered> =>
  admins.ask(importTable, { ...asking("text/csv", how), params: { collection }, body });
const csvOf = async (collection: string): Promise<string> =>
  (await admins.ask(exportTable, { params: { collection } })).text;
const versionNow = async (): Promise<string> => (await admins.ask(exportDirectory)).headers["ETag"] ?? "";
const changesIn = ({ body }: Answered) =>
  (body as { changes: { collection: string; code: string; change: string; fields: unknown[] }[] }).changes;
const errorsOf = ({ body }: Answered) =>
  (body as { errors?: { pointer: string; detail: string; line?: number }[] }).errors ?? [];

const officer = (id: string) => ({
  ...{ id, name: "Petugas Baru", mail: `${id}@dpu.kutim.example`, role: "liaisonOfficer", agencyCode: publicWorks },
});
const withOfficers = (many: number) => ({
  officers: [...directory.officers, ...Array.from({ length: many }, (_, at) => officer(`petugas-${at}`))],
});

describe("the directory as a file", () => {
  it("is all of it, and sent back as it is changes nothing", async () => {
    const file = await admins.ask(exportDirectory);
    expect(file.status).toBe(200);
    expect(directoryFaults(file.body as typeof directory)).toEqual([]);
    const back = await sendJson(file.body, { write: true, seen: file.headers["ETag"] ?? "" });
    expect(back.status).toBe(200);
    expect(back.body).toStrictEqual({ dryRun: false, changes: [] });
  });

  test.each(["agencies", "officers", "categories", "routing-rules", "deadline-rules"])(
    "has %s as a table as well, which sent back changes nothing",
    async (collection) => {
      const table = await admins.ask(exportTable, { params: { collection } });
      expect(table.headers["Content-Type"]).toBe("text/csv; charset=utf-8");
      expect(table.headers["Content-Disposition"]).toContain(`${collection}.csv`);
      const back = await sendCsv(collection, table.text);
      expect(errorsOf(back)).toEqual([]);
      expect(changesIn(back)).toEqual([]);
    },
  );

  it("has no other tables", async () => {
    expect((await admins.ask(exportTable, { params: { collection: "regions" } })).status).toBe(404);
    expect((await sendCsv("calendars", "a")).status).toBe(404);
  });

  it("is for platform admins alone", async () => {
    const as = ofRole("supervisor");
    expect((await admins.ask(exportDirectory, { as })).status).toBe(403);
    expect((await admins.ask(exportTable, { as, params: { collection: "officers" } })).status).toBe(403);
    expect((await sendJson({}, { as })).status).toBe(403);
    expect((await sendCsv("officers", "id", { as })).status).toBe(403);
  });
});

describe("a dry run", () => {
  it("shows what comes, what changes in which field, and what goes, and writes nothing", async () => {
    const officers = directory.officers
      .filter(({ id }) => id !== "penghubung-dpu")
      .map((its) => (its.id === "admin-platform" ? { ...its, name: "Admin" } : its));
    const gone = directory.officers.length - officers.length;
    const shown = await sendJson({ officers: [...officers, officer("petugas-baru")] });
    expect(changesIn(shown)).toStrictEqual([
      { collection: "officers", code: "petugas-baru", change: "added", fields: [] },
      {
        collection: "officers",
        code: "admin-platform",
        change: "changed",
        fields: [{ field: "name", before: "Admin Sistem Diskominfo Staper", after: "Admin" }],
      },
      ...Array.from({ length: gone }, () => ({
        ...{ collection: "officers", code: "penghubung-dpu", change: "removed", fields: [] },
      })),
    ]);
    expect(await readVersioned(admins.store)).toStrictEqual({
      version: 0,
      directory: await readDirectoryNow(admins.store),
    });
    expect((await readDirectoryNow(admins.store)).officers).toHaveLength(directory.officers.length);
  });

  it("is what happens unless something else is asked for", async () => {
    const shown = await admins.ask(importDirectory, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(withOfficers(1)),
    });
    expect(shown.body).toMatchObject({ dryRun: true });
    expect((await readDirectoryNow(admins.store)).officers).toHaveLength(directory.officers.length);
  });
});

describe("an import", () => {
  it("of a table is written with its history, and what went does not come back with the seed", async () => {
    const table = await csvOf("routing-rules");
    const header = table.slice(0, table.indexOf("\r\n") + 2);
    const rules = `${header}ktp,1461,,,"ktp = 1\nkartu tanda penduduk = 0.9",2020-01-01,\r\n`;
    const shown = await sendCsv("routing-rules", rules);
    // Every leaf needs a rule or an office, so a table that forgets the others is refused.
    expect(shown.status).toBe(422);

    const agencies = await csvOf("agencies");
    const changed = agencies.replace(
      "pengaduan@dpu.kutim.example",
      "pengaduan@dpu.kutim.example; piket@dpu.kutim.example",
    );
    const seen = await versionNow();
    const written = await sendCsv("agencies", changed, { write: true, seen });
    expect(changesIn(written)).toMatchObject([{ code: publicWorks, change: "changed", fields: [{ field: "mail" }] }]);
    expect(written.headers["ETag"]).toBe('"1"');
    const past = await admins.ask(entryRoutes.agencies.history, { params: { code: publicWorks } });
    expect(past.body).toMatchObject({ items: [{ version: 1, by: "admin-platform", at: mondayMorning }] });

    const without = { officers: directory.officers.filter(({ id }) => id !== "penghubung-dpu") };
    await sendJson(without, { write: true, seen: '"1"' });
    await seedDirectoryStore(admins.store, directory);
    const { officers } = await readDirectoryNow(admins.store);
    expect(officers.map(({ id }) => id)).not.toContain("penghubung-dpu");
    const history = await admins.ask(entryRoutes.officers.history, { params: { code: "penghubung-dpu" } });
    expect(history.body).toMatchObject({ items: [{ after: null }] });
  });

  it("is written only as the dry run has shown it", async () => {
    const seen = await versionNow();
    expect((await sendJson(withOfficers(1), { write: true })).status).toBe(400);
    expect((await sendJson(withOfficers(1), { write: true, seen })).status).toBe(200);
    const late = await sendJson(withOfficers(2), { write: true, seen });
    expect(late.status).toBe(409);
    expect(JSON.stringify(late.body)).toContain("version");
    expect((await sendJson(withOfficers(2), { seen })).status).toBe(409);
  });

  it("of more than one transaction holds is written whole, and does not mix with another", async () => {
    const seen = await versionNow();
    const both = await Promise.all([
      sendJson(withOfficers(120), { write: true, seen }),
      sendJson({ officers: [...directory.officers, officer("orang-lain")] }, { write: true, seen }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { officers } = await readDirectoryNow(admins.store);
    expect([directory.officers.length + 120, directory.officers.length + 1]).toContain(officers.length);
  });

  it("is not begun in the middle of another, and can be gone on with when that broke off", async () => {
    // The second part is refused as if the function had died before it.
    let parts = 0;
    const dying = engine.connect();
    const send = dying.send.bind(dying) as (command: unknown) => Promise<unknown>;
    dying.send = ((command: { constructor: { name: string } }) => {
      if (command.constructor.name === "TransactWriteItemsCommand") parts += 1;
      return parts > 1 ? Promise.reject(new Error("gone")) : send(command);
    }) as never;
    const broken = office(engine, {
      writeEntries: (writing) => writeEntries({ client: dying, table: engine.directoryTable }, writing),
    });
    const file = JSON.stringify(withOfficers(60));
    const call = asking("application/json", { write: true, seen: '"0"' });
    expect((await broken.ask(importDirectory, { ...call, body: file })).status).toBe(500);

    const soon = await sendJson(withOfficers(60), { write: true, seen: '"1"' });
    expect(soon.status).toBe(409);
    const later = await sendJson(withOfficers(60), { write: true, seen: '"1"', now: "2026-07-06T01:01:01.000Z" });
    expect(later.status).toBe(200);
    expect(changesIn(later)).toHaveLength(60 - 49);
    expect((await readDirectoryNow(admins.store)).officers).toHaveLength(directory.officers.length + 60);
    dying.destroy();
  });
});

describe("a file with one fault", () => {
  const table = async (change: (lines: string[]) => void): Promise<string> => {
    const lines = (await csvOf("officers")).split("\r\n");
    change(lines);
    return lines.join("\r\n");
  };
  const row = (id: string, its: Partial<Record<"mail" | "role" | "agency", string>> = {}): string =>
    `${id},Petugas,${its.mail ?? `${id}@kutim.example`},${its.role ?? "liaisonOfficer"},${its.agency ?? publicWorks},,`;

  test.each<[string, (lines: string[]) => void, { pointer: string; line: number }]>([
    ["a role that nobody has", (its) => its.splice(3, 0, row("baru", { role: "raja" })), { pointer: "/role", line: 4 }],
    [
      "an office that is not there",
      (its) => its.splice(2, 0, row("baru", { agency: "x" })),
      { pointer: "/agencyCode", line: 3 },
    ],
    ["a pseudonym twice", (its) => its.splice(20, 0, its[4] ?? ""), { pointer: "/id", line: 21 }],
    ["too many cells", (its) => its.splice(1, 0, `${row("baru")},x`), { pointer: "", line: 2 }],
    ["a quote that stays open", (its) => its.splice(5, 0, 'baru,"Petugas'), { pointer: "", line: 6 }],
    [
      "a column that is missing",
      (its) => its.splice(0, 1, "id,name,mail,role,agencyCode,validFrom"),
      { pointer: "/validTo", line: 1 },
    ],
    ["a column that nobody knows", (its) => its.splice(0, 1, `${its[0] ?? ""},x`), { pointer: "/x", line: 1 }],
  ])("(%s) is refused as a whole, and says on which line it is", async (_, change, expected) => {
    const seen = await versionNow();
    const refused = await sendCsv("officers", await table(change), { write: true, seen });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toContainEqual({ ...expected, detail: expect.any(String) as string });
    expect(await versionNow()).toBe(seen);
  });

  it("in JSON is refused as a whole at its place", async () => {
    const officers = [...directory.officers, { ...officer("baru"), agencyCode: "x" }];
    const at = directory.officers.length;
    expect(errorsOf(await sendJson({ officers }))).toMatchObject([{ pointer: `/officers/${at}/agencyCode` }]);
    const wrong = [...directory.officers, { ...officer("baru"), role: "raja" }];
    expect(errorsOf(await sendJson({ officers: wrong }))).toMatchObject([{ pointer: `/officers/${at}/role` }]);
  });

  it("by leaving out what has begun to hold is told to end it instead", async () => {
    const agencies = directory.agencies.filter(({ code }) => code !== "kutim.dinkes");
    const refused = await sendJson({ agencies });
    expect(
      errorsOf(refused)
        .map(({ detail }) => detail)
        .join(),
    ).toContain("is ended with validTo, not removed");
  });

  it("cannot change what is not changed here", async () => {
    const refused = await sendJson({ policy: { ...directory.policy, reopeningDays: 5 } });
    expect(errorsOf(refused)).toMatchObject([{ pointer: "/policy" }]);
  });

  it("can be as large as a nation's list, and no larger", async () => {
    expect((await sendJson({ officers: [], policy: "x".repeat(3_000_000) })).status).toBe(422);
    expect((await sendJson({ officers: [], policy: "x".repeat(3_200_000) })).status).toBe(413);
  });
});
