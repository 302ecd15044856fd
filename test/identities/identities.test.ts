import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identityEndpoints } from "../../functions/identities/endpoints.ts";
import { openIdentity, seeIdentity } from "../../functions/identities/routes.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { hasIdentity, readIdentity, type Identity } from "../../shared/store/identity-store.ts";
import { directory, dispatched, filed, mondayMorning, type Report } from "../builders.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { functionOf, recordedLog, requestId, type Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { observe } from "../store/observed-client.ts";
import { write } from "../store/reports.ts";

/** Break-glass, before the real tables of reports and identities. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const [theSupervisor, theOther] = ["pengawas@inspektorat.kutim.example", "pimpinan@kutim.example"];
const siti: Identity = { name: "Siti Aminah", email: "siti@surel.example", phone: "+628115550123" };
const hoursLater = (hours: number, milliseconds = 0): string =>
  new Date(Date.parse(mondayMorning) + hours * 3_600_000 + milliseconds).toISOString();

/** A report whose reporter has left this. */
const reportOf = async (identity: Identity | null = siti, report = dispatched()): Promise<Report> => {
  const { complaintId } = report.complaint;
  if (identity !== null) {
    const Item = marshall({ pk: complaintId, ...identity }, { removeUndefinedValues: true });
    await engine.client.send(new PutItemCommand({ TableName: engine.identityTable, Item }));
  }
  return write(engine.store, report);
};

