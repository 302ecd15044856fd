import { daysOf, Misused, readAsked, usage, type Asked } from "./asked.ts";
import type { Finding } from "./finding.ts";
import { filedFrom, verify, type Tally } from "./verify.ts";
import { openPlace, type Place } from "./where.ts";

/** `npm run verify-log`: checks the log of reports. Findings go to standard output, progress to standard error. */

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const grouped = (count: number): string => count.toLocaleString("en");
const counted = (count: number, one: string): string => `${grouped(count)} ${one}${count === 1 ? "" : "s"}`;

const line = (complaintId: string, { version, what, why }: Finding): string =>
  `${complaintId}  ${version === null ? "report" : `version ${version}`}: ${what}: ${why}`;

async function* each(complaintIds: readonly string[]): AsyncGenerator<string> {
  // Not read from anywhere: a generator, so that a walk takes both.
  for (const complaintId of complaintIds) yield await Promise.resolve(complaintId);
}

const reportsOf = ({ of }: Asked, { store, now, named }: Place): AsyncGenerator<string> => {
  if ("complaintIds" in of) {
    print(`Verifying the log of ${counted(of.complaintIds.length, "report")} in ${named}`);
    return each(of.complaintIds);
  }
  const { from, to } = daysOf(of, now);
  print(`Verifying the log of the reports filed from ${from} to ${to} (days in UTC) in ${named}`);
  return filedFrom(store, from, to);
};

const between = 5_000;
const everyFewSeconds = (): ((so: Tally) => void) => {
  let told = Date.now();
  return ({ reports, events, findings }) => {
    if (Date.now() - told < between) return;
    told = Date.now();
    complain(
      `  so far ${counted(reports, "report")} with ${counted(events, "event")}, ${counted(findings, "finding")}`,
    );
  };
};

const main = async (): Promise<number> => {
  const asked = readAsked(process.argv.slice(2));
  const place = await openPlace(asked.table, Number(process.env["PORT"] ?? "") || 3000);
  const began = Date.now();
  const { reports, events, findings, damaged } = await verify(place.store, reportsOf(asked, place), {
    finding: (complaintId, its) => {
      print(line(complaintId, its));
    },
    report: everyFewSeconds(),
  });
  const verdict = findings === 0 ? "nothing wrong" : `${counted(findings, "finding")} in ${counted(damaged, "report")}`;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  print(`${counted(reports, "report")} with ${counted(events, "event")} in ${seconds} s: ${verdict}`);
  place.store.client.destroy();
  return findings === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  const said = error instanceof Error ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}` : "?";
  complain(error instanceof Misused ? `${error.message}\n\n${usage}` : said);
  process.exitCode = 2;
}
