import { createHash } from "node:crypto";

/**
 * The keys of the tables: one builder and one parser for each, so that no other file knows how a key is spelt.
 * Why they spread, and the arithmetic of a burst: docs/adr/0003-keys-and-hot-partitions.md.
 */

/** The name of a report inside the system: 128 bits of SHA-256 over its tracking number, in base64url. */
export const complaintIdOf = (trackingNumber: string): string =>
  createHash("sha256").update(`complaint ${trackingNumber}`).digest().subarray(0, 16).toString("base64url");

export const complaintPartition = {
  build: (complaintId: string): string => `C#${complaintId}`,
  parse: (pk: string): string | null => (pk.startsWith("C#") ? pk.slice(2) : null),
};

/** Sorts before the events, so that one query reads both and nothing else. */
export const stateSort = "A";
export const firstToLastEvent = { from: stateSort, to: "E#~" } as const;

const versionDigits = 6;
export const eventSort = {
  prefix: "E#",
  build: (version: number): string => `E#${String(version).padStart(versionDigits, "0")}`,
  parse: (sk: string): number | null => (/^E#\d{6}$/.test(sk) ? Number(sk.slice(2)) : null),
};

/**
 * `agencyCode` only where several offices get a mail of the same kind, `follower` (a complaint id) where the reporter
 * of another report does, `officerId` where an officer does. A complaint id may contain what an agency code does, so it
 * is marked as one, and so is an officer's.
 */
export type MailKey = {
  readonly version: number;
  readonly kind: string;
  readonly agencyCode?: string | undefined;
  readonly follower?: string | undefined;
  readonly officerId?: string | undefined;
};
export const mailSort = {
  prefix: "M#",
  build: ({ version, kind, agencyCode, follower, officerId }: MailKey): string =>
    [
      `M#${String(version).padStart(versionDigits, "0")}#${kind}`,
      ...(agencyCode === undefined ? [] : [agencyCode]),
      ...(follower === undefined ? [] : [complaintPartition.build(follower)]),
      ...(officerId === undefined ? [] : [`O#${officerId}`]),
    ].join("#"),
  parse: (sk: string): MailKey | null => {
    const match = /^M#(\d{6})#([A-Za-z]+)(?:#([A-Za-z0-9.-]+))?(?:#C#([\w-]+))?(?:#O#([a-z0-9-]+))?$/.exec(sk);
    if (!match?.[1] || !match[2]) return null;
    return {
      version: Number(match[1]),
      kind: match[2],
      ...(match[3] === undefined ? {} : { agencyCode: match[3] }),
      ...(match[4] === undefined ? {} : { follower: match[4] }),
      ...(match[5] === undefined ? {} : { officerId: match[5] }),
    };
  },
};

/** A mail as one word: what the queue needs to know of it. */
export type NamedMail = MailKey & { readonly complaintId: string; readonly to: string };
export const mailName = {
  build: (mail: NamedMail): string => `${mail.to}#${mail.complaintId}#${mailSort.build(mail)}`,
  parse: (name: string): NamedMail | null => {
    const [, to, complaintId, sort] = /^([A-Za-z]+)#([^#]+)#(M#.+)$/.exec(name) ?? [];
    const key = sort === undefined ? null : mailSort.parse(sort);
    return to !== undefined && complaintId !== undefined && key ? { to, complaintId, ...key } : null;
  },
};

/** Client keys are hashed: what a client chose as its key is nobody's business, and may be long. */
export const guardPartition = (idempotencyKey: string): string =>
  `G#${createHash("sha256").update(idempotencyKey).digest("base64url")}`;
export const guardSort = "G";

/** Counters of tries and filings, each under a name that is a keyed hash and changes every day (ADR 0017). */
export const counterPartition = (name: string): string => `N#${name}`;
export const counterSort = "N";

/** Challenges that were solved and used. */
export const proofPartition = (nonce: string): string => `P#${nonce}`;
export const proofSort = "P";

/** 16 partitions for the due-date index: 1,000 writes a second each. */
export const dueShards = 16;
/** 8 for each agency's queue, merged when read. */
export const queueShards = 8;

const shardOf = (complaintId: string, shards: number): number =>
  createHash("sha256").update(complaintId).digest().readUInt16BE(0) % shards;

export const duePartition = {
  ofShard: (shard: number): string => `DUE#${shard}`,
  of: (complaintId: string): string => `DUE#${shardOf(complaintId, dueShards)}`,
};
export const queuePartition = {
  ofShard: (agencyCode: string, shard: number): string => `Q#${agencyCode}#${shard}`,
  of: (agencyCode: string, complaintId: string): string => `Q#${agencyCode}#${shardOf(complaintId, queueShards)}`,
};

/** Sorts by due instant in UTC, then by report so that two due at once keep apart. */
export const dueSort = {
  build: (dueAt: string, complaintId: string): string => `${new Date(dueAt).toISOString()}#${complaintId}`,
  parse: (sort: string): { readonly dueAt: string; readonly complaintId: string } | null => {
    const [dueAt, complaintId] = [sort.slice(0, 24), sort.slice(25)];
    return sort.charAt(24) === "#" && complaintId !== "" ? { dueAt, complaintId } : null;
  },
};

/** 8 for the reports of a UTC day. Within each they sort by `filedAt`, which a state has anyway. */
export const filedShards = 8;
const dayOf = (instant: string): string => instant.slice(0, "YYYY-MM-DD".length);
export const filedPartition = {
  ofShard: (day: string, shard: number): string => `F#${day}#${shard}`,
  of: (filedAt: string, complaintId: string): string => `F#${dayOf(filedAt)}#${shardOf(complaintId, filedShards)}`,
  parse: (partition: string): { readonly day: string; readonly shard: number } | null => {
    const match = /^F#(\d{4}-\d\d-\d\d)#([0-7])$/.exec(partition);
    return match?.[1] && match[2] ? { day: match[1], shard: Number(match[2]) } : null;
  },
};

/**
 * Ended reports of which something has to go after years, in partitions of their own in the index of what is due: first
 * who the reporter is, then the files. They sort by when the report ended, so another number of years moves none.
 */
export const keptThings = ["identity", "files"] as const;
export type KeptThing = (typeof keptThings)[number];
export const retainPartition = {
  ofShard: (what: KeptThing, shard: number): string => `RETAIN#${what}#${shard}`,
  of: (what: KeptThing, complaintId: string): string => `RETAIN#${what}#${shardOf(complaintId, dueShards)}`,
};

/** Mails that wait, in partitions of their own in the same index: whoever reads what reports are due reads none. */
export const mailDuePartition = {
  ofShard: (shard: number): string => `MAIL#${shard}`,
  of: (mail: NamedMail): string => `MAIL#${shardOf(mailName.build(mail), dueShards)}`,
};
export const mailDueSort = {
  build: (until: string, mail: NamedMail): string => `${new Date(until).toISOString()}#${mailName.build(mail)}`,
  parse: (sort: string): NamedMail | null => (sort.charAt(24) === "#" ? mailName.parse(sort.slice(25)) : null),
};

/** One reporter's reports of one UTC day, sorted by `filedAt`: small even for a reporter who writes every minute. */
export const reporterPartition = (reporterKey: string, instant: string): string => `R#${reporterKey}#${dayOf(instant)}`;
