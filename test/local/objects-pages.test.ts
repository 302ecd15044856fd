import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { callJson, settled } from "./fixture/fixture-cloud.ts";
import { refusal, submit } from "./fixture/object-client.ts";
import { objectsOfFile } from "./fixture/objects-of-file.ts";

/** Files from a page, by forms that a function signs, up to where another function has looked at them. */

const at = objectsOfFile();

describe("A page of the API", () => {
  const preflight = (origin: string, method: string, headers: string, bucket = at.s3.uploads): Promise<Response> =>
    new Promise((resolve, reject) => {
      // `fetch` sets these headers itself.
      const asking = request(
        `${at.s3.endpoint}/${bucket}`,
        {
          method: "OPTIONS",
          headers: {
            origin,
            "access-control-request-method": method,
            ...(headers !== "" && { "access-control-request-headers": headers }),
          },
        },
        (response) => {
          const text: Buffer[] = [];
          response.on("data", (chunk: Buffer) => text.push(chunk));
          response.on("end", () => {
            const { statusCode: status = 0 } = response;
            resolve(
              new Response(Buffer.concat(text).toString(), {
                status,
                headers: response.headers as Record<string, string>,
              }),
            );
          });
        },
      );
      asking.on("error", reject);
      asking.end();
    });

  it("may put files, and nothing else, and no other page may", async () => {
    const allowed = await preflight(at.url, "POST", "content-type");
    expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([200, at.url]);
    expect(allowed.headers.get("access-control-max-age")).toBe("600");
    for (const [origin, method, headers] of [
      ["https://lain.example", "POST", ""],
      [at.url, "PUT", ""],
      [at.url, "POST", "x-lain"],
    ] as const)
      expect((await refusal(preflight(origin, method, headers))).slice(0, 2)).toEqual([403, "AccessForbidden"]);
    expect((await refusal(preflight(at.url, "POST", "", at.s3.kept)))[2]).toContain("CORS is not enabled");
  });

  it("can read what it is answered", async () => {
    const form = await at.signedBy("form", "key=lain/halaman");
    const good = await submit(form, "12345", { origin: at.url });
    expect([good.status, good.headers.get("access-control-expose-headers")]).toEqual([204, "ETag"]);
    const refused = await submit({ ...form, fields: { ...form.fields, key: "x" } }, "12345", { origin: at.url });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, at.url]);
    const other = await submit(form, "12345", { origin: "https://lain.example" });
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("A file that arrives", () => {
  it("is told to the queue, looked at, kept, and can be fetched by a link", async () => {
    const key = "incoming/lampiran é+1.png";
    const form = await at.signedBy("form", `key=${encodeURIComponent(key)}`);
    expect((await submit(form, "GOOD isi")).status).toBe(204);
    await settled(at.url);
    expect(await at.keys(at.s3.uploads)).not.toContain(key);
    const { url } = await at.signedBy("link", `key=${encodeURIComponent(key)}`);
    const response = await fetch(url);
    expect([await response.text(), response.headers.get("content-type")]).toEqual(["GOOD isi", "image/png"]);
    expect((await at.read(key)).Metadata).toEqual({ inspected: "yes" });
  });

  it("is gone if it is not as it should be", async () => {
    expect((await submit(await at.signedBy("form", "key=incoming/buruk"), "BAD")).status).toBe(204);
    await settled(at.url);
    expect(await at.keys(at.s3.uploads)).not.toContain("incoming/buruk");
    expect(await at.keys(at.s3.kept)).not.toContain("incoming/buruk");
  });

  it("is looked at again if it could not be read", async () => {
    const fault = { service: "s3", error: "InternalError", times: 3, match: "GetObject" };
    await callJson(`${at.url}/_local/faults`, fault);
    expect((await submit(await at.signedBy("form", "key=incoming/nanti"), "GOOD")).status).toBe(204);
    while ((await callJson(`${at.url}/_local/state`)).body["busy"] === true)
      await callJson(`${at.url}/_local/clock`, { advance: "PT2M" });
    expect(await at.keys(at.s3.kept)).toContain("incoming/nanti");
  });

  it("comes too late a quarter of an hour after its form was signed", async () => {
    const form = await at.signedBy("form", "key=lain/terlambat");
    await callJson(`${at.url}/_local/clock`, { advance: "PT14M" });
    expect((await submit(form, "12345")).status).toBe(204);
    await callJson(`${at.url}/_local/clock`, { advance: "PT1M" });
    expect(await refusal(submit(form, "12345"))).toEqual([
      403,
      "AccessDenied",
      "Invalid according to Policy: Policy expired.",
    ]);
  });
});
