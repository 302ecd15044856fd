import { randomUUID, createHash } from "node:crypto";
import { type ReadStream, copyFileSync, createReadStream, linkSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Journal } from "../data/journal.ts";

/**
 * Objects: their bytes in files of their own, all else in the journal. A file counts for nothing until the journal
 * speaks of it, so no moment in which the process is killed leaves half an object, or one whose arrival nobody hears
 * of.
 */
export type Store = Readonly<{
  /** Writes bytes as they come; nothing is left of them if they end with an error. */
  write: (bytes: AsyncIterable<Buffer>) => Promise<Content>;
  copy: (from: Content) => Content;
  discard: (content: Content) => Promise<void>;
  find: (bucket: string, key: string) => StoredObject | undefined;
  /** Puts an object in the place of an earlier one; what `along` writes into the journal is kept with it or not at all. */
  put: (object: StoredObject, along: () => void) => void;
  remove: (object: StoredObject) => void;
  /** In the order of their keys' bytes, from the first key above `after` on. */
  list: (bucket: string, prefix: string, after: string) => Iterable<StoredObject>;
  /** Those whose keys begin so and that were put at or before an instant. */
  olderThan: (bucket: string, prefix: string, instant: number) => readonly StoredObject[];
  open: (content: Content, range?: Readonly<{ start: number; end: number }>) => ReadStream;
  /** How often something was put or removed. */
  changes: () => number;
}>;

export type Content = Readonly<{ file: string; size: number; md5: string }>;
export type StoredObject = Content &
  Readonly<{
    bucket: string;
    key: string;
    etag: string;
    /** Milliseconds since 1970, by the cloud's clock. */
    modified: number;
    /** As they are told when the object is read, by names in lower case. */
    headers: Readonly<Record<string, string>>;
    /** Without `x-amz-meta-`. */
    metadata: Readonly<Record<string, string>>;
    /** In base64, by algorithm. */
    checksums: Readonly<Record<string, string>>;
  }>;

type Row = Record<string, unknown> | undefined;

const fromRow = (row: Row): StoredObject | undefined =>
  row === undefined
    ? undefined
    : {
        ...(JSON.parse(String(row["details"])) as Pick<StoredObject, "headers" | "metadata" | "checksums">),
        bucket: String(row["bucket"]),
        key: String(row["key"]),
        file: String(row["file"]),
        size: Number(row["size"]),
        md5: String(row["md5"]),
        etag: String(row["etag"]),
        modified: Number(row["modified"]),
      };

const columns = "bucket, key, file, size, md5, etag, modified, details";

/** Files that the journal does not speak of: uploads that a killed process was writing, objects that are no more. */
const removeStrays = async (folder: string, journal: Journal): Promise<void> => {
  const known = new Set(
    journal
      .prepare("SELECT file FROM objects")
      .all()
      .map(({ file }) => file),
  );
  const strays = readdirSync(folder).filter((file) => !known.has(file));
  await Promise.all(strays.map((file) => rm(join(folder, file), { force: true })));
};

export const openStore = async (folder: string, journal: Journal): Promise<Store> => {
  mkdirSync(folder, { recursive: true });
  await removeStrays(folder, journal);
  const insert = journal.prepare(`INSERT OR REPLACE INTO objects (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const select = journal.prepare(`SELECT ${columns} FROM objects WHERE bucket = ? AND key = ?`);
  const erase = journal.prepare("DELETE FROM objects WHERE bucket = ? AND key = ? AND file = ?");
  const selectAfter = journal.prepare(
    `SELECT ${columns} FROM objects WHERE bucket = ? AND key >= ? AND key > ? ORDER BY key LIMIT 200`,
  );
  const selectOld = journal.prepare(
    `SELECT ${columns} FROM objects WHERE bucket = ? AND substr(key, 1, length(?2)) = ?2 AND modified <= ?`,
  );
  const pathOf = ({ file }: Pick<Content, "file">): string => join(folder, file);
  const discard = (content: Pick<Content, "file">): Promise<void> => rm(pathOf(content), { force: true });
  // A file that cannot be removed now (Windows keeps what is being read) goes with the next start.
  const forget = (content: Content | undefined): void => {
    if (content !== undefined) void discard(content).catch(() => undefined);
  };
  const find = (bucket: string, key: string): StoredObject | undefined => fromRow(select.get(bucket, key));
  let changes = 0;

  return {
    find,
    discard,
    changes: () => changes,
    // At once: a moment later the object may be gone, and its file with it; an open file stays.
    open: (content, range) => createReadStream("", { fd: openSync(pathOf(content), "r"), ...range }),
    write: async (bytes) => {
      const file = randomUUID();
      const hash = createHash("md5");
      let size = 0;
      const counted = async function* (): AsyncGenerator<Buffer, void> {
        for await (const chunk of bytes) {
          size += chunk.length;
          hash.update(chunk);
          yield chunk;
        }
      };
      // Opened before the first byte: what breaks off at once would otherwise be removed before it is made.
      const handle = await open(pathOf({ file }), "wx", 0o600);
      try {
        await pipeline(counted, handle.createWriteStream());
      } catch (error) {
        await discard({ file });
        throw error;
      }
      return { file, size, md5: hash.digest("hex") };
    },
    copy: ({ size, md5, ...from }) => {
      const file = randomUUID();
      try {
        // Files never change, so two names for one do.
        linkSync(pathOf(from), pathOf({ file }));
      } catch {
        copyFileSync(pathOf(from), pathOf({ file }));
      }
      return { file, size, md5 };
    },
    put: ({ bucket, key, file, size, md5, etag, modified, ...details }, along) => {
      journal.exec("BEGIN IMMEDIATE");
      let earlier: StoredObject | undefined;
      try {
        earlier = find(bucket, key);
        insert.run(bucket, key, file, size, md5, etag, modified, JSON.stringify(details));
        along();
        journal.exec("COMMIT");
      } catch (error) {
        journal.exec("ROLLBACK");
        throw error;
      }
      changes += 1;
      forget(earlier);
    },
    remove: (object) => {
      if (Number(erase.run(object.bucket, object.key, object.file).changes) === 0) return;
      changes += 1;
      forget(object);
    },
    list: function* (bucket, prefix, after) {
      let last = after;
      for (;;) {
        const page = selectAfter.all(bucket, prefix, last);
        for (const row of page) {
          const object = fromRow(row);
          if (object?.key.startsWith(prefix) !== true) return;
          yield object;
          last = object.key;
        }
        if (page.length === 0) return;
      }
    },
    olderThan: (bucket, prefix, instant) => selectOld.all(bucket, prefix, instant).flatMap((row) => fromRow(row) ?? []),
  };
};
