import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { unchunked } from "../../infra/local/objects/chunked.ts";
import { readForm } from "../../infra/local/objects/form.ts";

/** Bodies as they come over the network: in pieces that end anywhere, or too soon. */

describe("A body in pieces", () => {
  const read = async (text: string, size: number): Promise<[string, unknown]> => {
    const pieces = async function* (): AsyncGenerator<Buffer, void> {
      for (let at = 0; at < text.length; at += size)
        yield await Promise.resolve(Buffer.from(text.slice(at, at + size)));
    };
    const trailers = new Map<string, string>();
    let body = "";
    for await (const chunk of unchunked(pieces(), trailers)) body += chunk.toString();
    return [body, Object.fromEntries(trailers)];
  };
  it.each([1, 2, 3, 7, 100])("is put together however it comes (%i bytes at a time)", async (size) => {
    expect(await read("5\r\nhello\r\nC\r\nagain\r\nagain\r\n0\r\nX-Amz-Checksum-Crc32:abc=\r\n\r\n", size)).toEqual([
      "helloagain\r\nagain",
      { "x-amz-checksum-crc32": "abc=" },
    ]);
  });
  it.each([
    "",
    "5\r\nhell",
    "5\r\nhello\r\n",
    "5\r\nhelloo\r\n0\r\n\r\n",
    "zz\r\n",
    "0\r\n",
    "5;chunk-signature=a\r\nhello\r\n0\r\n\r\n",
  ])("is refused if it is %j", async (text) => {
    await expect(read(text, 100)).rejects.toMatchObject({ name: "IncompleteBody" });
  });
});

describe("A form", () => {
  const read = async (text: string, size: number): Promise<[Record<string, string>, string]> => {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
      Buffer.from(text.slice(index * size, (index + 1) * size), "latin1"),
    );
    const message = Object.assign(Readable.from(pieces), {
      headers: { "content-type": 'multipart/form-data; boundary="--b"', "content-length": String(text.length) },
    });
    const form = await readForm(message as unknown as IncomingMessage);
    let file = "";
    for await (const chunk of form.file) file += chunk.toString("latin1");
    return [{ ...Object.fromEntries(form.fields), file: form.fileName }, file];
  };
  const part = (name: string, value: string): string =>
    `----b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  // What a delimiter looks like until its last byte.
  const file = "\r\n----\r\n----a\r\n-\r\r\n----\r\n\r\n---";
  const text = `${part("Key", "k")}${part('file"; filename="C:/a%22.png', file)}${part("late", "x")}----b--\r\n`;

  it.each([1, 2, 3, 5, 8, 13, 1_000])("is read however it comes (%i bytes at a time)", async (size) => {
    expect(await read(text, size)).toEqual([{ key: "k", file: 'C:/a".png' }, file]);
  });
  it.each([text.slice(0, -4), text.slice(0, -60), text.slice(0, 90), part("key", "k") + part("key", "k") + text])(
    "that is cut off, or says a thing twice, is refused (%#)",
    async (cut) => {
      await expect(read(cut, 1_000)).rejects.toMatchObject({ name: "MalformedPOSTRequest" });
    },
  );
});
