import { type Box, boxOf, need } from "./box.ts";
import { Refused } from "./verdict.ts";

/** Where a track's frames lie (ISO/IEC 14496-12, 8.7): in chunks, each a run of frames without a gap. */
export type Chunk = { readonly from: number; readonly length: number };

/** A full box begins with four bytes of version and flags. */
const afterFlags = 4;

const entries = (body: Buffer, at: number, size: number): number => {
  const count = body.readUInt32BE(at);
  if (at + 4 + count * size > body.length) throw new Refused("notReadable");
  return count;
};

/** Length of each frame by its number, from either form of the table; a constant one is not written out. */
const frameLengths = (boxes: readonly Box[]): { readonly count: number; readonly of: (frame: number) => number } => {
  const compact = boxes.find(({ type }) => type === "stz2")?.body;
  if (compact !== undefined) throw new Refused("notReadable");
  const body = need(boxes, "stsz", 12);
  const constant = body.readUInt32BE(afterFlags);
  if (constant > 0) return { count: body.readUInt32BE(8), of: () => constant };
  return { count: entries(body, 8, 4), of: (frame) => body.readUInt32BE(12 + 4 * frame) };
};

const offsets = (boxes: readonly Box[]): readonly number[] => {
  const wide = boxes.some(({ type }) => type === "co64");
  const body = need(boxes, wide ? "co64" : "stco", 8);
  const count = entries(body, afterFlags, wide ? 8 : 4);
  return Array.from({ length: count }, (_, index) =>
    wide ? Number(body.readBigUInt64BE(8 + 8 * index)) : body.readUInt32BE(8 + 4 * index),
  );
};

/** The table "from this chunk on, so many frames each", as a function of the chunk's number, counted from 1. */
const framesPerChunk = (boxes: readonly Box[]): ((chunk: number) => number) => {
  const body = need(boxes, "stsc", 8);
  const count = entries(body, afterFlags, 12);
  let entry = 0;
  return (chunk) => {
    while (entry + 1 < count && body.readUInt32BE(8 + 12 * (entry + 1)) <= chunk) entry += 1;
    return count === 0 ? 0 : body.readUInt32BE(8 + 12 * entry + 4);
  };
};

/** @throws Refused if the tables do not fit each other or reach beyond the file */
export const chunksOf = (sampleTable: readonly Box[], fileLength: number): readonly Chunk[] => {
  const frames = frameLengths(sampleTable);
  const perChunk = framesPerChunk(sampleTable);
  let frame = 0;
  const chunks = offsets(sampleTable).map((from, index) => {
    let length = 0;
    const end = frame + perChunk(index + 1);
    if (end > frames.count) throw new Refused("notReadable");
    for (; frame < end && length <= fileLength; frame += 1) length += frames.of(frame);
    if (from + length > fileLength) throw new Refused("notReadable");
    return { from, length };
  });
  if (frame !== frames.count) throw new Refused("notReadable");
  return chunks;
};

/** The table of where chunks lie, for files below 4 GB. */
export const chunkOffsets = (froms: readonly number[]): Buffer => {
  const body = Buffer.alloc(8 + 4 * froms.length);
  body.writeUInt32BE(froms.length, afterFlags);
  froms.forEach((from, index) => body.writeUInt32BE(from, 8 + 4 * index));
  return boxOf("stco", body);
};
