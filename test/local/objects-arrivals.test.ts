import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createActivity } from "../../infra/local/activity.ts";
import { openJournal } from "../../infra/local/data/journal.ts";
import { createNotifications } from "../../infra/local/objects/notifications.ts";
import { openStore, type StoredObject } from "../../infra/local/objects/store.ts";
import { bucket, planOf, queue } from "./fixture/planned-buckets.ts";

describe("An arrival", () => {
  const folder = mkdtempSync(join(tmpdir(), "objects-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const [told] = planOf(
    queue,
    bucket({
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Event: "s3:ObjectCreated:Put",
            Queue: "arn:q",
            Filter: { S3Key: { Rules: [{ Name: "Suffix", Value: ".png" }] } },
          },
        ],
      },
    }),
  );
  if (told === undefined) throw new Error("no bucket");

  it("is told at least once, in S3's form, though the queue refuses at first", async () => {
    const journal = openJournal(":memory:", "memory");
    const store = await openStore(folder, journal);
    const bytes = async function* (): AsyncGenerator<Buffer, void> {
      yield await Promise.resolve(Buffer.from("isi"));
    };
    const sent: string[] = [];
    let refuse = true;
    const activity = createActivity();
    const start = () =>
      createNotifications({
        buckets: [told],
        journal,
        region: "ap-southeast-3",
        account: "1",
        now: Date.now,
        activity,
        sendTo: (_, body) => {
          if (refuse) {
            refuse = false;
            return Promise.reject(new Error("busy"));
          }
          sent.push(body);
          return Promise.resolve();
        },
        onFailure: () => undefined,
      });
    const first = start();
    const put = async (key: string, how: "Put" | "Post"): Promise<void> => {
      const content = await store.write(bytes());
      const object: StoredObject = {
        ...content,
        bucket: "b",
        key,
        etag: content.md5,
        modified: Date.parse("2026-01-02T03:04:05Z"),
        headers: {},
        metadata: {},
        checksums: {},
      };
      store.put(object, () => {
        first.keep(told, object, { how, caller: "me", address: "127.0.0.1", requestId: "r", versionId: undefined });
      });
    };
    await put("a b/é+.png", "Put");
    await put("lain.txt", "Put");
    await put("lain.png", "Post");
    await first.stop();
    expect(sent).toEqual([]);

    const second = start();
    expect(activity.progress()).toBe("working");
    second.send();
    while (sent.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await activity.settled();
    await second.stop();
    const [test, record] = sent.map((body) => JSON.parse(body) as { Event?: string; Records?: unknown[] });
    expect(test?.Event).toBe("s3:TestEvent");
    expect(record?.Records).toEqual([
      expect.objectContaining({
        eventVersion: "2.1",
        eventName: "ObjectCreated:Put",
        eventTime: "2026-01-02T03:04:05.000Z",
        s3: expect.objectContaining({
          bucket: { name: "b", arn: "arn:b", ownerIdentity: { principalId: "1" } },
          object: {
            key: "a+b/%C3%A9%2B.png",
            size: 3,
            eTag: createHash("md5").update("isi").digest("hex"),
            sequencer: expect.stringMatching(/^[0-9A-F]{16}$/) as unknown,
          },
        }) as unknown,
      }),
    ]);
  });

  it("leaves nothing if its bytes end with an error", async () => {
    const store = await openStore(folder, openJournal(":memory:", "memory"));
    const bytes = async function* (): AsyncGenerator<Buffer, void> {
      yield await Promise.resolve(Buffer.from("isi"));
      throw new Error("broken");
    };
    const before = readdirSync(folder);
    await expect(store.write(bytes())).rejects.toThrow("broken");
    expect(readdirSync(folder)).toEqual(before);
  });
});
