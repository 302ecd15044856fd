import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** One line for each thing that happens on the screen; everything that functions write into a file for each day. */
export type LogLines = Readonly<{
  /** A line that a function wrote. */
  fromFunction: (functionName: string, line: string) => void;
  /** Something that went wrong outside the function's own words. */
  failure: (source: string, message: string) => void;
}>;

/** Fields that stand on the screen; none of them says who somebody is. */
const shownFields = [
  "complaintId",
  "event",
  "version",
  "hop",
  "agencyCode",
  "confidence",
  "reason",
  "mail",
  "to",
  "route",
  "status",
  "problem",
  "count",
  "error",
];

/** The zone of whoever reads, whatever zone the functions run in later. */
const clockFace = new Intl.DateTimeFormat("en-GB", {
  timeStyle: "medium",
  hour12: false,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
const timeOfDay = (at: Date): string => clockFace.format(at);

const shown = (entry: Readonly<Record<string, unknown>>): string =>
  shownFields
    .flatMap((name) => {
      const value = entry[name];
      return typeof value === "string" || typeof value === "number" ? [`${name}=${value}`] : [];
    })
    .join(" ");

const parse = (line: string): Record<string, unknown> | undefined => {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

/** A line for the screen; undefined for what a person does not read, such as embedded metrics. */
export const screenLine = (functionName: string, line: string, at: Date): string | undefined => {
  const entry = parse(line);
  const name = functionName.padEnd(18);
  if (entry === undefined) return `${timeOfDay(at)}  ${name} ${"-".padEnd(5)} ${line}`;
  if ("_aws" in entry) return undefined;
  const { level = "INFO", message = "" } = entry;
  return `${timeOfDay(at)}  ${name} ${String(level).padEnd(5)} ${String(message)}  ${shown(entry)}`.trimEnd();
};

export const createLogLines = (options: {
  folder: string;
  nameOf: (functionName: string) => string;
  now: () => number;
  print: (line: string) => void;
}): LogLines => {
  const { folder, nameOf, now, print } = options;
  const keep = (source: string, line: string): void => {
    const at = new Date(now()).toISOString();
    appendFileSync(join(folder, `${at.slice(0, 10)}.log`), `${at} ${source} ${line}\n`, { mode: 0o600 });
  };
  return {
    fromFunction: (functionName, line) => {
      const name = nameOf(functionName);
      keep(name, line);
      const text = screenLine(name, line, new Date(now()));
      if (text !== undefined) print(text);
    },
    failure: (source, message) => {
      const name = nameOf(source);
      keep(name, message);
      print(`${timeOfDay(new Date(now()))}  ${name.padEnd(18)} FAIL  ${message.split("\n")[0] ?? ""}`);
    },
  };
};
