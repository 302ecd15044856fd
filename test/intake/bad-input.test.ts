import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as routes from "../../functions/intake/routes.ts";
import { problemAnswer, type Receipt } from "../../shared/view/answers.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { aFiling, openIntake, siti, type Intake } from "./citizen.ts";

let engine: TestEngine;
let intake: Intake;
let receipt: Receipt;
let before: Awaited<ReturnType<typeof stored>>;
beforeAll(async () => {
  engine = await startEngine();
  intake = openIntake(engine);
  receipt = await intake.file({ ...aFiling, reporter: siti });
  before = await stored();
});
afterAll(() => engine.stop());

/** Everything that is in the tables. */
const stored = async (): Promise<Readonly<Record<string, unknown>>> => {
  const tables = [engine.store.table, engine.identityTable, engine.directoryTable];
  const all = await Promise.all(
    tables.map(async (table) =>
      (await engine.itemsOf(table)).map((item) => [`${table} ${item["pk"]?.S ?? ""} ${item["sk"]?.S ?? ""}`, item]),
    ),
  );
  return Object.fromEntries(all.flat()) as Record<string, unknown>;
};

const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const withField = (name: string, json: string): string => `${JSON.stringify(aFiling).slice(0, -1)},"${name}":${json}}`;

type Refusal = readonly [what: string, body: unknown, status: number, problem: string, ...pointers: readonly string[]];

const filings: readonly Refusal[] = [
  ["a body that is no JSON", '{"class": "complaint", "text": ', 400, "body-malformed"],
  ["a body that is no text", "\u0000\u0001", 400, "body-malformed"],
  ["a body in another notation", "class=complaint&text=jalan", 400, "body-malformed"],
  ["nothing", undefined, 415, "media-type-unknown"],
  ["an empty body", "", 422, "body-refused", ""],
  ["null", "null", 422, "body-refused", ""],
  ["a number", "7", 422, "body-refused", ""],
  ["a list", [aFiling], 422, "body-refused", ""],
  ["10,000 nested brackets", deep(10_000), 400, "body-too-deep"],
  ["10,000 nested brackets for a text", withField("title", deep(10_000)), 400, "body-too-deep"],
  ["10,000 nested brackets in an unknown field", withField("extra", deep(10_000)), 400, "body-too-deep"],
  ["a body above 64 KB", { ...aFiling, text: "x".repeat(65_536) }, 413, "body-too-large"],
  ["no class and no text", {}, 422, "body-refused", "/class", "/text"],
  ["an unknown class", { ...aFiling, class: "praise" }, 422, "body-refused", "/class"],
  ["an officer's class", { ...aFiling, class: "complaintWithInspection" }, 422, "body-refused", "/class"],
  ["a number for a text", { ...aFiling, text: 7 }, 422, "body-refused", "/text"],
  ["a text for a yes or no", { ...aFiling, anonymous: "yes" }, 422, "body-refused", "/anonymous"],
  ["an empty text", { ...aFiling, text: "" }, 422, "body-refused", "/text"],
  ["a text of blanks", { ...aFiling, text: " \n\t " }, 422, "body-refused", "/text"],
  ["a text of 3,001 characters", { ...aFiling, text: "x".repeat(3_001) }, 422, "body-refused", "/text"],
  ["a text of 3,001 characters of four bytes", { ...aFiling, text: "🕳".repeat(3_001) }, 422, "body-refused", "/text"],
  ["a title of 201 characters", { ...aFiling, title: "x".repeat(201) }, 422, "body-refused", "/title"],
  ["a title of two lines", { ...aFiling, title: "Jalan\nrusak" }, 422, "body-refused", "/title"],
  ["a control character", { ...aFiling, text: "Jalan\u0000rusak" }, 422, "body-refused", "/text"],
  ["an escape sequence", { ...aFiling, title: "\u001b[31mJalan" }, 422, "body-refused", "/title"],
  ["a right-to-left override", { ...aFiling, text: "Jalan \u202Ekasur" }, 422, "body-refused", "/text"],
  ["half a character", withField("title", '"Jalan \\ud83d rusak"'), 422, "body-refused", "/title"],
  ["HTML", { ...aFiling, text: "<script>alert(1)</script>" }, 422, "body-refused", "/text"],
  ["HTML in a name", { ...aFiling, reporter: { name: "<b>Siti</b>" } }, 422, "body-refused", "/reporter/name"],
  ["HTML in a place", { ...aFiling, location: { address: "<img src=x>" } }, 422, "body-refused", "/location/address"],
  ["an unknown field", { ...aFiling, priority: 1 }, 422, "body-refused", "/priority"],
  ["an unknown field inside", { ...aFiling, reporter: { nik: "1" } }, 422, "body-refused", "/reporter/nik"],
  ["a field of the receipt", { ...aFiling, trackingNumber: "KTM-7F3-K9Q-X2A" }, 422, "body-refused", "/trackingNumber"],
  ["an unknown agency", { ...aFiling, agencyCode: "kutim.kantor-baru" }, 422, "fields-refused", "/agencyCode"],
  ["an unknown category", { ...aFiling, categoryCode: "9999" }, 422, "fields-refused", "/categoryCode"],
  [
    "an unknown region",
    { ...aFiling, location: { regionCode: "64.09" } },
    422,
    "fields-refused",
    "/location/regionCode",
  ],
  ["a date in the future", { ...aFiling, incidentDate: "2026-07-07" }, 422, "fields-refused", "/incidentDate"],
  ["a date that is none", { ...aFiling, incidentDate: "2026-02-30" }, 422, "body-refused", "/incidentDate"],
  ["an instant for a date", { ...aFiling, incidentDate: "2026-07-06T01:00:00Z" }, 422, "body-refused", "/incidentDate"],
  [
    "a latitude of 91",
    { ...aFiling, location: { latitude: 91, longitude: 0 } },
    422,
    "body-refused",
    "/location/latitude",
  ],
  [
    "a longitude of -181",
    { ...aFiling, location: { latitude: 0, longitude: -181 } },
    422,
    "body-refused",
    "/location/longitude",
  ],
  ["a latitude alone", { ...aFiling, location: { latitude: 0.5 } }, 422, "body-refused", "/location"],
  [
    "a latitude beyond all numbers",
    withField("location", '{"latitude":1e999,"longitude":0}'),
    422,
    "body-refused",
    "/location/latitude",
  ],
  [
    "an address that is no mail address",
    { ...aFiling, reporter: { email: "siti" } },
    422,
    "body-refused",
    "/reporter/email",
  ],
  [
    "a mail address with a line break",
    { ...aFiling, reporter: { email: "a@b.example\nBcc: c@d.example" } },
    422,
    "body-refused",
    "/reporter/email",
  ],
  [
    "a number that is no telephone's",
    { ...aFiling, reporter: { phone: "12" } },
    422,
    "body-refused",
    "/reporter/phone",
  ],
  ["an unknown channel", { ...aFiling, channel: "pigeon" }, 422, "body-refused", "/channel"],
  ["an officer's channel", { ...aFiling, channel: "assisted" }, 403, "assisted-needs-officer"],
];

