import * as z from "zod";
import { describe, expect, it } from "vitest";
import { fileComplaint } from "../../functions/intake/routes.ts";
import type { Filing } from "../../functions/intake/filing.ts";
import { done, refused } from "../../shared/domain/failures.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { endpoint, type Endpoint } from "../../shared/shell/http.ts";
import type { Problem } from "../../shared/shell/problems.ts";
import { problemAnswer } from "../../shared/view/answers.ts";
import { functionOf, recordedLog, requestId, type Answered, type Call } from "./call.ts";

const secretText = "Lampu jalan mati sejak Budi Santoso (0812-5555-1234) melapor";
const ordinary = { class: "complaint", text: secretText };

/** A function that takes filings and remembers them. */
const intake = () => {
  const taken: Filing[] = [];
  const log = recordedLog();
  const call = functionOf(
    [
      endpoint(fileComplaint, ({ body }) => {
        taken.push(body);
        return Promise.resolve(done({ status: 201, body: {} }));
      }),
    ],
    log,
  );
  const file = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> =>
    call(fileComplaint, {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...headers },
    });
  return { taken, log, call, file };
};

const problemIn = (answer: Answered): Problem => {
  expect(answer.headers["Content-Type"]).toBe("application/problem+json; charset=utf-8");
  const problem = problemAnswer.parse(answer.body) as Problem;
  expect(problem.status).toBe(answer.status);
  return problem;
};

const pointersIn = (answer: Answered): readonly string[] =>
  (problemIn(answer).errors ?? []).map(({ pointer }) => pointer);

