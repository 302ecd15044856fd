import { objectError, notImplemented } from "./errors.ts";

/**
 * The form in which SDKs send what they read from a stream: pieces with their lengths, and at the end what could be
 * said only then, such as a checksum. Pieces that carry signatures of their own are not read; the JavaScript SDK
 * does not send them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export const isChunked = (payload: string): boolean => {
  if (payload === "STREAMING-UNSIGNED-PAYLOAD-TRAILER") return true;
  if (payload.startsWith("STREAMING-")) throw notImplemented(`bodies of the form ${payload}`);
  return false;
};

const longestLine = 4_096;

const broken = (): Error =>
  objectError("IncompleteBody", "The request body terminated unexpectedly or is not aws-chunked");

/** Lines and runs of bytes of a stream. */
const readerOf = (source: AsyncIterable<Buffer>) => {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async (): Promise<void> => {
    const next = await iterator.next();
    if (next.done === true) throw broken();
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };
  return {
    line: async (): Promise<string> => {
      for (;;) {
        const end = held.indexOf("\r\n");
        if (end > longestLine || (end < 0 && held.length > longestLine)) throw broken();
        if (end >= 0) {
          const line = held.toString("latin1", 0, end);
          held = held.subarray(end + 2);
          return line;
        }
        await more();
      }
    },
    bytes: async function* (count: number): AsyncGenerator<Buffer, void> {
      for (let left = count; left > 0;) {
        if (held.length === 0) await more();
        const piece = held.subarray(0, left);
        held = held.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    },
    close: async (): Promise<void> => {
      await iterator.return?.();
    },
  };
};

/** The bytes alone. What is said at the end is in `trailers` once they have all been read. */
export const unchunked = async function* (
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer, void> {
  const reader = readerOf(source);
  try {
    for (;;) {
      const head = await reader.line();
      if (!/^[0-9a-f]{1,8}$/i.test(head)) throw broken();
      const size = Number.parseInt(head, 16);
      if (size === 0) break;
      yield* reader.bytes(size);
      if ((await reader.line()) !== "") throw broken();
    }
    for (let trailer = await reader.line(); trailer !== ""; trailer = await reader.line()) {
      const [, name = "", value = ""] = /^([^:]+):\s*(.*)$/.exec(trailer) ?? [];
      trailers.set(name.toLowerCase(), value.trim());
    }
  } finally {
    await reader.close();
  }
};
