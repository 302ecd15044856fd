import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inspectReport } from "../../infra/audit/inspect-report.ts";
import { retain, type RetainDeps } from "../../functions/rights/retain.ts";
import { previewRetention, type RetentionAnswer } from "../../functions/rights/routes.ts";
import { rightsEndpoints } from "../../functions/rights/endpoints.ts";
import type { Directory } from "../../shared/domain/directory.ts";
import { endedBefore, keptUntil, retention } from "../../shared/domain/retention.ts";
import { directory as directorySchema } from "../../shared/domain/directory.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { after, coordinator, directory, filed, publicWorks, reporter, router, type Report } from "../builders.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { keys } from "../intake/citizen.ts";
import { withIdentity } from "../notifications/sender.ts";
import { functionOf, recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { observe } from "../store/observed-client.ts";
import { readIdentity } from "../../shared/store/identity-store.ts";
import { storage } from "./citizen.ts";

let engine: TestEngine;
let evidence: ReturnType<typeof storage>;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(() => {
  evidence = storage();
});
afterAll(() => engine.stop());

const depsAt = (now: string, its: Partial<RetainDeps> = {}) => {
  const log = recordedLog();
  const deps: RetainDeps = {
    store: engine.store,
    identityTable: engine.identityTable,
    evidence,
    directory: () => Promise.resolve(directory),
    now: () => now,
    timeLeft: () => true,
    log,
    ...its,
  };
  return { ...deps, log };
};

const attachmentId = "Zm90by1sdWJhbmct";
const upload = "one";
/** Of another day each, so that no test meets the reports of others. */
let year = 2000;
const ended = (): Report => {
  const at = `${year}-03-02T01:00:00.000Z`;
  return after(
    filed({ text: "Saya Zqxname Marker: 081234509876." }, at),
    [{ move: "expectAttachment", attachmentId, fileName: "Zqxname.jpg", contentType: "image/jpeg" }, reporter, at],
    [{ move: "receiveAttachment", attachmentId, upload }, router, at],
    [
      {
        move: "passAttachment",
        attachmentId,
        contentType: "image/jpeg",
        size: 9,
        preview: true,
        upload,
        original: true,
      },
      router,
      at,
    ],
    [{ move: "withdraw", reason: "Zqxname lelah" }, reporter, at],
  );
};
const inYears = (years: number, day = "03-02", time = "01:00:00.001Z"): string => `${year + years}-${day}T${time}`;
beforeEach(async () => {
  year += 20;
  // What other tests have left is gone by then.
  await retain(depsAt(inYears(-1)));
  evidence.erased.length = 0;
});
const now = ({ complaint }: Report) => history(engine.store, complaint.complaintId);
const identityOf = ({ complaint }: Report) =>
  readIdentity({ client: engine.client, table: engine.identityTable }, complaint.complaintId);
const sound = async ({ complaint }: Report) => (await inspectReport(engine.store, complaint.complaintId, 0)).findings;

describe("what was kept long enough", () => {
  it("goes two years after the end to the millisecond, and the files after five, each with its event", async () => {
    const report = await withIdentity(engine, ended());
    expect(await retain(depsAt(inYears(2, "03-02", "00:59:59.999Z")))).toEqual({ erased: 0, failed: 0 });
    expect(await identityOf(report)).not.toBeNull();
    expect(await retain(depsAt(inYears(2)))).toEqual({ erased: 1, failed: 0 });
    expect(await identityOf(report)).toBeNull();
    const found = await now(report);
    expect(found?.events.at(-1)).toMatchObject({ type: "erased", actor: { role: "system", id: "retention" } });
    expect(JSON.stringify(found)).not.toMatch(/zqx|81234509876/i);
    expect(evidence.erased).toEqual([`original of ${attachmentId}`]);
    expect(await retain(depsAt(inYears(4)))).toEqual({ erased: 0, failed: 0 });
    expect(await retain(depsAt(inYears(5)))).toEqual({ erased: 1, failed: 0 });
    expect(evidence.erased).toContain(`copies of ${attachmentId}`);
    expect((await now(report))?.complaint.attachments).toMatchObject([{ state: "erased" }]);
    expect(await retain(depsAt(inYears(19)))).toEqual({ erased: 0, failed: 0 });
    expect(await sound(report)).toEqual([]);
  });

  it("is looked for by queries of what is due alone", async () => {
    await withIdentity(engine, ended());
    const client = engine.connect();
    const calls = observe(client);
    await retain(depsAt(inYears(1), { store: { ...engine.store, client } }));
    // Two kinds of things in sixteen shards each, and no report is opened.
    expect(calls.map(({ operation }) => operation)).toEqual(Array.from({ length: 32 }, () => "Query"));
  });

  it("is not what was opened again, but what has been blocked for so long", async () => {
    const at = inYears(0);
    const report = await withIdentity(
      engine,
      after(
        filed({}, at),
        [{ move: "archive", reason: "tooOld", text: "Lama" }, coordinator, at],
        [{ move: "appeal", reason: "Tidak" }, reporter, at],
      ),
    );
    expect(await retain(depsAt(inYears(3)))).toEqual({ erased: 0, failed: 0 });
    expect(await identityOf(report)).not.toBeNull();
    const blocked = await withIdentity(engine, after(filed({}, at), [{ move: "block", reason: "x" }, coordinator, at]));
    expect((await now(blocked))?.complaint.endedAt).toBe(at);
    expect(await retain(depsAt(inYears(3)))).toEqual({ erased: 1, failed: 0 });
  });

  it("is finished on the next day where it was killed, wherever that was", async () => {
    for (let before = 0; before < 6; before += 1) {
      year += 20;
      const report = await withIdentity(engine, ended());
      let writes = 0;
      const client = Object.assign(Object.create(engine.client) as typeof engine.client, {
        send: (command: { constructor: { name: string } }) => {
          const writing = /^(PutItem|TransactWriteItems|DeleteItem)Command$/.test(command.constructor.name);
          if (writing && writes++ === before) throw new Error("killed");
          return engine.client.send(command as never);
        },
      });
      const first = await retain(depsAt(inYears(2), { store: { ...engine.store, client } }));
      expect(first.failed).toBe(writes > before ? 1 : 0);
      await retain(depsAt(inYears(2)));
      expect(await identityOf(report)).toBeNull();
      expect(JSON.stringify(await now(report))).not.toMatch(/zqx|81234509876/i);
      expect(await sound(report)).toEqual([]);
      expect((await now(report))?.events.filter(({ type }) => type === "erased")).toHaveLength(1);
    }
  });

  it("does not keep others waiting for one that fails, nor for one that is still running out of time", async () => {
    const reports = [await withIdentity(engine, ended()), await withIdentity(engine, ended())];
    const failing = { ...evidence, eraseOriginal: () => Promise.reject(new Error("storage refuses")) };
    const refused = await retain(depsAt(inYears(2), { evidence: failing }));
    expect(refused).toEqual({ erased: 0, failed: 2 });
    expect(await retain(depsAt(inYears(2), { timeLeft: () => false }))).toEqual({ erased: 0, failed: 0 });
    expect(await retain(depsAt(inYears(2)))).toEqual({ erased: 2, failed: 0 });
    for (const report of reports) expect(await identityOf(report)).toBeNull();
  });

  it("logs the report by its id, and nothing of the reporter", async () => {
    const report = await withIdentity(engine, ended());
    const deps = depsAt(inYears(2));
    await retain(deps);
    const said = JSON.stringify(deps.log.lines);
    expect(said).toContain(report.complaint.complaintId);
    expect(said).not.toMatch(/zqx|81234|KTM-/i);
  });

  it("keeps each reporter's own time where reports were merged", async () => {
    const survivor = await withIdentity(
      engine,
      after(filed({}, inYears(0)), [{ move: "dispose", agencyCode: publicWorks }, router, inYears(0)]),
    );
    const merged = await withIdentity(
      engine,
      after(filed({}, inYears(0)), [
        { move: "merge", into: survivor.complaint.complaintId, text: "Sama" },
        coordinator,
        inYears(0),
      ]),
    );
    expect(await retain(depsAt(inYears(2, "03-03")))).toEqual({ erased: 1, failed: 0 });
    expect(await identityOf(merged)).toBeNull();
    expect(await identityOf(survivor)).not.toBeNull();
  });
});

describe("the dry run", () => {
  const ask = async (
    query: Record<string, string>,
    officer = "admin@diskominfo.kutim.example",
    its: Directory = directory,
  ) => {
    const deps = {
      ...{ store: engine.store, identityTable: engine.identityTable, evidence },
      ...{ directory: () => Promise.resolve(its), keys: () => Promise.resolve(keys), now: () => inYears(0) },
    };
    const answered = await functionOf(rightsEndpoints(deps))(previewRetention, { claims: { email: officer }, query });
    assertMatchesContract("GET", "/v1/admin/retention", answered.status, answered.headers, answered.body);
    return answered;
  };

  it("lists what will go until the end of a day, page by page, and changes nothing", async () => {
    const reports = [];
    for (let many = 0; many < 5; many += 1) reports.push(await withIdentity(engine, ended()));
    const ids = reports.map(({ complaint }) => complaint.complaintId);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await ask({ until: `${year + 2}-03-02`, limit: "2", ...(cursor === null ? {} : { cursor }) });
      const page = body as RetentionAnswer;
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ complaintId }) => complaintId));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen.filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
    expect(new Set(seen).size).toBe(seen.length);
    const dayBefore = (await ask({ until: `${year + 2}-03-01` })).body as RetentionAnswer;
    expect(dayBefore.items.filter(({ complaintId }) => ids.includes(complaintId))).toEqual([]);
    for (const report of reports) expect(await identityOf(report)).not.toBeNull();
  });

  it.each([
    [{ until: "2040-02-30" }],
    [{}],
    [{ until: "2040-01-01", limit: "0" }],
    [{ until: "2040-01-01", cursor: "nonsense" }],
    [{ until: "2040-01-01", other: "1" }],
  ])("refuses %j", async (query) => {
    expect((await ask(query)).status).toBe(422);
  });

  it("is for platform admins alone", async () => {
    for (const officer of [
      "koordinator@diskominfo.kutim.example",
      "pengawas@inspektorat.kutim.example",
      "x@y.example",
    ]) {
      expect((await ask({ until: "2040-01-01" }, officer)).status).toBe(403);
    }
  });
});

describe("the years", () => {
  it("are of the calendar, and a leap day's end on the first of March", () => {
    expect(keptUntil("2024-02-29T10:00:00.000Z", 2)).toBe("2026-03-01T10:00:00.000Z");
    expect(keptUntil("2024-02-29T10:00:00.000Z", 4)).toBe("2028-02-29T10:00:00.000Z");
    expect(endedBefore("2026-07-06T01:00:00.000Z", 5)).toBe("2021-07-06T01:00:00.000Z");
  });

  it("keep files no less long than identities, and are there for a directory of before", () => {
    expect(retention.safeParse({ identityYears: 3, attachmentYears: 2 }).success).toBe(false);
    const { retention: _, ...policy } = directory.policy;
    expect(directorySchema.parse({ ...directory, policy }).policy.retention).toEqual({
      identityYears: 2,
      attachmentYears: 5,
    });
  });
});
