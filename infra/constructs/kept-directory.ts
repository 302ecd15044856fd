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
