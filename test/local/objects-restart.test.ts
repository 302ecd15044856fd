import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, describe, expect, it } from "vitest";
import { callJson, settled, temporaryFolder } from "./fixture/fixture-cloud.ts";
import { type Form, type ObjectsAtHand, objectsAtHand, submit } from "./fixture/object-client.ts";

/** S3 in a process of its own: killed, started again, and given more than it may hold in memory. */

type Running = { child: ChildProcess; url: string; s3: ObjectsAtHand };

const started: ChildProcess[] = [];
const folders: { path: string; remove: () => void }[] = [];

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
};
afterEach(async () => {
  for (const child of started.splice(0)) await kill(child);
  for (const { remove } of folders.splice(0)) remove();
});

const folder = (): string => {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
};

const start = async (dataDir: string): Promise<Running> => {
  const run = join(import.meta.dirname, "fixture/run.ts");
  const child = spawn(process.execPath, [run, dataDir, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  return { child, url, s3: await objectsAtHand(url) };
};

const megabyte = Buffer.alloc(1024 * 1024, "isi foto ");
const megabytes = 50;

const formFor = ({ client, kept }: ObjectsAtHand, Key: string): Promise<Form> =>
  createPresignedPost(client, {
    Bucket: kept,
    Key,
    Conditions: [["content-length-range", 1, megabytes * megabyte.length]],
    Fields: { "Content-Type": "image/jpeg" },
  });

/** A form of 50 MB, sent piece by piece; `between` is called after each. */
const sendLarge = async ({ url, fields }: Form, between: (sent: number) => Promise<void> | void): Promise<number> => {
  const head = Object.entries(fields)
    .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("")
    .concat('--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n');
  const tail = "\r\n--b--\r\n";
  const sending = request(url, {
    method: "POST",
    headers: {
      "content-type": "multipart/form-data; boundary=b",
      "content-length": Buffer.byteLength(head + tail) + megabytes * megabyte.length,
    },
  });
  const answered = once(sending, "response") as Promise<[{ statusCode: number; resume: () => void }]>;
  answered.catch(() => undefined);
  const pieces = async function* (): AsyncGenerator<Buffer, void> {
    yield Buffer.from(head);
    for (let sent = 1; sent <= megabytes; sent += 1) {
      yield megabyte;
      await between(sent);
    }
    yield Buffer.from(tail);
  };
  await pipeline(Readable.from(pieces()), sending);
  const [response] = await answered;
  response.resume();
  return response.statusCode;
};

const keys = async ({ client, kept }: ObjectsAtHand): Promise<unknown[]> =>
  ((await client.send(new ListObjectsV2Command({ Bucket: kept }))).Contents ?? []).map(({ Key }) => Key);

const residentMegabytes = (pid = 0): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

describe.runIf(existsSync("/proc/self/status"))("An upload of 50 MB", () => {
  it("goes to the disk and back without being held in memory", async () => {
    const { child, s3, url } = await start(folder());
    await settled(url);
    let most = 0;
    const watch = (): void => {
      most = Math.max(most, residentMegabytes(child.pid));
    };
    // As many bytes in small files first: what the collector lets lie of so many is there before.
    for (let count = 0; count < 2 * megabytes; count += 1) {
      await submit(await formFor(s3, "kecil"), megabyte);
      watch();
    }
    const before = most;
    expect(await sendLarge(await formFor(s3, "besar"), watch)).toBe(204);
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: s3.kept, Key: "besar" }));
    const hash = createHash("md5");
    for await (const chunk of Body as AsyncIterable<Buffer>) {
      hash.update(chunk);
      watch();
    }
    const whole = createHash("md5");
    for (let count = 0; count < megabytes; count += 1) whole.update(megabyte);
    expect(hash.digest("hex")).toBe(whole.digest("hex"));
    // Less than one copy of the file.
    expect(most - before).toBeLessThan(40);
  }, 60_000);
});

describe("A local cloud that is killed", () => {
  it("keeps its objects, the links to them, and no half of one", async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    const { client, kept, uploads } = first.s3;
    await client.send(new PutObjectCommand({ Bucket: kept, Key: "tetap", Body: "isi", Metadata: { a: "b" } }));
    const signed = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: kept, Key: "tetap" })));
    await settled(first.url);
    const broken = sendLarge(await formFor(first.s3, "setengah"), async (sent) => {
      if (sent === 20) await kill(first.child);
    });
    await expect(broken).rejects.toThrow();
    const files = readdirSync(join(dataDir, "objects"));
    expect(files.length).toBeGreaterThan(1);

    const second = await start(dataDir);
    await settled(second.url);
    expect(await keys(second.s3)).toEqual(["tetap"]);
    expect(readdirSync(join(dataDir, "objects"))).toHaveLength(1);
    const got = await second.s3.client.send(new GetObjectCommand({ Bucket: kept, Key: "tetap" }));
    expect([await got.Body?.transformToString(), got.Metadata]).toEqual(["isi", { a: "b" }]);
    // Keys are the data folder's; only the port, which the signature holds, is another here.
    expect(second.s3.credentials).toEqual(first.s3.credentials);
    expect(signed.searchParams.get("X-Amz-Credential")).toContain(second.s3.credentials.accessKeyId);
    expect(uploads).toBe(second.s3.uploads);
  }, 60_000);

  it("tells of what arrived before the kill", async () => {
    const dataDir = folder();
    const first = await start(dataDir);
    await settled(first.url);
    const names = Array.from({ length: 8 }, (_, index) => `incoming/${index}`);
    await Promise.all(
      names.map(async (key) => {
        const form = (await callJson(`${first.url}/v1/files/form?key=${key}`)).body as unknown as Form;
        expect((await submit(form, "GOOD")).status).toBe(204);
      }),
    );
    await kill(first.child);

    const second = await start(dataDir);
    await settled(second.url);
    expect(await keys(second.s3)).toEqual(names);
  }, 60_000);
});