describe("a filing is refused, precisely and without a trace, with", () => {
  it.each(filings)("%s", async (_, body, status, problem, ...pointers) => {
    const answered = await intake.call(routes.fileComplaint, { body });
    const said = problemAnswer.parse(answered.body);
    expect([answered.status, said.type.split("#problem-")[1]]).toStrictEqual([status, problem]);
    expect((said.errors ?? []).map(({ pointer }) => pointer).toSorted()).toStrictEqual(pointers);
    expect(answered.headers["Content-Type"]).toBe("application/problem+json; charset=utf-8");
    expect(await stored()).toEqual(before);
  });

  it.each([
    ["a name that JavaScript keeps for itself", '"__proto__":{"anonymous":true}'],
    ["another such name", '"constructor":{"prototype":{}}'],
  ])("%s", async (_, field) => {
    const { status } = await intake.call(routes.fileComplaint, {
      body: `${JSON.stringify(aFiling).slice(0, -1)},${field}}`,
    });
    expect([400, 422]).toContain(status);
    expect(await stored()).toEqual(before);
    expect({}).not.toHaveProperty("anonymous");
  });

  it.each([
    ["plain text", { "Content-Type": "text/plain" }, 415],
    ["a form", { "Content-Type": "application/x-www-form-urlencoded" }, 415],
    ["an empty key", { "Idempotency-Key": "" }, 400],
    ["a key of 256 characters", { "Idempotency-Key": "k".repeat(256) }, 400],
    ["a key with a line break", { "Idempotency-Key": "a\nb" }, 400],
    ["a key beyond ASCII", { "Idempotency-Key": "kunci-🕳" }, 400],
  ])("%s in its headers", async (_, headers, status) => {
    expect((await intake.call(routes.fileComplaint, { body: aFiling, headers })).status).toBe(status);
    expect(await stored()).toEqual(before);
  });
});

describe("a move is refused, precisely and without a trace, with", () => {
  it.each([
    ["no text", routes.replyToComplaint, {}, 422],
    ["3,001 characters", routes.replyToComplaint, { text: "x".repeat(3_001) }, 422],
    ["HTML", routes.replyToComplaint, { text: "<iframe>" }, 422],
    ["an unknown field", routes.replyToComplaint, { text: "Ya.", final: true }, 422],
    ["six stars", routes.closeComplaint, { rating: 6 }, 422],
    ["half a star", routes.closeComplaint, { rating: 0.5 }, 422],
    ["stars in words", routes.closeComplaint, { rating: "5" }, 422],
    ["a comment of 1,001 characters", routes.closeComplaint, { comment: "x".repeat(1_001) }, 422],
    ["no reason", routes.reopenComplaint, {}, 422],
    ["a reason in another alphabet's direction", routes.withdrawComplaint, { reason: "\u202Eya" }, 422],
    ["a list", routes.withdrawComplaint, [], 422],
    ["no JSON", routes.appealArchiving, "{", 400],
    ["10,000 nested brackets", routes.appealArchiving, deep(10_000), 400],
    ["a body above 64 KB", routes.replyToComplaint, { text: "x".repeat(70_000) }, 413],
  ] as const)("%s", async (_, route, body, status) => {
    const { trackingNumber, secret } = receipt;
    expect((await intake.call(route, { trackingNumber, secret, body })).status).toBe(status);
    expect(await stored()).toEqual(before);
  });
});

describe("a refusal", () => {
  it("is said in the language that was asked for", async () => {
    const say = async (language: string): Promise<unknown> =>
      (
        await intake.call(routes.fileComplaint, {
          body: { ...aFiling, text: "x".repeat(3_001) },
          headers: { "Accept-Language": language },
        })
      ).body;
    expect(await say("id")).toMatchObject({ errors: [{ detail: "Paling banyak 3000 karakter; sekarang 3001." }] });
    expect(await say("en-GB,en;q=0.9")).toMatchObject({
      errors: [{ detail: "At most 3000 characters; these are 3001." }],
    });
  });
});
