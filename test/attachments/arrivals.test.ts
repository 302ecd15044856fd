import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { arrivalsIn, type Arrival } from "../../functions/attachments/arrivals.ts";
import type { Copies } from "../../functions/attachments/copies.ts";
import { inspectArrival, type InspectDeps } from "../../functions/attachments/inspect-arrival.ts";
import { inspectBatch } from "../../functions/attachments/inspect-batch.ts";
import { signatureScanner } from "../../functions/attachments/inspection/scanner.ts";
import { incomingKey, type FileName, type UploadName } from "../../shared/store/file-keys.ts";
import { append, history } from "../../shared/store/complaint-store.ts";
import { startFileStorage, type FileStorage } from "../browser/file-storage.ts";
import { after, directory, dispatched, mondayMorning, reporter, type Report } from "../builders.ts";
import { recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { write } from "../store/reports.ts";
import { jpegWithTags, pngWithTags } from "./corpus/images.ts";

/** What becomes of a file that arrived, before the store's real engine and the local S3. */

let engine: TestEngine;
let storage: FileStorage;
let photo: Buffer;
beforeAll(async () => {
  [engine, storage, photo] = await Promise.all([startEngine(), startFileStorage(() => undefined), jpegWithTags()]);
});
afterAll(async () => {
  await storage.stop();
  await engine.stop();
});

const attachmentId = "foto-foto-foto-1";
const promisedIn = (report: Report): Report =>
  after(report, [
    { move: "expectAttachment", attachmentId, fileName: "foto.jpg", contentType: "image/jpeg", size: photo.length },
    reporter,
  ]);

let of: FileName;
beforeEach(async () => {
  const { complaint } = await write(engine.store, promisedIn(dispatched()));
  of = { complaintId: complaint.complaintId, attachmentId };
});

const deps = (its: Partial<InspectDeps> = {}): InspectDeps => ({
  store: engine.store,
  copies: storage.copies(),
  directory: () => Promise.resolve(directory),
  now: () => mondayMorning,
  malware: { by: "here", scanner: () => Promise.resolve(signatureScanner) },
  keepOriginals: false,
  log: recordedLog(),
  ...its,
});
const arrive = async (bytes: Uint8Array = photo): Promise<UploadName> => ({
  ...of,
  upload: await storage.arrive(of, bytes),
});
const told = (upload: UploadName, scan: Arrival["scan"] = null): Arrival => ({ of: upload, scan });
/** The events since the promise, and the file's state. */
const became = async () => {
  const found = await history(engine.store, of.complaintId);
  return {
    state: found?.complaint.attachments?.[0]?.state,
    events: found?.events.map(({ type }) => type).filter((type) => type.startsWith("attachment")),
    reason: found?.events.flatMap((event) => (event.type === "attachmentRefused" ? [event.reason] : []))[0],
  };
};
const copiesThere = async () => (await storage.keys()).filter((key) => key.startsWith(`clean/${of.complaintId}`));
const ready = ["attachmentExpected", "attachmentReceived", "attachmentReady"];

describe("a file that arrived", () => {
  it("is told five times, at once and later: one end, one set of copies", async () => {
    const upload = await arrive();
    await Promise.all(Array.from({ length: 5 }, () => inspectArrival(deps(), told(upload))));
    await inspectArrival(deps(), told(upload));
    expect(await became()).toMatchObject({ state: "ready", events: ready });
    expect(await copiesThere()).toHaveLength(3);
  });

  it("before its ticket can be seen is tried again, and nothing is kept of it meanwhile", async () => {
    const early = { ...of, attachmentId: "foto-foto-foto-2" };
    const upload = { ...early, upload: await storage.arrive(early, photo) };
    const body = JSON.stringify({
      Records: [{ s3: { object: { key: incomingKey.build(early), eTag: upload.upload } } }],
    });
    const batch = () => inspectBatch(deps(), [{ messageId: "first", body }]);
    expect(await batch()).toEqual({ batchItemFailures: [{ itemIdentifier: "first" }] });
    expect(await copiesThere()).toEqual([]);
    const seen = await history(engine.store, of.complaintId);
    if (!seen) throw new Error("the report is not there");
    const promise = { fileName: "foto.jpg", contentType: "image/jpeg", size: photo.length } as const;
    const { complaint, events } = after(seen, [
      { move: "expectAttachment", attachmentId: early.attachmentId, ...promise },
      reporter,
    ]);
    const ticket = events.at(-1);
    if (!ticket) throw new Error("the ticket is an event");
    await append(engine.store, complaint, ticket);
    expect(await batch()).toEqual({ batchItemFailures: [] });
    const found = await history(engine.store, of.complaintId);
    expect(found?.complaint.attachments?.map(({ state }) => state)).toEqual(["expected", "ready"]);
  });

  it("is inspected from the start when the inspector died between copy and event", async () => {
    const upload = await arrive();
    const copies = storage.copies();
    const dying: Copies = {
      ...copies,
      keep: async (...its) => {
        await copies.keep(...its);
        throw new Error("killed");
      },
    };
    await expect(inspectArrival(deps({ copies: dying }), told(upload))).rejects.toThrow("killed");
    expect(await became()).toMatchObject({ state: "inspecting" });
    expect(await copiesThere()).toHaveLength(3);
    await inspectArrival(deps(), told(upload));
    expect(await became()).toMatchObject({ state: "ready", events: ready });
    expect(await copiesThere()).toHaveLength(3);
  });

  it("is left to the message of the upload that took its place", async () => {
    const first = await arrive();
    const second = await arrive();
    await inspectArrival(deps(), told({ ...first, upload: "0".repeat(32) }));
    expect(await became()).toMatchObject({ state: "inspecting" });
    await inspectArrival(deps(), told(second));
    expect(await became()).toMatchObject({ state: "ready" });
  });

  it("leaves nothing when another upload has come to its end before it", async () => {
    const png = await pngWithTags();
    const wrong = await arrive(png);
    await inspectArrival(deps(), told(wrong));
    expect(await became()).toMatchObject({ state: "refused", reason: "wrongSize" });
    const right = await arrive();
    await inspectArrival(deps(), told(right));
    await inspectArrival(deps(), told(wrong));
    expect(await became()).toMatchObject({ state: "ready" });
    const copies = await copiesThere();
    expect(copies).toHaveLength(3);
    for (const key of copies) expect(key).toContain(right.upload);
  });

  it("has its original sealed where that is wanted, and not where it is refused", async () => {
    const sealing = deps({ keepOriginals: true, copies: storage.copies(true) });
    const sealed = async () => (await storage.keys()).filter((key) => key.startsWith(`sealed/${of.complaintId}`));
    const broken = await arrive(photo.subarray(0, 200));
    await inspectArrival(sealing, told(broken));
    expect(await sealed()).toEqual([]);
    const whole = await arrive();
    await inspectArrival(sealing, told(whole));
    expect(await sealed()).toEqual([`sealed/${of.complaintId}/${attachmentId}/${whole.upload}`]);
  });
});

describe("where GuardDuty looks at files", () => {
  const waiting = (): InspectDeps => deps({ malware: { by: "guardduty" } });

  it("nothing is opened before its verdict", async () => {
    const upload = await arrive();
    const closed: Copies = { ...storage.copies(), fetch: () => Promise.reject(new Error("opened too early")) };
    await inspectArrival({ ...waiting(), copies: closed }, told(upload));
    expect(await became()).toMatchObject({ state: "inspecting" });
    expect(await copiesThere()).toEqual([]);
    await inspectArrival(waiting(), told(upload, "NO_THREATS_FOUND"));
    expect(await became()).toMatchObject({ state: "ready", events: ready });
  });

  it.each([
    ["THREATS_FOUND", "malware"],
    ["UNSUPPORTED", "notInspected"],
  ] as const)("%s refuses it: %s", async (scan, reason) => {
    const upload = await arrive();
    await inspectArrival(waiting(), told(upload, scan));
    expect(await became()).toMatchObject({ state: "refused", reason });
    expect(await copiesThere()).toEqual([]);
  });

  it.each(["ACCESS_DENIED", "FAILED"] as const)("%s decides nothing, and is told again", async (scan) => {
    const upload = await arrive();
    await expect(inspectArrival(waiting(), told(upload, scan))).rejects.toThrow(scan);
    expect(await became()).toMatchObject({ state: "inspecting" });
  });
});

describe("a message of the queue", () => {
  const key = `incoming/${"a".repeat(22)}/${"b".repeat(16)}`;
  it("of S3 is about each file that it names, with its key as in a form", () => {
    const record = { s3: { object: { key: key.replaceAll("/", "%2F"), eTag: "abc123" } } };
    expect(arrivalsIn(JSON.stringify({ Records: [record] }))).toEqual([
      { of: { complaintId: "a".repeat(22), attachmentId: "b".repeat(16), upload: "abc123" }, scan: null },
    ]);
    expect(arrivalsIn(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent" }))).toEqual([]);
  });

  it("of GuardDuty says what was found in which upload", () => {
    const event = {
      "detail-type": "GuardDuty Malware Protection Object Scan Result",
      source: "aws.guardduty",
      detail: {
        schemaVersion: "1.0",
        scanStatus: "COMPLETED",
        s3ObjectDetails: { bucketName: "incoming", objectKey: key, eTag: "abc123", s3Throttled: false },
        scanResultDetails: { scanResultStatus: "THREATS_FOUND", threats: [{ name: "EICAR-Test-File (not a virus)" }] },
      },
    };
    expect(arrivalsIn(JSON.stringify(event))).toMatchObject([{ of: { upload: "abc123" }, scan: "THREATS_FOUND" }]);
  });

  it.each(["{}", "null", JSON.stringify({ Records: [{ s3: { object: { key: "other/a", eTag: "x" } } }] })])(
    "%s is none, and ends where a person finds it",
    (body) => {
      expect(() => arrivalsIn(body)).toThrow();
    },
  );
});
