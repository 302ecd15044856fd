import type { Activity } from "../activity.ts";
import { type Journal, readSetting, writeSetting } from "../data/journal.ts";
import type { Bucket } from "../plan/buckets.ts";
import type { StoredObject } from "./store.ts";

/**
 * Tells queues of objects that arrived, at least once: a message lies in the journal, written together with the
 * object, until the queue has it.
 */
export type Notifications = Readonly<{
  /** Writes what is to be told into the journal; to be called within the transaction that keeps the object. */
  keep: (bucket: Bucket, object: StoredObject, arrival: Arrival) => void;
  /** Sends what lies in the journal. */
  send: () => void;
  stop: () => Promise<void>;
}>;
export type Arrival = Readonly<{
  how: "Put" | "Post" | "Copy";
  caller: string;
  address: string;
  requestId: string;
  versionId: string | undefined;
}>;

export type NotificationsOptions = Readonly<{
  buckets: readonly Bucket[];
  journal: Journal;
  region: string;
  account: string;
  now: () => number;
  activity: Activity;
  sendTo: (queueArn: string, body: string) => Promise<void>;
  onFailure: (what: string, message: string) => void;
}>;

/** Milliseconds before a queue that refused is told again. */
const pause = 500;

/** `s3:ObjectCreated:*` speaks of every way in which an object arrives. */
const speaksOf = (event: string, how: Arrival["how"]): boolean =>
  event === "s3:ObjectCreated:*" || event === `s3:ObjectCreated:${how}`;

/** Keys stand in messages as in a form: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const inMessage = (key: string): string => encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");

export const createNotifications = (options: NotificationsOptions): Notifications => {
  const { buckets, journal, region, account, now, sendTo } = options;
  const insert = journal.prepare("INSERT INTO object_events (queue, body) VALUES (?, '')");
  const fill = journal.prepare("UPDATE object_events SET body = ? WHERE number = ?");
  const next = journal.prepare("SELECT number, queue, body FROM object_events ORDER BY number LIMIT 1");
  const forget = journal.prepare("DELETE FROM object_events WHERE number = ?");

  const recordOf = (bucket: Bucket, object: StoredObject, arrival: Arrival, number: number): object => ({
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: region,
    eventTime: new Date(object.modified).toISOString(),
    eventName: `ObjectCreated:${arrival.how}`,
    userIdentity: { principalId: `AWS:${arrival.caller}` },
    requestParameters: { sourceIPAddress: arrival.address },
    responseElements: { "x-amz-request-id": arrival.requestId, "x-amz-id-2": "local" },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: `${bucket.name}-arrivals`,
      bucket: { name: bucket.name, ownerIdentity: { principalId: account }, arn: bucket.arn },
      object: {
        key: inMessage(object.key),
        size: object.size,
        eTag: object.etag,
        ...(arrival.versionId !== undefined && { versionId: arrival.versionId }),
        // Later ones compare as greater, also across starts: numbers of the journal are not used again.
        sequencer: number.toString(16).toUpperCase().padStart(16, "0"),
      },
    },
  });

  /** S3 tries a queue when it is first to tell it something; whoever reads the queue has to bear with that. */
  const keepTests = (): void => {
    for (const bucket of buckets) {
      const queues = [...new Set(bucket.notifications.map(({ queueArn }) => queueArn))];
      for (const queueArn of queues) {
        const name = `told ${bucket.name} ${queueArn}`;
        if (readSetting(journal, name) !== undefined) continue;
        const test = {
          Service: "Amazon S3",
          Event: "s3:TestEvent",
          Time: new Date(now()).toISOString(),
          Bucket: bucket.name,
          RequestId: "local",
          HostId: "local",
        };
        fill.run(JSON.stringify(test), insert.run(queueArn).lastInsertRowid);
        writeSetting(journal, name, "yes");
      }
    }
  };

  let stopped = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const sendAll = async (): Promise<void> => {
    for (let row = next.get(); row !== undefined && !stopped; row = next.get()) {
      await sendTo(String(row["queue"]), String(row["body"]));
      forget.run(Number(row["number"]));
    }
  };
  const send = (): void => {
    clearTimeout(timer);
    if (stopped || running !== undefined || next.get() === undefined) return;
    running = sendAll()
      .then(
        () => true,
        (error: unknown) => {
          if (!stopped) options.onFailure("S3", error instanceof Error ? error.message : String(error));
          return false;
        },
      )
      .then((sent) => {
        running = undefined;
        if (!sent) timer = setTimeout(send, pause);
        else send();
      });
  };
  options.activity.watch(() => (!stopped && next.get() !== undefined ? "working" : "idle"));
  keepTests();

  return {
    keep: (bucket, object, arrival) => {
      for (const { event, queueArn, prefix, suffix } of bucket.notifications) {
        if (!speaksOf(event, arrival.how) || !object.key.startsWith(prefix) || !object.key.endsWith(suffix)) continue;
        const { lastInsertRowid } = insert.run(queueArn);
        const record = recordOf(bucket, object, arrival, Number(lastInsertRowid));
        fill.run(JSON.stringify({ Records: [record] }), lastInsertRowid);
      }
    },
    send,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
