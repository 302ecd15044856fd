import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import {
  listCalendars,
  putCalendar,
  viewCalendar,
  viewCalendarHistory,
  type CalendarBody,
} from "../../functions/admin/routes.ts";
import { readDirectoryNow } from "../../shared/store/directory-store.ts";
import { directory } from "../builders.ts";
import { requestId, type Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { office, ofRole, restoreCalendars, type Asking } from "./admin.ts";

let engine: TestEngine;
let admins: ReturnType<typeof office>;
beforeAll(async () => {
  engine = await startEngine({ withDirectory: true });
  admins = office(engine);
});
afterEach(() => restoreCalendars(engine));
afterAll(() => engine.stop());

const of2027: CalendarBody = {
  holidays: [{ date: "2027-01-01", name: "Tahun Baru 2027 Masehi" }],
  jointLeave: [{ date: "2027-03-11", name: "Idul Fitri 1448 Hijriah" }],
  source: "SKB tiga menteri tentang hari libur 2027",
};
const at = (year: string | number, regionCode = "ID") => ({ regionCode, year: String(year) });
const put = (year: string | number, body: unknown, etag?: string, asking: Asking & { regionCode?: string } = {}) => {
  const { regionCode, ...rest } = asking;
  return admins.ask(putCalendar, {
    params: at(year, regionCode),
    body: JSON.stringify(body),
    ...rest,
    headers: { "content-type": "application/json", ...(etag ? { "if-match": etag } : {}), ...rest.headers },
  });
};
const view = (year: string | number, regionCode?: string): Promise<Answered> =>
  admins.ask(viewCalendar, { params: at(year, regionCode) });
const etagOf = async (year: number): Promise<string> => (await view(year)).headers["ETag"] ?? "";
const errorsOf = ({ body }: Answered): unknown => (body as { errors?: unknown }).errors;
const daysOf = (year: number) => {
  const its = directory.calendars.find((calendar) => calendar.year === year);
  if (!its) throw new Error(`the seed has ${year}`);
  return { holidays: its.holidays, jointLeave: its.jointLeave, source: its.source };
};
const historyKept = async (): Promise<readonly Record<string, unknown>[]> =>
  (await engine.itemsOf(engine.directoryTable))
    .map((item) => unmarshall(item))
    .filter(({ pk }) => pk === "history#calendars");

describe("the history of a calendar", () => {
  const past = (year: number, query: Record<string, string> = {}): Promise<Answered> =>
    admins.ask(viewCalendarHistory, { params: at(year), query });

  it("says who changed it when, and how it was, the latest first, page by page", async () => {
    expect((await put(2027, of2027, undefined, { now: "2026-11-02T01:00:00.000Z" })).status).toBe(201);
    const amended = { ...of2027, jointLeave: [] };
    const asking = { now: "2026-11-03T01:00:00.000Z" };
    expect((await put(2027, amended, await etagOf(2027), asking)).status).toBe(200);
    const named = { regionCode: "ID", year: 2027 };
    const changes = [
      {
        by: "admin-platform",
        at: "2026-11-03T01:00:00.000Z",
        before: { ...named, ...of2027 },
        after: { ...named, ...amended },
      },
      { by: "admin-platform", at: "2026-11-02T01:00:00.000Z", before: null, after: { ...named, ...of2027 } },
    ];
    expect((await past(2027)).body).toEqual({ items: changes, cursor: null });
    const first = (await past(2027, { limit: "1" })).body as { items: unknown; cursor: string };
    expect(first.items).toEqual([changes[0]]);
    expect((await past(2027, { limit: "1", cursor: first.cursor })).body).toEqual({
      items: [changes[1]],
      cursor: null,
    });
  });

  it("is empty for what came with the deployment, and of no other year", async () => {
    expect((await past(2026)).body).toEqual({ items: [], cursor: null });
    expect((await past(2027)).status).toBe(404);
    expect((await past(2026, { cursor: "nonsense" })).body).toEqual({ items: [], cursor: null });
  });

  it("is for platform admins alone", async () => {
    const params = at(2026);
    expect((await admins.ask(viewCalendarHistory, { params, as: ofRole("coordinator") })).status).toBe(403);
  });
});

describe("the list of calendars", () => {
  it("says what is loaded, and which years up to the next one are missing", async () => {
    const { status, body } = await admins.ask(listCalendars, { now: "2026-11-02T01:00:00.000Z" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      items: [
        { regionCode: "ID", year: 2025, days: 28 },
        { regionCode: "ID", year: 2026, days: 25 },
      ],
      missingYears: [{ regionCode: "ID", year: 2027 }],
    });
  });

  it("counts the next year from where the coordinator is", async () => {
    const missing = async (now: string) =>
      ((await admins.ask(listCalendars, { now })).body as { missingYears: { year: number }[] }).missingYears.map(
        ({ year }) => year,
      );
    expect(await missing("2026-12-31T15:59:59.000Z")).toEqual([2027]);
    expect(await missing("2026-12-31T16:00:00.000Z")).toEqual([2027, 2028]);
  });

  it("is of what holds in one region, if one is asked for: its own and those around it", async () => {
    await put(2026, { ...of2027, holidays: [{ date: "2026-10-10", name: "Hari jadi" }], jointLeave: [] }, undefined, {
      regionCode: "64.08.04",
    });
    const { body } = await admins.ask(listCalendars, { query: { regionCode: "64.08.04" } });
    // A district's own days beside the decree's: nobody has to load every year of it.
    expect(body).toMatchObject({
      items: [
        { regionCode: "64.08.04", year: 2026, days: 1 },
        { regionCode: "ID", year: 2025, days: 28 },
        { regionCode: "ID", year: 2026, days: 25 },
      ],
      missingYears: [{ regionCode: "ID", year: 2027 }],
    });
    const elsewhere = await admins.ask(listCalendars, { query: { regionCode: "64.08.05" } });
    expect(elsewhere.body).toMatchObject({ items: [{ regionCode: "ID" }, { regionCode: "ID" }] });
  });
});

describe("a calendar", () => {
  it("is shown with the mark of its content", async () => {
    const { status, body, headers } = await view(2026);
    expect(status).toBe(200);
    expect(body).toStrictEqual({ regionCode: "ID", year: 2026, ...daysOf(2026) });
    expect(headers["ETag"]).toMatch(/^"[\w-]{22}"$/);
    expect(await etagOf(2025)).not.toBe(headers["ETag"]);
  });

  it("that is new is loaded without If-Match, and can be read by all", async () => {
    const { status, body, headers } = await put(2027, of2027);
    expect(status).toBe(201);
    expect(body).toStrictEqual({ regionCode: "ID", year: 2027, ...of2027 });
    expect(headers["ETag"]).toBe(await etagOf(2027));
    const kept = await readDirectoryNow(admins.store);
    expect(kept.calendars.find(({ year }) => year === 2027)).toStrictEqual(body);
    expect(admins.log.lines.map(({ code }) => code)).toContain("DIRECTORY_CHANGED");
  });

  it("is changed by whoever names the ETag that they have seen", async () => {
    const seen = await etagOf(2026);
    const changed = { ...daysOf(2026), source: "SKB perubahan" };
    const { status, headers } = await put(2026, changed, seen);
    expect(status).toBe(200);
    expect(headers["ETag"]).not.toBe(seen);
    expect((await view(2026)).body).toMatchObject({ source: "SKB perubahan" });
  });

  it("that somebody else has changed, or that is there already, is not written over", async () => {
    const seen = await etagOf(2026);
    await put(2026, { ...daysOf(2026), source: "SKB pertama" }, seen);
    const late = await put(2026, { ...daysOf(2026), source: "SKB kedua" }, seen);
    expect(late.status).toBe(409);
    expect(JSON.stringify(late.body)).toContain((await etagOf(2026)).slice(1, -1));
    expect((await put(2026, { ...daysOf(2026), source: "SKB ketiga" })).status).toBe(409);
    expect((await put(2027, of2027, seen)).status).toBe(409);
    expect((await view(2026)).body).toMatchObject({ source: "SKB pertama" });
  });

  it("loses none of two changes at the same moment: one of them is refused", async () => {
    const seen = await etagOf(2026);
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((source) => put(2026, { ...daysOf(2026), source }, seen)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const [won] = answers.filter(({ status }) => status === 200);
    expect((await view(2026)).body).toStrictEqual(won?.body);
    expect(await historyKept()).toHaveLength(1);
    const news = await Promise.all(["a", "b", "c"].map((source) => put(2027, { ...of2027, source })));
    expect(news.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it("sent again word for word is done already, and not written again", async () => {
    await put(2027, of2027);
    expect((await put(2027, of2027)).status).toBe(200);
    expect((await put(2027, of2027, '"another"')).status).toBe(200);
    expect(await historyKept()).toHaveLength(1);
  });

  it("keeps who changed what when, and how it was before", async () => {
    await put(2027, of2027, undefined, { now: "2026-10-01T01:00:00.000Z" });
    const changed = { ...of2027, holidays: [] };
    await put(2027, changed, await etagOf(2027), { now: "2026-10-02T01:00:00.000Z" });
    const year = { regionCode: "ID", year: 2027 };
    const common = { pk: "history#calendars", by: "admin-platform", cause: `request:${requestId}` };
    expect(await historyKept()).toStrictEqual([
      {
        ...common,
        sk: "ID#2027#2026-10-01T01:00:00.000Z",
        at: "2026-10-01T01:00:00.000Z",
        after: { ...year, ...of2027 },
      },
      {
        ...common,
        sk: "ID#2027#2026-10-02T01:00:00.000Z",
        at: "2026-10-02T01:00:00.000Z",
        before: { ...year, ...of2027 },
        after: { ...year, ...changed },
      },
    ]);
  });

  it("of a year long past or far ahead is taken, and checked like any other", async () => {
    for (const year of [2001, 2199]) {
      const days = { ...of2027, holidays: [{ date: `${year}-01-01`, name: "Tahun Baru" }], jointLeave: [] };
      expect((await put(year, days)).status).toBe(201);
      expect((await put(year, of2027, await etagOf(year))).status).toBe(422);
    }
  });
});

describe("a calendar with a slip", () => {
  test.each<[string, unknown, string, { id: string; en: string }]>([
    [
      "of another year",
      { ...of2027, holidays: [...of2027.holidays, { date: "2026-12-25", name: "Natal" }] },
      "/holidays/1/date",
      { id: "2026-12-25 bukan hari pada tahun 2027.", en: "2026-12-25 is not a day of 2027." },
    ],
    [
      "that is named twice",
      { ...of2027, jointLeave: [{ date: "2027-01-01", name: "Tahun Baru" }] },
      "/jointLeave/0/date",
      { id: "2027-01-01 disebut lebih dari sekali.", en: "2027-01-01 is named more than once." },
    ],
    [
      "of leave on a weekend",
      { ...of2027, jointLeave: [...of2027.jointLeave, { date: "2027-03-13", name: "Sabtu" }] },
      "/jointLeave/1/date",
      {
        id: "2027-03-13 jatuh pada akhir pekan; cuti bersama tidak.",
        en: "2027-03-13 is on a weekend; joint leave never is.",
      },
    ],
  ])("in a day %s is refused at that day, in either language", async (_, body, pointer, words) => {
    const refused = await put(2027, body);
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toStrictEqual([{ pointer, detail: words.id }]);
    const inEnglish = await put(2027, body, undefined, { headers: { "accept-language": "en" } });
    expect(errorsOf(inEnglish)).toStrictEqual([{ pointer, detail: words.en }]);
    expect(await historyKept()).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["a day that no calendar has", { ...of2027, holidays: [{ date: "2027-02-29", name: "x" }] }, "/holidays/0/date"],
    ["a day without a name", { ...of2027, holidays: [{ date: "2027-02-26", name: " " }] }, "/holidays/0/name"],
    ["no source", { holidays: [], jointLeave: [] }, "/source"],
    ["a field that nobody knows", { ...of2027, leave: [] }, "/leave"],
    ["more days than a year", { ...of2027, holidays: Array(367).fill(of2027.holidays[0]) }, "/holidays"],
  ])("%s is refused", async (_, body, pointer) => {
    const refused = await put(2027, body);
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual([expect.objectContaining({ pointer })]);
  });

  test.each([
    ["2027", "99", 404],
    ["27", "ID", 404],
    ["1999", "ID", 404],
    ["20270", "ID", 404],
    ["2027 ", "ID", 404],
    ["2027.0", "ID", 404],
  ])("year %j of region %j is an address where there is nothing", async (year, regionCode, status) => {
    expect((await put(year, of2027, undefined, { regionCode })).status).toBe(status);
    expect((await view(year, regionCode)).status).toBe(status);
  });

  it("is not there before it is loaded", async () => {
    expect((await view(2027)).status).toBe(404);
  });

  test.each(["*", 'W/"abc"', "abc", '"a", "b"', '""'])("cannot be named as %s", async (etag) => {
    expect((await put(2026, daysOf(2026), etag)).status).toBe(400);
  });

  it("can be mended although something else in the directory is wrong", async () => {
    const [rule] = directory.deadlineRules;
    if (!rule) throw new Error("the seed has rules");
    const wrong = {
      ...directory,
      deadlineRules: [...directory.deadlineRules, { ...rule, code: "x", startEvents: ["x"] }],
    };
    const others = office(engine, { directory: () => Promise.resolve(wrong) });
    const loaded = await others.ask(putCalendar, {
      params: at(2027),
      headers: { "content-type": "application/json" },
      body: JSON.stringify(of2027),
    });
    expect(loaded.status).toBe(201);
  });
});

describe("who is no platform admin", () => {
  test.each(["coordinator", "liaisonOfficer", "supervisor"])(
    "as %s neither sees nor changes calendars",
    async (role) => {
      const as = ofRole(role);
      expect((await admins.ask(listCalendars, { as })).status).toBe(403);
      expect((await admins.ask(viewCalendar, { as, params: at(2026) })).status).toBe(403);
      expect((await put(2027, of2027, undefined, { as })).status).toBe(403);
      expect(await historyKept()).toEqual([]);
    },
  );

  it("because nobody knows them is told so", async () => {
    expect((await admins.ask(listCalendars, { as: null })).status).toBe(403);
    expect((await admins.ask(listCalendars, { as: "seseorang@surel.example" })).status).toBe(403);
  });
});
