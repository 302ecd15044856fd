import { performance } from "node:perf_hooks";
import { identityEndpoints } from "../../functions/identities/endpoints.ts";
import { openIdentity } from "../../functions/identities/routes.ts";
import * as intakeRoutes from "../../functions/intake/routes.ts";
import { officerEndpoints } from "../../functions/officer/endpoints.ts";
import { moveRoutes, viewAsOfficer } from "../../functions/officer/routes.ts";
import { makeTrackingNumber } from "../../shared/domain/tracking-number.ts";
import type { Route } from "../../shared/shell/contract.ts";
import { after, clock, directory, dispatched, mondayMorning, reporter, type Report } from "../builders.ts";
import { openIntake } from "../intake/citizen.ts";
import { functionOf, recordedLog } from "../shell/call.ts";
import { startEngine, type TestEngine } from "../store/engine.ts";
import { writeMany } from "../store/reports.ts";

/**
 * Whether time tells an unknown number from somebody else's report. Both are asked for in turn, in an order that is
 * chance, at the functions and over the engine's HTTP; the report has a long history, which takes its time to read.
 */
export type Oracle = {
  readonly asked: string;
  readonly pairs: number;
  /** Milliseconds. */
  readonly unknownMedian: number;
  readonly knownMedian: number;
  /** Of known less unknown, pair by pair: the median, and between what it lies in 95 of a hundred draws. */
  readonly difference: number;
  readonly from: number;
  readonly to: number;
};

const pairs = 600;
const warmUp = 50;
const draws = 2000;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** By drawing anew from what was seen, as often as it takes (bootstrap). */
const interval = (values: readonly number[]): readonly [number, number] => {
  const medians = Array.from({ length: draws }, () =>
    median(values.map(() => values[Math.floor(Math.random() * values.length)] ?? 0)),
  ).sort((a, b) => a - b);
  return [medians[Math.floor(draws * 0.025)] ?? 0, medians[Math.floor(draws * 0.975)] ?? 0];
};

type Ask = (trackingNumber: string) => Promise<{ readonly status: number }>;

/** Passed on, hidden from the public, and talked about for long. */
const longReport = (): Report =>
  after(
    dispatched(),
    [
      { move: "setPrivacy", anonymous: true, confidential: true },
      { role: "coordinator", id: "koordinator", agencyCode: directory.policy.coordinatorAgencyCode },
    ],
    ...Array.from(
      { length: 60 },
      (_, n) => [{ move: "reply" as const, text: `Masih rusak (${n}).` }, reporter] as const,
    ),
    [{ move: "recordRefusedMail", mail: "receipt", to: "reporter" }, clock],
  );

const compare = async (asked: string, ask: Ask, known: string, unknown: string): Promise<Oracle> => {
  const timed = async (number: string): Promise<number> => {
    const before = performance.now();
    const { status } = await ask(number);
    const took = performance.now() - before;
    if (status !== 404) throw new Error(`${asked}: answered ${status}`);
    return took;
  };
  const [ofUnknown, ofKnown]: [number[], number[]] = [[], []];
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    const first = Math.random() < 0.5;
    const one = await timed(first ? known : unknown);
    const other = await timed(first ? unknown : known);
    if (pair < 0) continue;
    ofKnown.push(first ? one : other);
    ofUnknown.push(first ? other : one);
  }
  const differences = ofKnown.map((took, pair) => took - (ofUnknown[pair] ?? 0));
  const [from, to] = interval(differences);
  return {
    asked,
    pairs,
    unknownMedian: median(ofUnknown),
    knownMedian: median(ofKnown),
    difference: median(differences),
    from,
    to,
  };
};

const unknown = makeTrackingNumber("KTM", new Uint8Array([9, 8, 7, 6, 5]));

/** Everybody comes from an address of their own, so that nobody is locked out. */
let callers = 0;
const newAddress = (): string => {
  callers += 1;
  return `10.${callers >> 16}.${(callers >> 8) & 255}.${callers & 255}`;
};

const citizens = (engine: TestEngine): readonly (readonly [string, Ask])[] => {
  const intake = openIntake(engine);
  const secret = "0000-0000-0000-0000-0000";
  return [
    [
      "a report, with a wrong secret",
      (trackingNumber) => intake.call(intakeRoutes.viewComplaint, { trackingNumber, secret, address: newAddress() }),
    ],
    [
      "a confidential report, without a secret",
      (trackingNumber) => intake.call(intakeRoutes.viewComplaint, { trackingNumber }),
    ],
  ];
};

/** Of an office that does not have it. */
const officers = ({ store }: TestEngine): readonly (readonly [string, Ask])[] => {
  const deps = { store, directory: () => Promise.resolve(directory), now: () => mondayMorning };
  const identities = { isOnFile: () => Promise.resolve(true), of: () => Promise.resolve(null) };
  const ask = functionOf([
    ...officerEndpoints(deps),
    ...identityEndpoints({ ...deps, identities, log: recordedLog() }),
  ]);
  const claims = { email: "penghubung@dinkes.kutim.example" };
  const said = (body: object) => ({
    headers: { "content-type": "application/json", "if-match": '"1"' },
    body: JSON.stringify(body),
  });
  const note = moveRoutes.get("note");
  if (!note) throw new Error("officers cannot write notes");
  const asking =
    (route: Route, more: object = {}): Ask =>
    (trackingNumber) =>
      ask(route, { params: { trackingNumber }, claims, ...more });
  return [
    ["another office's report", asking(viewAsOfficer)],
    ["a note on another office's report", asking(note, said({ text: "Catatan" }))],
    ["the identity of another office's reporter", asking(openIdentity, said({ reason: "Ada" }))],
  ];
};

export const measureOracles = async (): Promise<readonly Oracle[]> => {
  const engine = await startEngine();
  try {
    const report = longReport();
    await writeMany(engine, [report]);
    const oracles: Oracle[] = [];
    for (const [asked, ask] of [...citizens(engine), ...officers(engine)]) {
      oracles.push(await compare(asked, ask, report.complaint.trackingNumber, unknown));
    }
    return oracles;
  } finally {
    await engine.stop();
  }
};
