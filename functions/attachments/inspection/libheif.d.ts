/** What is used of libheif-js, whose package describes the whole library but not this entry. */
declare module "libheif-js/wasm-bundle.js" {
  export type Channel = { data: Uint8Array; stride: number; width: number; height: number };
  export type HeifImage = {
    handle: unknown;
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
  };
  type Decoded = { channels?: Channel[] };
  const libheif: {
    HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
    heif_colorspace: { heif_colorspace_RGB: unknown };
    heif_chroma: { heif_chroma_interleaved_RGB: unknown };
    /** The error's code instead of an image when it cannot be decoded. */
    heif_js_decode_image2(handle: unknown, colourSpace: unknown, chroma: unknown): Decoded | undefined;
  };
  export default libheif;
}
