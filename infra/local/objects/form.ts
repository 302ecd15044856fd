import type { IncomingMessage } from "node:http";
import { objectError } from "./errors.ts";
import { bodyOf } from "./payload.ts";

/**
 * An upload form: `multipart/form-data` with all fields before the file. What follows the file is passed over, as by
 * S3: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export type Form = Readonly<{
  /** By their names in lower case. */
  fields: ReadonlyMap<string, string>;
  fileName: string;
  /** Ends only if the form ends as it should. */
  file: AsyncIterable<Buffer>;
}>;

/** Bytes before the file: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html */
const mostBefore = 20_480;

const malformed = (): Error =>
  objectError("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

const oneFile = (): Error =>
  objectError("InvalidArgument", "POST requires exactly one file upload per request.", {
    ArgumentName: "file",
    ArgumentValue: 0,
  });

const boundaryOf = ({ headers }: IncomingMessage): string => {
  const type = headers["content-type"] ?? "";
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw objectError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
      Condition: "Bucket POST must be of the enclosure-type multipart/form-data",
    });
  }
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  return boundary;
};

/** How many bytes at the end of what has come may be the beginning of a delimiter. */
const begun = (held: Buffer, delimiter: Buffer): number => {
  let count = Math.min(held.length, delimiter.length - 1);
  while (count > 0 && !held.subarray(held.length - count).equals(delimiter.subarray(0, count))) count -= 1;
  return count;
};

/** What has come of a body and is not read yet. */
const readerOf = (source: AsyncIterable<Buffer>, delimiter: Buffer) => {
  const iterator = source[Symbol.asyncIterator]();
  // The first delimiter has no line before it.
  let held: Buffer = Buffer.from("\r\n");
  const more = async (): Promise<void> => {
    const next = await iterator.next();
    if (next.done === true) throw malformed();
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };
  let before = 0;
  const tooMuch = (): Error =>
    objectError(
      "MaxPostPreDataLengthExceededError",
      "Your POST request fields preceding the upload file were too large.",
      { MaxPostPreDataLengthBytes: mostBefore },
    );
  return {
    close: async (): Promise<void> => {
      await iterator.return?.();
    },
    /** Text up to a mark; the mark is read too. For what comes before the file alone. */
    text: async (mark: string | Buffer): Promise<string> => {
      for (;;) {
        const end = held.indexOf(mark);
        if (before + (end < 0 ? held.length : end) > mostBefore) throw tooMuch();
        if (end >= 0) {
          const found = held.toString("utf8", 0, end);
          held = held.subarray(end + mark.length);
          before += end + mark.length;
          return found;
        }
        await more();
      }
    },
    /** Bytes up to the next delimiter, which is read too. */
    part: async function* (): AsyncGenerator<Buffer, void> {
      for (;;) {
        const end = held.indexOf(delimiter);
        const sure = end < 0 ? held.length - begun(held, delimiter) : end;
        if (sure > 0) {
          yield held.subarray(0, sure);
          held = held.subarray(sure);
        }
        if (end >= 0) {
          held = held.subarray(delimiter.length);
          return;
        }
        await more();
      }
    },
    /** Whether the delimiter that was just read is the last. */
    isLast: async (): Promise<boolean> => {
      while (held.length < 2) await more();
      return held.toString("latin1", 0, 2) === "--";
    },
  };
};
type Reader = ReturnType<typeof readerOf>;

const parameterOf = (disposition: string, name: string): string | undefined =>
  new RegExp(`;\\s*${name}="([^"]*)"`, "i").exec(disposition)?.[1]?.replaceAll("%22", '"');

/** The part's name and file name; its headers are read to their end. */
const readHead = async ({ text }: Reader): Promise<{ name: string; fileName: string }> => {
  if ((await text("\r\n")).trim() !== "") throw malformed();
  const lines = (await text("\r\n\r\n")).split("\r\n");
  const disposition = lines.find((line) => /^content-disposition:\s*form-data/i.test(line)) ?? "";
  const name = parameterOf(disposition, "name");
  if (name === undefined) throw malformed();
  return { name: name.toLowerCase(), fileName: parameterOf(disposition, "filename") ?? "" };
};

/** The file, and then the rest of the form up to its end. */
const fileOf = async function* (reader: Reader): AsyncGenerator<Buffer, void> {
  try {
    yield* reader.part();
    while (!(await reader.isLast())) for await (const _ of reader.part());
  } finally {
    await reader.close();
  }
};

const readFields = async (reader: Reader, delimiter: Buffer): Promise<Form> => {
  const fields = new Map<string, string>();
  if ((await reader.text(delimiter)) !== "") throw malformed();
  for (;;) {
    if (await reader.isLast()) throw oneFile();
    const { name, fileName } = await readHead(reader);
    if (name === "file") return { fields, fileName, file: fileOf(reader) };
    // Which of two values S3 would weigh and which it would act on is not documented.
    if (fields.has(name)) throw malformed();
    fields.set(name, await reader.text(delimiter));
  }
};

/** Reads a form's fields; the file is left to be read. Throws S3's refusal of a form that is not one. */
export const readForm = async (message: IncomingMessage): Promise<Form> => {
  const boundary = boundaryOf(message);
  if (message.headers["content-length"] === undefined)
    throw objectError("MissingContentLength", "You must provide the Content-Length HTTP header.");
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const reader = readerOf(bodyOf({ message }), delimiter);
  try {
    return await readFields(reader, delimiter);
  } catch (error) {
    await reader.close();
    throw error;
  }
};
