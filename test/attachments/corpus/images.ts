import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { exif, person, secret, xmp } from "./personal.ts";

const width = 48;
const height = 32;

/** Four quarters of one colour each, so that a turned picture shows which way it was turned. */
export const quarters = ["red", "lime", "blue", "white"] as const;
const picture = async (): Promise<Sharp> => {
  const pieces = await Promise.all(
    quarters.map((background) =>
      sharp({ create: { width: width / 2, height: height / 2, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp({ create: { width, height, channels: 3, background: "black" } }).composite(
    pieces.map((input, index) => ({
      input,
      left: (index % 2) * (width / 2),
      top: Math.floor(index / 2) * (height / 2),
    })),
  );
};

const tagged = async (): Promise<Sharp> => (await picture()).withExif(exif).withXmp(xmp);

/** Inserts a segment behind the first marker of a JPEG. */
const withSegment = (jpeg: Buffer, marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
};

/** IPTC in Photoshop's resource 0x0404: record 2, dataset 80 is the by-line. */
const iptc = Buffer.concat([
  Buffer.from("Photoshop 3.0\0" + "8BIM\x04\x04\0\0", "latin1"),
  Buffer.from([0, 0, 0, 5 + person.length, 0x1c, 2, 80, 0, person.length]),
  Buffer.from(person, "latin1"),
  Buffer.alloc((5 + person.length) % 2),
]);

/** A JPEG with EXIF, GPS, XMP, IPTC, a comment and something behind its end. */
export const jpegWithTags = async (): Promise<Buffer> => {
  const jpeg = await (await tagged()).jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();
  const all = withSegment(withSegment(jpeg, 0xed, iptc), 0xfe, Buffer.from(`taken by ${person}`));
  return Buffer.concat([all, Buffer.from(`MotionPhoto ${secret}`)]);
};

export const jpegTurned = async (orientation: number): Promise<Buffer> =>
  (await picture()).withMetadata({ orientation }).jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();

export const webpWithTags = async (): Promise<Buffer> => (await tagged()).webp().toBuffer();

const frames = async (): Promise<Sharp> => {
  const frame = (background: string) =>
    sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer();
  return sharp([await frame("red"), await frame("blue")], { join: { animated: true } });
};
export const animatedWebp = async (): Promise<Buffer> => (await frames()).webp({ delay: [100, 100] }).toBuffer();
/** With a comment block behind the header, where the GIF's table of colours ends. */
export const animatedGif = async (): Promise<Buffer> => {
  const gif = await (await frames()).gif({ delay: [100, 100] }).toBuffer();
  const text = Buffer.from(`by ${person}`);
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, text.length]), text, Buffer.from([0])]);
  const flags = gif[10] ?? 0;
  const at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  return Buffer.concat([gif.subarray(0, at), comment, gif.subarray(at)]);
};

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

/** A PNG with EXIF, XMP, and an author in a text chunk before its pixels. */
export const pngWithTags = async (): Promise<Buffer> => {
  const png = await (await tagged()).png().toBuffer();
  const endOfHeader = 8 + 25;
  const text = chunk("tEXt", Buffer.from(`Author\0${person}`, "latin1"));
  return Buffer.concat([png.subarray(0, endOfHeader), text, png.subarray(endOfHeader)]);
};

/** 20,000 by 20,000 pixels of nothing: 50 MB of zeros, which compress to some 50 KB. */
export const pngBomb = (side = 20_000): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(side * (side / 8 + 1)), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
};

export const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
