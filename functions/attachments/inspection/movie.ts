import { type Box, boxOf, boxesIn, need } from "./box.ts";
import { chunkOffsets } from "./chunks.ts";
import { Refused } from "./verdict.ts";

/** The index of an MP4 or 3GP, made anew of what playing needs (ISO/IEC 14496-12, clause 8); all else is left out. */

const inside = (boxes: readonly Box[], type: string): readonly Box[] => boxesIn(need(boxes, type, 8));

const handlerOf = (media: readonly Box[]): string => need(media, "hdlr", 12).toString("latin1", 8, 12);

/** Tracks of pictures and sound. Those of positions, sensors and text are not counted, nor copied. */
export const tracksOf = (movie: readonly Box[]): readonly (readonly Box[])[] => {
  const tracks = movie
    .filter(({ type }) => type === "trak")
    .map(({ body }) => boxesIn(body))
    .filter((track) => ["vide", "soun"].includes(handlerOf(inside(track, "mdia"))));
  if (tracks.length === 0) throw new Refused("notReadable");
  return tracks;
};

const informationOf = (track: readonly Box[]): readonly Box[] => inside(inside(track, "mdia"), "minf");
export const sampleTableOf = (track: readonly Box[]): readonly Box[] => inside(informationOf(track), "stbl");

/** A header (8.2.2, 8.3.2, 8.4.2) without the times of making and changing; version 1 has them in 64 bits. */
const untimed = (type: string, body: Buffer): Buffer => {
  const copy = Buffer.from(body);
  return boxOf(type, copy.fill(0, 4, copy[0] === 1 ? 20 : 12));
};

/** 8.4.3: the kind of track, without the name that cameras write behind it. */
const handler = (media: readonly Box[]): Buffer =>
  boxOf("hdlr", Buffer.alloc(8), Buffer.from(handlerOf(media), "latin1"), Buffer.alloc(13));

/** 8.7.2: the frames are in this file. Another place, an address even, is never kept. */
const ownData = boxOf(
  "dinf",
  boxOf("dref", Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), boxOf("url ", Buffer.from([0, 0, 0, 1]))),
);

/** How a frame is decoded: 8.5.2, ISO/IEC 14496-14 and -15, 3GPP TS 26.244 clause 6. */
const keptOfEntry = new Set(["avcC", "hvcC", "esds", "d263", "damr", "pasp", "colr", "av1C", "vpcC", "dOps", "btrt"]);
const fixedOfPicture = 78;
const fixedOfSound = 28;
/** Where the 32 bytes of the compressor's name lie, which cameras sign with. */
const compressorName = 42;

const entry = ({ type, body }: Box, isPicture: boolean): Buffer => {
  // QuickTime's longer forms of sound have a version other than 0; no phone writes them into an MP4.
  const fixed = isPicture ? fixedOfPicture : fixedOfSound;
  if (body.length < fixed || (!isPicture && body.readUInt16BE(8) !== 0)) throw new Refused("notReadable");
  const head = Buffer.from(body.subarray(0, fixed));
  head.writeUInt16BE(1, 6);
  if (isPicture) head.fill(0, compressorName, compressorName + 32);
  const children = boxesIn(body.subarray(fixed)).filter((child) => keptOfEntry.has(child.type));
  return boxOf(type, head, ...children.map((child) => boxOf(child.type, child.body)));
};

const descriptions = (table: readonly Box[], isPicture: boolean): Buffer => {
  const body = need(table, "stsd", 8);
  return boxOf("stsd", body.subarray(0, 8), ...boxesIn(body.subarray(8)).map((one) => entry(one, isPicture)));
};

const keptTables = new Set(["stts", "ctts", "stss", "stsc", "stsz", "sdtp", "cslg"]);

const sampleTable = (table: readonly Box[], isPicture: boolean, froms: readonly number[]): Buffer =>
  boxOf(
    "stbl",
    descriptions(table, isPicture),
    ...table.filter(({ type }) => keptTables.has(type)).map(({ type, body }) => boxOf(type, body)),
    chunkOffsets(froms),
  );

const track = (boxes: readonly Box[], froms: readonly number[]): Buffer => {
  const media = inside(boxes, "mdia");
  const isPicture = handlerOf(media) === "vide";
  const header = isPicture ? "vmhd" : "smhd";
  const edits = boxes.find(({ type }) => type === "edts");
  const editList = edits === undefined ? [] : boxesIn(edits.body).filter(({ type }) => type === "elst");
  return boxOf(
    "trak",
    untimed("tkhd", need(boxes, "tkhd", 84)),
    ...editList.map(({ body }) => boxOf("edts", boxOf("elst", body))),
    boxOf(
      "mdia",
      untimed("mdhd", need(media, "mdhd", 24)),
      handler(media),
      boxOf(
        "minf",
        boxOf(header, need(informationOf(boxes), header, 8)),
        ownData,
        sampleTable(sampleTableOf(boxes), isPicture, froms),
      ),
    ),
  );
};

/** The index with each track's chunks at the given places. */
export const cleanMovie = (movie: readonly Box[], froms: readonly (readonly number[])[]): Buffer =>
  boxOf(
    "moov",
    untimed("mvhd", need(movie, "mvhd", 96)),
    ...tracksOf(movie).map((boxes, index) => track(boxes, froms[index] ?? [])),
  );
