import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import { entryRoutes } from "../../functions/admin/entry-routes.ts";
import { collections, keyOf, type Collection, type Entry } from "../../shared/domain/collections.ts";
import { officerSignedIn } from "../../shared/shell/signed-in.ts";
import { readDirectoryNow, seedDirectoryStore } from "../../shared/store/directory-store.ts";
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

const inEnglish = { "accept-language": "en" };
const put = (collection: Collection, code: string, body: unknown, etag?: string, { headers, ...rest }: Asking = {}) =>
  admins.ask(entryRoutes[collection].put, {
    params: { code },
    body: JSON.stringify(body),
    ...rest,
    headers: { "content-type": "application/json", ...(etag ? { "if-match": etag } : {}), ...headers },
  });
const view = (collection: Collection, code: string): Promise<Answered> =>
  admins.ask(entryRoutes[collection].view, { params: { code } });
const etagOf = async (collection: Collection, code: string): Promise<string> =>
  (await view(collection, code)).headers["ETag"] ?? "";
const pastOf = async (collection: Collection, code: string, query: Record<string, string> = {}) =>
  (await admins.ask(entryRoutes[collection].history, { params: { code }, query })).body as {
    items: { version: number; by: string; at: string; before: unknown; after: unknown }[];
    cursor: string | null;
  };
const errorsOf = ({ body }: Answered) => (body as { errors?: { pointer: string; detail: string }[] }).errors;

/** As a body is sent: without the code. */
const bodyOf = (collection: Collection, code: string): Record<string, unknown> => {
  const found = (directory[collection] as readonly Entry[]).find((entry) => keyOf(entry) === code);
  if (!found) throw new Error(`the seed has ${code}`);
  const { code: _, id: __, ...body } = found as Record<string, unknown>;
  return body;
};
const unit = { ...bodyOf("agencies", publicWorks), name: "UPT Jembatan", parent: publicWorks, kind: "satuan" };
const change = async (collection: Collection, code: string, its: Record<string, unknown>, asking: Asking = {}) =>
  put(collection, code, { ...bodyOf(collection, code), ...its }, await etagOf(collection, code), asking);

describe("a list of the directory", () => {
  test.each(collections)("of %s is read to its end page by page, in the order of codes", async (collection) => {
    const seen: Entry[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await admins.ask(entryRoutes[collection].list, {
        query: { limit: "30", ...(cursor ? { cursor } : {}) },
      });
      const body = page.body as { items: Entry[]; cursor: string | null };
      expect(body.items.length).toBeLessThanOrEqual(30);
      seen.push(...body.items);
      ({ cursor } = body);
    }
    const codes = seen.map(keyOf);
    expect(codes).toStrictEqual((directory[collection] as readonly Entry[]).map(keyOf).sort());
  });

  it("takes no page longer than 200", async () => {
    expect((await admins.ask(entryRoutes.agencies.list, { query: { limit: "201" } })).status).toBe(422);
  });
});