describe("a body that cannot be read", () => {
  it.each(['{"class": "complaint", ', "", "tidak ada JSON", '{"a":1}}', "\u0000", "undefined"])(
    "is refused before anything is stored: %j",
    async (body) => {
      const { file, taken } = intake();
      const answer = await file(body);
      expect([400, 422]).toContain(answer.status);
      problemIn(answer);
      expect(taken).toEqual([]);
    },
  );

  it("says 400 for malformed JSON, with the address of an explanation and of the request", async () => {
    const { file } = intake();
    const problem = problemIn(await file('{"class": '));
    expect(problem).toEqual({
      type: "https://lapor.example/dev/docs#problem-body-malformed",
      title: "Isi tidak terbaca",
      status: 400,
      detail: "Isi permintaan bukan JSON yang benar.",
      instance: `urn:uuid:${requestId}`,
    });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json"])(
    "says 415 for the content type %j",
    async (contentType) => {
      const { file, taken } = intake();
      const answer = await file(ordinary, { "Content-Type": contentType });
      expect(answer.status).toBe(415);
      expect(problemIn(answer).detail).toContain("application/json");
      expect(taken).toEqual([]);
    },
  );

  it.each(["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.tuntas+json"])(
    "takes JSON under the content type %j",
    async (contentType) => {
      const { file, taken } = intake();
      expect((await file(ordinary, { "Content-Type": contentType })).status).toBe(201);
      expect(taken).toHaveLength(1);
    },
  );

  it.each(["content-type", "CONTENT-TYPE", "cOnTeNt-TyPe"])("finds the header written as %s", async (name) => {
    const { call, taken } = intake();
    const answer = await call(fileComplaint, {
      body: JSON.stringify(ordinary),
      headers: { [name]: "application/json" },
    });
    expect(answer.status).toBe(201);
    expect(taken).toHaveLength(1);
  });

  it("takes a body that API Gateway sent in base64", async () => {
    const { call, taken } = intake();
    const body = Buffer.from(JSON.stringify(ordinary)).toString("base64");
    const answer = await call(fileComplaint, { body, base64: true, headers: { "Content-Type": "application/json" } });
    expect(answer.status).toBe(201);
    expect(taken[0]?.text).toBe(secretText);
  });

  it.each<[string, (nested: string) => string]>([
    ["in place of the body", (nested) => nested],
    ["inside of it", (nested) => `{"class":"complaint","text":${nested}}`],
    ["never closed", (nested) => nested.slice(0, 10_000)],
    ["as objects", () => '{"a":'.repeat(10_000)],
  ])("survives 10,000 nested brackets %s", async (_, body) => {
    const { file, taken } = intake();
    const answer = await file(body("[".repeat(10_000) + "]".repeat(10_000)));
    expect(answer.status).toBe(400);
    expect(problemIn(answer).title).toBe("Bersarang terlalu dalam");
    expect(taken).toEqual([]);
  });

  it("does not mistake brackets in a text for nesting", async () => {
    const { file } = intake();
    expect((await file({ class: "complaint", text: `\\"${"[{".repeat(1000)}` })).status).toBe(201);
  });
});

describe("the size of a body", () => {
  const filled = (bytes: number): string => {
    const shell = JSON.stringify({ class: "complaint", text: "" }).length;
    return JSON.stringify({ class: "complaint", text: "x".repeat(bytes - shell) });
  };

  it("is refused with 413 from 64 KB and one byte on, whatever is in it", async () => {
    const { file, taken } = intake();
    expect((await file(filled(65_536))).status).toBe(422);
    for (const body of [filled(65_537), "[".repeat(65_537), "é".repeat(32_769)]) {
      const answer = await file(body);
      expect(answer.status).toBe(413);
      expect(problemIn(answer).detail).toContain("65536");
    }
    expect(taken).toEqual([]);
  });

  it("is counted in bytes of the body itself where API Gateway sent it in base64", async () => {
    const { call } = intake();
    const send = (body: string) =>
      call(fileComplaint, {
        body: Buffer.from(body).toString("base64"),
        base64: true,
        headers: { "Content-Type": "application/json" },
      });
    expect((await send(filled(65_536))).status).toBe(422);
    expect((await send(filled(65_537))).status).toBe(413);
  });
});

describe("fields", () => {
  it.each<[string, unknown, string]>([
    ["an unknown field", { ...ordinary, nik: "6408…" }, "/nik"],
    ["an unknown field inside", { ...ordinary, reporter: { nik: "6408…" } }, "/reporter/nik"],
    ["a name with a slash and a tilde", { ...ordinary, "a/b~c": 1 }, "/a~1b~0c"],
    ["a missing field", { class: "complaint" }, "/text"],
    ["a wrong type", { class: "complaint", text: 5 }, "/text"],
    ["a word not on the list", { ...ordinary, class: "curhat" }, "/class"],
    ["no date", { ...ordinary, incidentDate: "2026-02-30" }, "/incidentDate"],
    ["a latitude of 91", { ...ordinary, location: { latitude: 91, longitude: 0 } }, "/location/latitude"],
    ["half a coordinate", { ...ordinary, location: { latitude: 1 } }, "/location"],
    ["no mail address", { ...ordinary, reporter: { email: "bukan surel" } }, "/reporter/email"],
    ["no telephone", { ...ordinary, reporter: { phone: "nol delapan" } }, "/reporter/phone"],
    ["only blanks", { class: "complaint", text: " \n\t " }, "/text"],
    ["two lines where one is", { ...ordinary, title: "satu\ndua" }, "/title"],
    ["two lines by an unusual end of line", { ...ordinary, title: "satu\u2028dua" }, "/title"],
    ["a control character", { class: "complaint", text: "nol\u0000" }, "/text"],
    ["a text direction override", { class: "complaint", text: "abc\u202Etxt" }, "/text"],
    ["half a character", { class: "complaint", text: "pecah \uD83D" }, "/text"],
    ["HTML", { class: "complaint", text: "<img src=x onerror=alert(1)>" }, "/text"],
    ["3,001 characters", { class: "complaint", text: "a".repeat(3001) }, "/text"],
    ["3,001 emoji", { class: "complaint", text: "👍🏽".repeat(3001) }, "/text"],
    ["no object at all", [ordinary], ""],
    ["null", null, ""],
  ])("%s is refused with its place", async (_, body, pointer) => {
    const { file, taken } = intake();
    const answer = await file(body);
    expect(answer.status).toBe(422);
    expect(pointersIn(answer)).toEqual([pointer]);
    expect(taken).toEqual([]);
  });

  it.each(["👨‍👩‍👧‍👦", "👍🏽", "🇮🇩", "e\u0301"])("counts %s as one character, up to 3,000 of them", async (character) => {
    const { file } = intake();
    const most = Math.floor(60_000 / Buffer.byteLength(character));
    const count = Math.min(3000, most);
    expect((await file({ class: "complaint", text: character.repeat(count) })).status).toBe(201);
  });

  it("counts 3,000 letters with accents, split in two, as 3,000", async () => {
    const { file } = intake();
    expect((await file({ class: "complaint", text: "e\u0301".repeat(3000) })).status).toBe(201);
    expect((await file({ class: "complaint", text: "e\u0301".repeat(3001) })).status).toBe(422);
  });

  it("names every wrong place at once, but not thousands", async () => {
    const { file } = intake();
    expect(pointersIn(await file({ class: "x", text: "", location: { latitude: 91, longitude: 181 } }))).toEqual([
      "/class",
      "/text",
      "/location/latitude",
      "/location/longitude",
    ]);
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`isian${i}`, i]));
    expect(pointersIn(await file({ ...ordinary, ...many }))).toHaveLength(20);
  });

  it.each([
    ['{"class":"complaint","text":"a","__proto__":{"anonymous":true}}', "__proto__"],
    ['{"class":"complaint","text":"a","reporter":{"__proto__":{"shareWithAgency":true}}}', "__proto__"],
    ['{"class":"complaint","text":"a","constructor":{"prototype":{}}}', "constructor"],
  ])("a name that could reach an object's prototype is refused and reaches nothing: %s", async (body, name) => {
    const { file, taken } = intake();
    const answer = await file(body);
    expect(answer.status).toBe(422);
    expect(problemIn(answer).errors).toEqual([{ pointer: "", detail: `Nama ${name} tidak boleh dipakai.` }]);
    expect(taken).toEqual([]);
    expect(({} as Record<string, unknown>)["anonymous"]).toBeUndefined();
  });

  it("keeps ordinary writing as it is: comparison signs, hearts, Arabic, several lines", async () => {
    const { file, taken } = intake();
    const text = "Air < 1 jam sehari, 3 > 2. Saya <3 Sangatta.\nبسم الله\tselesai";
    expect((await file({ class: "complaint", text })).status).toBe(201);
    expect(taken[0]?.text).toBe(text);
  });
});

