import { DatabaseSync } from "node:sqlite";
import { startFailure } from "../failure.ts";

/**
 * What the local cloud itself must remember: how far each stream was read, running workflows, mail, objects, the
 * clock. One file, held open exclusively: the lock goes with the process, however it ends, so a second start on the
 * same folder is refused and a start after a crash is not.
 */
export type Journal = DatabaseSync;

const schema = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoints (mapping TEXT, shard TEXT, sequence TEXT NOT NULL, PRIMARY KEY (mapping, shard)) STRICT;
  CREATE TABLE IF NOT EXISTS executions (
    arn TEXT PRIMARY KEY, machine TEXT NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL, status TEXT NOT NULL,
    started REAL NOT NULL, stopped REAL, output TEXT, error TEXT, cause TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS executions_by_status ON executions (machine, status);
  CREATE TABLE IF NOT EXISTS execution_events (
    arn TEXT, id INTEGER, type TEXT NOT NULL, at REAL NOT NULL, details TEXT NOT NULL, PRIMARY KEY (arn, id)) STRICT;
  CREATE TABLE IF NOT EXISTS mails (
    number INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, entry TEXT NOT NULL, raw BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS asynchronous_events (
    id TEXT PRIMARY KEY, function TEXT NOT NULL, event TEXT NOT NULL, attempts INTEGER NOT NULL, due REAL NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT, key TEXT, file TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, md5 TEXT NOT NULL, etag TEXT NOT NULL,
    modified REAL NOT NULL, details TEXT NOT NULL, PRIMARY KEY (bucket, key)) STRICT;
  CREATE TABLE IF NOT EXISTS object_events (number INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS custom_resources (id TEXT PRIMARY KEY, properties TEXT NOT NULL, physical_id TEXT NOT NULL) STRICT;
`;

/** SQLite's result codes: https://sqlite.org/rescode.html */
const busy = 5;

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : undefined;

/**
 * Opens the journal, making it if it is not there. Throws a start failure if another process holds it or if the file
 * is damaged.
 */
export const openJournal = (path: string, folder: string): Journal => {
  let journal: DatabaseSync | undefined;
  try {
    journal = new DatabaseSync(path, { timeout: 0 });
    // Written through to the system at each commit, so nothing is lost with the process; only losing power could
    // take the last moments.
    journal.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    journal.exec(`BEGIN EXCLUSIVE; ${schema} COMMIT;`);
    checkSound(journal);
    return journal;
  } catch (error) {
    journal?.close();
    if (codeOf(error) === busy) throw startFailure(`Another local cloud is running on ${folder}`, error);
    throw damaged(folder, path, error);
  }
};

/** Throws SQLite's complaint if the file is not a sound database. */
export const checkSound = (database: DatabaseSync): void => {
  const result = database.prepare("PRAGMA quick_check(1)").get();
  if (result?.["quick_check"] !== "ok") throw new Error(String(result?.["quick_check"]));
};

export const damaged = (folder: string, path: string, error?: unknown): Error =>
  startFailure(`The data folder ${folder} is damaged (${path}); move it away or name another with TUNTAS_DATA`, error);

/** A setting, kept from one start to the next. */
export const readSetting = (journal: Journal, name: string): string | undefined => {
  const value = journal.prepare("SELECT value FROM settings WHERE name = ?").get(name)?.["value"];
  return typeof value === "string" ? value : undefined;
};

export const writeSetting = (journal: Journal, name: string, value: string): void => {
  journal.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)").run(name, value);
};
