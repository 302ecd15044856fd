import { S3Client } from "@aws-sdk/client-s3";
import { attachmentEndpoints } from "../../functions/attachments/endpoints.ts";
import { s3FileStore } from "../../functions/attachments/file-store.ts";
import { identityEndpoints } from "../../functions/identities/endpoints.ts";
import { intakeEndpoints } from "../../functions/intake/endpoints.ts";
import { viewComplaint } from "../../functions/intake/routes.ts";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { viewAsOfficer } from "../../functions/officer/routes.ts";
import { originalEndpoints } from "../../functions/originals/endpoints.ts";
import { s3SealedStore } from "../../functions/originals/sealed-store.ts";
import { rightsEndpoints } from "../../functions/rights/endpoints.ts";
import { portalEndpoints } from "../../functions/portal/endpoints.ts";
import { viewDisposition } from "../../functions/portal/routes.ts";
import { signingKeys, signLink } from "../../shared/shell/signing.ts";
import { mondayMorning, type Report } from "../builders.ts";
import { functionOf, recordedLog, type Answered } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";
import { attachmentId } from "./life.ts";
import { known, type Person } from "./people.ts";
import type { Try } from "./tries.ts";

/** The three doors to a report, as API Gateway opens them: an officer's token, a reporter's secret, an office's link. */

export type Said = { readonly body: object; readonly version: number };
type Which = Pick<Report, "complaint">;

export type Doors = {
  readonly officer: (person: Person, report: Which, its?: Pick<Try, "route"> & Said) => Promise<Answered>;
  readonly reporter: (secret: string | null, report: Which, its?: Pick<Try, "route"> & Said) => Promise<Answered>;
  readonly link: (link: Link, report: Which, its?: Pick<Try, "route"> & Said) => Promise<Answered>;
};
/** `late`: the day until which the link was good has passed. */
export type Link = { readonly disposition: number; readonly late: boolean };

const keys = signingKeys("a secret of the tests");
const today = Math.floor(Date.parse(mondayMorning) / 86_400_000);

const saying = (its: Said | undefined, headers: Readonly<Record<string, string>> = {}) =>
  its
    ? {
        body: JSON.stringify(its.body),
        headers: { "content-type": "application/json", "if-match": `"${its.version}"`, ...headers },
      }
    : { headers };

/** Addresses of files are signed without asking anybody. */
const client = new S3Client({ region: "ap-southeast-3", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
const files = s3FileStore({ client, incoming: "incoming", evidence: "evidence" });
/** Everybody has left a name. */
const identities = { isOnFile: () => Promise.resolve(true), of: () => Promise.resolve({ name: "Siti" }) };
const sealed = s3SealedStore({ client, evidence: "evidence" });

/** Everybody calls from an address of their own, so that nobody is locked out for what others tried. */
let callers = 0;
const newAddress = (): string => {
  callers += 1;
  return `10.0.${callers >> 8}.${callers & 255}`;
};

export const openDoors = ({ store, identityTable }: TestEngine): Doors => {
  const deps = {
    store,
    directory: () => Promise.resolve(known),
    keys: () => Promise.resolve(keys),
    now: () => mondayMorning,
  };
  const origins = { from: "https://files.example", to: "https://files.example" };
  const ofFiles = attachmentEndpoints({ ...deps, files, origins });
  const officer = functionOf([
    ...officerEndpoints(deps),
    ...ofFiles,
    ...originalEndpoints({ ...deps, sealed }),
    ...identityEndpoints({ ...deps, identities, log: recordedLog() }),
  ]);
  const isChallenged = () => Promise.resolve(false);
  const chance = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const evidence = { eraseCopies: () => Promise.resolve(), eraseOriginal: () => Promise.resolve() };
  const intake = functionOf([
    ...intakeEndpoints({ ...deps, identityTable, isChallenged, chance }),
    ...ofFiles,
    ...rightsEndpoints({ ...deps, identityTable, evidence }),
  ]);
  const portal = functionOf([...portalEndpoints({ ...deps, files: origins }), ...ofFiles]);
  return {
    officer: ({ mail }, { complaint: { trackingNumber } }, its) =>
      officer(its?.route ?? viewAsOfficer, {
        params: { trackingNumber, attachmentId },
        claims: mail === null ? {} : { email: mail },
        ...saying(its),
      }),
    reporter: (secret, { complaint: { trackingNumber } }, its) =>
      intake(its?.route ?? viewComplaint, {
        address: newAddress(),
        params: { trackingNumber, attachmentId },
        ...saying(its, secret === null ? {} : { authorization: `Bearer ${secret}` }),
      }),
    link: ({ disposition, late }, { complaint: { complaintId } }, its) =>
      portal(its?.route ?? viewDisposition, {
        params: {
          attachmentId,
          token: signLink(keys, { complaintId, disposition, lastDay: late ? today - 1 : today }),
        },
        ...saying(its),
      }),
  };
};
