import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attachmentEndpoints } from "../../functions/attachments/endpoints.ts";
import { s3FileStore } from "../../functions/attachments/file-store.ts";
import * as files from "../../functions/attachments/routes.ts";
import { identityEndpoints } from "../../functions/identities/endpoints.ts";
import * as identities from "../../functions/identities/routes.ts";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { bulkDisposition } from "../../functions/officer/bulk-routes.ts";
import { moveRoutes, viewAsOfficer } from "../../functions/officer/routes.ts";
import { originalEndpoints } from "../../functions/originals/endpoints.ts";
import * as originals from "../../functions/originals/routes.ts";
import { s3SealedStore } from "../../functions/originals/sealed-store.ts";
import { makeTrackingNumber } from "../../shared/domain/tracking-number.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { after, directory, dispatched, mondayMorning, reporter, type Report } from "../builders.ts";
import { keys } from "../intake/citizen.ts";
import { functionOf, recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { observe } from "../store/observed-client.ts";
import { writeMany } from "../store/reports.ts";

/** An officer whose office does not have a report learns nothing of it, not even that there is one. */

let engine: TestEngine;
let report: Report;
beforeAll(async () => {
  engine = await startEngine();
  // A history that takes its time to read.
  report = after(
    dispatched(),
    ...Array.from(
      { length: 30 },
      (_, n) => [{ move: "reply" as const, text: `Masih rusak (${n}).` }, reporter] as const,
    ),
  );
  await writeMany(engine, [report]);
});
afterAll(() => engine.stop());

const unknown = makeTrackingNumber("KTM", new Uint8Array([8, 8, 8, 8, 8]));
const note = moveRoutes.get("note");
const disposition = moveRoutes.get("disposition");
const reason = "Ada alasannya.";

const ways: readonly (readonly [string, Route | undefined, ((number: string) => object) | undefined])[] = [
  ["look", viewAsOfficer, undefined],
  ["write a note", note, () => ({ text: "Catatan" })],
  ["pass it on", disposition, () => ({ agencyCode: "kutim.dpu", instruction: reason })],
  [
    "pass many on",
    bulkDisposition,
    (trackingNumber) => ({
      agencyCode: "kutim.dpu",
      instruction: reason,
      complaints: [{ trackingNumber, version: 1 }],
    }),
  ],
  ["send a file", files.giveOfficerTicket, () => ({ fileName: "foto.jpg", contentType: "image/jpeg", size: 1000 })],
  ["fetch a file", files.fetchAsOfficer, undefined],
  ["open an original", originals.openOriginal, () => ({ reason })],
  ["open an identity", identities.openIdentity, () => ({ reason })],
  ["see an identity", identities.seeIdentity, undefined],
];

describe("an unknown number and another office's report", () => {
  it.each(ways)("cannot be told apart by whoever wants to %s: the same answer after the same calls", async (...way) => {
    const [, route, body] = way;
    if (!route) throw new Error("officers have no such move");
    const seen = async (trackingNumber: string): Promise<unknown> => {
      const client = engine.connect();
      const calls = observe(client);
      const log = recordedLog();
      const store = { ...engine.store, client };
      const deps = { store, directory: () => Promise.resolve(directory), now: () => mondayMorning };
      const s3 = new S3Client({ region: "ap-southeast-3", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
      const reader = { isOnFile: () => Promise.resolve(true), of: () => Promise.resolve({ name: "Siti" }) };
      const { status, headers, text } = await functionOf(
        [
          ...officerEndpoints(deps),
          ...attachmentEndpoints({
            ...deps,
            keys: () => Promise.resolve(keys),
            files: s3FileStore({ client: s3, incoming: "incoming", evidence: "evidence" }),
            origins: { from: "https://files.example", to: "https://files.example" },
          }),
          ...originalEndpoints({ ...deps, sealed: s3SealedStore({ client: s3, evidence: "evidence" }) }),
          ...identityEndpoints({ ...deps, identities: reader, log }),
        ],
        log,
      )(route, {
        params: { trackingNumber, attachmentId: "foto-foto-foto-1" },
        claims: { email: "penghubung@dinkes.kutim.example" },
        headers: { "content-type": "application/json", "if-match": '"1"' },
        ...(body ? { body: JSON.stringify(body(trackingNumber)) } : {}),
      });
      client.destroy();
      const asked = calls.map(({ operation, table }) => `${operation} ${table}`);
      return { status, headers, text: text.replaceAll(trackingNumber, "…"), asked, log: log.lines };
    };
    const ofUnknown = await seen(unknown);
    expect(ofUnknown).toMatchObject({ asked: [`GetItem ${engine.store.table}`] });
    expect(await seen(report.complaint.trackingNumber)).toEqual(ofUnknown);
  });
});
