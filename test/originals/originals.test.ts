import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { originalEndpoints } from "../../functions/originals/endpoints.ts";
import { openOriginal } from "../../functions/originals/routes.ts";
import { s3SealedStore } from "../../functions/originals/sealed-store.ts";
import type { Command } from "../../shared/domain/commands.ts";
import type { Actor } from "../../shared/domain/events.ts";
import { history } from "../../shared/store/complaint-store.ts";
import { sealedKey } from "../../shared/store/file-keys.ts";
import { assertMatchesContract } from "../contract/match.ts";
import { after, directory, filed, mondayMorning, publicWorks, reporter, router, type Report } from "../builders.ts";
import { functionOf, requestId, type Answered } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";

/** Breaking the seal of an original, before a report's real table and a signer whose keys are made up. */

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const client = new S3Client({
  region: "ap-southeast-3",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "example" },
});
const ofRole = (role: string): string => directory.officers.find((officer) => officer.role === role)?.mail ?? "";
const theSupervisor = ofRole("supervisor");

const inspector: Actor = { role: "system", id: "inspection" };
const attachmentId = "Zm90by1sdWJhbmct";
const upload = "9b2cf535f27731c974343645a3985328";
const expectIt: Command = {
  move: "expectAttachment",
  attachmentId,
  fileName: "Foto Siti.heic",
  contentType: "image/heic",
  size: 100,
};
const receiveIt: Command = { move: "receiveAttachment", attachmentId, upload };
const passIt = (original: boolean): Command => ({
  move: "passAttachment",
  attachmentId,
  contentType: "image/jpeg",
  size: 90,
  preview: true,
  upload,
  original,
});

const dispatched = (): Report => after(filed(), [{ move: "dispose", agencyCode: publicWorks }, router]);
const withFile = (original = true): Promise<Report> =>
  write(engine.store, after(dispatched(), [expectIt, reporter], [receiveIt, inspector], [passIt(original), inspector]));

type Asking = { readonly as?: string; readonly body?: object; readonly id?: string; readonly number?: string };
const open = async (
  { complaint }: Report,
  { as = theSupervisor, body = { reason: "Permintaan polisi" }, id = attachmentId, number }: Asking = {},
): Promise<Answered> => {
  const params = { trackingNumber: number ?? complaint.trackingNumber, attachmentId: id };
  const answered = await functionOf(
    originalEndpoints({
      store: engine.store,
      sealed: s3SealedStore({ client, evidence: "evidence-of-the-tests" }),
      directory: () => Promise.resolve(directory),
      now: () => mondayMorning,
    }),
  )(openOriginal, {
    params,
    claims: { email: as },
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const path = openOriginal.path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof params) => params[name]);
  assertMatchesContract("POST", path, answered.status, answered.headers, answered.body);
  return answered;
};
const eventsOf = async ({ complaint }: Report) =>
  (await history(engine.store, complaint.complaintId))?.events.slice(complaint.version) ?? [];

describe("the original of a file", () => {
  it("is had by a supervisor, under a name of ours and for five minutes, to be saved and not shown", async () => {
    const report = await withFile();
    const { status, body } = await open(report);
    expect(status).toBe(201);
    const { url, expiresAt } = body as { url: string; expiresAt: string };
    expect(Date.parse(expiresAt) - Date.parse(mondayMorning)).toBe(300_000);
    const { hostname, pathname, searchParams } = new URL(url);
    const { complaintId, trackingNumber } = report.complaint;
    expect(hostname).toMatch(/^evidence-of-the-tests\./);
    expect(pathname).toBe(`/${sealedKey({ complaintId, attachmentId, upload })}`);
    expect(searchParams.get("X-Amz-Expires")).toBe("300");
    expect(searchParams.get("response-content-type")).toBe("application/octet-stream");
    // As it was sent: the copy is a JPEG.
    expect(searchParams.get("response-content-disposition")).toBe(
      `attachment; filename="${trackingNumber}-asli-lampiran-1.heic"`,
    );
  });

  it("is opened on the record: who, why, and by which request, each time", async () => {
    const report = await withFile();
    await open(report, { body: { reason: "  Permintaan polisi\r\nNo. 12 " } });
    await open(report, { body: { reason: "Sekali lagi" } });
    const [first, second, ...others] = await eventsOf(report);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      type: "originalOpened",
      attachmentId,
      reason: "Permintaan polisi\nNo. 12",
      actor: { role: "supervisor", id: directory.officers.find(({ mail }) => mail === theSupervisor)?.id },
      at: mondayMorning,
      cause: `request:${requestId}`,
    });
    expect(second).toMatchObject({ type: "originalOpened", reason: "Sekali lagi" });
  });

  it("is opened although others move the report at the same time", async () => {
    const report = await withFile();
    const answers = await Promise.all(["a", "b", "c"].map((reason) => open(report, { body: { reason } })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await eventsOf(report)).toHaveLength(3);
  });

  it.each([
    ["a coordinator", ofRole("coordinator"), 409],
    ["the office that has the report", "penghubung@dpu.kutim.example", 409],
    ["an office that does not have it", "penghubung@dinkes.kutim.example", 404],
    ["a platform admin", ofRole("platformAdmin"), 403],
    ["a stranger", "orang@luar.example", 403],
  ])("stays sealed to %s, and nothing is recorded", async (_, as, status) => {
    const report = await withFile();
    const answer = await open(report, { as });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain("sealed/");
    expect(await eventsOf(report)).toEqual([]);
  });

  it.each([
    ["no reason", {}],
    ["an empty reason", { reason: " \n " }],
    ["a reason that nobody reads to its end", { reason: "a".repeat(1001) }],
    ["more than a reason", { reason: "Permintaan polisi", version: 4 }],
  ])("stays sealed to whoever gives %s", async (_, body) => {
    const report = await withFile();
    expect((await open(report, { body })).status).toBe(422);
    expect(await eventsOf(report)).toEqual([]);
  });

  it("is not there where none was kept", async () => {
    const report = await withFile(false);
    const { status, body } = await open(report);
    expect(status).toBe(404);
    expect(body).toMatchObject({ type: expect.stringContaining("attachment-unknown") as string });
    expect(await eventsOf(report)).toEqual([]);
  });

  it("is not there while a file is inspected, after it was refused, or of a file that was never promised", async () => {
    const received = after(dispatched(), [expectIt, reporter], [receiveIt, inspector]);
    const inspecting = await write(engine.store, received);
    expect((await open(inspecting)).status).toBe(404);
    const refused = await write(
      engine.store,
      after(
        dispatched(),
        [expectIt, reporter],
        [receiveIt, inspector],
        [{ move: "refuseAttachment", attachmentId, reason: "malware", upload }, inspector],
      ),
    );
    expect((await open(refused)).status).toBe(404);
    expect((await open(await withFile(), { id: "bm9ib2R5LXNlbnQt" })).status).toBe(404);
  });

  it("of a report that does not exist is not there either", async () => {
    const report = filed();
    expect((await open(report)).status).toBe(404);
    expect((await open(report, { number: "KTM-123" })).status).toBe(404);
  });
});
