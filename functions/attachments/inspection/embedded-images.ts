import { Refused } from "./verdict.ts";

/**
 * Pictures inside documents, stripped of their tags without touching a pixel. Decoding and encoding each of a hundred
 * pictures would cost time and quality; tags lie in pieces of their own, which can be left out.
 */

const startOfScan = 0xda;
const endOfImage = 0xd9;
const comment = 0xfe;
/** Adobe's segment says how the colours are coded, and JFIF's how dense the pixels are; all others are tags. */
const keptApplication = new Set([0xe0, 0xee]);
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
const isTag = (marker: number): boolean =>
  marker === comment || (marker >= 0xe0 && marker <= 0xef && !keptApplication.has(marker));

/** Where the coded data of a scan ends: at the next marker that is neither an escaped 0xff nor a restart. */
const endOfScan = (bytes: Buffer, from: number): number => {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
};

/**
 * A JPEG without EXIF, XMP, IPTC, profiles, comments, thumbnails and anything behind its end. A JFIF segment keeps its
 * 16 bytes, not the thumbnail that it may carry.
 * Layout: ITU-T T.81, annex B. https://www.w3.org/Graphics/JPEG/itu-t81.pdf
 *
 * @throws Refused if it is not a JPEG or breaks off between segments
 */
export const stripJpeg = (bytes: Buffer): Buffer => {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new Refused("notReadable");
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) throw new Refused("notReadable");
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === endOfImage) break;
    const length = standsAlone(marker) ? 0 : at + 3 < bytes.length ? bytes.readUInt16BE(at + 2) : 0;
    if (!standsAlone(marker) && (length < 2 || at + 2 + length > bytes.length)) throw new Refused("notReadable");
    const segment = bytes.subarray(at, at + 2 + length);
    at += 2 + length;
    if (isTag(marker)) continue;
    kept.push(marker === 0xe0 ? withoutThumbnail(segment) : segment);
    if (marker !== startOfScan) continue;
    const end = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, Buffer.from([0xff, endOfImage])]);
};

const jfifLength = 16;

const withoutThumbnail = (segment: Buffer): Buffer => {
  if (segment.length <= jfifLength + 2 || segment.toString("latin1", 4, 9) !== "JFIF\0") {
    return segment.toString("latin1", 4, 9) === "JFIF\0" ? segment : Buffer.alloc(0);
  }
  const short = Buffer.from(segment.subarray(0, jfifLength + 2));
  short.writeUInt16BE(jfifLength, 2);
  short.writeUInt16BE(0, jfifLength);
  return short;
};

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What a picture needs to look as it does: https://www.w3.org/TR/png-3/#4Concepts.FormatChunks */
const keptChunks = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs"]);

/** A PNG without text, EXIF, time and profile chunks, and without anything behind its end. */
export const stripPng = (bytes: Buffer): Buffer => {
  if (!bytes.subarray(0, 8).equals(pngSignature)) throw new Refused("notReadable");
  const kept: Buffer[] = [pngSignature];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (end > bytes.length) throw new Refused("notReadable");
    if (keptChunks.has(type)) kept.push(bytes.subarray(at, end));
    if (type === "IEND") return Buffer.concat(kept);
    at = end;
  }
  throw new Refused("notReadable");
};

/** JPEG 2000's boxes for tags; a bare codestream has none. ISO/IEC 15444-1, annex I. */
const jp2Signature = Buffer.from([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]);
const jp2Tags = new Set(["uuid", "xml ", "uinf"]);

/** A JPEG 2000 without its boxes of EXIF, XMP and other descriptions. */
export const stripJpeg2000 = (bytes: Buffer): Buffer => {
  if (!bytes.subarray(0, 8).equals(jp2Signature)) return bytes;
  const kept: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const said = bytes.readUInt32BE(at);
    // 0 is "to the end"; 1 is a length of 64 bits, which no picture of 10 MB needs.
    const length = said === 0 ? bytes.length - at : said;
    if (length < 8 || at + length > bytes.length) throw new Refused("notReadable");
    if (!jp2Tags.has(bytes.toString("latin1", at + 4, at + 8))) kept.push(bytes.subarray(at, at + length));
    at += length;
  }
  return Buffer.concat(kept);
};