describe("the language", () => {
  it.each<[string | null, string]>([
    [null, "id"],
    ["id", "id"],
    ["id-ID,id;q=0.9,en-US;q=0.8", "id"],
    ["in-ID,en;q=0.5", "id"],
    ["en", "en"],
    ["en-US,en;q=0.9", "en"],
    ["fr-FR, en;q=0.1", "en"],
    ["en;q=0.1, id;q=0.9", "id"],
    ["ja", "id"],
    ["*", "id"],
    ["; ; ;q=", "id"],
    ["x".repeat(5000), "id"],
  ])("of the answer to Accept-Language %j is %s", async (asked, language) => {
    const { file } = intake();
    const answer = await file({}, asked === null ? {} : { "Accept-Language": asked });
    expect(answer.headers["Content-Language"]).toBe(language);
    expect(problemIn(answer).title).toBe(language === "id" ? "Isian perlu diperbaiki" : "Some fields need correcting");
  });

  it("is also that of each field's words", async () => {
    const body = { class: "complaint", text: "<b>", title: "a".repeat(201), extra: 1, reporter: { name: 5 } };
    const words = async (language: string) =>
      (problemIn(await intake().file(body, { "Accept-Language": language })).errors ?? []).map(({ detail }) => detail);
    const [indonesian, english] = [await words("id"), await words("en")];
    expect(indonesian).toHaveLength(4);
    expect(english).toHaveLength(4);
    expect(indonesian.filter((detail) => english.includes(detail))).toEqual([]);
    expect(indonesian).toContain("Paling banyak 200 karakter; sekarang 201.");
    expect(english).toContain("At most 200 characters; these are 201.");
  });
});

