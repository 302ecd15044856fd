import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { type Limits } from "./limits.ts";
import { type Ready, Refused } from "./verdict.ts";

/**
 * Images are decoded and encoded anew. What comes out is made of pixels alone: sharp writes no tag, no profile, no
 * comment and no thumbnail unless told to, and whatever hung behind or between the pixels is not read.
 * https://sharp.pixelplumbing.com/api-output/#withmetadata
 */

// One image a process, so there is nothing to keep, and a second thread only adds memory on one core.
sharp.cache(false);
sharp.concurrency(1);
// Each decoder that is not needed is one less that a hostile file can reach.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"],
});

export type Format = "jpeg" | "png" | "webp" | "gif";
const formats: Readonly<Record<string, Format>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
};

const longestOfPreview = 1_600;
const longestOfThumbnail = 320;

/** A little above what phones write, so that a second encoding shows nowhere. */
const jpegQuality = 90;

const encoded = (image: Sharp, format: Format): Sharp => {
  switch (format) {
    case "jpeg":
      return image.jpeg({ quality: jpegQuality });
    case "png":
      return image.png();
    case "webp":
      return image.webp({ quality: jpegQuality });
    case "gif":
      return image.gif();
  }
};

/** libvips reports a bomb as an error of its own, when the header has more than it may. */
const refusalOf = (error: unknown): Refused =>
  error instanceof Error && /exceeds pixel limit/i.test(error.message)
    ? new Refused("tooManyPixels")
    : new Refused("notReadable");

const inside = (path: string, longest: number, to: string): Promise<unknown> =>
  sharp(path)
    .resize({ width: longest, height: longest, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 })
    .toFile(to);

/** A preview and a thumbnail of an image that is already clean; of an animated one, the first frame. */
const smaller = async (clean: string, folder: string): Promise<{ preview: string; thumbnail: string }> => {
  const preview = join(folder, "preview.webp");
  const thumbnail = join(folder, "thumbnail.webp");
  await inside(clean, longestOfPreview, preview);
  await inside(preview, longestOfThumbnail, thumbnail);
  return { preview, thumbnail };
};

const checked = async (path: string, format: Format, limits: Limits): Promise<{ animated: boolean }> => {
  const { format: found, width, height, pages = 1 } = await sharp(path, { limitInputPixels: false }).metadata();
  if (found !== format) throw new Refused("typeDiffers");
  // The header's numbers, before a pixel is decoded: a bomb is refused for what it claims.
  if (width * height * pages > limits.pixels) throw new Refused("tooManyPixels");
  return { animated: pages > 1 };
};

/**
 * Rewrites an image as it is seen, turned the way its orientation tag says.
 *
 * @throws Refused if it has too many pixels, is another format or cannot be decoded to its end
 */
export const rewriteImage = async (
  path: string,
  contentType: string,
  folder: string,
  limits: Limits,
): Promise<Ready> => {
  const format = formats[contentType];
  if (format === undefined) throw new Refused("typeNotAllowed");
  const clean = join(folder, "clean");
  try {
    const { animated } = await checked(path, format, limits);
    // "error" lets pass what cameras do carelessly, such as bytes behind the end, but nothing that is cut off.
    const options = { animated, failOn: "error", limitInputPixels: limits.pixels, sequentialRead: true } as const;
    await encoded(sharp(path, options).autoOrient(), format).toFile(clean);
    return { state: "ready", contentType, clean, ...(await smaller(clean, folder)) };
  } catch (error) {
    throw error instanceof Refused ? error : refusalOf(error);
  }
};

/** Pixels that another decoder has read, as a JPEG with what belongs to it. */
export const writePixels = async (
  pixels: { readonly data: Uint8Array; readonly width: number; readonly height: number },
  folder: string,
): Promise<Ready> => {
  const clean = join(folder, "clean");
  const { data, width, height } = pixels;
  await encoded(sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false }), "jpeg").toFile(clean);
  return { state: "ready", contentType: "image/jpeg", clean, ...(await smaller(clean, folder)) };
};
