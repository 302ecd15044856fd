import type { Bundle } from "./bundles.ts";
import type { ChallengeTimes } from "./challenge.ts";
import type { CostLine } from "./cost.ts";
import type { Inspected } from "./inspection.ts";
import type { PerReport } from "./life.ts";
import type { MeasuredUnits, OperationName } from "./operations.ts";
import type { Oracle } from "./oracle.ts";
import type { Starts } from "./starts.ts";
import type { Path } from "./workflow.ts";

/** Everything that one run found out. */
export type Results = {
  readonly commit: string;
  readonly machine: string;
  readonly bundles: readonly Bundle[];
  readonly starts: Starts;
  readonly units: MeasuredUnits;
  /** How many "many open reports" are. */
  readonly openReports: number;
  readonly inspections: readonly Inspected[];
  /** What the function that inspects files has of memory. */
  readonly inspectorMegabytes: number;
  readonly challenges: readonly ChallengeTimes[];
  readonly oracles: readonly Oracle[];
  readonly paths: readonly Path[];
  readonly perReport: PerReport;
  readonly cost: readonly CostLine[];
  readonly photos: readonly CostLine[];
  readonly month: readonly CostLine[];
};

/** What an earlier run found out, which may be from before something was measured. */
export type Baseline = Pick<Results, "commit" | "machine" | "bundles" | "starts"> & {
  readonly units: Partial<MeasuredUnits>;
  readonly inspections?: readonly Inspected[];
};

export type Aim = { readonly what: string; readonly seen: string; readonly met: boolean };

/** 300 KB of 1,000 bytes each. */
const mostBytes = 300_000;
const mostTimesBare = 1.6;
const mostWriteUnits = 12;
const mostTransitions = 6;
/** On a phone as slow as Lighthouse's slow one. */
const mostSecondsOfChallenge = 3;
const slowPhone = 6;
/** The answers of one address over a line differ by several of them. */
const mostMilliseconds = 1;

const medianFilings: readonly OperationName[] = [
  "filingBare",
  "filingWithKey",
  "filingWithContact",
  "filingWithContactAndKey",
  "filingFull",
];

const largest = <T>(things: readonly T[], of: (thing: T) => number): T | undefined =>
  things.toSorted((a, b) => of(b) - of(a))[0];

export const aimsOf = ({ bundles, starts, units, perReport, challenges, oracles }: Results): readonly Aim[] => {
  const plain = bundles.filter(({ onlyDynamoDb }) => onlyDynamoDb);
  const names = new Set(plain.map(({ name }) => name));
  const heaviest = largest(plain, ({ bytes }) => bytes);
  const slowest = largest(
    starts.functions.filter(({ name }) => names.has(name)),
    ({ ratio }) => ratio,
  );
  const onSlowPhone = challenges.find(({ slowdown }) => slowdown === slowPhone)?.expected95 ?? Infinity;
  const telling = oracles.filter(({ difference }) => Math.abs(difference) > mostMilliseconds);
  const writes = Math.max(...medianFilings.map((name) => units[name].write));
  return [
    {
      what: "No function that speaks only to DynamoDB is above 300 KB",
      seen: `${heaviest?.name ?? ""}: ${((heaviest?.bytes ?? 0) / 1000).toFixed(0)} KB`,
      met: (heaviest?.bytes ?? 0) <= mostBytes,
    },
    {
      what: "None of them takes more than 1.6 times the start of the bare client",
      seen: `${slowest?.name ?? ""}: ${(slowest?.ratio ?? 0).toFixed(2)}`,
      met: (slowest?.ratio ?? 0) <= mostTimesBare,
    },
    {
      what: "A filing of median length takes at most 12 write units",
      seen: `${writes}`,
      met: writes <= mostWriteUnits,
    },
    {
      what: "A report takes at most 6 state transitions",
      seen: `${perReport.stateTransitions}`,
      met: perReport.stateTransitions <= mostTransitions,
    },
    {
      what: `A browser ${slowPhone} times slower than here solves 95 of 100 challenges within ${mostSecondsOfChallenge} s`,
      seen: `${onSlowPhone.toFixed(1)} s`,
      met: onSlowPhone <= mostSecondsOfChallenge,
    },
    {
      what: `An unknown number and somebody else's report take the same time, to ${mostMilliseconds} ms`,
      seen: `${Math.max(...oracles.map(({ difference }) => Math.abs(difference))).toFixed(2)} ms`,
      met: telling.length === 0,
    },
  ];
};