const ping = {
  name: "ping",
  method: "GET",
  path: "/v1/ping",
  auth: "none",
  summary: { id: "Coba", en: "Try" },
  query: z.strictObject({ parent: z.string().max(5).optional() }),
  answers: { 200: { description: { id: "Ada", en: "There" } } },
  problems: [404],
} as const satisfies Route;

const pinging = (answer: Parameters<typeof endpoint<typeof ping>>[1], renderFailure?: Endpoint["renderFailure"]) => {
  const log = recordedLog();
  const call = functionOf([endpoint(ping, answer, renderFailure)], log);
  return { log, ping: (request: Call = {}) => call(ping, request), call };
};
const pong = () => Promise.resolve(done({ status: 200, body: { pong: true } }));

describe("an address", () => {
  it("that no route has is 404, in words", async () => {
    const { call, log } = pinging(pong);
    const answer = await call({ method: "POST", path: "/v1/ping" });
    expect(answer.status).toBe(404);
    expect(problemIn(answer).type).toBe("https://lapor.example/dev/docs#problem-route-unknown");
    expect(log.lines[0]?.fields).toMatchObject({ route: "unknown", status: 404 });
  });

  it("refuses what it does not know after the question mark", async () => {
    const { ping } = pinging(pong);
    expect(pointersIn(await ping({ query: { prent: "64" } }))).toEqual(["/prent"]);
    expect(pointersIn(await ping({ query: { parent: "64.08.01" } }))).toEqual(["/parent"]);
    expect((await ping({ query: { parent: "64" } })).status).toBe(200);
  });

  it("takes no notice of a content type, or of a body, that a GET has for nothing", async () => {
    const { ping } = pinging(pong);
    expect((await ping({ headers: { "Content-Type": "application/json" } })).status).toBe(200);
    expect((await ping({ headers: { "Content-Type": "text/plain" }, body: "halo" })).status).toBe(200);
  });

  it("of links in answers is where the caller called, stage and all", async () => {
    const seen: string[] = [];
    const { ping } = pinging(({ baseUrl }) => {
      seen.push(baseUrl);
      return pong();
    });
    await ping();
    await ping({ headers: { host: "127.0.0.1:3000", "x-forwarded-proto": "http", Host: "127.0.0.1:3000" } });
    expect(seen[0]).toBe("https://lapor.example/dev");
  });
});

describe("every answer", () => {
  it("is kept by no cache, framed by no guess and readable from any page, unless it says otherwise", async () => {
    const { ping } = pinging(pong);
    expect((await ping()).headers).toMatchObject({
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Access-Control-Allow-Origin": "*",
      "Content-Type": "application/json; charset=utf-8",
      "Content-Language": "id",
    });
    const own = pinging(() => Promise.resolve(done({ status: 200, headers: { "Cache-Control": "public" } })));
    const answer = await own.ping();
    expect(answer.headers["Cache-Control"]).toBe("public");
    expect(answer.headers).not.toHaveProperty("Content-Type");
    expect(answer.text).toBe("");
  });

  it("writes exactly one line into the log", async () => {
    const { ping, call, log } = pinging(pong);
    await ping();
    await ping({ query: { x: "1" } });
    await call({ method: "PUT", path: "/tidak-ada" });
    expect(log.lines.map(({ level, code }) => [level, code])).toEqual([
      ["info", "REQUEST_ANSWERED"],
      ["info", "REQUEST_REFUSED"],
      ["info", "REQUEST_REFUSED"],
    ]);
  });
});

/** An error as the AWS SDK throws it. */
const sdkError = (name: string, more: object = {}): Error => Object.assign(new Error(secretText), { name, ...more });

