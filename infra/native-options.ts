/** Libraries with machine code, which no bundle can hold; `native-bundle.ts` lays them beside it. */
export const leftOut: readonly string[] = ["sharp"];

/** esbuild's options for them and for libheif, which asks for the folder it lies in: an ES module has it under another name. */
export const nativeOptions = {
  external: [...leftOut],
  define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" },
};
