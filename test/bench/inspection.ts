import { execFile } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { usualLimits } from "../../functions/attachments/inspection/limits.ts";

/**
 * What the heaviest picture that is taken costs: a JPEG of 48 megapixels and almost 10 MB, as a phone of today takes
 * it, upright and lying on its side. A picture that has to be turned is decoded whole, where an upright one streams.
 */
export type Inspected = {
  readonly name: string;
  readonly megabytes: number;
  readonly milliseconds: number;
  /** Of the process that reads the file, Node included. */
  readonly peakMegabytes: number;
};

type Picture = {
  readonly width: number;
  readonly height: number;
  /** At which this noise comes to the bytes that are wanted. */
  readonly quality: number;
};
/** Just under 10 MB. */
const large: Picture = { width: 8_064, height: 6_048, quality: 86 };
/** 12 megapixels in about 2 MB: what most phones send. */
const usual: Picture = { width: 4_032, height: 3_024, quality: 83 };

/** Noise that is the same each time: a linear congruential generator with the constants of Numerical Recipes. */
const noise = ({ width, height }: Picture): Buffer => {
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // Over a slow gradient, so that it compresses like a picture and not like nothing at all.
    pixels[at] = ((at / 3 / width) >> 5) + (state >>> 27);
  }
  return pixels;
};

const photo = (picture: Picture, orientation: number): Promise<Buffer> =>
  sharp(noise(picture), { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .withMetadata({ orientation })
    .jpeg({ quality: picture.quality, chromaSubsampling: "4:2:0" })
    .toBuffer();

export const largePhoto = (orientation: number): Promise<Buffer> => photo(large, orientation);

const run = promisify(execFile);

const measure = async (name: string, bytes: Buffer): Promise<Inspected> => {
  const folder = await mkdtemp(join(tmpdir(), "tuntas-bench-"));
  try {
    const path = join(folder, "arrived");
    await writeFile(path, bytes);
    const { size } = await stat(path);
    const work = { path, folder, declared: { contentType: "image/jpeg", size, most: size }, limits: usualLimits };
    const child = join(import.meta.dirname, "inspection-child.ts");
    const { stdout } = await run(process.execPath, [child, JSON.stringify(work)]);
    const answer = JSON.parse(stdout) as Omit<Inspected, "name" | "megabytes"> & { readonly state: string };
    if (answer.state !== "ready") throw new Error(`${name} was refused`);
    const { milliseconds, peakMegabytes } = answer;
    return { name, megabytes: size / 1024 / 1024, milliseconds, peakMegabytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** One after the other, each in a process of its own. */
export const measureInspection = async (): Promise<readonly Inspected[]> => [
  await measure("JPEG of 48 megapixels", await largePhoto(1)),
  await measure("the same, to be turned", await largePhoto(6)),
];

/** Beside the heaviest, what most photos are; to be turned, as most are that are taken upright. */
export const measureUsualPhoto = async (): Promise<Inspected> =>
  measure("JPEG of 12 megapixels, to be turned", await photo(usual, 6));
