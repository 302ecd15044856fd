import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startFailure } from "../failure.ts";
import { type Journal, checkSound, damaged, openJournal } from "./journal.ts";

export type DataFolder = Readonly<{
  path: string;
  journal: Journal;
  /** The tables' file. */
  tables: string;
  /** Folder of the queues' file. */
  queues: string;
  /** Folder of the objects' bytes. */
  objects: string;
  /** Only their owner may read these. */
  secrets: string;
  keys: string;
  sample: string;
  log: string;
}>;

/** Throws a start failure if a file that an engine is to open is not a sound database. */
const checkFile = (folder: string, path: string): void => {
  if (!existsSync(path)) return;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 2_000 });
    checkSound(database);
  } catch (error) {
    throw damaged(folder, path, error);
  } finally {
    database?.close();
  }
};

/**
 * Opens the folder that everything lies in, and locks it for this process. `releaseStale` is called once the lock is
 * held and before any engine's file is opened: an engine of an earlier process may still be ending.
 */
export const openDataFolder = async (
  path: string,
  releaseStale: (folder: string) => Promise<void>,
): Promise<DataFolder> => {
  try {
    mkdirSync(join(path, "log"), { recursive: true });
  } catch (error) {
    throw startFailure(`The data folder ${path} cannot be made`, error);
  }
  const journal = openJournal(join(path, "cloud.db"), path);
  const folder = {
    path,
    journal,
    tables: join(path, "tables.db"),
    queues: path,
    objects: join(path, "objects"),
    secrets: join(path, "secrets.json"),
    keys: join(path, "sign-in-keys.json"),
    sample: join(path, "sample.json"),
    log: join(path, "log"),
  };
  try {
    await releaseStale(path);
    checkFile(path, folder.tables);
    checkFile(path, join(path, "fauxqs.db"));
  } catch (error) {
    journal.close();
    throw error;
  }
  return folder;
};