describe("an entry", () => {
  test.each(collections)("of %s is shown with its mark, and sent back as it is changes nothing", async (collection) => {
    const [first] = directory[collection] as readonly Entry[];
    if (!first) throw new Error("the seed has entries");
    const shown = await view(collection, keyOf(first));
    expect(shown.body).toStrictEqual(first);
    const again = await put(collection, keyOf(first), bodyOf(collection, keyOf(first)));
    expect(again.status).toBe(200);
    expect(again.headers["ETag"]).toBe(shown.headers["ETag"]);
    expect((await pastOf(collection, keyOf(first))).items).toEqual([]);
  });

  it("that is new is made, with or without saying that it is", async () => {
    expect((await put("agencies", "kutim.dpu.a", unit)).status).toBe(201);
    const outright = await put("agencies", "kutim.dpu.b", unit, undefined, { headers: { "if-none-match": "*" } });
    expect(outright.status).toBe(201);
    expect(outright.body).toStrictEqual({ code: "kutim.dpu.b", ...unit, coordinator: false });
    const { agencies } = await readDirectoryNow(admins.store);
    expect(agencies.find(({ code }) => code === "kutim.dpu.b")).toStrictEqual(outright.body);
  });

  it("that is there is replaced only by whoever has seen it", async () => {
    const seen = await etagOf("agencies", publicWorks);
    expect((await change("agencies", publicWorks, { name: "Dinas PU" })).status).toBe(200);
    expect((await put("agencies", publicWorks, { ...unit, parent: "kutim" }, seen)).status).toBe(409);
    expect((await put("agencies", publicWorks, { ...unit, parent: "kutim" })).status).toBe(409);
    expect((await view("agencies", publicWorks)).body).toMatchObject({ name: "Dinas PU" });
  });

  it("keeps who changed it when, and how it was before, the latest first", async () => {
    await put("agencies", "kutim.dpu.a", unit, undefined, { now: "2026-10-01T01:00:00.000Z" });
    await put("agencies", "kutim.dpu.a", { ...unit, name: "UPT" }, await etagOf("agencies", "kutim.dpu.a"));
    const { items, cursor } = await pastOf("agencies", "kutim.dpu.a");
    expect(cursor).toBeNull();
    expect(items).toMatchObject([
      { version: 2, by: "admin-platform", at: mondayMorning, before: unit, after: { name: "UPT" } },
      { version: 1, at: "2026-10-01T01:00:00.000Z", before: null, after: unit },
    ]);
    const first = await pastOf("agencies", "kutim.dpu.a", { limit: "1" });
    const second = await pastOf("agencies", "kutim.dpu.a", { limit: "1", cursor: first.cursor ?? "" });
    expect([...first.items, ...second.items]).toStrictEqual(items);
    expect(second.cursor).toBeNull();
  });

  it("loses none of several changes at the same moment", async () => {
    const seen = await etagOf("agencies", publicWorks);
    const rivals = await Promise.all(
      ["a", "b", "c"].map((name) => put("agencies", publicWorks, { ...unit, parent: "kutim", name }, seen)),
    );
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const neighbours = await Promise.all(["x", "y", "z"].map((code) => put("agencies", `kutim.dpu.${code}`, unit)));
    expect(neighbours.map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  it("of two that would together be wrong one is refused", async () => {
    const swap = await Promise.all([
      change("agencies", "kutim.dpu", { parent: "kutim.dinkes" }),
      change("agencies", "kutim.dinkes", { parent: "kutim.dpu" }),
    ]);
    expect(swap.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it("is not made anew by a deployment's seed where it was changed", async () => {
    await change("agencies", publicWorks, { name: "Dinas PU" });
    expect(await seedDirectoryStore(admins.store, directory)).toBe(0);
    expect((await view("agencies", publicWorks)).body).toMatchObject({ name: "Dinas PU" });
  });

  test.each(["kutim dpu", "a#b", "a".repeat(41), ""])("cannot have the code %j", async (code) => {
    expect((await put("agencies", code, unit)).status).toBe(404);
  });

  it("that is not there is not shown, and has no history", async () => {
    expect((await view("officers", "nobody")).status).toBe(404);
    const past = await admins.ask(entryRoutes.officers.history, { params: { code: "nobody" } });
    expect(past.status).toBe(404);
  });

  test.each([{ "if-none-match": '"abc"' }, { "if-none-match": "*", "if-match": '"abc"' }, { "if-match": "*" }])(
    "is not named by %j",
    async (headers) => {
      expect((await put("agencies", "kutim.dpu.a", unit, undefined, { headers })).status).toBe(400);
    },
  );
});

describe("an entry that would make the directory wrong", () => {
  test.each<[string, Collection, string, Record<string, unknown>, string, string]>([
    ["a circle", "agencies", "kutim", { parent: publicWorks }, "/parent", "agency kutim is above itself"],
    [
      "an office outside every coordinator's government",
      "agencies",
      publicWorks,
      { parent: null },
      "/parent",
      "agency kutim.dpu has no coordinator's office above it",
    ],
    [
      "an office whose government has no coordinator",
      "agencies",
      "kutim",
      { parent: null, kind: "dinas" },
      "",
      "agency kaltim has no coordinator's office above it",
    ],
    [
      "an end without a successor",
      "agencies",
      "kutim.dinkes",
      { validTo: "2026-12-31" },
      "/successor",
      "agency kutim.dinkes closes and has no successor for its reports",
    ],
    [
      "the end of the office that the policy names",
      "agencies",
      "kutim.diskominfo",
      { validTo: "2026-12-31", successor: "kutim.dinkes" },
      "/validTo",
      "agency kutim.diskominfo is named by the policy, and so cannot close",
    ],
    [
      "a successor that is gone as well",
      "agencies",
      "kutim.dinkes",
      { validTo: "2026-12-31", successor: "kutim.lama" },
      "/successor",
      "agency kutim.dinkes has the successor kutim.lama, which does not exist",
    ],
    [
      "a circle of categories",
      "categories",
      "agama",
      { parent: "agama.haji" },
      "/parent",
      "category agama is above itself",
    ],
    [
      "a kind of office that is nowhere",
      "categories",
      "1461",
      { agencyCode: null, agencyKind: "village" },
      "/agencyKind",
      "category 1461 needs offices of the kind village, and there are none",
    ],
    [
      "an office and a kind of office",
      "categories",
      "1461",
      { agencyKind: "kecamatan" },
      "/agencyKind",
      "category 1461 has both an office and a kind of office",
    ],
    ["a category's unknown office", "categories", "1461", { agencyCode: "x" }, "/agencyCode", "which does not exist"],
    [
      "a rule's unknown office",
      "routingRules",
      "ktp",
      { agency: { code: "x" } },
      "/agency/code",
      "routing rule ktp names agency x",
    ],
    [
      "a clock without an end",
      "deadlineRules",
      "verification",
      { class: "complaint" },
      "",
      "no deadline rule says how long verification runs for aspiration",
    ],
    [
      "nobody who may change it any more",
      "officers",
      "admin-platform",
      { role: "liaisonOfficer" },
      "",
      "no officer administers the platform",
    ],
  ])("with %s is refused at its place", async (_, collection, code, its, pointer, sentence) => {
    const refused = await change(collection, code, its, { headers: inEnglish });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toContainEqual({ pointer, detail: expect.stringContaining(sentence) as string });
    expect(errorsOf(await change(collection, code, its))?.[0]?.detail).toMatch(/^Direktori menjadi salah: /);
    expect((await pastOf(collection, code)).items).toEqual([]);
  });

  it("with a category that nobody answers for is refused, unless the place of a report says who does", async () => {
    const leaf = {
      ...{ name: { id: "Surat keterangan", en: "Letters" }, parent: "energi", agencyCode: null },
      validFrom: "2020-01-01",
    };
    const refused = await put("categories", "energi.surat", leaf, undefined, { headers: inEnglish });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual([
      {
        pointer: "/agencyCode",
        detail: "The directory would be wrong: category energi.surat has neither an office nor a routing rule.",
      },
    ]);
    expect((await put("categories", "energi.surat", { ...leaf, agencyKind: "kecamatan" })).status).toBe(201);
  });

  test.each<[string, Collection, string, Record<string, unknown>, string]>([
    ["a name with HTML", "agencies", publicWorks, { name: "<b>PU</b>" }, "/name"],
    ["a field that nobody knows", "agencies", publicWorks, { colour: "blue" }, "/colour"],
    ["no address", "officers", "admin-platform", { mail: "nobody" }, "/mail"],
    ["a weight out of bounds", "routingRules", "ktp", { phrases: [{ phrase: "ktp", weight: 3 }] }, "/phrases/0/weight"],
  ])("or has %s is refused", async (_, collection, code, its, pointer) => {
    expect(errorsOf(await change(collection, code, its))).toEqual([expect.objectContaining({ pointer })]);
  });
});

describe("an officer", () => {
  it("who is ended is out from the next day on, and the address may be somebody else's", async () => {
    const liaison = directory.officers.find(({ role }) => role === "liaisonOfficer");
    if (!liaison) throw new Error("the seed has liaison officers");
    expect((await change("officers", liaison.id, { validTo: "2026-07-05" })).status).toBe(200);
    const claims = { email: liaison.mail };
    const after = await readDirectoryNow(admins.store);
    expect(officerSignedIn(claims, after, "2026-07-05T15:59:59.000Z").ok).toBe(true);
    expect(officerSignedIn(claims, after, "2026-07-05T16:00:00.000Z").ok).toBe(false);
    const next = { ...bodyOf("officers", liaison.id), validFrom: "2026-07-06" };
    expect((await put("officers", "penghubung-baru", next)).status).toBe(201);
    const then = await readDirectoryNow(admins.store);
    expect(officerSignedIn(claims, then, mondayMorning)).toMatchObject({ value: { id: "penghubung-baru" } });
  });

  it("who is no platform admin neither reads nor changes any of it", async () => {
    const as = ofRole("coordinator");
    for (const collection of collections) {
      const { list, view: one, history } = entryRoutes[collection];
      for (const route of [list, one, history]) {
        expect((await admins.ask(route, { as, params: { code: "kutim.dpu" } })).status).toBe(403);
      }
    }
    expect((await put("agencies", "kutim.dpu.a", unit, undefined, { as })).status).toBe(403);
  });
});
