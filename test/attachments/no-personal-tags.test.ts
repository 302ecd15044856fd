import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import yauzl from "yauzl";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planted } from "./corpus/personal.ts";
import { honest } from "./corpus/honest.ts";
import { type Tags, personalTags, tagsOf } from "./exiftool.ts";
import { newFolder, ready, removeFolders } from "./inspecting.ts";

/** Every accepted file of the corpus is read by ExifTool before and after. */
type Pair = { readonly before: string; readonly after: string; readonly smaller: readonly string[] };
const pairs = new Map<string, Pair>();
const tags = new Map<string, Tags>();

beforeAll(async () => {
  for (const { name, contentType, make } of honest) {
    const bytes = await make();
    const before = join(await newFolder(), name);
    await writeFile(before, bytes);
    const { clean, preview, thumbnail } = await ready({ name, contentType, bytes });
    pairs.set(name, { before, after: clean, smaller: [preview, thumbnail].filter((path) => path !== undefined) });
  }
  const paths = [...pairs.values()].flatMap(({ before, after, smaller }) => [before, after, ...smaller]);
  tagsOf(paths).forEach((found, index) => tags.set(paths[index] ?? "", found));
}, 180_000);
afterAll(removeFolders);

/** A document's parts as well, since their compression hides what is in them. */
const allBytes = async (path: string): Promise<Buffer> => {
  const bytes = await readFile(path);
  if (bytes.toString("latin1", 0, 2) !== "PK") return bytes;
  const zip = await yauzl.openPromise(path);
  const parts = [bytes];
  for await (const entry of zip.eachEntry()) parts.push(await buffer(await zip.openReadStreamPromise(entry)));
  return Buffer.concat(parts);
};

const names = honest.map(({ name }) => name);

describe("In the clean copy", () => {
  it.each(names)("of %s ExifTool finds no personal tag", (name) => {
    const { after, smaller } = pairs.get(name) ?? { after: "", smaller: [] };
    for (const path of [after, ...smaller])
      expect(personalTags(tags.get(path) ?? { "none:read": "" }), path).toEqual([]);
  });

  it.each(names)("of %s no planted word is left in any byte", async (name) => {
    const bytes = await allBytes(pairs.get(name)?.after ?? "");
    for (const word of planted) {
      expect(bytes.includes(word), word).toBe(false);
      expect(bytes.includes(Buffer.from(word, "utf16le")), `${word} in UTF-16`).toBe(false);
    }
  });
});

describe("So that the two tests above prove something,", () => {
  const documents = ["letter.docx", "table.xlsx", "letter.odt", "table.ods"];
  const untagged = [...documents, "turned-1.jpg", "animated.webp"];
  const tagged = names.filter((name) => !untagged.includes(name));

  it.each(tagged)("ExifTool finds personal tags in %s as it was sent", (name) => {
    expect(personalTags(tags.get(pairs.get(name)?.before ?? "") ?? {})).not.toEqual([]);
  });

  it("a planted word is found in every document as it was sent", async () => {
    for (const name of documents) {
      expect((await allBytes(pairs.get(name)?.before ?? "")).includes("Siti"), name).toBe(true);
    }
  });
});