type Asking = {
  readonly as?: string;
  readonly body?: object;
  readonly number?: string;
  readonly now?: string;
  readonly in?: Directory;
  readonly client?: TestEngine["client"];
};
const log = recordedLog();
const ask = async (
  route: typeof openIdentity | typeof seeIdentity,
  { complaint }: Report,
  { as = theSupervisor, body, number, now = mondayMorning, in: known = directory, client = engine.client }: Asking,
): Promise<Answered> => {
  const identities = { client, table: engine.identityTable };
  const trackingNumber = number ?? complaint.trackingNumber;
  const answered = await functionOf(
    identityEndpoints({
      store: { client, table: engine.store.table },
      identities: { isOnFile: (id) => hasIdentity(identities, id), of: (id) => readIdentity(identities, id) },
      directory: () => Promise.resolve(known),
      now: () => now,
      log,
    }),
    log,
  )(route, {
    params: { trackingNumber },
    claims: { email: as },
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const path = route.path.replaceAll("{trackingNumber}", trackingNumber);
  assertMatchesContract(route.method, path, answered.status, answered.headers, answered.body);
  return answered;
};
const open = (report: Report, asking: Asking = {}): Promise<Answered> =>
  ask(openIdentity, report, { body: { reason: "Pelapor diancam" }, ...asking });
const see = (report: Report, asking: Asking = {}): Promise<Answered> => ask(seeIdentity, report, asking);

const eventsOf = async ({ complaint }: Report) =>
  (await history(engine.store, complaint.complaintId))?.events.slice(complaint.version) ?? [];
const problem = (slug: string) => ({ type: expect.stringMatching(new RegExp(`#problem-${slug}$`)) as string });

describe("who a reporter is", () => {
  it("is opened on the record, for a day: who, why, by which request, and who is told", async () => {
    const report = await reportOf();
    const answer = await open(report, { body: { reason: "  Pelapor diancam\r\nPermintaan polisi " } });
    expect([answer.status, answer.body]).toEqual([201, { until: hoursLater(24), told: 1 }]);
    expect(await eventsOf(report)).toMatchObject([
      {
        type: "identityOpened",
        reason: "Pelapor diancam\nPermintaan polisi",
        until: hoursLater(24),
        told: ["pimpinan-kutim"],
        actor: { role: "supervisor", id: "pengawas-inspektorat" },
        at: mondayMorning,
        cause: `request:${requestId}`,
      },
    ]);
  });

  it("is seen by whoever opened it, to the last moment of the day, each look on the record; nobody keeps the answer", async () => {
    const report = await reportOf();
    await open(report);
    for (const now of [hoursLater(0), hoursLater(24, -1)]) {
      const { status, body, headers } = await see(report, { now });
      expect([status, body]).toEqual([200, { ...siti, until: hoursLater(24) }]);
      expect(headers["Cache-Control"]).toBe("no-store");
    }
    expect((await eventsOf(report)).map(({ type }) => type)).toEqual([
      "identityOpened",
      "identitySeen",
      "identitySeen",
    ]);
    const over = await see(report, { now: hoursLater(24) });
    expect([over.status, over.body]).toMatchObject([403, problem("identity-not-open")]);
    expect(await eventsOf(report)).toHaveLength(3);
  });

  it("says what was not given, and nothing that was not asked for", async () => {
    const report = await reportOf({ phone: "+628115550123" });
    const opened = await open(report);
    expect(opened.text).not.toContain("+62");
    expect((await see(report)).body).toMatchObject({ name: null, email: null, phone: "+628115550123" });
  });

  it("is opened even if the reporter wanted to be anonymous, or the report has ended", async () => {
    for (const particulars of [{ anonymous: true }, { anonymous: true, confidential: true }]) {
      const report = await reportOf(siti, filed(particulars));
      expect((await open(report)).status).toBe(201);
      expect((await see(report)).body).toMatchObject(siti);
    }
  });

  it("stays shut to another supervisor until they open it themselves", async () => {
    const report = await reportOf();
    await open(report);
    expect((await see(report, { as: theOther })).body).toMatchObject(problem("identity-not-open"));
    expect((await open(report, { as: theOther })).status).toBe(201);
    expect((await see(report, { as: theOther })).status).toBe(200);
    expect((await see(report)).status).toBe(200);
  });

  it("is not opened anew while it is open, and can be when the day is over", async () => {
    const report = await reportOf();
    await open(report);
    const again = await open(report, { now: hoursLater(23) });
    expect([again.status, again.body]).toMatchObject([
      409,
      { ...problem("identity-open-already"), detail: expect.stringContaining("60 menit") as string },
    ]);
    expect((await open(report, { now: hoursLater(24) })).status).toBe(201);
    expect((await see(report, { now: hoursLater(47) })).status).toBe(200);
  });

  it("is opened once, although it is asked for twice at once; and although others move the report", async () => {
    const report = await reportOf();
    const answers = await Promise.all([open(report), open(report), open(report, { as: theOther })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    const looks = await Promise.all([see(report), see(report), see(report, { as: theOther })]);
    expect(looks.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await eventsOf(report)).toHaveLength(5);
  });

  const withoutOther = (change: object): Directory => ({
    ...directory,
    officers: directory.officers.flatMap((its) => (its.mail === theOther ? [{ ...its, ...change }] : [its])),
  });
  it.each([
    ["has another role", { role: "liaisonOfficer" }],
    ["left yesterday", { validTo: "2026-07-05" }],
    ["comes tomorrow", { validFrom: "2026-07-07" }],
  ])("stays shut where the only other supervisor %s", async (_, change) => {
    const report = await reportOf();
    const answer = await open(report, { in: withoutOther(change) });
    expect([answer.status, answer.body]).toMatchObject([409, problem("no-second-supervisor")]);
    expect(await eventsOf(report)).toEqual([]);
    expect((await open(report, { in: withoutOther({ validTo: "2026-07-06" }) })).status).toBe(201);
  });

  it("is not there where nothing was left, or it was erased meanwhile, and no look is recorded that saw nothing", async () => {
    const nameless = await reportOf(null);
    expect([(await open(nameless)).status, (await open(nameless)).body]).toMatchObject([
      404,
      problem("identity-unknown"),
    ]);
    expect(await eventsOf(nameless)).toEqual([]);

    const report = await reportOf();
    await open(report);
    const { client, identityTable: TableName } = engine;
    await client.send(new DeleteItemCommand({ TableName, Key: marshall({ pk: report.complaint.complaintId }) }));
    expect((await see(report)).body).toMatchObject(problem("identity-unknown"));
    expect(await eventsOf(report)).toHaveLength(1);
  });

  it.each([
    ["a coordinator", "koordinator@diskominfo.kutim.example", 403, "supervisor-only"],
    ["the office that has the report", "penghubung@dpu.kutim.example", 403, "supervisor-only"],
    ["an office that does not have it", "penghubung@dinkes.kutim.example", 404, "not-yours"],
    ["a platform admin", "admin@diskominfo.kutim.example", 403, "officer-unknown"],
    ["a stranger", "orang@luar.example", 403, "officer-unknown"],
  ])("stays shut to %s, although it is open to a supervisor, and nobody looks it up", async (_, as, status, slug) => {
    const report = await reportOf();
    await open(report);
    const client = engine.connect();
    const calls = observe(client);
    for (const answer of [await open(report, { as, client }), await see(report, { as, client })]) {
      expect([answer.status, answer.body]).toMatchObject([status, problem(slug)]);
      expect(answer.text).not.toMatch(/Siti|surel|5550/);
    }
    expect(calls.filter(({ table }) => table === engine.identityTable)).toEqual([]);
    client.destroy();
    expect(await eventsOf(report)).toHaveLength(1);
  });

  it("is never looked up for a supervisor to whom it is shut", async () => {
    const report = await reportOf();
    const client = engine.connect();
    const calls = observe(client);
    await see(report, { client });
    expect(calls.filter(({ table }) => table === engine.identityTable)).toEqual([]);
    client.destroy();
  });

  it.each([
    ["no reason", {}],
    ["an empty reason", { reason: " \n " }],
    ["a reason that nobody reads to its end", { reason: "a".repeat(1001) }],
    ["more than a reason", { reason: "Pelapor diancam", hours: 48 }],
  ])("stays shut to whoever gives %s", async (_, body) => {
    const report = await reportOf();
    expect((await open(report, { body })).status).toBe(422);
    expect(await eventsOf(report)).toEqual([]);
  });

  it("of a report that does not exist is not there either", async () => {
    const report = filed();
    expect((await open(report)).body).toMatchObject(problem("not-yours"));
    expect((await see(report)).body).toMatchObject(problem("not-yours"));
    expect((await see(report, { number: "KTM-123" })).status).toBe(404);
  });

  it("is answered only after the look is recorded: without the record there is no answer", async () => {
    const report = await reportOf();
    await open(report);
    const client = engine.connect();
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === "TransactWriteItemsCommand") throw new Error("the table does not take it");
          return next(args);
        },
      { step: "initialize" },
    );
    const { status, text } = await see(report, { client });
    expect(status).toBe(500);
    expect(text).not.toMatch(/Siti|surel|5550/);
    client.destroy();
    expect(await eventsOf(report)).toHaveLength(1);
  });

  it("leaves lines in the log that say who opened and saw which report, and never what they saw", async () => {
    const report = await reportOf();
    await open(report);
    await see(report);
    const { complaintId, version } = report.complaint;
    const audit = log.lines.filter(({ fields }) => fields.complaintId === complaintId && "officerId" in fields);
    expect(audit).toMatchObject([
      {
        level: "warn",
        code: "IDENTITY_OPENED",
        fields: { complaintId, officerId: "pengawas-inspektorat", version: version + 1, count: 1 },
      },
      {
        level: "warn",
        code: "IDENTITY_SEEN",
        fields: { complaintId, officerId: "pengawas-inspektorat", version: version + 2 },
      },
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/Siti|surel|5550|diancam/);
  });
});
