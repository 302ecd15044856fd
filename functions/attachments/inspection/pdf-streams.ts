import { constants, inflateSync } from "node:zlib";
import { type PDFContext, PDFName, PDFRawStream, type PDFRef } from "@cantoo/pdf-lib";
import { stripJpeg, stripJpeg2000 } from "./embedded-images.ts";
import { type Limits } from "./limits.ts";
import { filtersOf } from "./pdf-refused.ts";
import { Refused } from "./verdict.ts";

/** How much all streams of one file may become together; each inflation is cut off at what is left of it. */
export class StreamBudget {
  #left: number;
  constructor(limits: Limits) {
    this.#left = limits.inflatedBytes;
  }

  /** @returns the inflated bytes, or undefined where the data is damaged, which viewers pass over as well */
  inflate(bytes: Uint8Array): Buffer | undefined {
    try {
      // Many writers end a stream a few bytes early or late; a viewer shows what is there.
      const whole = inflateSync(bytes, {
        maxOutputLength: Math.max(1, this.#left),
        finishFlush: constants.Z_SYNC_FLUSH,
      });
      this.#left -= whole.length;
      return whole;
    } catch (error) {
      if (error instanceof RangeError) throw new Refused("expandsTooMuch");
      return undefined;
    }
  }
}

const flate = new Set(["FlateDecode", "Fl"]);
const jpeg = new Set(["DCTDecode", "DCT"]);

/** The picture in a stream without its tags, or undefined if it holds none that has any. */
const strippedPicture = (filters: readonly string[], bytes: Buffer): Buffer | undefined => {
  const [filter] = filters;
  if (filter === undefined || filters.length !== 1) return undefined;
  if (jpeg.has(filter)) return stripJpeg(bytes);
  return filter === "JPXDecode" ? stripJpeg2000(bytes) : undefined;
};

const cleaned = (stream: PDFRawStream, budget: StreamBudget): PDFRawStream => {
  const filters = filtersOf(stream.dict);
  const bytes = Buffer.from(stream.contents.buffer, stream.contents.byteOffset, stream.contents.byteLength);
  // Two rounds of compression in a row have no other use than to hide how much comes out.
  if (filters.filter((filter) => flate.has(filter)).length > 1) throw new Refused("expandsTooMuch");
  const [first = "", ...rest] = filters;
  const inflated = flate.has(first) ? budget.inflate(bytes) : undefined;
  const picture = inflated === undefined ? strippedPicture(filters, bytes) : strippedPicture(rest, inflated);
  if (picture === undefined) return stream;
  if (inflated !== undefined) {
    stream.dict.set(PDFName.of("Filter"), PDFName.of(rest[0] ?? ""));
    stream.dict.delete(PDFName.of("DecodeParms"));
  }
  return PDFRawStream.of(stream.dict, picture);
};

/**
 * Strips the pictures of their tags, and inflates every stream once to see that a viewer can.
 *
 * @throws Refused if together they become more than the budget
 */
export const cleanStreams = (context: PDFContext, budget: StreamBudget): void => {
  const streams = context
    .enumerateIndirectObjects()
    .filter((entry): entry is [PDFRef, PDFRawStream] => entry[1] instanceof PDFRawStream);
  for (const [ref, stream] of streams) context.assign(ref, cleaned(stream, budget));
};
