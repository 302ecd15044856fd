import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { s3Copies, type Copies } from "../../functions/attachments/copies.ts";
import { s3FileStore, type FileStore } from "../../functions/attachments/file-store.ts";
import { createActivity } from "../../infra/local/activity.ts";
import { openClock } from "../../infra/local/clock.ts";
import type { DataFolder } from "../../infra/local/data/data-folder.ts";
import { openJournal } from "../../infra/local/data/journal.ts";
import { openCredentials } from "../../infra/local/lambda/credentials.ts";
import { listen } from "../../infra/local/listen.ts";
import { startObjects, type Objects } from "../../infra/local/objects/objects.ts";
import type { Plan } from "../../infra/local/plan/plan.ts";
import { createFaults } from "../../infra/local/services/faults.ts";
import { createUsage } from "../../infra/local/services/usage.ts";
import { cleanKey, incomingKey, type FileName, type Rendition, type UploadName } from "../../shared/store/file-keys.ts";
import { planOf, queue, resource } from "../local/fixture/planned-buckets.ts";

/** The two buckets of files on the local S3, for pages that send files there and show what comes from there. */

export type FileStorage = {
  /** Scheme, host and port: what a page's policy names. */
  readonly origin: string;
  readonly files: FileStore;
  readonly putCopy: (of: UploadName, rendition: Rendition, bytes: Uint8Array, contentType: string) => Promise<void>;
  /** Storage as the inspection has it. */
  readonly copies: (keepOriginals?: boolean) => Copies;
  /** Lets a file arrive. @returns the ETag of the upload */
  readonly arrive: (of: FileName, bytes: Uint8Array) => Promise<string>;
  /** All keys that lie in the two buckets. */
  readonly keys: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

const [incoming, evidence] = ["incoming", "evidence"];
const region = "ap-southeast-3";

/** @param onArrival is given what S3 tells the queue of arrivals */
export const startFileStorage = async (onArrival: (message: string) => void): Promise<FileStorage> => {
  const folder = mkdtempSync(join(tmpdir(), "tuntas-files-"));
  const journal = openJournal(join(folder, "cloud.db"), folder);
  const credentials = openCredentials(journal, []);
  const buckets = planOf(
    queue,
    resource("AWS::S3::Bucket", incoming, {
      CorsConfiguration: {
        CorsRules: [{ AllowedMethods: ["POST"], AllowedOrigins: ["*"], AllowedHeaders: ["*"], MaxAge: 3600 }],
      },
      NotificationConfiguration: { QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: queue.arn }] },
    }),
    resource("AWS::S3::Bucket", evidence, {}),
  );
  const objects: Objects = await startObjects({
    // Of a plan and its folder, S3 asks for these alone.
    plan: { buckets, region, account: "1" } as unknown as Plan,
    dataFolder: { journal, objects: join(folder, "objects") } as DataFolder,
    clock: openClock(journal),
    activity: createActivity(),
    faults: createFaults(),
    usage: createUsage(),
    authorize: () => undefined,
    credentials,
    sendTo: (_, body) => {
      onArrival(body);
      return Promise.resolve();
    },
    onFailure: (what, message) => {
      console.error(what, message);
    },
  });
  const listening = await listen(0, objects.listener, "S3");
  const origin = `http://127.0.0.1:${listening.port}`;
  const client = new S3Client({ endpoint: origin, region, credentials: credentials.owner, forcePathStyle: true });
  return {
    origin,
    files: s3FileStore({ client, incoming, evidence }),
    putCopy: async (of, rendition, bytes, contentType) => {
      const Key = cleanKey(of, rendition);
      await client.send(new PutObjectCommand({ Bucket: evidence, Key, Body: bytes, ContentType: contentType }));
    },
    copies: (keepOriginals = false) => s3Copies({ client, incoming, evidence, keepOriginals }),
    arrive: async (of, bytes) => {
      const Key = incomingKey.build(of);
      const { ETag } = await client.send(new PutObjectCommand({ Bucket: incoming, Key, Body: bytes }));
      return (ETag ?? "").replaceAll('"', "");
    },
    keys: async () => {
      const lists = await Promise.all(
        [incoming, evidence].map((Bucket) => client.send(new ListObjectsV2Command({ Bucket }))),
      );
      return lists.flatMap(({ Contents = [] }) => Contents.map(({ Key = "" }) => Key));
    },
    stop: async () => {
      await objects.stop();
      await listening.stop();
      client.destroy();
      journal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