describe("when something fails inside", () => {
  it.each<[string, Error]>([
    ["a transaction of the same token is under way", sdkError("TransactionInProgressException", {})],
    ["DynamoDB throttles", sdkError("ThrottlingException", { $metadata: { httpStatusCode: 400 } })],
    ["DynamoDB's capacity is used up", sdkError("ProvisionedThroughputExceededException")],
    ["the account's limit is reached", sdkError("RequestLimitExceeded")],
    ["the SDK says that it may be tried again", sdkError("ReplicatedWriteConflictException", { $retryable: {} })],
    ["a service answers 5xx", sdkError("InternalServerError", { $metadata: { httpStatusCode: 500 } })],
    ["a service does not answer in time", sdkError("TimeoutError")],
    ["the connection breaks", Object.assign(new Error("x"), { code: "ECONNRESET" })],
    ["transactions meet", sdkError("TransactionCanceledException")],
  ])("%s, the caller may come back in a moment", async (_, error) => {
    const { ping, log } = pinging(() => Promise.reject(error));
    const answer = await ping();
    expect(answer.status).toBe(503);
    expect(answer.headers["Retry-After"]).toMatch(/^[1-9]\d*$/);
    expect(problemIn(answer).title).toBe("Sedang sibuk");
    expect(log.lines).toMatchObject([{ level: "warn", code: "REQUEST_FAILED", fields: { problem: "Busy" } }]);
  });

  it.each<[string, unknown]>([
    ["a defect", new TypeError(secretText)],
    ["a permission that is missing", sdkError("AccessDeniedException", { $metadata: { httpStatusCode: 400 } })],
    ["a table that is missing", sdkError("ResourceNotFoundException", { $metadata: { httpStatusCode: 400 } })],
    ["a thrown string", secretText],
    ["a thrown nothing", undefined],
    ["a thrown null", null],
  ])("%s is ours, and the caller learns nothing of it", async (_, error) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is thrown need not be an error
    const { ping, log } = pinging(() => Promise.reject(error));
    const answer = await ping();
    expect(answer.status).toBe(500);
    expect(problemIn(answer)).toEqual({
      type: "https://lapor.example/dev/docs#problem-defect",
      title: "Kesalahan di pihak kami",
      status: 500,
      detail: "Terjadi kesalahan yang tidak kami duga. Petugas kami sudah diberi tahu.",
      instance: `urn:uuid:${requestId}`,
    });
    expect(log.lines).toMatchObject([{ level: "error", code: "REQUEST_FAILED", fields: { status: 500 } }]);
    expect(JSON.stringify(log.lines)).not.toContain("Budi");
  });

  it("a page says so on a page", async () => {
    const page: Endpoint["renderFailure"] = ({ kind }, { language, baseUrl }) => ({
      status: 500,
      contentType: "text/html; charset=utf-8",
      body: `${kind} ${language} ${baseUrl}`,
    });
    const answer = await pinging(() => Promise.reject(new Error("x")), page).ping();
    expect(answer.headers["Content-Type"]).toBe("text/html; charset=utf-8");
    expect(answer.text).toBe("Defect id https://lapor.example/dev");
    const known = await pinging(() => Promise.resolve(refused({ kind: "DispositionOver" })), page).ping();
    expect(known.text).toContain("DispositionOver");
  });
});

describe("the log", () => {
  it("never contains what was sent, whatever comes of it", async () => {
    const { file, log } = intake();
    await file(ordinary, { Authorization: "Bearer rahasia-sekali" });
    await file({ ...ordinary, [secretText]: secretText }, { Authorization: "Bearer rahasia-sekali" });
    await file(`{"text": "${secretText}`);
    await file({ ...ordinary, text: `${secretText}\u0000` });
    await file(secretText.padEnd(70_000));
    await file(`{"__proto__": "${secretText}"}`);
    const written = JSON.stringify(log.lines);
    expect(log.lines).toHaveLength(6);
    for (const word of ["Budi", "0812", "Lampu", "rahasia"]) expect(written).not.toContain(word);
  });
});
