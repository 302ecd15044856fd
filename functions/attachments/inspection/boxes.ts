import { type FileHandle, open } from "node:fs/promises";
import { boxOf, boxesIn, need } from "./box.ts";
import { type Chunk, chunksOf } from "./chunks.ts";
import { cleanMovie, sampleTableOf, tracksOf } from "./movie.ts";
import { Refused } from "./verdict.ts";

/**
 * MP4 and 3GP whose frames no library here knows: H.263, MPEG-4 part 2 and AMR, which older phones record. The frames
 * that the tables name are copied chunk by chunk behind a new index, so that nothing else of the file comes along.
 */

/** Policy: an index of an hour's recording has some hundreds of kilobytes. */
const mostOfIndex = 16 * 1024 * 1024;
/** How much of a file is in memory at a time while frames are copied. */
const piece = 1024 * 1024;

const read = async (file: FileHandle, from: number, length: number): Promise<Buffer> => {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, from);
  if (bytesRead < length) throw new Refused("notReadable");
  return buffer;
};

type Place = { readonly type: string; readonly from: number; readonly length: number };

/** The outermost boxes, without what is in them. @throws Refused if one reaches beyond the end: the file was cut off */
async function* outermost(file: FileHandle, fileLength: number): AsyncGenerator<Place> {
  let at = 0;
  while (at + 8 <= fileLength) {
    const header = await read(file, at, Math.min(16, fileLength - at));
    const short = header.readUInt32BE(0);
    const wide = short === 1 && header.length === 16;
    const length = wide ? Number(header.readBigUInt64BE(8)) : short === 0 ? fileLength - at : short;
    const before = wide ? 16 : 8;
    if (length < before || at + length > fileLength) throw new Refused("notReadable");
    yield { type: header.toString("latin1", 4, 8), from: at + before, length: length - before };
    at += length;
  }
}

/** @throws Refused if the file was cut off, which the library for frames takes for its end */
export const refuseCutOff = async (path: string): Promise<void> => {
  await using file = await open(path, "r");
  for await (const _ of outermost(file, (await file.stat()).size));
};

/** @throws Refused if there is no index, or the file is in fragments with an index each */
const findIndex = async (file: FileHandle, fileLength: number): Promise<Buffer> => {
  for await (const { type, from, length } of outermost(file, fileLength)) {
    if (type === "moof") break;
    if (type !== "moov") continue;
    if (length > mostOfIndex) throw new Refused("expandsTooMuch");
    return read(file, from, length);
  }
  throw new Refused("notReadable");
};

const fileType = (contentType: string): Buffer => {
  const brand = contentType === "video/3gpp" ? "3gp5" : "isom";
  return boxOf("ftyp", Buffer.from(`${brand}\0\0\x02\0isom3gp5`, "latin1"));
};

const copy = async (from: FileHandle, to: FileHandle, { from: start, length }: Chunk): Promise<void> => {
  for (let done = 0; done < length; done += piece) {
    await to.write(await read(from, start + done, Math.min(piece, length - done)));
  }
};

/** The chunks in the order of the file, with their new places from `first` on. */
const placed = (tracks: readonly (readonly Chunk[])[], first: number) => {
  const inOrder = tracks.flat().sort((one, other) => one.from - other.from);
  const places = new Map<Chunk, number>();
  let next = first;
  for (const chunk of inOrder) {
    places.set(chunk, next);
    next += chunk.length;
  }
  return { inOrder, places, length: next - first };
};

export const rewriteBoxes = async (path: string, clean: string, contentType: string): Promise<void> => {
  await using from = await open(path, "r");
  await using to = await open(clean, "w");
  const { size } = await from.stat();
  const movie = boxesIn(await findIndex(from, size));
  need(movie, "mvhd", 96);
  const tracks = tracksOf(movie).map((track) => chunksOf(sampleTableOf(track), size));
  const start = fileType(contentType);
  // The index has the same length wherever its chunks lie, so that a first draft tells where the frames begin.
  const draft = cleanMovie(
    movie,
    tracks.map((chunks) => chunks.map(() => 0)),
  );
  const { inOrder, places, length } = placed(tracks, start.length + draft.length + 8);
  if (length > size) throw new Refused("expandsTooMuch");
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + length);
  header.write("mdat", 4, "latin1");
  const index = cleanMovie(
    movie,
    tracks.map((chunks) => chunks.map((chunk) => places.get(chunk) ?? 0)),
  );
  for (const part of [start, index, header]) await to.write(part);
  for (const chunk of inOrder) await copy(from, to, chunk);
};
