import { intakeEndpoints } from "../../functions/intake/endpoints.ts";
import { viewComplaint } from "../../functions/intake/routes.ts";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { viewAsOfficer } from "../../functions/officer/routes.ts";
import { portalEndpoints } from "../../functions/portal/endpoints.ts";
import { viewDisposition } from "../../functions/portal/routes.ts";
import { signingKeys, signLink } from "../../shared/shell/signing.ts";
import { mondayMorning, type Report } from "../builders.ts";
import { functionOf, type Answered } from "../shell/call.ts";
import type { TestEngine } from "../store/engine.ts";
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

export const openDoors = ({ store, identityTable }: TestEngine): Doors => {
  const deps = {
    store,
    directory: () => Promise.resolve(known),
    keys: () => Promise.resolve(keys),
    now: () => mondayMorning,
  };
  const officer = functionOf(officerEndpoints(deps));
  const intake = functionOf(intakeEndpoints({ ...deps, identityTable, chance: (bytes) => new Uint8Array(bytes) }));
  const portal = functionOf(portalEndpoints(deps));
  return {
    officer: ({ mail }, { complaint: { trackingNumber } }, its) =>
      officer(its?.route ?? viewAsOfficer, {
        params: { trackingNumber },
        claims: mail === null ? {} : { email: mail },
        ...saying(its),
      }),
    reporter: (secret, { complaint: { trackingNumber } }, its) =>
      intake(its?.route ?? viewComplaint, {
        params: { trackingNumber },
        ...saying(its, secret === null ? {} : { authorization: `Bearer ${secret}` }),
      }),
    link: ({ disposition, late }, { complaint: { complaintId } }, its) =>
      portal(its?.route ?? viewDisposition, {
        params: { token: signLink(keys, { complaintId, disposition, lastDay: late ? today - 1 : today }) },
        ...saying(its),
      }),
  };
};
