import { Duration } from "aws-cdk-lib/core";
import type { FunctionDefaults } from "./capability-function.ts";
import type { RecordTables } from "./record-tables.ts";

/** What a function is told that keeps the directory in memory: where it lies, and for how long to go on with it. */
export const keptDirectory = (
  { directorySeconds }: FunctionDefaults,
  { directory }: RecordTables,
): { readonly DIRECTORY_TABLE: string; readonly DIRECTORY_SECONDS: string } => ({
  DIRECTORY_TABLE: directory.tableName,
  DIRECTORY_SECONDS: String(directorySeconds),
});

/**
 * Half as long again as functions go on with the directory that they have read: a call that took up the old one at the
 * last moment has been answered by then, and nothing is done by it any more.
 */
export const delayAfterChange = ({ directorySeconds }: FunctionDefaults): Duration =>
  Duration.seconds(Math.ceil(directorySeconds * 1.5));
