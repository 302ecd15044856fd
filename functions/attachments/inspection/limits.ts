/** How much one file may ask for. Everything a file says of itself is held against these while it is being read. */
export type Limits = {
  /** Of an image, all frames together, and of each image in a PDF or a document. */
  readonly pixels: number;
  /** Of a PDF. */
  readonly pages: number;
  /** Parts of a document's zip. */
  readonly entries: number;
  /** Bytes that the compressed parts of one file may become, together. */
  readonly inflatedBytes: number;
  /** How many times its compressed size one part of a zip may become, beyond `inflateGrace` bytes. */
  readonly inflateRatio: number;
  readonly inflateGrace: number;
  /** Of the process that reads the file. */
  readonly seconds: number;
  readonly megabytes: number;
};

export const usualLimits: Limits = {
  // Sensors of 64 megapixels (9,248 x 6,936) are the largest whose pictures come in under 10 MB; policy.
  pixels: 65_000_000,
  // Policy: a file of 10 MB that an officer is to read.
  pages: 500,
  // Policy: a workbook with a hundred sheets has some hundreds of parts.
  entries: 3_000,
  // Policy: what the longest honest spreadsheet of 10 MB becomes, at the usual ten to one and as much again.
  inflatedBytes: 200 * 1024 * 1024,
  // Apache POI's ZipSecureFile refuses beyond 100 to 1, after the first 100 KB of a part:
  // https://poi.apache.org/apidocs/5.0/org/apache/poi/openxml4j/util/ZipSecureFile.html
  inflateRatio: 100,
  inflateGrace: 100 * 1024,
  // Measured on one core: a JPEG of 48 megapixels takes 1.3 s at most, a HEIC of as many 4 s; the rest is for a slow core.
  seconds: 30,
  // Measured: 530 MB for a JPEG of 48 megapixels that is turned, 750 MB for a HEIC of as many. With its own process a
  // function of 2,048 MB has room for that.
  megabytes: 1_400,
};
