import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeAll, describe, expect, it } from "vitest";
import { callJson } from "./fixture/fixture-cloud.ts";
import { refusal } from "./fixture/object-client.ts";
import { objectsOfFile } from "./fixture/objects-of-file.ts";

/** What ends in S3 by the cloud's clock. */

const at = objectsOfFile();
beforeAll(() => at.s3.client.send(new PutObjectCommand({ Bucket: at.s3.kept, Key: "ada", Body: "isi" })));

describe("The clock", () => {
  it("ends a link five minutes after it was signed", async () => {
    const url = await getSignedUrl(at.s3.client, new GetObjectCommand({ Bucket: at.s3.kept, Key: "ada" }), {
      expiresIn: 300,
    });
    expect((await fetch(url)).status).toBe(200);
    await callJson(`${at.url}/_local/clock`, { advance: "PT5M1S" });
    expect(await refusal(fetch(url))).toEqual([403, "AccessDenied", "Request has expired"]);
  });

  it("ends what lives for a day at the midnight after", async () => {
    const { client } = at.s3;
    const names = async (): Promise<unknown[]> =>
      ((await client.send(new ListObjectsV2Command({ Bucket: at.s3.uploads }))).Contents ?? []).map(({ Key }) => Key);
    const put = (Key: string): Promise<unknown> =>
      client.send(new PutObjectCommand({ Bucket: at.s3.uploads, Key, Body: "BAD" }));
    const { now } = (await callJson(`${at.url}/_local/state`)).body;
    client.config.systemClockOffset = Date.parse(String(now)) - Date.now();
    await callJson(`${at.url}/_local/faults`, {
      service: "s3",
      error: "SlowDown",
      times: 1_000,
      match: "GetObject",
    });
    await Promise.all([put("incoming/lama"), put("tetap/lama")]);
    const midnight = new Date(Math.ceil((Date.parse(String(now)) + 86_400_000) / 86_400_000) * 86_400_000);
    const move = async (to: Date): Promise<void> => {
      await callJson(`${at.url}/_local/clock`, { now: to.toISOString() });
      client.config.systemClockOffset = to.getTime() - Date.now();
    };
    await move(new Date(midnight.getTime() - 60_000));
    expect(await names()).toEqual(["incoming/lama", "tetap/lama"]);
    await move(midnight);
    expect(await names()).toEqual(["tetap/lama"]);
    await client.send(new DeleteObjectCommand({ Bucket: at.s3.uploads, Key: "tetap/lama" }));
  });
});
