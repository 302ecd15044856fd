/**
 * What may be logged: a code from this catalogue, a sentence, and fields from a short list. There is no way to log a
 * body, a name, a number, a mail address, a tracking number or a secret, because there is no field for one.
 */
export type LogCode =
  | "REQUEST_ANSWERED"
  | "REQUEST_REFUSED"
  | "REQUEST_FAILED"
  | "REPORT_MOVED"
  | "ROUTING_STARTED"
  | "REPORT_SCREENED"
  | "REPORT_HELD"
  | "AGENCY_SUGGESTED"
  | "MAIL_QUEUED"
  | "MAIL_SENT"
  | "MAIL_NEEDLESS"
  | "MAIL_REFUSED"
  | "MAIL_POSTPONED"
  | "MAIL_WAITS"
  | "SWEEP_DONE"
  | "RECORD_FAILED"
  | "SCANNER_FOUND"
  | "DIRECTORY_SEEDED"
  | "DIRECTORY_CHANGED"
  | "RECOMPUTE_STARTED"
  | "RECOMPUTE_DONE"
  | "IDENTITY_OPENED"
  | "IDENTITY_SEEN"
  | "SUCCESSION_STARTED"
  | "SUCCESSION_DONE";

export type LogFields = {
  readonly complaintId?: string;
  readonly version?: number;
  readonly event?: string;
  readonly hop?: number;
  readonly agencyCode?: string | null;
  readonly route?: string;
  readonly status?: number;
  readonly problem?: string;
  readonly mail?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly confidence?: number;
  readonly count?: number;
  readonly shard?: number;
  /** The pseudonym of an officer. */
  readonly officerId?: string;
  readonly failed?: number;
  /** Name and place of an error, never its message: a message may quote what somebody wrote. */
  readonly error?: string;
};

export type Log = {
  readonly info: (code: LogCode, sentence: string, fields?: LogFields) => void;
  readonly warn: (code: LogCode, sentence: string, fields?: LogFields) => void;
  readonly error: (code: LogCode, sentence: string, fields?: LogFields) => void;
};

type Level = "DEBUG" | "INFO" | "WARN" | "ERROR";
const ranks: Readonly<Record<Level, number>> = { DEBUG: 0, INFO: 1, WARN: 2, ERROR: 3 };
const isLevel = (written: string | undefined): written is Level => written !== undefined && written in ranks;

type Environment = Readonly<Record<string, string | undefined>>;

/** `Root=1-5759e988-bd86...;Parent=...` -> `1-5759e988-bd86...`; set anew for each invocation. */
const traceOf = (environment: Environment): string | undefined =>
  /Root=([^;]+)/.exec(environment["_X_AMZN_TRACE_ID"] ?? "")?.[1];

/**
 * Writes lines of JSON straight to standard output, in the form that Lambda passes on as it is, with the level and
 * the time by which CloudWatch filters and sorts them. Why without a library: docs/adr/0008.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export const makeLog = (
  environment: Environment = process.env,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log => {
  const { LOG_LEVEL: asked, SERVICE_NAME: service } = environment;
  const least = ranks[isLevel(asked) ? asked : "INFO"];
  const at =
    (level: Level) =>
    (code: LogCode, message: string, fields: LogFields = {}): void => {
      if (ranks[level] < least) return;
      const timestamp = new Date().toISOString();
      const xray_trace_id = traceOf(environment);
      write(`${JSON.stringify({ level, message, timestamp, service, xray_trace_id, code, ...fields })}\n`);
    };
  return { info: at("INFO"), warn: at("WARN"), error: at("ERROR") };
};

/** An error by name and the first two places it passed. */
export const errorInBrief = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  // The stack begins with the message, and a message of several lines may look like places.
  const places = (error.stack ?? "")
    .replace(error.message, "")
    .split("\n")
    .filter((line) => /^ +at .*:\d+:\d+\)?$/.test(line));
  return [error.name, ...places.slice(0, 2).map((line) => line.trim())].join(" ");
};
