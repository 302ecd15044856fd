import { type Hash, createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { isChunked, unchunked } from "./chunked.ts";
import { objectError } from "./errors.ts";
import type { ObjectRequest } from "./request.ts";

/** A body as it should be: its bytes end only if all that was said of them before or after is true of them. */
export type Payload = Readonly<{
  bytes: AsyncIterable<Buffer>;
  /** Checksums that were sent and are right, once the bytes have ended. */
  checksums: () => Readonly<Record<string, string>>;
}>;

/** Bytes in one upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const mostBytes = 5 * 1024 ** 3;

type Digest = Readonly<{ update: (chunk: Buffer) => void; value: () => string }>;

const hashed = (hash: Hash, encoding: "base64" | "hex"): Digest => ({
  update: (chunk) => {
    hash.update(chunk);
  },
  value: () => hash.digest(encoding),
});

const crc = (): Digest => {
  let sum = 0;
  return {
    update: (chunk) => {
      sum = crc32(chunk, sum);
    },
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(sum);
      return bytes.toString("base64");
    },
  };
};

/** What the SDK can be told to send and Node computes fast; CRC32 is what it sends by itself. */
const algorithms: Readonly<Record<string, () => Digest>> = {
  crc32: crc,
  sha1: () => hashed(createHash("sha1"), "base64"),
  sha256: () => hashed(createHash("sha256"), "base64"),
};

/** One thing said of the bytes, to be compared once they have ended. */
export type Expectation = { digest: Digest; expected: () => string | undefined; refuse: () => Error };

const badDigest = (name: string): Error =>
  objectError("BadDigest", `The ${name} you specified did not match the calculated checksum.`);

/**
 * Lets bytes through and throws at their end if they are not as expected. With `length`, none is let through beyond
 * it.
 */
export const checked = async function* (
  source: AsyncIterable<Buffer>,
  expectations: readonly Expectation[],
  length?: number,
): AsyncGenerator<Buffer, void> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (length !== undefined && size > length) break;
    for (const { digest } of expectations) digest.update(chunk);
    yield chunk;
  }
  if (length !== undefined && size !== length) {
    throw objectError(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header",
      { NumberBytesExpected: length, NumberBytesProvided: size },
    );
  }
  for (const { digest, expected, refuse } of expectations) if (digest.value() !== expected()) throw refuse();
};

/** The checksums that `said` names, to be taken of a body. */
export const expectChecksums = (
  names: readonly string[],
  said: (name: string) => string | undefined,
): { expectations: readonly Expectation[]; checksums: () => Readonly<Record<string, string>> } => {
  const chosen = names.filter((name) => name in algorithms);
  return {
    expectations: chosen.flatMap((name) => {
      const digest = algorithms[name]?.();
      return digest === undefined
        ? []
        : [{ digest, expected: () => said(name), refuse: () => badDigest(name.toUpperCase()) }];
    }),
    checksums: () => Object.fromEntries(chosen.map((name) => [name, said(name) ?? ""])),
  };
};

const lengthOf = ({ header }: ObjectRequest, chunked: boolean): number => {
  const text = header(chunked ? "x-amz-decoded-content-length" : "content-length");
  if (text === undefined || !/^\d{1,15}$/.test(text))
    throw objectError("MissingContentLength", "You must provide the Content-Length HTTP header.");
  const length = Number(text);
  if (length > mostBytes) {
    throw objectError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
      ProposedSize: length,
      MaxSizeAllowed: mostBytes,
    });
  }
  return length;
};

/** The connection stays when reading stops early: whoever sends still has to hear why. */
export const bodyOf = ({ message }: Pick<ObjectRequest, "message">): AsyncIterable<Buffer> =>
  ({ [Symbol.asyncIterator]: () => message.iterator({ destroyOnReturn: false }) }) as AsyncIterable<Buffer>;

/** A request's body. `signed` is what its signature says of it: a hash, or that nothing is said. */
export const payloadOf = (request: ObjectRequest, signed: string): Payload => {
  const { header, headerNames } = request;
  const chunked = isChunked(signed);
  const length = lengthOf(request, chunked);
  const trailers = new Map<string, string>();
  const promised = (header("x-amz-trailer") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const said = (name: string): string | undefined => {
    const full = `x-amz-checksum-${name}`;
    return header(full) ?? (promised.includes(full) ? trailers.get(full) : undefined);
  };
  const names = [...headerNames, ...promised].flatMap((name) => /^x-amz-checksum-(.+)$/.exec(name)?.[1] ?? []);
  const { expectations, checksums } = expectChecksums([...new Set(names)], said);
  const all = [...expectations];
  const md5 = header("content-md5");
  if (md5 !== undefined) {
    if (Buffer.from(md5, "base64").length !== 16)
      throw objectError("InvalidDigest", "The Content-MD5 you specified was invalid.");
    all.push({
      digest: hashed(createHash("md5"), "base64"),
      expected: () => md5,
      refuse: () => objectError("BadDigest", "The Content-MD5 you specified did not match what we received."),
    });
  }
  if (!chunked && signed !== "UNSIGNED-PAYLOAD") {
    all.push({
      digest: hashed(createHash("sha256"), "hex"),
      expected: () => signed,
      refuse: () =>
        objectError(
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
        ),
    });
  }
  const body = bodyOf(request);
  return { bytes: checked(chunked ? unchunked(body, trailers) : body, all, length), checksums };
};

/** A whole body in memory, of at most `most` bytes. */
export const readWhole = async ({ bytes }: Payload, most: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) throw objectError("MaxMessageLengthExceeded", "Your request was too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
