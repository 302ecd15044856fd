import { readFile } from "node:fs/promises";
import libheif, { type Channel, type HeifImage } from "libheif-js/wasm-bundle.js";
import { writePixels } from "./images.ts";
import { type Limits } from "./limits.ts";
import { type Ready, Refused } from "./verdict.ts";

/**
 * HEIC, which iPhones take their pictures in. sharp's own libvips comes without HEVC (it reads AVIF alone), so libheif
 * as WebAssembly decodes it: slower than a native one, in a memory of its own that no pointer leaves.
 * https://sharp.pixelplumbing.com/install/#custom-libvips
 */
const decodable = (handles: readonly HeifImage[]): HeifImage => {
  const image = handles.find((one) => one.is_primary()) ?? handles[0];
  if (image === undefined) throw new Refused("notReadable");
  return image;
};

/** Rows without the padding that the decoder may leave at the end of each. */
const packed = ({ data, stride, width, height }: Channel): Uint8Array => {
  const row = width * 3;
  if (stride === row) return data.subarray(0, row * height);
  const rows = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) rows.set(data.subarray(y * stride, y * stride + row), y * row);
  return rows;
};

/** Rewrites a HEIC as a JPEG; libheif has turned it the way it is seen. Burst and depth pictures beside it are left. */
export const rewriteHeic = async (path: string, folder: string, limits: Limits): Promise<Ready> => {
  const decoder = new libheif.HeifDecoder();
  const image = decodable(decoder.decode(await readFile(path)));
  if (image.get_width() * image.get_height() > limits.pixels) throw new Refused("tooManyPixels");
  const { heif_colorspace_RGB } = libheif.heif_colorspace;
  const { heif_chroma_interleaved_RGB } = libheif.heif_chroma;
  const decoded = libheif.heif_js_decode_image2(image.handle, heif_colorspace_RGB, heif_chroma_interleaved_RGB);
  const channel = decoded?.channels?.[0];
  if (channel === undefined) throw new Refused("notReadable");
  return writePixels({ data: packed(channel), width: channel.width, height: channel.height }, folder);
};
