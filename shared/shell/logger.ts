import { Logger } from "@aws-lambda-powertools/logger";

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
  | "SWEEP_DONE"
  | "RECORD_FAILED"
  | "DIRECTORY_SEEDED";

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
  /** Name and place of an error, never its message: a message may quote what somebody wrote. */
  readonly error?: string;
};

export type Log = {
  readonly info: (code: LogCode, sentence: string, fields?: LogFields) => void;
  readonly warn: (code: LogCode, sentence: string, fields?: LogFields) => void;
  readonly error: (code: LogCode, sentence: string, fields?: LogFields) => void;
};

export const makeLog = (): Log => {
  const logger = new Logger();
  return {
    info: (code, sentence, fields = {}) => {
      logger.info(sentence, { code, ...fields });
    },
    warn: (code, sentence, fields = {}) => {
      logger.warn(sentence, { code, ...fields });
    },
    error: (code, sentence, fields = {}) => {
      logger.error(sentence, { code, ...fields });
    },
  };
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
