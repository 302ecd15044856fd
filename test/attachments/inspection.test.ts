import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { fileTypes, fileTypeNamed, refusalReasons } from "../../shared/domain/attachments.ts";
import { refusalWords } from "../../shared/shell/words.ts";
import { hostile } from "./corpus/hostile.ts";
import { honest } from "./corpus/honest.ts";
import { jpegTurned, jpegWithTags } from "./corpus/images.ts";
import { mostOf, ready, removeFolders, verdict } from "./inspecting.ts";

const types = Object.entries(fileTypes).map(([contentType, { endings }]) => ({ contentType, name: `a.${endings[0]}` }));

afterAll(removeFolders);

describe("An honest file is taken", () => {
  it.each(honest)("$name", async ({ name, contentType, make, kept }) => {
    const inspection = await ready({ name, contentType, bytes: await make() });
    expect(inspection.contentType).toBe(kept ?? contentType);
  });

  it("and every allowed type has one in this table", () => {
    expect(types.map(({ contentType }) => contentType).sort()).toEqual(
      [...new Set(honest.map(({ contentType }) => contentType))].sort(),
    );
  });

  it.each(honest)("again when its clean copy is sent: $name", async ({ name, contentType, make, kept }) => {
    const { clean } = await ready({ name, contentType, bytes: await make() });
    const again = { name: kept === undefined ? name : "a.jpg", contentType: kept ?? contentType };
    expect(await verdict({ ...again, bytes: await readFile(clean) })).toBe("ready");
  });
});

describe("A hostile or broken file is refused", () => {
  it.each(hostile)("$what: $reason", async ({ name, contentType, make, reason }) => {
    expect(await verdict({ name, contentType, bytes: await make() })).toBe(reason);
  });
});

describe("A file whose type lies is refused", () => {
  /** A type of another kind, which no row takes for the file's own. */
  const other = (contentType: string): string => (contentType === "image/png" ? "application/pdf" : "image/png");
  const others = honest.filter(({ name }) => !name.startsWith("turned-"));

  it.each(others)("$name by its type", async ({ contentType, make }) => {
    const said = other(contentType);
    const name = `a.${fileTypes[fileTypeNamed(said) ?? ""]?.endings[0] ?? ""}`;
    expect(await verdict({ name, contentType: said, bytes: await make() })).toBe("typeDiffers");
  });

  it.each(others)("$name by its name", async ({ contentType, make }) => {
    expect(await verdict({ name: "a.exe", contentType, bytes: await make() })).toBe("typeDiffers");
  });
});

describe("Sizes", () => {
  it.each(types)("$contentType: nothing at all is empty", async ({ contentType, name }) => {
    expect(await verdict({ name, contentType, bytes: Buffer.alloc(0) })).toBe("empty");
  });

  it.each(types)("$contentType: one byte over the limit is too large, the limit itself is looked at", async (type) => {
    const sent = { ...type, bytes: Buffer.from("x") };
    const most = mostOf(type.contentType);
    expect(await verdict({ ...sent, stretchedTo: most + 1 })).toBe("tooLarge");
    expect(await verdict({ ...sent, stretchedTo: most })).toBe("typeDiffers");
  });

  it("a file of another length than declared did not arrive whole", async () => {
    const bytes = await jpegWithTags();
    const sent = { name: "a.jpg", contentType: "image/jpeg", bytes };
    expect(await verdict({ ...sent, size: bytes.length + 1 })).toBe("wrongSize");
    expect(await verdict({ ...sent, size: bytes.length - 1 })).toBe("wrongSize");
  });
});

describe("Pictures", () => {
  /** Corners of the picture as it is seen, after TIFF 6.0's table of orientations: top left and right, bottom left and right. */
  const seen: Readonly<Record<number, string>> = {
    1: "red lime blue white",
    2: "lime red white blue",
    3: "white blue lime red",
    4: "blue white red lime",
    5: "red blue lime white",
    6: "blue red white lime",
    7: "white lime blue red",
    8: "lime white red blue",
  };
  const colourAt = (data: Buffer, at: number): string => {
    const bits = [0, 1, 2].map((channel) => ((data[at + channel] ?? 0) > 127 ? 1 : 0)).join("");
    return { "100": "red", "010": "lime", "001": "blue", "111": "white" }[bits] ?? bits;
  };
  const corners = async (path: string): Promise<string> => {
    const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => colourAt(data, (y * info.width + x) * info.channels);
    const [right, bottom] = [info.width - 4, info.height - 4];
    return [at(3, 3), at(right, 3), at(3, bottom), at(right, bottom)].join(" ");
  };

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "stand as they are seen with orientation %i, preview and thumbnail too",
    async (orientation) => {
      const bytes = await jpegTurned(orientation);
      const { clean, preview, thumbnail } = await ready({ name: "a.jpg", contentType: "image/jpeg", bytes });
      for (const path of [clean, preview, thumbnail]) expect(await corners(path ?? "")).toBe(seen[orientation]);
      expect((await sharp(clean).metadata()).orientation).toBeUndefined();
    },
  );

  it("keep every frame when they move", async () => {
    for (const { name, contentType, make } of honest.filter((one) => one.name.startsWith("animated"))) {
      const { clean } = await ready({ name, contentType, bytes: await make() });
      expect((await sharp(clean, { animated: true }).metadata()).pages, name).toBe(2);
    }
  });

  it("get a preview of at most 1,600 and a thumbnail of at most 320 pixels", async () => {
    const bytes = await sharp({ create: { width: 2_000, height: 1_000, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer();
    const { clean, preview, thumbnail } = await ready({ name: "a.jpg", contentType: "image/jpeg", bytes });
    const sizes = await Promise.all([clean, preview, thumbnail].map((path) => sharp(path).metadata()));
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [2_000, 1_000],
      [1_600, 800],
      [320, 160],
    ]);
  });
});

describe("What holds whatever the file", () => {
  it("it ends at its deadline: too long", async () => {
    const sent = { name: "a.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
    expect(await verdict({ ...sent, limits: { seconds: 0.02 } })).toBe("tookTooLong");
  });

  it("it ends at its memory: expands too much", async () => {
    const bytes = await sharp({ create: { width: 6_000, height: 6_000, channels: 3, background: "red" } })
      .webp({ effort: 0 })
      .toBuffer();
    expect(await verdict({ name: "a.webp", contentType: "image/webp", bytes, limits: { megabytes: 90 } })).toBe(
      "expandsTooMuch",
    );
  });

  it("a scanner that cannot tell decides nothing", async () => {
    const sent = { name: "a.jpg", contentType: "image/jpeg", bytes: await jpegWithTags() };
    const scanner = () => Promise.reject(new Error("no signatures"));
    await expect(verdict({ ...sent, scanner })).rejects.toThrow("no signatures");
  });

  it("every reason has words in both languages", () => {
    for (const reason of refusalReasons)
      for (const words of Object.values(refusalWords[reason])) expect(words).toMatch(/^\p{Lu}.+\.$/u);
  });
});
