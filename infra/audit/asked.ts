import { parseArgs } from "node:util";
import { readTrackingNumber } from "../../shared/domain/tracking-number.ts";
import { complaintIdOf } from "../../shared/store/keys.ts";

/** What the command line asks for. */
export type Asked = {
  /** null: of the local cloud that runs. */
  readonly table: string | null;
  readonly of:
    | { readonly complaintIds: readonly string[] }
    /** UTC days. Absent: a year up to today. */
    | { readonly from?: string | undefined; readonly to?: string | undefined };
};

export const usage = `npm run verify-log -- [--table NAME] [--from YYYY-MM-DD] [--to YYYY-MM-DD] [TRACKING-NUMBER ...]

Checks that the events of reports are all there, in their order, and as they were written.

  --from, --to   the UTC days on which the reports were filed; default: the last 366 up to today
  --table        the complaint table, in the AWS account and region of the environment;
                 default: that of the local cloud, which has to run (PORT says where)

Ends with 0 if nothing is wrong, 1 if something is, 2 if it could not be checked.`;

/** A wrong command line. */
export class Misused extends Error {}

const dayOf = (name: string, written: string | undefined): string | undefined => {
  if (written === undefined) return undefined;
  const instant = /^\d{4}-\d\d-\d\d$/.test(written) ? new Date(`${written}T00:00:00Z`) : null;
  // 30 February is a date to some parsers and the second of March to others.
  if (instant && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(written)) return written;
  throw new Misused(`--${name} is a day such as 2026-07-06, not ${written}`);
};

const idOf = (written: string): string => {
  const read = readTrackingNumber(written);
  if (read.ok) return complaintIdOf(read.trackingNumber);
  throw new Misused(`${written} is no tracking number${read.why === "mistyped" ? ": a character is wrong" : ""}`);
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { from: { type: "string" }, to: { type: "string" }, table: { type: "string" } },
    });
  } catch (error) {
    throw new Misused(error instanceof Error ? error.message : String(error));
  }
};

export const readAsked = (args: readonly string[]): Asked => {
  const { values, positionals } = parse(args);
  if (values.table === "") throw new Misused("--table needs a name");
  const table = values.table ?? null;
  const [from, to] = [dayOf("from", values.from), dayOf("to", values.to)];
  if (positionals.length > 0) {
    if (from ?? to) throw new Misused("either days or tracking numbers, not both");
    return { table, of: { complaintIds: positionals.map(idOf) } };
  }
  if (from && to && from > to) throw new Misused("--from is after --to");
  return { table, of: { from, to } };
};

const yearInMilliseconds = 365 * 86_400_000;

/** The days that are meant where none was named: 366, today included. */
export const daysOf = (
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: string,
): { readonly from: string; readonly to: string } => {
  const until = to ?? now.slice(0, "YYYY-MM-DD".length);
  return { from: from ?? new Date(Date.parse(until) - yearInMilliseconds).toISOString().slice(0, 10), to: until };
};
