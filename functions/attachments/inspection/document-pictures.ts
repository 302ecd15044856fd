import sharp from "sharp";
import { stripJpeg, stripPng } from "./embedded-images.ts";
import { type Limits } from "./limits.ts";
import { Refused } from "./verdict.ts";

/** Pictures inside Word, Excel and OpenDocument files, by what they are and not by their names. */

const startsWith = (bytes: Buffer, signature: string, at = 0): boolean =>
  bytes.toString("latin1", at, at + signature.length) === signature;

const isJpeg = (bytes: Buffer): boolean => startsWith(bytes, "\xff\xd8\xff");
const isPng = (bytes: Buffer): boolean => startsWith(bytes, "\x89PNG\r\n\x1a\n");
const isWebp = (bytes: Buffer): boolean => startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8);
const isGif = (bytes: Buffer): boolean => startsWith(bytes, "GIF8");

/** EMF, placeable and plain WMF, BMP and LibreOffice's own metafile: drawings that have nowhere to put a person or a place. */
const isDrawing = (bytes: Buffer): boolean =>
  (startsWith(bytes, "\x01\0\0\0") && startsWith(bytes, " EMF", 40)) ||
  startsWith(bytes, "\xd7\xcd\xc6\x9a") ||
  startsWith(bytes, "\x01\0\x09\0\0") ||
  startsWith(bytes, "BM") ||
  startsWith(bytes, "VCLMTF");

const refuseLarge = async (bytes: Buffer, limits: Limits): Promise<void> => {
  const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (width * height * pages > limits.pixels) throw new Refused("tooManyPixels");
};

/**
 * The picture without its tags, or undefined if it is none that can be in a document.
 *
 * @throws Refused if it is damaged or has too many pixels
 */
export const cleanPicture = async (bytes: Buffer, limits: Limits): Promise<Buffer | undefined> => {
  if (isDrawing(bytes)) return bytes;
  if (!isJpeg(bytes) && !isPng(bytes) && !isWebp(bytes) && !isGif(bytes)) return undefined;
  await refuseLarge(bytes, limits);
  if (isJpeg(bytes)) return stripJpeg(bytes);
  if (isPng(bytes)) return stripPng(bytes);
  return sharp(bytes, { animated: true, limitInputPixels: limits.pixels }).toBuffer();
};
